// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static org.entente.model.type.DataType.ListOf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.DataType;
import org.entente.model.type.PrimitiveTypes;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Scalar;

/** What stands under each name with a prefix: a resource, a primitive, or one of the contents of table 8.2.2-2. */
final class XmlRoots {
    private static final Map<String, DataType> CONTENTS = Map.of(
            "m2m:uri",
            Scalar.ANY_URI,
            "m2m:uril",
            list(Scalar.ANY_URI),
            "m2m:atrl",
            list(Scalar.NC_NAME),
            "m2m:sgn",
            PrimitiveTypes.NOTIFICATION,
            "m2m:agn",
            PrimitiveTypes.AGGREGATED_NOTIFICATION,
            "m2m:agr",
            PrimitiveTypes.AGGREGATED_RESPONSE,
            "m2m:rrl",
            PrimitiveTypes.LIST_OF_CHILD_RESOURCE_REF,
            Response.DEBUG_INFO,
            Scalar.STRING);

    /** What an action sends and is answered; elsewhere a primitive stands under its root. TS-0001 §9.6.61 */
    private static final DataType PRIMITIVE = primitive();

    private final ResourceTypes types;

    XmlRoots(ResourceTypes types) {
        this.types = types;
    }

    private static DataType list(DataType element) {
        return new ListOf(element, 0, Integer.MAX_VALUE);
    }

    static boolean isRoot(String name) {
        return name.indexOf(':') > 0;
    }

    /** Whether values of a type have no spaces, so that a list of them may stand in one element. */
    static boolean isWord(DataType type) {
        return switch (type) {
            case Scalar scalar -> scalar != Scalar.ANY && scalar != Scalar.SCHEDULE_ENTRY;
            case DataType.Enumerated _ -> true;
            case DataType.ListOf _, DataType.Complex _ -> false;
        };
    }

    Optional<ResourceType> resource(String root) {
        return types.byRoot(root);
    }

    Optional<DataType> content(String root) {
        return Optional.ofNullable(CONTENTS.get(root));
    }

    /** The types of the members of a primitive, by short name. */
    static Map<String, DataType> parameters() {
        var all = new LinkedHashMap<String, DataType>();
        for (var parameter : Parameter.values()) all.put(parameter.shortName(), parameter.type());
        return all;
    }

    private static DataType primitive() {
        var members = new LinkedHashMap<String, DataType.Member>();
        for (var parameter : Parameter.values())
            members.put(
                    parameter.shortName(),
                    new DataType.Member(parameter.shortName(), parameter.longName(), parameter.type(), false));
        return new DataType.Complex("m2m:primitive", members, List.of());
    }

    /** In the order of their table, which is that of the schema. TS-0004 §8.3.1 */
    static Map<String, DataType> attributes(ResourceType type) {
        var all = new LinkedHashMap<String, DataType>();
        type.rows().forEach((name, row) -> all.put(name, row.attribute().type()));
        all.replace(Attributes.APV.shortName(), PRIMITIVE);
        all.replace(Attributes.AIR.shortName(), PRIMITIVE);
        // What a response shows of a resource besides its attributes. [TS-0004 §7.5.2]
        all.putIfAbsent("ch", list(PrimitiveTypes.CHILD_RESOURCE_REF));
        all.putIfAbsent("acop", Scalar.OPERATION_SET);
        return all;
    }

    /** Primitives travel bare in JSON and CBOR; XML needs a root. TS-0004 §8.3.2 */
    static Value.Fields rooted(Value value) {
        if (!(value instanceof Value.Fields fields))
            throw new IllegalArgumentException("an XML document has one root, which a list or a text has not");
        var names = fields.members().keySet();
        if (names.size() == 1 && isRoot(names.iterator().next())) return fields;
        boolean response = names.contains(Parameter.RESPONSE_STATUS_CODE.shortName());
        return Value.field(response ? Primitives.RESPONSE : Primitives.REQUEST, fields);
    }
}

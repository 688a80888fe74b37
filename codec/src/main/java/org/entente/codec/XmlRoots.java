// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static org.entente.model.type.DataType.ListOf;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Response;
import org.entente.model.type.AccessTypes;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.DataType;
import org.entente.model.type.Enumerations;
import org.entente.model.type.PrimitiveTypes;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Scalar;

/** What stands under each name with a prefix: a resource, a primitive, or one of the contents of table 8.2.2-2. */
final class XmlRoots {
    private static final Map<String, DataType> CONTENTS = Map.ofEntries(
            Map.entry("m2m:uri", Scalar.ANY_URI),
            Map.entry("m2m:uril", list(Scalar.ANY_URI)),
            Map.entry("m2m:atrl", list(Scalar.NC_NAME)),
            Map.entry("m2m:sgn", PrimitiveTypes.NOTIFICATION),
            Map.entry("m2m:agn", PrimitiveTypes.AGGREGATED_NOTIFICATION),
            Map.entry("m2m:agr", PrimitiveTypes.AGGREGATED_RESPONSE),
            Map.entry("m2m:rrl", PrimitiveTypes.LIST_OF_CHILD_RESOURCE_REF),
            Map.entry("m2m:tsn", PrimitiveTypes.TIME_SERIES_NOTIFICATION),
            Map.entry("m2m:seci", AccessTypes.SECURITY_INFO),
            Map.entry("m2m:tqf", AccessTypes.DYN_AUTH_TOKEN_REQ_INFO),
            Map.entry(Response.DEBUG_INFO, Scalar.STRING));

    private static final Set<Scalar> REPEATED = EnumSet.of(
            Scalar.ANY, Scalar.SCHEDULE_ENTRY, Scalar.TYPE_OF_CONTENT, Scalar.SPARQL, Scalar.SESSION_DESCRIPTION);

    /**
     * What the types of the schema that all resources extend have before what is a resource's own. The tables have them in
     * many orders; those of §7.4.49 and after in this one.
     */
    private static final List<Attribute> COMMON = List.of(
            Attributes.TY,
            Attributes.RI,
            Attributes.PI,
            Attributes.CT,
            Attributes.LT,
            Attributes.LBL,
            Attributes.ACPI,
            Attributes.ET,
            Attributes.DACI,
            Attributes.AT,
            Attributes.AA,
            Attributes.AST,
            Attributes.CSTN,
            Attributes.ST,
            Attributes.CR);

    /** [TS-0004 §6.4.2] those that a request has too are elsewhere in its table */
    private static final List<Parameter> RESPONSE_FIRST = List.of(
            Parameter.RESPONSE_STATUS_CODE,
            Parameter.REQUEST_IDENTIFIER,
            Parameter.CONTENT,
            Parameter.TO,
            Parameter.FROM,
            Parameter.ORIGINATING_TIMESTAMP,
            Parameter.RESULT_EXPIRATION_TIMESTAMP,
            Parameter.EVENT_CATEGORY,
            Parameter.CONTENT_STATUS,
            Parameter.CONTENT_OFFSET,
            Parameter.ASSIGNED_TOKEN_IDENTIFIERS,
            Parameter.TOKEN_REQUEST_INFORMATION,
            Parameter.AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION);

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

    /**
     * Whether several values of a type are a list in one element, as most are, or an element each: structures, what may
     * have spaces in it, and what the tables of structures have with a multiplicity. TS-0004 §6.3.5
     */
    static boolean isList(DataType type) {
        return switch (type) {
            case Scalar scalar -> !REPEATED.contains(scalar);
            case DataType.Enumerated enumerated -> !enumerated.equals(Enumerations.NOTIFICATION_EVENT_TYPE);
            case DataType.ListOf _, DataType.Complex _ -> false;
        };
    }

    Optional<ResourceType> resource(String root) {
        return types.byRoot(root);
    }

    Optional<DataType> content(String root) {
        return Optional.ofNullable(CONTENTS.get(root));
    }

    /** The types of the members of a primitive, by short name, in the order of the table of its kind. TS-0004 §6.4 */
    static Map<String, DataType> parameters(String root) {
        var all = new LinkedHashMap<String, DataType>();
        if (root.equals(Primitives.RESPONSE))
            for (var parameter : RESPONSE_FIRST) all.put(parameter.shortName(), parameter.type());
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

    /** In the order of the schema: what all have, then those of their table. TS-0004 §8.3.1 */
    static Map<String, DataType> attributes(ResourceType type) {
        var all = new LinkedHashMap<String, DataType>();
        for (var common : COMMON)
            type.row(common.shortName())
                    .ifPresent(
                            row -> all.put(common.shortName(), row.attribute().type()));
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

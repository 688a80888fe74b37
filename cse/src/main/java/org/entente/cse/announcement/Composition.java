// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/** The requests by which a resource becomes known at another CSE, and stays so. TS-0004 §7.3.3.10, §7.4.26. */
final class Composition {
    private Composition() {}

    /** @param parent the address under which the announced resource is to be created */
    static Request create(
            String parent,
            Resource original,
            Map<String, Value> likeness,
            ResourceTypes types,
            Translation translation) {
        var variant = variant(original, types);
        var link = translation.resource(original.ri());
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put(Attributes.RN.shortName(), Value.of(Leftovers.name(link)));
        attributes.put(Attributes.LNK.shortName(), Value.of(link));
        likeness.forEach((name, value) -> attributes.put(name, translated(variant, name, value, translation)));
        var content = Value.field(variant.root(), new Value.Fields(attributes));
        return Request.create(parent, translation.cse(), variant.number(), content);
    }

    /** @param values the new ones, empty for those that are to go */
    static Request update(
            String address,
            Resource original,
            Map<String, Optional<Value>> values,
            ResourceTypes types,
            Translation translation) {
        var variant = variant(original, types);
        var attributes = new LinkedHashMap<String, Value>();
        values.forEach((name, value) -> attributes.put(
                name,
                value.map(present -> translated(variant, name, present, translation))
                        .orElse(Value.Deleted.DELETED)));
        var content = Value.field(variant.root(), new Value.Fields(attributes));
        return Request.update(address, translation.cse(), content).with(ResultContent.NOTHING);
    }

    /** Where the announced resource is, as the other CSE says. */
    static Optional<String> address(Response response, String parent, Identity identity) {
        for (var each : response.content().members().values())
            if (each instanceof Value.Fields created)
                return created.text(Attributes.RI.shortName()).map(ri -> address(ri, parent, identity));
        return Optional.empty();
    }

    /** What the CSE of a parent calls one of its resources, as we address it. */
    static String address(String written, String parent, Identity identity) {
        return written.startsWith("/") ? identity.local(written) : Places.cse(parent) + "/" + written;
    }

    private static ResourceType variant(Resource original, ResourceTypes types) {
        return types.announced(original.type()).orElseThrow();
    }

    private static Value translated(ResourceType variant, String name, Value value, Translation translation) {
        return variant.row(name)
                .map(row -> translation.value(row.attribute().type(), value))
                .orElse(value);
    }
}

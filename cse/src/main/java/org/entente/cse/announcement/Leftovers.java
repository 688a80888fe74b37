// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Announced;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/**
 * Announced resources that were made at another CSE without being noted here, since the answer was lost or the process
 * died before. What is announced has one name, so that the other CSE does not make it twice.
 */
final class Leftovers {
    private Leftovers() {}

    /** The same whenever a resource is announced: {@code id-mn.cnt123}. */
    static String name(String link) {
        return link.replaceFirst("^[^A-Za-z0-9]+", "").replaceAll("[^A-Za-z0-9._-]", ".");
    }

    /** Asks which child of an announced parent is the announced variant of a resource. */
    static Request search(String parent, Resource original, ResourceTypes types, Translation translation) {
        var link = Value.field("nm", Value.of(Attributes.LNK.shortName()))
                .with("val", Value.of(translation.resource(original.ri())));
        var type = types.announced(original.type()).orElseThrow().number();
        var criteria = Value.field("fu", Value.of(1))
                .with("lvl", Value.of(1))
                .with("ty", Value.of(List.of(Value.of(type))))
                .with("atr", Value.of(List.of(link)));
        return Request.retrieve(parent, translation.cse()).withFilter(new FilterCriteria(criteria));
    }

    /** The address that a search has found. */
    static Optional<String> address(Response response, String parent, Identity identity) {
        return response.content().find("m2m:uril").orElse(null) instanceof Value.Items(var found)
                        && !found.isEmpty()
                        && found.getFirst() instanceof Value.Text(var address)
                ? Optional.of(Composition.address(address, parent, identity))
                : Optional.empty();
    }

    /** What an announced resource shows of its original, as far as that can be compared. */
    static Map<String, Value> likeness(Response shown, Resource original) {
        var likeness = new LinkedHashMap<String, Value>();
        for (var each : shown.content().members().values())
            if (each instanceof Value.Fields attributes)
                attributes.members().forEach((name, value) -> {
                    boolean told = original.type()
                            .row(name)
                            .filter(row -> row.announced() != Announced.NA)
                            .isPresent();
                    if (told) likeness.put(name, value);
                });
        return likeness;
    }
}

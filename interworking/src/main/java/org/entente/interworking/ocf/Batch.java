// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.entente.model.Value;

/** What a collection tells of all its members by one answer. OCF Core §7.6.3.4 */
final class Batch {
    private static final String VIEW = "oic.if.b";
    /** A member may be called by its device too. */
    private static final Pattern ORIGIN = Pattern.compile("^ocf://[^/]*");

    private Batch() {}

    static boolean isOffered(Link collection) {
        return collection.isOne(Resource.COLLECTION) && collection.views().contains(VIEW);
    }

    static Spot of(Spot collection) {
        return collection.with(VIEW);
    }

    /** @return the members that it told of, by path; whoever is not among them is asked alone */
    static Map<String, Value.Fields> read(Wire wire, Spot batch, Duration patience) {
        var members = new LinkedHashMap<String, Value.Fields>();
        if (wire.get(batch, patience) instanceof Answer.Content(Value.Items(var each)))
            for (var member : each)
                if (member instanceof Value.Fields told
                        && told.find("rep").orElse(Value.Deleted.DELETED) instanceof Value.Fields rep)
                    told.text("href")
                            .ifPresent(href -> members.put(ORIGIN.matcher(href).replaceFirst(""), rep));
        return members;
    }

    /** The same for resources of which a collection tells more than one. */
    static Map<String, Value.Fields> read(Wire wire, Collection<Resource> wanted, Duration patience) {
        var members = new HashMap<String, Value.Fields>();
        wanted.stream()
                .flatMap(each -> each.batch().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach((batch, many) -> {
                    if (many > 1) members.putAll(read(wire, batch, patience));
                });
        return members;
    }
}

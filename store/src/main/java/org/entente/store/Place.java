// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.Optional;
import org.entente.cse.address.Identifiers;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/**
 * Where an instance is: its parent's {@code ri} or path, and its number there.
 *
 * @param number at least 0
 */
record Place(String parent, long number) {
    private static final int RADIX = 36;

    /** What an identifier says, if it has the form of an instance's. */
    static Optional<Place> ofId(String ri) {
        return split(ri, ri.lastIndexOf('-'), 1);
    }

    /** What a path says, if its last segment has the form of a name that the CSE gives to instances. */
    static Optional<Place> ofPath(String path) {
        int slash = path.lastIndexOf('/');
        int line = path.lastIndexOf('_');
        if (slash < 0 || line < slash) return Optional.empty();
        return split(path, line, 1).map(place -> new Place(path.substring(0, slash), place.number()));
    }

    static Place of(Resource instance) {
        return ofId(instance.ri())
                .filter(place -> place.parent().equals(instance.pi()))
                .orElseThrow(() -> new Failures.Misfit(
                        instance + " is an instance, but " + instance.ri() + " does not follow from " + instance.pi()));
    }

    /** Whether the name of an instance follows from its number. */
    boolean names(ResourceType type, String name) {
        return Identifiers.instanceName(type, number).equals(name);
    }

    private static Optional<Place> split(String text, int at, int separator) {
        if (at <= 0 || at + separator == text.length() || text.length() - at > 13) return Optional.empty();
        long number = 0;
        for (int i = at + separator; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : -1;
            if (digit < 0) return Optional.empty();
            number = number * RADIX + digit;
        }
        return Optional.of(new Place(text.substring(0, at), number));
    }
}

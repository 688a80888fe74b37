// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a member of an Accept header covers. RFC 7231 §5.3.2.
 *
 * @param name a media type, or a part of one before an asterisk, in lower case
 * @param quality from 0, never, to 1
 */
record AcceptRange(String name, double quality) {
    private static final String ALL = "*/*";
    private static final String END = "/*";

    static AcceptRange of(String member) {
        var parts = member.split(";", -1);
        var name = parts[0].strip().toLowerCase(Locale.ROOT);
        return new AcceptRange(name.equals("*") ? ALL : name, quality(parts)); // as Java's own client has it
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var part = parts[i].strip().toLowerCase(Locale.ROOT);
            if (part.startsWith("q=")) return quality(part.substring(2));
        }
        return 1;
    }

    /** A weight that is none is no wish; one may begin with its point, as clients write it. */
    private static double quality(String text) {
        double weight = text.matches("[0-9]+\\.?[0-9]*|\\.[0-9]+") ? Double.parseDouble(text) : 0;
        return weight <= 1 ? weight : 0;
    }

    boolean isWildcard() {
        return name.endsWith(END);
    }

    private boolean covers(String mediaType) {
        if (name.equals(ALL)) return true;
        return isWildcard() ? mediaType.startsWith(name.substring(0, name.length() - 1)) : name.equals(mediaType);
    }

    /** The more a range says, the more it counts. */
    private int precision() {
        if (name.equals(ALL)) return 0;
        return isWildcard() ? 1 : 2;
    }

    /** How much a sender likes a media type, by the range that says most about it; 0 if no range covers it. */
    static double quality(String mediaType, List<AcceptRange> ranges) {
        return ranges.stream()
                .filter(range -> range.covers(mediaType))
                .max(Comparator.comparingInt(AcceptRange::precision))
                .map(AcceptRange::quality)
                .orElse(0.0);
    }
}

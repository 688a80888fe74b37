// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.AccessSettings.Grant;

/** Default privileges as the configuration has them: {@code originator:operations:types}. */
final class Grants {
    private Grants() {}

    /** The operations and types are joined by plus signs; without types all are meant. */
    static Grant read(String written) {
        var parts = written.split(":", -1);
        if (parts.length < 2 || parts.length > 3)
            throw new IllegalArgumentException("must have entries such as C*:create+retrieve:1+3, not " + written);
        var operations =
                Arrays.stream(parts[1].split("\\+")).map(Grants::operation).collect(Collectors.toSet());
        return new Grant(List.of(parts[0]), operations, parts.length < 3 ? Set.of() : types(parts[2]));
    }

    private static AccessOperation operation(String name) {
        return Arrays.stream(AccessOperation.values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("must have operations of " + operations() + ", not " + name));
    }

    private static String operations() {
        return Arrays.stream(AccessOperation.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Set<Integer> types(String joined) {
        try {
            return Arrays.stream(joined.split("\\+")).map(Integer::valueOf).collect(Collectors.toSet());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must have type numbers joined by +, not " + joined, e);
        }
    }
}

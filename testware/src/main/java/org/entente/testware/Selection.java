// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which capabilities of an endpoint (PICS) make a purpose concern it: alternatives of conjunctions. */
public record Selection(List<Set<String>> alternatives) {
    public Selection {
        alternatives = alternatives.stream().map(Set::copyOf).toList();
    }

    static Selection parse(String text) {
        return new Selection(Stream.of(text.split(" or ", -1))
                .map(part ->
                        Stream.of(part.split(" and ", -1)).map(String::strip).collect(Collectors.toSet()))
                .toList());
    }

    boolean holds(Set<String> capabilities) {
        return alternatives.stream().anyMatch(capabilities::containsAll);
    }

    Set<String> capabilities() {
        return alternatives.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return alternatives.stream()
                .map(all -> all.stream().sorted().collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(" or "));
    }
}

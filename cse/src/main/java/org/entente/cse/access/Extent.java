// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How far a privilege reaches: to the whole resource, or to some of its attributes (accessControlAttributes).
 *
 * @param whole everything, whatever {@code attributes} says
 * @param attributes the short names it reaches; none and not whole is no privilege
 */
public record Extent(boolean whole, Set<String> attributes) {
    public static final Extent NONE = new Extent(false, Set.of());
    public static final Extent WHOLE = new Extent(true, Set.of());

    public boolean isNone() {
        return !whole && attributes.isEmpty();
    }

    public boolean covers(Collection<String> names) {
        return whole || attributes.containsAll(names);
    }

    public boolean covers(String name) {
        return whole || attributes.contains(name);
    }

    Extent plus(Extent other) {
        if (whole || other.isNone()) return this;
        if (other.whole || isNone()) return other;
        var both = new HashSet<>(attributes);
        both.addAll(other.attributes);
        return new Extent(false, both);
    }
}

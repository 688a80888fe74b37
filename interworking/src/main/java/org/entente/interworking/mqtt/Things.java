// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.ArrayList;
import java.util.List;

/** The things that a user's file describes, since they cannot tell what they are. */
public record Things(List<Thing> all) {
    public static final Things NONE = new Things(List.of());

    public Things {
        all = List.copyOf(all);
    }

    public Things with(Things other) {
        var both = new ArrayList<>(all);
        both.addAll(other.all);
        return new Things(both);
    }

    /** What they are called. */
    public List<String> names() {
        return all.stream().map(Thing::name).toList();
    }
}

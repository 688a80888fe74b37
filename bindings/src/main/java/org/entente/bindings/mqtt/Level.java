// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.LinkedHashSet;
import java.util.Set;
import org.entente.security.Home;

/** An identifier as one level of a topic name. TS-0010 §6.4.2. */
final class Level {
    private Level() {}

    /** An SP-relative identifier loses its slash; that of an absolute one becomes a colon. */
    static String of(String identifier) {
        if (identifier.startsWith("//")) return ":" + identifier.substring(2).replace('/', ':');
        return (identifier.startsWith("/") ? identifier.substring(1) : identifier).replace('/', ':');
    }

    /** Whether it may stand between two slashes of a topic name: not empty, no wildcard, nothing unprintable. */
    static boolean isPlain(String level) {
        return !level.isEmpty()
                && level.chars().allMatch(c -> c > ' ' && c != '+' && c != '#' && c != '/' && c != 0x7f);
    }

    /** Everything that an originator may be called in a topic: its stem, and its SP-relative and absolute forms. */
    static Set<String> allOf(String identifier, Home home) {
        var relative = home.spRelative(identifier);
        var all = new LinkedHashSet<String>();
        all.add(of(identifier));
        all.add(of(relative));
        if (!relative.startsWith("//")) all.add(of("//" + home.serviceProvider() + relative));
        if (relative.startsWith(home.cse() + "/"))
            all.add(of(relative.substring(home.cse().length() + 1)));
        return all;
    }

    /** Every identifier that a level may stand for; which of them is meant, the request says. */
    static Set<String> meanings(String level, Home home) {
        var written = level.replace(':', '/');
        var all = new LinkedHashSet<String>();
        if (level.indexOf(':') < 0) all.add(level);
        all.add("/" + written);
        for (var each : Set.copyOf(all)) {
            var relative = home.spRelative(each);
            all.add(relative);
            if (relative.startsWith(home.cse() + "/"))
                all.add(relative.substring(home.cse().length() + 1));
        }
        return all;
    }
}

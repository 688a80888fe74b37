// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.util.List;
import java.util.Set;

/**
 * Which CSE stands here: what an identifier is relative to that does not say it. TS-0001 §7.2.
 *
 * @param cse its CSE-ID, such as {@code /id-in}
 * @param serviceProvider without slashes, such as {@code entente.example}
 */
public record Home(String cse, String serviceProvider) {
    public Home {
        if (!cse.startsWith("/")) throw new IllegalArgumentException(cse + " is no CSE-ID");
    }

    /**
     * An AE-ID-Stem is one of this CSE, but one that begins with S is one of the service provider. Identifiers of other
     * service providers stay absolute.
     */
    public String spRelative(String identifier) {
        var own = "//" + serviceProvider + "/";
        if (identifier.startsWith(own)) return identifier.substring(own.length() - 1);
        if (identifier.startsWith("/")) return identifier;
        return identifier.startsWith("S") ? "/" + identifier : cse + "/" + identifier;
    }

    /** The form that is the same for all forms of one identifier, and differs for any other. */
    public String absolute(String identifier) {
        var relative = spRelative(identifier);
        return relative.startsWith("//") ? relative : "//" + serviceProvider + relative;
    }

    /** Without what only says that it is one of this CSE. */
    public String local(String identifier) {
        var relative = spRelative(identifier);
        return relative.startsWith(cse + "/") ? relative.substring(cse.length() + 1) : identifier;
    }

    /** Whether two identifiers are of the same, in whichever forms. */
    public boolean isSame(String one, String other) {
        return absolute(one).equals(absolute(other));
    }

    /** All forms of an identifier, the given one included. */
    Set<String> forms(String identifier) {
        var relative = spRelative(identifier);
        var stem = relative.startsWith("/S") && relative.indexOf('/', 1) < 0 ? relative.substring(1) : identifier;
        return Set.copyOf(List.of(identifier, relative, absolute(identifier), local(identifier), stem));
    }
}

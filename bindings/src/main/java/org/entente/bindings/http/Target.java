// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import org.entente.model.Refused;

/** The To parameter and the path of a request-target, each made from the other. TS-0009 §6.2.2.1. */
final class Target {
    private static final String SP_RELATIVE = "/~/";
    private static final String ABSOLUTE = "/_/";
    private static final String PATH_CHARACTERS = "/:@!$&'()*+,;=";

    private Target() {}

    /**
     * The path in plain characters.
     *
     * @throws Refused BAD_REQUEST if it is no percent-encoded text, or leaves what it names to the reader
     */
    static String decode(String path) {
        var decoded = PercentCoding.decode(path);
        for (int i = 0; i < decoded.length(); i++)
            if (Character.isISOControl(decoded.charAt(i)))
                throw Refused.badRequest("the path holds a control character");
        int dot = decoded.indexOf("/.");
        if (dot >= 0 && (decoded + "/").substring(dot).matches("(?s).*/\\.\\.?/.*"))
            throw Refused.badRequest("the path has a segment . or ..");
        return decoded;
    }

    /** @param path as {@link #decode} gives it */
    static String to(String path) {
        // The specification's own example ends in a slash, which no resource identifier does. [TS-0009 §6.2.2.1]
        var trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (trimmed.startsWith(SP_RELATIVE)) return trimmed.substring(SP_RELATIVE.length() - 1);
        if (trimmed.startsWith(ABSOLUTE)) return "/" + trimmed.substring(ABSOLUTE.length() - 1);
        return trimmed.startsWith("/") ? trimmed.substring(1) : trimmed;
    }

    static String path(String to) {
        var encoded = PercentCoding.encode(to, PATH_CHARACTERS);
        if (to.startsWith("//")) return "/_" + encoded.substring(1);
        return to.startsWith("/") ? "/~" + encoded : "/" + encoded;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.List;
import org.entente.model.Refused;

/** The To parameter and the path of a request-target, each made from the other. TS-0009 §6.2.2.1, TS-0008 §6.2.2.3. */
public final class Target {
    private static final String SP_RELATIVE = "/~/";
    private static final String ABSOLUTE = "/_/";
    private static final String PATH_CHARACTERS = "/:@!$&'()*+,;=";

    private Target() {}

    /**
     * The path in plain characters.
     *
     * @throws Refused BAD_REQUEST if it is no percent-encoded text, or leaves what it names to the reader
     */
    public static String decode(String path) {
        return checked(PercentCoding.decode(path));
    }

    /**
     * The path that the segments make, which are in plain characters already.
     *
     * @throws Refused BAD_REQUEST if it leaves what it names to the reader
     */
    public static String joined(List<String> segments) {
        for (var segment : segments)
            if (segment.indexOf('/') >= 0) throw Refused.badRequest("a segment of the path holds a /");
        return checked("/" + String.join("/", segments));
    }

    private static String checked(String decoded) {
        for (int i = 0; i < decoded.length(); i++)
            if (Character.isISOControl(decoded.charAt(i)))
                throw Refused.badRequest("the path holds a control character");
        int dot = decoded.indexOf("/.");
        if (dot >= 0 && (decoded + "/").substring(dot).matches("(?s).*/\\.\\.?/.*"))
            throw Refused.badRequest("the path has a segment . or ..");
        return decoded;
    }

    /** @param path as {@link #decode} or {@link #joined} gives it */
    public static String to(String path) {
        // The specification's own example ends in a slash, which no resource identifier does. [TS-0009 §6.2.2.1]
        var trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (trimmed.startsWith(SP_RELATIVE)) return trimmed.substring(SP_RELATIVE.length() - 1);
        if (trimmed.startsWith(ABSOLUTE)) return "/" + trimmed.substring(ABSOLUTE.length() - 1);
        return trimmed.startsWith("/") ? trimmed.substring(1) : trimmed;
    }

    /** The path, percent-encoded. */
    public static String path(String to) {
        return rooted(to, PercentCoding.encode(to, PATH_CHARACTERS));
    }

    /** The segments of the path in plain characters. */
    public static List<String> segments(String to) {
        return List.of(rooted(to, to).substring(1).split("/", -1));
    }

    private static String rooted(String to, String written) {
        if (to.startsWith("//")) return "/_" + written.substring(1);
        return to.startsWith("/") ? "/~" + written : "/" + written;
    }
}

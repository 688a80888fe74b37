// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.regex.Pattern;
import org.entente.model.primitive.Request;

/** How many actions have brought a request about, one the next: those that call each other in a circle come to an end. */
final class Depth {
    static final int MOST = 10;

    private static final Pattern IDENTIFIER = Pattern.compile("action([0-9]{1,4})\\..*");

    private Depth() {}

    /** Nothing that came from outside is believed to be an action's. */
    static int of(Request request) {
        if (request.peer().address().isPresent()) return 0;
        var matcher = IDENTIFIER.matcher(request.id());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The identifier of an action's request that is so deep. */
    static String identifier(int depth, String unique) {
        return "action" + depth + "." + unique;
    }
}

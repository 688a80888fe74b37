// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;

/** A request to some members of a group, whichever they are. TS-0001 §8.1.2 Release 4 (Group Somecast Target Number). */
final class Somecast {
    private static final Parameter NUMBER = Parameter.GROUP_SOMECAST_TARGET_NUMBER;

    private Somecast() {}

    /**
     * As many of the requests as are wanted, in their order. A sub-group is one member, so one of its members is asked.
     *
     * @param requests by member
     * @param request says how many, and by its group request identifier which: each is distributed anew
     */
    static Map<String, Request> chosen(Map<String, Request> requests, Request request) {
        if (!(request.find(NUMBER).orElse(null) instanceof Value.Whole(var most))) return requests;
        var members = new ArrayList<>(requests.keySet());
        Collections.shuffle(
                members,
                new Random(request.text(Parameter.GROUP_REQUEST_IDENTIFIER)
                        .orElseThrow()
                        .hashCode()));
        var chosen = new LinkedHashMap<>(requests);
        chosen.keySet().retainAll(members.subList(0, (int) Math.min(most, members.size())));
        chosen.replaceAll(
                (member, each) -> Conformity.isFanOut(member) ? each.with(NUMBER, Value.of(1)) : each.without(NUMBER));
        return chosen;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Route;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.ResourceType;

/** Which attributes a partial RETRIEVE asks for, wherever it says so. TS-0004 §7.3.3.6. */
final class Parts {
    private static final String ATTRIBUTE_LIST = "m2m:atrl";

    private Parts() {}

    /** @throws Refused BAD_REQUEST if the type of the target has no such attribute */
    static Optional<List<String>> of(Request request, Route.Here target) {
        var names = named(request, target);
        if (names.isEmpty()) return Optional.empty();
        if (ResultContents.of(request) != ResultContent.ATTRIBUTES)
            throw Refused.badRequest("a RETRIEVE of single attributes goes with result content 1 only");
        for (var name : names.get()) check(name, target.resource().type());
        return names;
    }

    private static Optional<List<String>> named(Request request, Route.Here target) {
        if (target.attribute().isPresent()) return target.attribute().map(List::of);
        var content = request.content().members();
        if (!content.isEmpty() && (content.size() > 1 || !content.containsKey(ATTRIBUTE_LIST)))
            throw Refused.badRequest("the content of a RETRIEVE may only be a list of attributes (m2m:atrl)");
        return request.content()
                .find(ATTRIBUTE_LIST)
                .or(() -> request.find(Parameter.ATTRIBUTE_LIST))
                .map(Parts::list);
    }

    private static List<String> list(Value value) {
        var names = new ArrayList<String>();
        if (value instanceof Value.Items(var values))
            for (var each : values) if (each instanceof Value.Text(var name)) names.add(name);
        if (names.isEmpty()) throw Refused.badRequest("a list of attributes must name at least one");
        return names;
    }

    private static void check(String name, ResourceType type) {
        if (type.row(name).isEmpty()) throw Refused.badRequest(type + " has no attribute " + name);
    }
}

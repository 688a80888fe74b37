// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Group;

/** Which members a request to a group means: all, or those it names, be they members of its sub-groups. TS-0004 §7.4.14.2.4. */
final class TargetMembers {
    private final Request request;
    private final Function<Request, Response> ask;
    private final Map<String, List<String>> known = new LinkedHashMap<>();

    /** @param ask answers for sub-groups, wherever they are */
    TargetMembers(Request request, Function<Request, Response> ask) {
        this.request = request;
        this.ask = ask;
    }

    /**
     * The requests to the members that are meant: by member the request to it, which names the members that are meant of
     * a sub-group.
     *
     * @throws Refused BAD_REQUEST if one is named that neither the group nor a group in it has
     */
    Map<String, Request> requests(List<String> all) {
        var plain = request.without(Parameter.GROUP_REQUEST_TARGET_MEMBERS);
        var requests = new LinkedHashMap<String, Request>();
        if (!(request.find(Parameter.GROUP_REQUEST_TARGET_MEMBERS).orElse(null) instanceof Value.Items(var named))) {
            all.forEach(member -> requests.put(member, plain));
            return requests;
        }
        var within = new LinkedHashMap<String, List<Value>>();
        for (var each : named) {
            if (each instanceof Value.Text(var member) && all.contains(member)) requests.put(member, plain);
            else
                within.computeIfAbsent(subgroup(each, all), _ -> new ArrayList<>())
                        .add(each);
        }
        within.forEach((subgroup, some) ->
                requests.putIfAbsent(subgroup, plain.with(Parameter.GROUP_REQUEST_TARGET_MEMBERS, Value.of(some))));
        return requests;
    }

    private String subgroup(Value named, List<String> all) {
        for (var member : all)
            if (named instanceof Value.Text(var wanted) && has(member, wanted, new HashSet<>())) return member;
        throw Refused.badRequest("grtm names a resource that is no member of the group");
    }

    private boolean has(String member, String wanted, Set<String> seen) {
        if (!Conformity.isFanOut(member) || !seen.add(member)) return false;
        var members = known.computeIfAbsent(member, this::members);
        return members.contains(wanted) || members.stream().anyMatch(each -> has(each, wanted, seen));
    }

    /** As far as the originator may know them. */
    private List<String> members(String fanOut) {
        var asking = Request.retrieve(Conformity.behind(fanOut), request.from()).withPeer(request.peer());
        var release = request.find(Parameter.RELEASE_VERSION_INDICATOR);
        var response = ask.apply(
                release.isPresent() ? asking.with(Parameter.RELEASE_VERSION_INDICATOR, release.get()) : asking);
        var found = new ArrayList<String>();
        if (response.content().find(Group.TYPE.root()).orElse(null) instanceof Value.Fields group
                && group.find(Attributes.MID.shortName()).orElse(null) instanceof Value.Items(var members))
            for (var each : members) if (each instanceof Value.Text(var text)) found.add(text);
        return found;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.entente.cse.address.Identifiers;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ProcessManagement;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/** Looks at resources on other CSEs before somebody has them evaluated: whether they are there, may be read, and can be compared. */
final class Inquiries {
    private final ResourceTypes types;
    private final Identifiers identifiers;
    private final Duration timeout;

    Inquiries(ResourceTypes types, Identifiers identifiers, Duration timeout) {
        this.types = types;
        this.identifiers = identifiers;
        this.timeout = timeout;
    }

    /** What a request would have evaluated that was not before. */
    List<Question> about(Request request, Resource target, Value.Fields given, View view, Needs needs) {
        boolean isNew = request.operation() == Operation.CREATE;
        return needed(request, target, given, view, needs).stream()
                .filter(need -> isNew
                        || Outpost.of(target, need.address())
                                .filter(need::isMetBy)
                                .isEmpty())
                .<Question>map(need -> courier -> look(need, request, courier))
                .toList();
    }

    private static Collection<Needs.Need> needed(
            Request request, Resource target, Value.Fields given, View view, Needs needs) {
        if (request.operation() == Operation.CREATE) {
            var type = Needs.holder(request.type());
            var draft = new Resource(type, target.path(), given.members());
            return needs.of(draft, view).values();
        }
        var attributes = new LinkedHashMap<>(target.attributes());
        given.members().forEach((name, value) -> {
            if (value == Value.Deleted.DELETED) attributes.remove(name);
            else attributes.put(name, value);
        });
        var draft = new Resource(target.type(), target.path(), attributes);
        return target.type() == ProcessManagement.TYPE
                ? needs.ofProcess(draft, view).values()
                : needs.of(draft, view).values();
    }

    private void look(Needs.Need need, Request request, Courier courier) {
        var shown = read(need.address(), request, courier);
        var type = types.byRoot(shown.members().keySet().stream().findFirst().orElse(""));
        if (type.isEmpty()) return; // of a kind that only the other CSE knows, or an instance that is still to come
        for (var name : need.names())
            if (type.get().row(name).isEmpty())
                throw Refused.badRequest(need.address() + " is a " + type.get() + ", which has no attribute " + name);
        need.criteria().forEach(each -> each.check(type.get()));
    }

    /** Nothing if there is no newest instance yet. */
    private Value.Fields read(String address, Request request, Courier courier) {
        var response = ask(address, request, courier);
        boolean none = response.code() == ResultCode.NOT_FOUND && address.endsWith(Subject.NEWEST);
        if (none) {
            var above = address.substring(0, address.length() - Subject.NEWEST.length());
            response = ask(above, request, courier);
        }
        if (!response.isSuccess())
            throw new Refused(
                    response.code(), address + " cannot be evaluated: its CSE answers " + response.sentence());
        return none ? Value.Fields.EMPTY : response.content();
    }

    private Response ask(String address, Request request, Courier courier) {
        var retrieval = Request.retrieve(address, request.from())
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return switch (courier.deliver(address, retrieval, timeout)) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Unreachable(var reason) -> throw unreachable(address, reason);
            case Delivery.Awaited(var _, var reason) -> throw unreachable(address, reason);
            case Delivery.Undeliverable(var reason) -> throw unreachable(address, reason);
        };
    }

    private static Refused unreachable(String address, String reason) {
        return new Refused(
                ResultCode.TARGET_NOT_REACHABLE,
                address + " cannot be evaluated: its CSE cannot be reached: " + reason);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Expiry;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.Store;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/**
 * Asks the interworking proxy behind an AE for what it has not made known yet. TS-0004 §7.3.3.14, §7.5.1.2.8.
 *
 * @param store what the proxy makes while it is asked is found there
 * @param timeout how long a proxy may search when the request does not say
 */
public record OnDemand(
        Identity identity, Identifiers identifiers, Courier courier, Store store, Clock clock, Duration timeout) {

    /** @throws Refused as the proxy refuses the discovery; TARGET_NOT_REACHABLE, REQUEST_TIMEOUT */
    Found<Resource> find(Request request, Resource proxy, Means means, Window window) {
        var made = made(ask(request, proxy));
        return new Search(request, AccessOperation.DISCOVERY, means, store.view()).among(made, window);
    }

    private Response ask(Request request, Resource proxy) {
        var now = clock.instant();
        var left = Expiry.left(request, now, timeout);
        if (left.isZero()) throw new Refused(ResultCode.REQUEST_TIMEOUT, "the request has expired");
        var asking = Request.notification(proxy.ri(), identity.cseId(), discovery(request))
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE)
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Timestamp.text(now.plus(left)));
        return switch (courier.deliver(proxy.ri(), asking, left)) {
            case Delivery.Answered(var response) -> accepted(proxy, response);
            case Delivery.Unreachable(var reason) -> throw unreachable(proxy, reason);
            case Delivery.Awaited(var _, var reason) -> throw unreachable(proxy, reason);
            case Delivery.Undeliverable(var reason) -> throw unreachable(proxy, reason);
        };
    }

    private static Value.Fields discovery(Request request) {
        var wanted = Value.field("or", Value.of(request.from()))
                .with("fc", request.filter().members());
        return Value.field("m2m:sgn", Value.field("idr", wanted));
    }

    /** What a proxy refuses is refused as it said. TS-0004 §7.3.3.14 */
    private static Response accepted(Resource proxy, Response response) {
        if (response.isSuccess()) return response;
        var said = response.sentence().isEmpty() ? "code " + response.code().number() : response.sentence();
        throw new Refused(response.code(), proxy.path() + " did not search: " + said);
    }

    /** A proxy that has found nothing may say so by listing nothing. */
    private static List<String> made(Response response) {
        return response.content().find(Answers.URI_LIST).orElse(null) instanceof Value.Items(var addresses)
                ? addresses.stream()
                        .filter(Value.Text.class::isInstance)
                        .map(each -> ((Value.Text) each).text())
                        .toList()
                : List.of();
    }

    private static Refused unreachable(Resource proxy, String reason) {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, proxy.path() + " could not be asked: " + reason);
    }
}

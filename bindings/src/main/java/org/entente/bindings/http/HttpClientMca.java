// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Secret;

/** A CSE on another machine, as an AE or a command line sees it. TS-0009. Safe for many threads. */
public final class HttpClientMca implements Mca, AutoCloseable {
    private final HttpCaller caller;
    private final String base;
    private final RequestWriter.Manner manner;
    private final Duration timeout;

    /**
     * @param cse where the CSE listens, such as {@code http://127.0.0.1:8080}
     * @param secret the bearer's, empty to send without
     * @param timeout for a whole request
     */
    public HttpClientMca(URI cse, Optional<Secret> secret, Duration timeout, HttpClientConfig config) {
        this.caller = new HttpCaller(config, AddressLookup.ANY);
        this.base = cse.toString();
        this.manner = new RequestWriter.Manner(config.serialization(), secret);
        this.timeout = timeout;
    }

    @Override
    public Response send(Request request) {
        return switch (caller.send(base, request, manner, timeout)) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Unreachable(var reason) -> notReached(request, reason);
            case Delivery.Awaited(var _, var reason) -> notReached(request, reason);
            case Delivery.Undeliverable(var reason) -> notReached(request, reason);
        };
    }

    private Response notReached(Request request, String reason) {
        return Response.of(request, new Refused(ResultCode.TARGET_NOT_REACHABLE, base + " gave no answer: " + reason));
    }

    @Override
    public void close() {
        caller.close();
    }
}

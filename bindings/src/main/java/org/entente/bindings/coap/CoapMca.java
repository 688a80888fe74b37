// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.entente.bindings.wire.NobodyHere;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/**
 * A CSE on another machine, as an AE or a command line sees it over CoAP. TS-0008. It takes requests too, at the address
 * from which it sends, which an AE gives as its point of access. Safe for many threads.
 */
public final class CoapMca implements Mca, AutoCloseable {
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(0);

    private final CoapCaller caller;
    private final URI cse;
    private final Serialization serialization;
    private final Duration timeout;

    /**
     * Sends from any free port, and takes no requests.
     *
     * @param cse where the CSE listens, such as {@code coap://127.0.0.1:5683}
     * @param timeout for a whole request
     */
    public CoapMca(URI cse, Duration timeout, CoapClientConfig config) {
        this(cse, timeout, config, ANYWHERE, new NobodyHere());
    }

    /**
     * @param local the address to send from and to listen on; port 0 takes any free one
     * @param entity takes the CSE's requests, notifications above all
     */
    public CoapMca(URI cse, Duration timeout, CoapClientConfig config, InetSocketAddress local, Mca entity) {
        this.caller = new CoapCaller(local, config, entity);
        this.cse = cse;
        this.serialization = config.serialization();
        this.timeout = timeout;
    }

    /** Where the CSE can send requests to, if the local address was given. */
    public URI pointOfAccess() {
        return caller.address();
    }

    @Override
    public Response send(Request request) {
        return switch (caller.send(cse.toString(), request, serialization, timeout)) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Unreachable(var reason) -> notReached(request, reason);
            case Delivery.Awaited(var _, var reason) -> notReached(request, reason);
            case Delivery.Undeliverable(var reason) -> notReached(request, reason);
        };
    }

    private Response notReached(Request request, String reason) {
        return Response.of(request, new Refused(ResultCode.TARGET_NOT_REACHABLE, cse + " gave no answer: " + reason));
    }

    @Override
    public void close() {
        caller.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.entente.bindings.http.RequestWriter.Manner;
import org.entente.bindings.wire.SerializedOutbound;
import org.entente.codec.Serialization;
import org.entente.model.primitive.Request;
import org.entente.security.Secret;

/** The CSE's way out over HTTP: notices, and requests to other CSEs. TS-0009 §5.1. Safe for many threads. */
public final class HttpOutbound extends SerializedOutbound {
    private final HttpCaller caller;
    private final HttpCaller unchecked;
    private final Peers peers;

    /**
     * Other CSEs, as the operator has named them.
     *
     * @param secrets what to show to a CSE, by its CSE-ID; nobody else sees it
     * @param registrar the URL that may be sent to wherever it leads; empty for none
     */
    public record Peers(Map<String, Secret> secrets, Optional<String> registrar) {
        public static final Peers NONE = new Peers(Map.of(), Optional.empty());

        public Peers {
            secrets = Map.copyOf(secrets);
        }
    }

    /** @param lookup gives only addresses that may be contacted */
    public HttpOutbound(HttpClientConfig config, AddressLookup lookup, Peers peers) {
        super(config.serialization());
        this.caller = new HttpCaller(config, lookup);
        this.unchecked = peers.registrar().isEmpty() ? caller : new HttpCaller(config, AddressLookup.ANY);
        this.peers = peers;
    }

    @Override
    protected Delivery send(String url, Request request, Serialization serialization, Duration timeout) {
        return caller.send(url, request, new Manner(serialization, Optional.empty()), timeout);
    }

    @Override
    protected Delivery sendToCse(
            String cse, String url, Request request, Serialization serialization, Duration timeout) {
        boolean named = peers.registrar().filter(url::equals).isPresent();
        var secret = Optional.ofNullable(peers.secrets().get(cse));
        return (named ? unchecked : caller).forward(url, request, new Manner(serialization, secret), timeout);
    }

    @Override
    public void close() {
        caller.close();
        if (unchecked != caller) unchecked.close();
    }
}

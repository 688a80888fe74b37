// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.bindings.http.RequestWriter.Manner;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound;
import org.entente.model.primitive.Request;
import org.entente.security.Secret;

/** The CSE's way out over HTTP: notices, and requests to other CSEs. TS-0009 §5.1. Safe for many threads. */
public final class HttpOutbound implements Outbound, AutoCloseable {
    private final HttpCaller caller;
    private final HttpCaller unchecked;
    private final Peers peers;
    private final Way usual;

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
        this.caller = new HttpCaller(config, lookup);
        this.unchecked = peers.registrar().isEmpty() ? caller : new HttpCaller(config, AddressLookup.ANY);
        this.peers = peers;
        this.usual = new Way(config.serialization());
    }

    @Override
    public Delivery send(String url, Request request, Duration timeout) {
        return usual.send(url, request, timeout);
    }

    @Override
    public Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
        return usual.sendToCse(cse, url, request, timeout);
    }

    @Override
    public Outbound in(List<String> serializations) {
        return usual.in(serializations);
    }

    private final class Way implements Outbound {
        private final Serialization serialization;

        Way(Serialization serialization) {
            this.serialization = serialization;
        }

        @Override
        public Delivery send(String url, Request request, Duration timeout) {
            return caller.send(url, request, new Manner(serialization, Optional.empty()), timeout);
        }

        @Override
        public Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
            boolean named = peers.registrar().filter(url::equals).isPresent();
            var secret = Optional.ofNullable(peers.secrets().get(cse));
            return (named ? unchecked : caller).forward(url, request, new Manner(serialization, secret), timeout);
        }

        @Override
        public Outbound in(List<String> serializations) {
            return new Way(Serialization.preferred(serializations, serialization));
        }
    }

    @Override
    public void close() {
        caller.close();
        if (unchecked != caller) unchecked.close();
    }
}

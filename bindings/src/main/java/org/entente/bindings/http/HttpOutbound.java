// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.entente.cse.outbound.Outbound;
import org.entente.model.primitive.Request;
import org.entente.security.Secret;

/** The CSE's way out over HTTP: notices, and requests to other CSEs. TS-0009 §5.1. Safe for many threads. */
public final class HttpOutbound implements Outbound, AutoCloseable {
    private final HttpCaller caller;
    private final Function<String, Optional<Secret>> secrets;

    /**
     * @param lookup gives only addresses that may be contacted
     * @param secrets what to show at a point of access, by its URL
     */
    public HttpOutbound(HttpClientConfig config, AddressLookup lookup, Function<String, Optional<Secret>> secrets) {
        this.caller = new HttpCaller(config, lookup);
        this.secrets = secrets;
    }

    @Override
    public Delivery send(String url, Request request, Duration timeout) {
        return caller.send(url, request, secrets.apply(url), timeout);
    }

    @Override
    public void close() {
        caller.close();
    }
}

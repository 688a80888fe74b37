// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.entente.bindings.wire.NobodyHere;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound;
import org.entente.model.primitive.Request;

/** The CSE's way out over CoAP: notices, and requests to other CSEs. TS-0008 §6.3. Safe for many threads. */
public final class CoapOutbound implements Outbound, AutoCloseable {
    private final CoapCaller caller;
    private final Way usual;

    public CoapOutbound(CoapClientConfig config) {
        this.caller = new CoapCaller(new InetSocketAddress(0), config, new NobodyHere());
        this.usual = new Way(caller, config.serialization());
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

    private record Way(CoapCaller caller, Serialization serialization) implements Outbound {
        @Override
        public Delivery send(String url, Request request, Duration timeout) {
            return caller.send(url, request, serialization, timeout);
        }

        @Override
        public Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
            return caller.forward(url, request, serialization, timeout);
        }

        @Override
        public Outbound in(List<String> serializations) {
            return new Way(caller, Serialization.preferred(serializations, serialization));
        }
    }

    @Override
    public void close() {
        caller.close();
    }
}

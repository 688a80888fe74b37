// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.entente.bindings.wire.NobodyHere;
import org.entente.bindings.wire.SerializedOutbound;
import org.entente.codec.Serialization;
import org.entente.model.primitive.Request;

/** The CSE's way out over CoAP: notices, and requests to other CSEs. TS-0008 §6.3. Safe for many threads. */
public final class CoapOutbound extends SerializedOutbound {
    private final CoapCaller caller;

    public CoapOutbound(CoapClientConfig config) {
        super(config.serialization());
        this.caller = new CoapCaller(new InetSocketAddress(0), config, new NobodyHere());
    }

    @Override
    protected Delivery send(String url, Request request, Serialization serialization, Duration timeout) {
        return caller.send(url, request, serialization, timeout);
    }

    @Override
    protected Delivery sendToCse(
            String cse, String url, Request request, Serialization serialization, Duration timeout) {
        return caller.forward(url, request, serialization, timeout);
    }

    @Override
    public void close() {
        caller.close();
    }
}

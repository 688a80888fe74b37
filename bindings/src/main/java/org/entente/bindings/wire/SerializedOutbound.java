// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.time.Duration;
import java.util.List;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound;
import org.entente.model.primitive.Request;

/** A way out whose protocol lets each request be written in another serialization. */
public abstract class SerializedOutbound implements Outbound, AutoCloseable {
    private final Outbound usual;

    /** @param usual what requests are written in unless {@link #in} says otherwise */
    protected SerializedOutbound(Serialization usual) {
        this.usual = new Written(usual);
    }

    /** {@link Outbound#send} in a serialization. */
    protected abstract Delivery send(String url, Request request, Serialization serialization, Duration timeout);

    /** {@link Outbound#sendToCse} in a serialization. */
    protected Delivery sendToCse(
            String cse, String url, Request request, Serialization serialization, Duration timeout) {
        return send(url, request, serialization, timeout);
    }

    /** {@link Outbound#sendToAe} in a serialization. */
    protected Delivery sendToAe(String ae, String url, Request request, Serialization serialization, Duration timeout) {
        return send(url, request, serialization, timeout);
    }

    /** Ends the connections; who waits for an answer learns that none will come. */
    @Override
    public abstract void close();

    @Override
    public final Delivery send(String url, Request request, Duration timeout) {
        return usual.send(url, request, timeout);
    }

    @Override
    public final Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
        return usual.sendToCse(cse, url, request, timeout);
    }

    @Override
    public final Delivery sendToAe(String ae, String url, Request request, Duration timeout) {
        return usual.sendToAe(ae, url, request, timeout);
    }

    @Override
    public final Outbound in(List<String> serializations) {
        return usual.in(serializations);
    }

    private final class Written implements Outbound {
        private final Serialization serialization;

        Written(Serialization serialization) {
            this.serialization = serialization;
        }

        @Override
        public Delivery send(String url, Request request, Duration timeout) {
            return SerializedOutbound.this.send(url, request, serialization, timeout);
        }

        @Override
        public Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
            return SerializedOutbound.this.sendToCse(cse, url, request, serialization, timeout);
        }

        @Override
        public Delivery sendToAe(String ae, String url, Request request, Duration timeout) {
            return SerializedOutbound.this.sendToAe(ae, url, request, serialization, timeout);
        }

        @Override
        public Outbound in(List<String> serializations) {
            return new Written(Serialization.preferred(serializations, serialization));
        }
    }
}

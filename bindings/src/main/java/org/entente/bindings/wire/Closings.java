// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** How many connections a limit has closed or not let in, on each way into the hub. Safe for many threads. */
public final class Closings {
    // Filled once, then only read.
    private final Map<Way, Map<Limit, LongAdder>> counters = new EnumMap<>(Way.class);

    /** A way into the hub that has connections. */
    public enum Way {
        /** Handshakes of WebSocket among them, since they come by the same port. */
        HTTP("http"),
        WEBSOCKET("websocket"),
        /** Over TLS too. */
        COAP_OVER_TCP("coap+tcp"),
        COAP_OVER_DTLS("coap+dtls"),
        MQTT("mqtt");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        /** As metrics name it. */
        public String label() {
            return label;
        }
    }

    /** Why a connection was closed. */
    public enum Limit {
        /** There are as many as there may be, in all or of one machine. */
        TOO_MANY,
        /** The handshake or the first message took too long. */
        TOO_SLOW,
        /** Nothing moved on it, or the other side does not read. */
        IDLE,
        /** A message was longer than one may be. */
        TOO_LARGE;

        /** As metrics name it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Closings() {
        for (var way : Way.values()) {
            var ofWay = new EnumMap<Limit, LongAdder>(Limit.class);
            for (var limit : Limit.values()) ofWay.put(limit, new LongAdder());
            counters.put(way, ofWay);
        }
    }

    /** For whoever closes connections on one way only. */
    public Consumer<Limit> on(Way way) {
        var ofWay = Objects.requireNonNull(counters.get(way));
        return limit -> Objects.requireNonNull(ofWay.get(limit)).increment();
    }

    /** How many since the start. */
    public long closed(Way way, Limit limit) {
        return Objects.requireNonNull(Objects.requireNonNull(counters.get(way)).get(limit))
                .sum();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.Test;

class OutboundOnDemandTest {
    private static final String URL = "http://127.0.0.1:9/";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Request NOTICE =
            Request.notification("there", "/id-in", Value.field("m2m:sgn", Value.field("vrq", Value.of(true))));

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final OutboundOnDemand way = new OutboundOnDemand(this::open);

    private Told open() {
        opened.incrementAndGet();
        return new Told();
    }

    /** Says which of its ways was taken. */
    private final class Told extends SerializedOutbound {
        Told() {
            super(Serialization.JSON);
        }

        @Override
        protected Delivery send(String url, Request request, Serialization serialization, Duration timeout) {
            return new Delivery.Undeliverable("plain " + serialization);
        }

        @Override
        protected Delivery sendToCse(
                String cse, String url, Request request, Serialization serialization, Duration timeout) {
            return new Delivery.Undeliverable(cse + " " + serialization);
        }

        @Override
        protected Delivery sendToAe(
                String ae, String url, Request request, Serialization serialization, Duration timeout) {
            return new Delivery.Undeliverable(ae + " " + serialization);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void nothing_opens_until_something_is_sent() {
        assertThat(opened).hasValue(0);

        assertThat(way.send(URL, NOTICE, TIMEOUT)).isEqualTo(new Delivery.Undeliverable("plain JSON"));
        assertThat(way.sendToCse("/id", URL, NOTICE, TIMEOUT)).isEqualTo(new Delivery.Undeliverable("/id JSON"));
        assertThat(way.sendToAe("Sae", URL, NOTICE, TIMEOUT)).isEqualTo(new Delivery.Undeliverable("Sae JSON"));
        assertThat(way.in(List.of("application/cbor")).send(URL, NOTICE, TIMEOUT))
                .isEqualTo(new Delivery.Undeliverable("plain CBOR"));
        assertThat(opened).hasValue(1);
    }

    @Test
    void many_that_send_at_once_open_it_once() throws Exception {
        var go = new CountDownLatch(1);
        var threads = IntStream.range(0, 16)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    way.send(URL, NOTICE, TIMEOUT);
                }))
                .toList();

        go.countDown();
        for (var each : threads) each.join();

        assertThat(opened).hasValue(1);
    }

    @Test
    void what_was_never_needed_is_not_opened_to_be_closed() {
        way.close();

        assertThat(opened).hasValue(0);
        assertThat(way.send(URL, NOTICE, TIMEOUT)).isInstanceOf(Delivery.Unreachable.class);
        assertThat(way.in(List.of("application/cbor")).send(URL, NOTICE, TIMEOUT))
                .isInstanceOf(Delivery.Unreachable.class);
        assertThat(opened).hasValue(0);
    }

    @Test
    void what_was_opened_is_closed() {
        way.open();

        way.close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void settings_that_are_wrong_are_told_when_it_opens_and_it_is_tried_again() {
        var attempts = new AtomicInteger();
        var late = new OutboundOnDemand(() -> {
            if (attempts.incrementAndGet() == 1) throw new IllegalStateException("no such file");
            return open();
        });

        assertThatThrownBy(late::open).hasMessage("no such file");
        assertThat(late.send(URL, NOTICE, TIMEOUT)).isInstanceOf(Delivery.Undeliverable.class);
    }
}

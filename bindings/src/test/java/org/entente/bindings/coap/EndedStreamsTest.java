// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.entente.bindings.coap.CoapConfiguration.Streams;
import org.entente.bindings.wire.Admission;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client makes of connections over TCP that the other side ends. */
class EndedStreamsTest extends Serving {
    enum End {
        BEFORE_THE_ANSWER,
        WITHIN_THE_ANSWER
    }

    /** Stands before a server, and ends the first connections. */
    private static final class Cutting implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        private final URI server;
        private final Deque<End> ends;

        Cutting(URI server, End... ends) throws IOException {
            this.server = server;
            this.ends = new ConcurrentLinkedDeque<>(List.of(ends));
            Thread.ofVirtual().start(this::accept);
        }

        URI address() {
            return URI.create("coap+tcp://127.0.0.1:" + listening.getLocalPort());
        }

        private void accept() {
            while (true) {
                try {
                    var accepted = listening.accept();
                    Thread.ofVirtual().start(() -> serve(accepted, Optional.ofNullable(ends.poll())));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket accepted, Optional<End> end) {
            try (var client = new RawStream(accepted);
                    var behind = new RawStream(server)) {
                while (true) {
                    var request = client.answer();
                    if (end.filter(End.BEFORE_THE_ANSWER::equals).isPresent()) return;
                    var answer = RawStream.bytes(behind.ask(request));
                    boolean isCut = end.isPresent();
                    client.send(isCut ? Arrays.copyOf(answer, answer.length / 2) : answer);
                    if (isCut) return;
                }
            } catch (IOException e) {
                // The client has closed, or the test is over.
            }
        }

        @Override
        public void close() {
            try {
                listening.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Cutting cutting(End... ends) throws IOException {
        return keep(new Cutting(serve(Admission.ANYBODY, new Streams(Optional.empty())), ends));
    }

    private static void assertEnded(Response response) {
        assertThat(response.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        assertThat(response.content().toString()).contains("the connection was closed before an answer came");
    }

    /** @param length of the content; one that is long goes in blocks */
    private static Request create(String id, int length) {
        var content = Value.field("m2m:cin", Value.field("con", Value.of("x".repeat(length))));
        return Request.create("cse-in/box", "CAe", 4, content).withId(id);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    @Spec("RFC 8323 §3.4")
    void a_request_fails_with_its_connection_and_the_next_opens_another(End end) throws Exception {
        var mca = mca(cutting(end, end).address());

        assertEnded(mca.send(retrieve("r1")));
        assertEnded(mca.send(retrieve("r2")));

        assertThat(mca.send(retrieve("r3")).code()).isEqualTo(ResultCode.OK);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    @Spec({"RFC 8323 §3.4", "RFC 8323 §6"})
    void so_does_one_in_blocks(End end) throws Exception {
        var mca = mca(cutting(end).address());

        assertEnded(mca.send(create("r1", 5_000)));

        assertThat(mca.send(create("r2", 5_000)).code()).isEqualTo(ResultCode.CREATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 5_000})
    void where_nobody_listens_no_request_waits(int length) {
        var nowhere = URI.create("coap+tcp://127.0.0.1:1");

        var response = mca(nowhere).send(create("r1", length));

        assertThat(response.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        assertThat(response.content().toString()).doesNotContain("no answer came within");
    }
}

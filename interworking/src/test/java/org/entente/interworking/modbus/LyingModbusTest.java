// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.entente.interworking.modbus.Installation.Framing;
import org.entente.interworking.modbus.Register.Table;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device may answer that makes no sense; each ends in a sentence, and the next question is asked anew. */
class LyingModbusTest {
    private static final Register HUMIDITY = new Register(
            "humidity", "", Table.INPUT, 0, Form.of("int32").orElseThrow(), 1, "", Optional.empty(), false);
    /** What a lie costs; an honest answer that comes later than this is asked for again. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (var each : opened.reversed()) each.close();
        threads.shutdownNow();
    }

    /** {@code tt} is the transaction identifier of the request. */
    @ParameterizedTest
    @CsvSource({
        "too few registers, tttt 0000 0005 01 04 02 0007",
        "no registers, tttt 0000 0003 01 04 00",
        "length that lies, tttt 0000 0007 01 04 40 0007 0007",
        "another function, tttt 0000 0005 01 03 02 0007",
        "exception that nobody knows, tttt 0000 0003 01 84 63",
        "exception without a code, tttt 0000 0002 01 84",
        "length of nothing, tttt 0000 0000",
        "length without end, tttt 0000 ffff 01 04",
        "another protocol, tttt 4711 0005 01 04 02 0007",
        "another transaction, ffff 0000 0007 01 04 04 0000 0007",
        "not Modbus at all, 48545450 2f312e31 20343034",
        "nothing at all, -"
    })
    void answer_ends_in_a_sentence_and_the_next_one_counts(String what, String lie) throws Exception {
        seenThrough(what, lie, Framing.TCP, "tttt 0000 0007 01 04 04 0000 0007");
    }

    @ParameterizedTest
    @CsvSource({
        "wrong check sum, 01 04 04 0000 0007 ffff",
        "too few registers, 01 04 02 0007 f8f2",
        "another unit, 05 04 04 0000 0007 ff86",
        "not Modbus at all, 48545450 2f312e31 20343034",
        "nothing at all, -"
    })
    void serial_frame_ends_in_a_sentence_and_the_next_answer_counts(String what, String lie) throws Exception {
        seenThrough(what, lie, Framing.RTU_OVER_TCP, "01 04 04 0000 0007 ba46");
    }

    private void seenThrough(String what, String lie, Framing framing, String truth) throws Exception {
        var wire = new Wire(line(framing, lie, truth), 1);

        assertThatThrownBy(() -> wire.read(List.of(HUMIDITY)))
                .as(what)
                .isInstanceOfAny(Line.Declined.class, Line.Away.class)
                .message()
                .isNotEmpty();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsMatching(failed -> failed instanceof Line.Away || failed instanceof Line.Declined)
                .until(() -> wire.read(List.of(HUMIDITY)).get(HUMIDITY), Value.of(7)::equals);
    }

    /** A line to a server whose first answer is a lie. */
    private Line line(Framing framing, String lie, String truth) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        opened.add(server);
        var answers = new AtomicInteger();
        threads.execute(() -> serve(server, () -> answers.getAndIncrement() == 0 ? lie : truth));
        var line = new Line(new Line.Address("127.0.0.1", server.getLocalPort(), framing), PATIENCE);
        opened.add(line);
        return line;
    }

    private void serve(ServerSocket server, Supplier<String> answers) {
        try {
            while (!server.isClosed()) {
                var socket = server.accept();
                opened.add(socket);
                threads.execute(() -> answer(socket, answers));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void answer(Socket socket, Supplier<String> answers) {
        var request = new byte[260];
        try {
            while (socket.getInputStream().read(request) > 1) {
                var transaction = HexFormat.of().formatHex(request, 0, 2);
                var hex = answers.get().replace("-", "").replace(" ", "").replace("tttt", transaction);
                socket.getOutputStream().write(HexFormat.of().parseHex(hex));
            }
        } catch (IOException e) {
            // Whoever asked has hung up, as it should.
        }
    }
}

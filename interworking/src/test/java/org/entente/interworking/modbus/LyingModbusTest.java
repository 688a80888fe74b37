// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.entente.interworking.Shown;
import org.entente.interworking.modbus.Installation.Framing;
import org.entente.interworking.modbus.Register.Table;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a device may answer that makes no sense; each ends in a sentence, and the next question is asked anew. */
class LyingModbusTest {
    private static final Register HUMIDITY = register(Table.INPUT, "int32");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SILENCE = "no answer in time";
    /** What silence costs, in which a connection has to open; an honest answer that comes later is asked for again. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private final List<AutoCloseable> opened = new ArrayList<>();

    private static Register register(Table table, String form) {
        return new Register("it", "", table, 0, Form.of(form).orElseThrow(), 1, "", Optional.empty(), true);
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : opened.reversed()) each.close();
    }

    private static Stream<Arguments> answers() throws IOException {
        return Shown.cases("bad-input.md", "| a Modbus device answers over TCP | the answer | the hub says |");
    }

    private static Stream<Arguments> frames() throws IOException {
        return Shown.cases("bad-input.md", "| a Modbus device answers by RTU over TCP | the answer | the hub says |");
    }

    private static Stream<Arguments> echoes() throws IOException {
        return Shown.cases("bad-input.md", "| a Modbus device that was written answers | the answer | the hub says |");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answer_ends_in_a_sentence_and_the_next_one_counts(String what, String lie, String sentence) throws Exception {
        var wire = new Wire(line(Framing.TCP, sentence, lie, "tttt 0000 0007 01 04 04 0000 0007"), 1);

        assertThatThrownBy(() -> wire.read(List.of(HUMIDITY))).as(what).hasMessageContaining(sentence);
        truthCounts(wire);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void serial_frame_ends_in_a_sentence_and_the_next_answer_counts(String what, String lie, String sentence)
            throws Exception {
        var wire = new Wire(line(Framing.RTU_OVER_TCP, sentence, lie, "01 04 04 0000 0007 ba46"), 1);

        assertThatThrownBy(() -> wire.read(List.of(HUMIDITY))).as(what).hasMessageContaining(sentence);
        truthCounts(wire);
    }

    private static void truthCounts(Wire wire) {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(failed -> failed instanceof Line.Away || failed instanceof Line.Declined)
                .until(() -> wire.read(List.of(HUMIDITY)).get(HUMIDITY), Value.of(7)::equals);
    }

    /** Written are 7 to one register and to two, and a coil is switched on, all at address 0. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("echoes")
    void write_is_done_only_when_the_device_repeats_it(String what, String lie, String sentence) throws Exception {
        var wire = new Wire(line(Framing.TCP, sentence, lie, "tttt 0000 0003 01 84 01"), 1);
        var table = what.contains("coil") ? Table.COIL : Table.HOLDING;
        var form = what.contains("coil") ? "bit0" : what.contains("several") ? "int32" : "int16";
        var value = what.contains("coil") ? Value.of(true) : Value.of(7);

        assertThatThrownBy(() -> wire.write(register(table, form), value, "it"))
                .as(what)
                .hasMessageContaining(sentence);
    }

    /** A line to a server whose first answer is a lie. */
    private Line line(Framing framing, String sentence, String lie, String truth) throws IOException {
        var answers = new AtomicInteger();
        var server = new RawServer(_ -> answers.getAndIncrement() == 0 ? lie : truth);
        opened.add(server);
        var patience = sentence.equals(SILENCE) ? SHORT : PATIENCE;
        var line = new Line(new Line.Address("127.0.0.1", server.port(), framing), patience);
        opened.add(line);
        return line;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.interworking.Shown;
import org.entente.interworking.modbus.Installation.Framing;
import org.entente.interworking.modbus.Register.Table;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** By which function the registers of each table are read and written, as a server sees it. */
class FunctionsTest {
    private static Stream<Arguments> rows() throws IOException {
        return Shown.cases("modbus.md", "| table | form | a value is | read by function | written by function |");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    @Spec({"TS-0040 §6.2.2", "TS-0040 §6.4"})
    void table_and_length_decide(String table, String form, String kind, String read, String written) throws Exception {
        var place = Table.valueOf(table.toUpperCase(Locale.ROOT));
        var register = new Register(
                "it", "", place, 4, Form.of(form).orElseThrow(), 1, "", Optional.empty(), place.canBeWritten());
        try (var server = new RawServer(FunctionsTest::answer);
                var line =
                        new Line(new Line.Address("127.0.0.1", server.port(), Framing.TCP), Duration.ofSeconds(30))) {
            var wire = new Wire(line, 9);

            wire.read(List.of(register));
            if (register.writable()) wire.write(register, form.equals("bit0") ? Value.of(true) : Value.of(7), "it");

            assertThat(register.point().kind().name().toLowerCase(Locale.ROOT)).isEqualTo(kind);
            assertThat(register.point().writable()).isEqualTo(!written.equals("none"));
            assertThat(server.asked()).allMatch(each -> each.startsWith("09", 12) && each.startsWith("0004", 16));
            assertThat(server.asked().stream().map(each -> each.substring(14, 16)))
                    .containsExactlyElementsOf(written.equals("none") ? List.of(read) : List.of(read, written));
        }
    }

    /** Other resources may hold other bits, and nobody keeps their UPDATEs apart. */
    @Test
    void bits_of_one_register_that_are_written_at_once_are_all_there() throws Exception {
        var word = new AtomicInteger();
        try (var server = new RawServer(request -> kept(request, word));
                var line = new Line(new Line.Address("127.0.0.1", server.port(), Framing.TCP), Duration.ofSeconds(30));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var wire = new Wire(line, 9);
            for (int round = 0; round < 50; round++) {
                word.set(0);

                var written = IntStream.range(0, 16)
                        .mapToObj(place -> threads.submit(() -> {
                            wire.write(bit(place), Value.of(true), "it");
                            return place;
                        }))
                        .toList();
                for (var each : written) each.get();

                assertThat(word).as("round %s", round).hasValue(0xffff);
            }
        }
    }

    private static Register bit(int place) {
        return new Register("it", "", Table.HOLDING, 4, new Form.Bit(place), 1, "", Optional.empty(), true);
    }

    /** A register that keeps what is written. */
    private static String kept(String request, AtomicInteger word) {
        if (Integer.parseInt(request.substring(14, 16), 16) == 3)
            return "tttt 0000 0005 09 03 02 %04x".formatted(word.get());
        word.set(Integer.parseInt(request.substring(20, 24), 16));
        return "tttt 0000 0006" + request.substring(12, 24);
    }

    /** Of what is read everything is 0; what is written is repeated. */
    private static String answer(String request) {
        int function = Integer.parseInt(request.substring(14, 16), 16);
        int count = Integer.parseInt(request.substring(20, 24), 16);
        if (function > 4) return "tttt 0000 0006" + request.substring(12, 24);
        int bytes = function <= 2 ? (count + 7) / 8 : count * 2;
        return "tttt 0000 %04x %s %02x %s".formatted(bytes + 3, request.substring(12, 16), bytes, "00".repeat(bytes));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Decoder;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes as the standard prints them, right and wrong, in both directions. MQTT 3.1.1 §2, §3. */
class CodecTest {
    private static final long SEED = 4711;

    @Test
    void connect_is_built_field_by_field() {
        var packet = Connect.as("ab")
                .will("t", "m", 1, true)
                .login("u", "p")
                .keepAlive(10)
                .packet(Version.V311);

        assertThat(packet.octets())
                .isEqualTo(Octets.hex("10 1a 0004 4d515454 04 ee 000a 0002 6162 0001 74 0001 6d 0001 75 0001 70"));
    }

    @Test
    void connect_can_be_built_wrong_in_every_part() {
        var packet = Connect.as("a")
                .header(0x1F)
                .protocol("MQTx", 9)
                .and(Connect.RESERVED | Connect.WILL)
                .packet(Version.V311);

        assertThat(packet.octets()).isEqualTo(Octets.hex("1f 0d 0004 4d515478 09 07 003c 0001 61"));
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7f", "128, 8001", "16383, ff7f", "16384, 808001", "2097152, 80808001"})
    void remaining_length_takes_as_few_bytes_as_it_can(int length, String bytes) {
        assertThat(new Wire().varint(length).octets()).isEqualTo(Octets.hex(bytes));
    }

    @Test
    void packet_may_claim_another_length_than_it_has() {
        assertThat(Packet.pingreq().declaring(5).flags(0xF).octets()).isEqualTo(Octets.hex("cf 05"));
    }

    @Test
    void publish_carries_an_identifier_only_above_qos_0() {
        assertThat(Publication.of("t", "p")
                        .qos(1, 7)
                        .again()
                        .retained()
                        .packet()
                        .octets())
                .isEqualTo(Octets.hex("3b 06 0001 74 0007 70"));
        assertThat(Publication.of("t", "p").packet().octets()).isEqualTo(Octets.hex("30 04 0001 74 70"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20 | 01 05       | CONNACK flags=0 session-present=1 code=5",
                "3d | 0001 61 0009 68 69 | PUBLISH topic=a qos=2 id=9 dup retain payload=\"hi\"",
                "40 | 0102        | PUBACK id=258",
                "63 | 0102        | PUBREL id=258 flags=3",
                "90 | 0001 00 80  | SUBACK id=1 codes=[0, 128]",
                "d1 | ''          | PINGRESP flags=1",
                "20 | 00          | garbled: CONNACK that ends too early",
                "20 | 000000      | garbled: CONNACK with 1 bytes too many",
                "36 | 0001 61 0001| garbled: PUBLISH with QoS 3",
                "30 | 0001 ff     | garbled: PUBLISH with a topic that is not UTF-8",
                "30 | 00ff 61     | garbled: PUBLISH that ends too early",
                "10 | ''          | garbled: CONNECT, which no server may send",
                "f0 | ''          | garbled: AUTH, which no server may send"
            })
    void what_a_server_sends_is_read_without_mercy(String header, String body, String words) {
        assertThat(Decoder.decode(Version.V311, Integer.parseInt(header, 16), Octets.hex(body))
                        .words())
                .isEqualTo(words);
    }

    @Test
    void frames_are_cut_the_same_however_the_bytes_arrive() {
        var random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            var stream = new Wire();
            var sent = new ArrayList<Octets>();
            for (int i = 0; i < 5; i++) {
                var body = new byte[random.nextInt(300)];
                random.nextBytes(body);
                var frame = new Packet(random.nextInt(256), new Wire().raw(body)).octets();
                sent.add(frame);
                stream.raw(frame);
            }

            assertThat(cut(stream.bytes(), random))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(sent);
        }
    }

    @Test
    void length_of_more_than_four_bytes_is_malformed_and_ends_the_stream() {
        var frames = new Frames();
        var bytes = Octets.hex("30 ff ff ff ff 01 61").toArray();
        frames.add(bytes, bytes.length);

        assertThat(frames.next())
                .hasValueSatisfying(frame -> assertThat(frame.malformed()).isTrue());
        assertThat(frames.next()).isEmpty();
    }

    /** Whatever bytes come, decoding ends with a value. */
    @Test
    void random_bytes_never_break_the_decoder() {
        var random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            var body = new byte[random.nextInt(24)];
            random.nextBytes(body);
            var header = random.nextInt(256);

            assertThat(Decoder.decode(Version.V311, header, Octets.of(body)).words())
                    .as("seed %d, round %d", SEED, round)
                    .isNotEmpty();
        }
    }

    private static List<Octets> cut(byte[] stream, Random random) {
        var frames = new Frames();
        var found = new ArrayList<Octets>();
        for (int at = 0; at < stream.length; ) {
            var count = Math.min(1 + random.nextInt(40), stream.length - at);
            frames.add(Arrays.copyOfRange(stream, at, at + count), count);
            at += count;
            for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                found.add(frame.get().bytes());
            }
        }
        return found;
    }
}

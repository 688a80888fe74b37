// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes to the hub's own broker and should not. */
class BrokerBadInputTest extends AtBroker {
    private static final BrokerConfig.Limits LIMITS = limits(Duration.ofMinutes(5));
    private static final byte[] CONNECT = packet(0x10, header("MQTT", 4, 2), text("CAe"));
    private static final List<byte[]> PACKETS = List.of(
            CONNECT,
            packet(0x10, header("MQTT", 5, 2), new byte[] {0}, text("CAe")),
            packet(0x10, header("MQTT", 4, 0xc2), text("CAe"), text("CAe"), text("secret")),
            packet(0x82, new byte[] {0, 1}, text("/oneM2M/resp/CAe/#"), new byte[] {1}),
            packet(0x32, text("/oneM2M/req/CAe/id-in/json"), new byte[] {0, 2}, "{\"op\":2}".getBytes(UTF_8)),
            packet(0x30, text("/oneM2M/req/CAe/id-in/xml"), "<a/>".getBytes(UTF_8)),
            packet(0x40, new byte[] {0, 2}),
            packet(0xa2, new byte[] {0, 3}, text("/oneM2M/resp/CAe/#")),
            packet(0xc0),
            packet(0xe0));

    private static final List<String> BAD_BEGINNINGS = List.of(
            "00",
            "474554202f20485454502f312e310d0a0d0a",
            "160301020001000201fc0303000000000000",
            "30020000",
            "f000",
            "10ffffffff7f",
            "10ffffffffff",
            "10ffff7f",
            "11020000",
            "100a00044d51545403020000");

    /** What it is, and its bytes; three points are pings. */
    private static final List<String> BROKEN_RULES = List.of(
            "a second CONNECT: 100e 00044d515454 04 02 003c 0002 4341",
            "a publication with QoS 3: 3608 0003612f62 000a 78",
            "a publication to a wildcard: 3007 0003612f23 7879",
            "a publication to a topic with a NUL: 3005 0003610062",
            "a publication to a topic that is no UTF-8: 3004 0002c328",
            "a topic longer than its packet: 3005 00ff612f62 ...",
            "a subscription with reserved flags: 8008 0001 0003612f62 01",
            "a subscription to nothing: 8202 0001",
            "a subscription with QoS 3: 8208 0001 0003612f62 03",
            "a subscription without an identifier: 8208 0000 0003612f62 01",
            "a release with reserved flags: 6002 0001",
            "a packet of the server: 9003 000101",
            "a packet of the other version: f000");

    @TempDir
    private Path folder = Path.of(".");

    private final Closings closings = new Closings();
    private MqttBroker broker;

    @BeforeEach
    void serve() {
        broker = serve("mqtt", LIMITS);
    }

    private MqttBroker serve(String data, BrokerConfig.Limits limits) {
        var config =
                new BrokerConfig("127.0.0.1", 0, Admission.ANYBODY, Optional.empty(), folder.resolve(data), limits);
        var started = keep(MqttBroker.start(config, HOME, credentials, new SecureRandom(), closings));
        keep(started.listener(entities, SETTINGS)).serve(cse);
        return started;
    }

    /** @param hello how long a client may take to say who it is */
    private static BrokerConfig.Limits limits(Duration hello) {
        return new BrokerConfig.Limits(10_000, 300, 200, 1000, hello, Duration.ofDays(1), 16 * 1024 * 1024);
    }

    private static byte[] text(String text) {
        var bytes = text.getBytes(UTF_8);
        return joined(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    private static byte[] header(String protocol, int version, int flags) {
        return joined(text(protocol), new byte[] {(byte) version, (byte) flags, 0, 60});
    }

    private static byte[] packet(int first, byte[]... parts) {
        var body = joined(parts);
        return joined(new byte[] {(byte) first, (byte) body.length}, body);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    private Socket connect() throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), broker.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Whether the broker closes the connection upon this; it waits for that. */
    private boolean isShutOut(byte[]... sent) throws IOException {
        try (var socket = connect()) {
            for (var each : sent) socket.getOutputStream().write(each);
            while (socket.getInputStream().read() >= 0) {}
            return true;
        } catch (SocketException e) {
            return true; // closed before everything was read
        }
    }

    private void demandClosed(Closings.Limit limit) {
        await().atMost(PATIENCE).until(() -> closings.closed(Closings.Way.MQTT, limit) > 0);
    }

    private void answersStill() {
        try (var mca = new MqttMca(
                broker.address(),
                HOME.cse(),
                identity("CGood", Optional.empty()),
                PATIENCE,
                Serialization.JSON,
                CLIENT,
                AtBroker::deaf)) {
            var response = mca.send(Request.retrieve("cse-in", "CGood").withId("good"));
            assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.OK);
        }
    }

    @Test
    @Spec("MQTT-3.1.1 §3.1")
    void who_does_not_begin_as_mqtt_wants_it_is_shut_out() throws Exception {
        for (var hex : BAD_BEGINNINGS)
            assertThat(isShutOut(HexFormat.of().parseHex(hex))).as(hex).isTrue();

        answersStill();
    }

    @Test
    void who_says_nothing_or_stops_halfway_is_shut_out() throws Exception {
        broker = serve("impatient", limits(Duration.ofMillis(500)));

        assertThat(isShutOut()).isTrue();
        assertThat(isShutOut(new byte[] {0x10, 0x20, 0})).isTrue();
        demandClosed(Closings.Limit.TOO_SLOW);
        answersStill();
    }

    @Test
    @Spec("MQTT-3.1.1 §3.1.2.10")
    void who_is_silent_for_longer_than_announced_is_shut_out() throws Exception {
        var keepsAliveForOneSecond = CONNECT.clone();
        keepsAliveForOneSecond[11] = 1;

        assertThat(isShutOut(keepsAliveForOneSecond)).isTrue();
        demandClosed(Closings.Limit.IDLE);
    }

    @Test
    void a_packet_larger_than_the_limit_is_not_even_read() throws Exception {
        assertThat(isShutOut(CONNECT, new byte[] {0x30, (byte) 0xff, (byte) 0xff, 0x7f}))
                .isTrue();
        demandClosed(Closings.Limit.TOO_LARGE);
        answersStill();
    }

    @Test
    void more_connections_than_the_limit_are_refused() throws Exception {
        for (int i = 0; i < LIMITS.connectionsPerAddress(); i++) keep(connect());

        assertThat(isShutOut(CONNECT)).isTrue();
        demandClosed(Closings.Limit.TOO_MANY);

        for (var each : List.copyOf(open)) if (each instanceof Socket socket) socket.close();
        await().atMost(PATIENCE).until(() -> broker.connections() == 0);
        answersStill();
    }

    @Test
    void a_flood_of_one_client_leaves_room_for_another() throws Exception {
        var enough = new AtomicBoolean();
        var flood = voice(broker.address(), "CFlood");
        var pouring = Thread.ofVirtual().start(() -> {
            for (int i = 0; !enough.get(); i++) {
                try {
                    flood.say("/oneM2M/req/CFlood/id-in/json", ("{\"op\":2,\"rqi\":\"" + i + "\"}").getBytes(UTF_8));
                } catch (Exception e) {
                    return; // the broker may have had enough of it
                }
            }
        });

        for (int i = 0; i < 5; i++) answersStill();

        enough.set(true);
        pouring.join();
    }

    @Test
    @Spec({"MQTT-3.1.1 §2.2", "MQTT-3.1.1 §3.3", "MQTT-3.1.1 §3.8", "MQTT-3.1.1 §4.8"})
    void who_breaks_the_rules_later_is_shut_out() throws Exception {
        for (var row : BROKEN_RULES) {
            // Who says that there is more is waited for, so that has to come.
            var hex = row.split(": ")[1].replace("...", "c000".repeat(150)).replace(" ", "");

            assertThat(isShutOut(CONNECT, HexFormat.of().parseHex(hex))).as(row).isTrue();
        }
        answersStill();
    }

    @Test
    @Spec({"MQTT-3.1.1 §4.3", "MQTT-3.1.1 §4.4"})
    void what_belongs_to_nothing_or_comes_out_of_order_does_no_harm() throws Exception {
        var request = packet(0x32, text("/oneM2M/req/CAe/id-in/json"), new byte[] {0, 7}, create());
        var duplicate = request.clone();
        duplicate[0] |= 0x08;
        var voice = keep(connect());
        var out = voice.getOutputStream();
        out.write(CONNECT);
        for (var stray : List.of("40020009", "50020009", "62020009", "70020009"))
            out.write(HexFormat.of().parseHex(stray));

        // The same identifier of a packet again before and after its acknowledgement, and once more as a duplicate.
        for (var each : List.of(request, request, duplicate)) out.write(each);
        await().atMost(PATIENCE).until(() -> !cse.requests.isEmpty());
        out.write(request);

        answersStill();
        assertThat(cse.requests).filteredOn(each -> each.from().equals("CAe")).hasSize(1);
    }

    private static byte[] create() {
        return "{\"op\":1,\"to\":\"x\",\"fr\":\"CAe\",\"rqi\":\"1\",\"ty\":3,\"pc\":{\"a\":{}}}".getBytes(UTF_8);
    }

    @Test
    void a_client_that_never_reads_holds_up_nobody() throws Exception {
        var large = Value.field("m2m:cin", Value.field("con", Value.of("x".repeat(9_000))));
        cse.answer = request -> request.from().equals("CAe")
                ? Response.of(request, ResultCode.OK, large)
                : RecordingMca.ordinary(request);
        var mute = keep(connect());
        var out = mute.getOutputStream();
        out.write(CONNECT);
        out.write(packet(0x82, new byte[] {0, 1}, text("/oneM2M/resp/CAe/#"), new byte[] {0}));
        long heap = heap();

        for (int i = 0; i < 1_200; i++) {
            var body = "{\"op\":2,\"to\":\"x\",\"fr\":\"CAe\",\"rqi\":\"%d\"}"
                    .formatted(i)
                    .getBytes(UTF_8);
            out.write(packet(0x30, text("/oneM2M/req/CAe/id-in/json"), body));
        }

        answersStill();
        await().atMost(PATIENCE)
                .until(() -> cse.requests.stream()
                                .filter(each -> each.from().equals("CAe"))
                                .count()
                        > 600);
        answersStill();
        assertThat(heap()).isLessThan(heap + 2L * LIMITS.waitingBytes());
    }

    @Test
    void mutated_packets_leave_it_serving() throws Exception {
        survives(20_261_122L, 2_000);
    }

    @Test
    @Tag("full")
    void many_mutated_packets_leave_it_serving() throws Exception {
        survives(20_261_123L, 100_000);
    }

    private void survives(long seed, int mutations) throws Exception {
        System.out.println("mutated MQTT packets: seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) mutate(random);
        settle();
        long heap = heap();
        long descriptors = descriptors();

        for (int i = 0; i < mutations; i++) mutate(random);

        answersStill();
        settle();
        await().atMost(PATIENCE).until(() -> descriptors() <= descriptors + 5);
        await().atMost(PATIENCE).until(() -> heap() <= heap + 32 * 1024 * 1024);
    }

    private void settle() {
        await().atMost(PATIENCE).until(() -> broker.connections() == 0);
    }

    /** One connection, whose first packet or one after it has been tampered with. */
    private void mutate(Random random) throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            if (random.nextBoolean()) out.write(CONNECT);
            var packet = PACKETS.get(random.nextInt(PACKETS.size())).clone();
            switch (random.nextInt(4)) {
                case 0 -> random.nextBytes(packet);
                case 1 -> packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> packet[1] = (byte) random.nextInt(256);
                default -> packet = Arrays.copyOf(packet, random.nextInt(packet.length + 1));
            }
            out.write(packet);
            out.write(PACKETS.get(random.nextInt(PACKETS.size())));
        } catch (SocketException e) {
            // shut out before it had said everything
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.app.HubUnderTest.ADMIN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.entente.model.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSocket byte by byte, with some of the bytes changed: never a fault, never silence, and nothing is left behind. */
class WebSocketMutationsTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int EACH = 200;
    private static final int CONTINUATION = 0x00;
    private static final int TEXT = 0x81;
    private static final int UNFINISHED_TEXT = 0x01;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int FINISHED = 0x80;

    private static final List<String> PRIMITIVES = List.of(
            "{'op':2,'to':'cse-in/app/box','fr':'Capp','rqi':'r1','rvi':'4'}",
            "{'op':2,'to':'cse-in/app','fr':'Capp','rqi':'r1','rvi':'4','fc':{'fu':1,'ty':[3,4],'lbl':['a+b']},'drt':2}",
            "{'op':1,'to':'cse-in/app','fr':'Capp','rqi':'r1','rvi':'4','ty':3,'pc':{'m2m:cnt':{'mni':10,'lbl':['a:b']}}}",
            "{'op':1,'to':'cse-in/app/box','fr':'Capp','rqi':'r1','rvi':'4','ty':4,'pc':{'m2m:cin':{'con':{'a':[1,2.5e3]}}}}",
            "{'op':3,'to':'cse-in/app/box','fr':'Capp','rqi':'r1','rvi':'4','pc':{'m2m:cnt':{'mni':5,'lbl':['x'],'or':null}}}",
            "{'op':4,'to':'cse-in/app/box/la','fr':'Capp','rqi':'r1','rvi':'4'}",
            "{'op':5,'to':'cse-in/app','fr':'Capp','rqi':'r1','rvi':'4','pc':{'m2m:sgn':{'nev':{'rep':{},'net':1}}}}",
            "{'rsc':2000,'rqi':'r1'}");

    @Test
    @Spec({"TS-0020 §6.2", "RFC 6455 §5.2"})
    void meet_no_fault_and_leave_nothing_behind(@TempDir Path data) throws Exception {
        run(data, Long.getLong("entente.seed", 20_261_123L), 2_000);
    }

    @Test
    @Tag("full")
    @Spec({"TS-0020 §6.2", "RFC 6455 §5.2"})
    void meet_no_fault_and_leave_nothing_behind_in_the_long_run(@TempDir Path data) throws Exception {
        run(data, new Random().nextLong(), 100_000);
    }

    private static void run(Path data, long seed, int times) throws Exception {
        System.out.println("mutated WebSocket frames: seed " + seed);
        var random = new Random(seed);
        var wrong = new ArrayList<String>();
        try (var hub = new HubUnderTest(data, List.of())) {
            hub.fill();
            demandAlive(hub, seed);
            var before = Footprint.now();
            for (int i = 0; i < times && wrong.size() < 10; i++) {
                var sent = session(random, hub);
                var answer = exchange(hub, sent);
                if (answer.equals("silence")
                        || answer.startsWith("HTTP/1.1 500")
                        || answer.contains("\"rsc\":5000")
                        || answer.contains("Exception"))
                    wrong.add("\n--- " + new String(sent, ISO_8859_1) + "\n--- " + answer);
                if (i % EACH == 0) demandAlive(hub, seed);
            }
            demandAlive(hub, seed);
            before.awaitAgain("WebSocket, seed " + seed);
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
    }

    /** A handshake and some frames, one of which is not as it should be. */
    private static byte[] session(Random random, HubUnderTest hub) {
        var out = new ByteArrayOutputStream();
        boolean isHandshakeSpoilt = random.nextInt(8) == 0;
        var handshake = handshake(hub);
        out.writeBytes(isHandshakeSpoilt ? Mutation.of(handshake, 4, random) : handshake);
        int spoilt = random.nextInt(3);
        for (int i = 0; i < 3; i++) {
            var frame = frame(random);
            out.writeBytes(i == spoilt && !isHandshakeSpoilt ? Mutation.of(frame, 1, random) : frame);
        }
        return out.toByteArray();
    }

    private static byte[] handshake(HubUnderTest hub) {
        return String.join(
                        "\r\n",
                        "GET / HTTP/1.1",
                        "Host: " + hub.address().getAuthority(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Protocol: oneM2M.json",
                        "",
                        "")
                .getBytes(ISO_8859_1);
    }

    private static byte[] frame(Random random) {
        var primitive = PRIMITIVES
                .get(random.nextInt(PRIMITIVES.size()))
                .replace('\'', '"')
                .getBytes(UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> frame(PING, "are you there".getBytes(UTF_8));
            case 1 -> frame(PONG, new byte[0]);
            case 2 -> frame(CLOSE, new byte[] {3, (byte) 0xE8});
            case 3 -> frame(BINARY, primitive);
            case 4 -> inTwo(primitive);
            default -> frame(TEXT, primitive);
        };
    }

    private static byte[] inTwo(byte[] payload) {
        int half = payload.length / 2;
        var out = new ByteArrayOutputStream();
        out.writeBytes(frame(UNFINISHED_TEXT, Arrays.copyOf(payload, half)));
        out.writeBytes(frame(FINISHED | CONTINUATION, Arrays.copyOfRange(payload, half, payload.length)));
        return out.toByteArray();
    }

    /** Masked, as a client's are. RFC 6455 §5.3 */
    private static byte[] frame(int first, byte[] payload) {
        var mask = new byte[] {0x37, (byte) 0xFA, 0x21, 0x3D};
        var out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) out.write(0x80 | payload.length);
        else out.writeBytes(new byte[] {(byte) (0x80 | 126), (byte) (payload.length >> 8), (byte) payload.length});
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) out.write(payload[i] ^ mask[i % mask.length]);
        return out.toByteArray();
    }

    /** What the server says until it closes; the sender says that there is no more to come. */
    private static String exchange(HubUnderTest hub, byte[] sent) throws IOException {
        try (var socket = new Socket(hub.address().getHost(), hub.address().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(sent);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketTimeoutException e) {
            return "silence";
        } catch (SocketException reset) {
            return "";
        }
    }

    /** By what no mutant can delete. */
    private static void demandAlive(HubUnderTest hub, long seed) throws IOException {
        var address = hub.address().toString().replace("http", "ws");
        var secret = hub.secretFile().toString();
        var ran = Ran.command(
                "request", "retrieve", "cse-in", "--from", ADMIN, "--over", address, "--credential-file", secret);
        assertThat(ran.out()).as("seed %d", seed).startsWith("2000");
    }
}

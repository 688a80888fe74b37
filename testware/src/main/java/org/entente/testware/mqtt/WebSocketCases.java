// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.connack;
import static org.entente.testware.mqtt.Expectation.pingresp;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.websocket.Frame;

/** Whether MQTT goes over WebSocket as it should. MQTT 3.1.1 §6, RFC 6455. */
final class WebSocketCases {
    private static final int RESERVED_1 = 4;
    private static final int UNKNOWN_OPCODE = 3;
    private static final Octets NORMAL_CLOSURE = Octets.of((byte) 0x03, (byte) 0xE8);
    private static final Octets ANY = Octets.utf8("entente");

    private WebSocketCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindOwn("WEBSOCKET_001", scene -> refused(scene, frame(scene).opcode(Frame.TEXT)))
                .bindOwn("WEBSOCKET_002", WebSocketCases::spread)
                .bindOwn("WEBSOCKET_003", WebSocketCases::together)
                .bindOwn("WEBSOCKET_004", scene -> scene.open().expectProtocol("mqtt"))
                .bindOwn(
                        "WEBSOCKET_005",
                        scene -> scene.client().send(Packet.pingreq()).expect(pingresp()))
                .bindOwn("WEBSOCKET_006", scene -> refused(scene, frame(scene).unmasked()))
                .bindOwn("WEBSOCKET_007", scene -> refused(scene, frame(scene).reserving(RESERVED_1)))
                .bindOwn("WEBSOCKET_008", scene -> refused(scene, frame(scene).opcode(UNKNOWN_OPCODE)))
                .bindOwn("WEBSOCKET_009", WebSocketCases::ping)
                .bindOwn("WEBSOCKET_010", WebSocketCases::goodbye)
                .bindOwn("WEBSOCKET_011", WebSocketCases::fragments);
    }

    private static Frame frame(Scene scene) {
        return Frame.of(Frame.BINARY, bytes(scene));
    }

    private static Octets bytes(Scene scene) {
        return scene.connect().packet(scene.version()).octets();
    }

    private static void refused(Scene scene, Frame frame) throws IOException {
        scene.open().send(frame).expectClosing();
    }

    private static void spread(Scene scene) throws IOException {
        var whole = bytes(scene).toArray();
        var peer = scene.open();
        for (int at = 0; at < whole.length; at += 5) {
            var part = Arrays.copyOfRange(whole, at, Math.min(at + 5, whole.length));
            peer.send(Frame.of(Frame.BINARY, Octets.of(part)));
        }
        peer.expect(connack(0));
    }

    private static void together(Scene scene) throws IOException {
        var ping = Packet.pingreq().octets().toArray();
        var connect = bytes(scene).toArray();
        var both = Arrays.copyOf(connect, connect.length + ping.length);
        System.arraycopy(ping, 0, both, connect.length, ping.length);
        var peer = scene.open().send(Frame.of(Frame.BINARY, Octets.of(both)));
        peer.expect(connack(0));
        peer.expect(pingresp());
    }

    private static void fragments(Scene scene) throws IOException {
        var whole = bytes(scene).toArray();
        var head = Octets.of(Arrays.copyOf(whole, 9));
        var tail = Octets.of(Arrays.copyOfRange(whole, 9, whole.length));
        scene.open()
                .send(Frame.of(Frame.BINARY, head).unfinished())
                .send(Frame.of(Frame.CONTINUATION, tail))
                .expect(connack(0));
    }

    private static void ping(Scene scene) throws IOException {
        scene.client()
                .send(Frame.of(Frame.PING, ANY))
                .expect(new Expectation(
                        "a WebSocket pong with the same bytes",
                        seen -> seen instanceof Observation.Arrived(Inbound.Pong(var payload), int _)
                                && payload.equals(ANY),
                        Optional.empty()));
    }

    private static void goodbye(Scene scene) throws IOException {
        var peer = scene.client().send(Frame.of(Frame.CLOSE, NORMAL_CLOSURE));
        var seen = peer.expect(closes());
        if (!peer.saidGoodbye()) {
            throw Judged.fail("expected a Close frame in answer to ours, got none", seen.event());
        }
    }
}

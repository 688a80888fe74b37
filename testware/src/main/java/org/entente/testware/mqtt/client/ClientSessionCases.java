// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.client.Heard.Ack;
import org.entente.testware.mqtt.client.Heard.Publish;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** What a client takes along from a lost connection to the next one. MQTT 3.1.1 §4.4, MQTT 5.0 §4.1, §4.4. */
final class ClientSessionCases {
    private static final int ID = 4660;
    private static final int QUOTA_EXCEEDED = 0x97;

    private ClientSessionCases() {}

    static void bind(Bindings<ClientScene> cases) {
        cases.bindOwn("SESSION_001", ClientSessionCases::messageAgain)
                .bindOwn("SESSION_002", ClientSessionCases::releaseAgain)
                .bindFive("REASON_001", ClientSessionCases::refusedMessage)
                .bindFive("ALIAS_003", ClientSessionCases::aliasForgotten);
    }

    private static Publish published(ClientScene scene, Guest guest) {
        var published = new Publish[1];
        scene.given(() -> published[0] = guest.await(Publish.class, "PUBLISH"));
        return published[0];
    }

    private static void messageAgain(ClientScene scene) throws IOException {
        var script = scene.publishing(scene.topic(), 1).then("reconnect").lasting();
        var guest = scene.greeted(script);
        var first = published(scene, guest);
        guest.close();
        scene.must(
                scene.returned().await(Publish.class, "the message again"),
                p -> p.dup() && p.id() == first.id() && p.payload().equals(first.payload()),
                "the message again with DUP 1 and id " + first.id());
    }

    private static void releaseAgain(ClientScene scene) throws IOException {
        var script = scene.publishing(scene.topic(), 2).then("reconnect").lasting();
        var guest = scene.greeted(script);
        var id = published(scene, guest).id();
        guest.send(Packet.acknowledging(PacketType.PUBREC, id));
        scene.given(() -> guest.await(Ack.class, "PUBREL"));
        guest.close();
        var returned = scene.returned();
        var heard = returned.await(Heard.class, "PUBREL");
        while (!(heard instanceof Ack || heard instanceof Publish || heard instanceof Heard.Garbled)) {
            heard = returned.await(Heard.class, "PUBREL");
        }
        scene.must(
                heard,
                h -> h instanceof Ack ack && ack.type() == PacketType.PUBREL && ack.id() == id,
                "PUBREL again with id " + id);
    }

    /** An answer to a message of ours shows that the refusal was read before the connection goes. */
    private static void refusedMessage(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var script = scene.publishing(topic, 1)
                .then("reconnect")
                .then("publish", "topic", topic, "payload", "second", "qos", "1")
                .lasting();
        var guest = scene.greeted(script);
        var first = published(scene, guest);
        guest.send(new Packet(
                        PacketType.PUBACK.header(), new Wire().u16(first.id()).u8(QUOTA_EXCEEDED)))
                .send(Publication.of(topic, "y").qos(1, ID));
        scene.given(() -> guest.await(Ack.class, "PUBACK"));
        guest.close();
        scene.must(
                scene.returned().await(Publish.class, "the second message"),
                p -> p.payload().equals(Octets.utf8("second")),
                "the second message and not the one that was refused");
    }

    private static void aliasForgotten(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var script = ClientFiveCases.aliasing(scene, topic).then("reconnect").lasting();
        var guest = scene.run(script);
        var alias = ClientFiveCases.aliased(scene, guest, topic);
        guest.close();
        var returned = scene.returned();
        returned.send(Publication.of("", "b").qos(1, ID).packet(), alias);
        scene.closes(returned, Ack.class);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.client.Heard.Ack;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Text;

/** What a client hands on to its application, which only its adapter can tell. MQTT 3.1.1 §4.3, MQTT 5.0 §4.3. */
final class ClientToldCases {
    private static final int ID = 4660;
    private static final int NEXT = 4661;
    private static final int ERROR = 0x80;
    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String FENCE = "fence";
    private static final Octets NO_TEXT = Octets.of((byte) 0xC3, (byte) 0x28);

    private ClientToldCases() {}

    static void bind(Bindings<ClientScene> cases) {
        cases.bindOwn("QOS_001", ClientToldCases::exactlyOnce)
                .bindOwn("QOS_003", ClientToldCases::newAfterPuback)
                .bindOwn("QOS_004", ClientToldCases::newAfterPubcomp)
                .bindOwn("STRING_003", ClientToldCases::byteOrderMark)
                .bindFive("PAYLOAD_001", ClientToldCases::newAfterRefusal);
    }

    /** The same message twice before it is released: the application must see it once. [MQTT-4.3.3-2] */
    private static void exactlyOnce(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, 2);
        var message = Publication.of(topic, FIRST).qos(2, ID);
        guest.send(message).send(message.again());
        scene.given(() -> {
            guest.await(Ack.class, "PUBREC");
            guest.await(Ack.class, "PUBREC");
            released(guest);
        });
        mustTell(scene, guest, topic, List.of(FIRST));
    }

    private static void newAfterPuback(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, 1);
        guest.send(Publication.of(topic, FIRST).qos(1, ID));
        scene.given(() -> guest.await(Ack.class, "PUBACK"));
        guest.send(Publication.of(topic, SECOND).qos(1, ID).again());
        scene.given(() -> guest.await(Ack.class, "PUBACK"));
        mustTell(scene, guest, topic, List.of(FIRST, SECOND));
    }

    private static void newAfterPubcomp(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, 2);
        for (var payload : List.of(FIRST, SECOND)) {
            guest.send(Publication.of(topic, payload).qos(2, ID));
            scene.given(() -> {
                guest.await(Ack.class, "PUBREC");
                released(guest);
            });
        }
        mustTell(scene, guest, topic, List.of(FIRST, SECOND));
    }

    /** A payload that is not the text it is said to be is what a client may refuse by itself. */
    private static void newAfterRefusal(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, 2);
        guest.send(
                Publication.of(topic, NO_TEXT).qos(2, ID).packet(), Properties.NONE.u8(Properties.PAYLOAD_FORMAT, 1));
        var seen = guest.next(scene.stage().patience());
        if (!(seen.heard().orElse(null) instanceof Ack refusal && refusal.reason() >= ERROR)) {
            throw Judged.notApplicable("the client does not refuse such a payload by PUBREC: " + seen.words());
        }
        guest.send(Publication.of(topic, SECOND).qos(2, ID));
        scene.given(() -> {
            guest.await(Ack.class, "PUBREC");
            released(guest);
        });
        mustTell(scene, guest, topic, List.of(SECOND));
    }

    private static void byteOrderMark(ClientScene scene) throws IOException {
        var topic = Text.ZERO_WIDTH_NO_BREAK_SPACE + scene.topic();
        var guest = scene.greeted(scene.subscribing(topic, 1));
        var subscribe = scene.must(
                guest.await(Heard.Subscribe.class, "SUBSCRIBE"),
                s -> s.filters().contains(Octets.utf8(topic)),
                "SUBSCRIBE with EF BB BF at the beginning of its filter");
        guest.send(ClientScene.suback(subscribe.id(), 1))
                .send(Publication.of(topic, FIRST).qos(1, ID));
        scene.given(() -> guest.await(Ack.class, "PUBACK"));
        var told = nextTold(scene);
        if (!told.argument("topic", "").equals(topic)) {
            throw Judged.fail(
                    "the application is told of another topic than the one with U+FEFF",
                    scene.stage().lastEvent());
        }
    }

    private static void released(Guest guest) {
        guest.send(Packet.acknowledging(PacketType.PUBREL, ID));
        guest.await(Ack.class, "PUBCOMP");
    }

    /** One more message is the fence: what the application was due to hear it has heard before that. */
    private static void mustTell(ClientScene scene, Guest guest, String topic, List<String> payloads) {
        guest.send(Publication.of(topic, FENCE).qos(1, NEXT));
        scene.given(() -> guest.await(Ack.class, "PUBACK"));
        var heard = new ArrayList<String>();
        for (var told = nextTold(scene); !told.argument("payload", "").equals(FENCE); told = nextTold(scene)) {
            heard.add(told.argument("payload", ""));
        }
        if (!heard.equals(payloads)) {
            throw Judged.fail(
                    "the application was due to be told of " + payloads + ", and was of " + heard,
                    scene.stage().lastEvent());
        }
    }

    private static Script.Command nextTold(ClientScene scene) {
        var line = scene.told(scene.stage().patience());
        if (line.isEmpty()) {
            throw Judged.inconclusive(
                    "the adapter does not tell what its application hears",
                    scene.stage().lastEvent());
        }
        return Script.Command.parse(line.get());
    }
}

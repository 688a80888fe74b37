// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.pingresp;

import java.io.IOException;
import java.util.ArrayList;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** Whether a broker goes on serving others while one client does what has brought brokers down. */
final class AttackCases {
    private static final int HUGE = 268_435_455;
    private static final int SAME_IDENTIFIER = 500;
    private static final int FILTERS = 1_500;
    private static final int LEVELS = 2_000;
    private static final int CONNECTIONS = 200;

    private AttackCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindOwn("SEC_LENGTH_001", AttackCases::hugeConnect)
                .bindOwn("SEC_LENGTH_002", scene -> survives(scene, overlongTopic()))
                .bindOwn("SEC_QOS_001", AttackCases::sameIdentifier)
                .bindOwn("SEC_FILTER_001", scene -> survives(scene, manyFilters()))
                .bindOwn("SEC_FILTER_002", AttackCases::deepFilter)
                .bindOwn("SEC_EXHAUST_001", scene -> crowd(scene, Octets.NONE))
                .bindOwn("SEC_EXHAUST_002", scene -> crowd(scene, halfConnect(scene)));
    }

    /** A client that has done nothing wrong must not notice that another one has. */
    private static void survives(Scene scene, Packet attack) throws IOException {
        var bystander = scene.client();
        var attacker = scene.client();
        attacker.send(attack).send(Packet.pingreq()).next(scene.stage().patience());
        served(bystander);
    }

    private static void served(Peer bystander) {
        bystander.send(Packet.pingreq()).expect(pingresp());
    }

    /** Claims to go on for 256 MB, before anybody knows who it is. */
    private static void hugeConnect(Scene scene) throws IOException {
        var bystander = scene.client();
        var begun = scene.connect().packet(scene.version()).declaring(HUGE);
        scene.open().send(begun.octets(), "CONNECT that claims " + HUGE + " bytes");
        served(bystander);
        scene.client();
    }

    private static Packet overlongTopic() {
        var topic = new Wire().u16(0xFFFF).raw(Octets.utf8("a"));
        return new Packet(PacketType.PUBLISH.header(), topic);
    }

    /** The same message at QoS 2 again and again, never released. */
    private static void sameIdentifier(Scene scene) throws IOException {
        var bystander = scene.client();
        var attacker = scene.client();
        var packet = Publication.of(scene.topic(), "x").qos(2, 1).packet();
        var bytes = new Wire();
        for (int i = 0; i < SAME_IDENTIFIER; i++) {
            bytes.raw(packet.octets());
        }
        attacker.send(bytes.octets(), SAME_IDENTIFIER + " PUBLISH at QoS 2 with one identifier");
        attacker.send(Packet.pingreq());
        // Until the last of them has been taken, one way or the other.
        for (int i = 0; i <= SAME_IDENTIFIER; i++) {
            var seen = attacker.next(scene.stage().patience());
            if (!(seen instanceof Observation.Arrived(var packetSeen, var _))
                    || packetSeen instanceof Inbound.Pingresp) {
                break;
            }
        }
        served(bystander);
        scene.client();
    }

    private static Packet manyFilters() {
        var wire = new Wire().u16(1);
        for (int i = 0; i < FILTERS; i++) {
            wire.field("entente/f/" + i).u8(0);
        }
        return new Packet(PacketType.SUBSCRIBE.header(), wire);
    }

    private static void deepFilter(Scene scene) throws IOException {
        var bystander = scene.client();
        var attacker = scene.client();
        attacker.send(Packet.subscribe(1, "+/".repeat(LEVELS) + "#", 0))
                .send(Publication.of("a/".repeat(LEVELS) + "b", "x"))
                .send(Packet.pingreq())
                .next(scene.stage().patience());
        served(bystander);
        scene.client();
    }

    private static Octets halfConnect(Scene scene) {
        var whole = scene.connect().packet(scene.version()).octets();
        return whole.first(whole.length() / 2);
    }

    /** Many connections that say nothing, or half of something. */
    private static void crowd(Scene scene, Octets half) throws IOException {
        var bystander = scene.client();
        var crowd = new ArrayList<Peer>();
        for (int i = 0; i < CONNECTIONS; i++) {
            try {
                crowd.add(scene.open());
            } catch (IOException e) {
                scene.stage().allow("takes no more than " + i + " connections from one address at once");
                break;
            }
        }
        if (half.length() > 0) {
            crowd.forEach(peer -> peer.send(half, "half of a CONNECT"));
        }
        served(bystander);
        if (crowd.size() == CONNECTIONS) {
            var newcomer = scene.open();
            newcomer.send(scene.connect()).expect(Expectation.connack(0));
        }
        for (var peer : crowd) {
            peer.close();
        }
        if (crowd.isEmpty()) {
            throw Judged.inconclusive("no connection at all", -1);
        }
    }
}

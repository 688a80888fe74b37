// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.pingresp;

import java.io.IOException;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** Whether a broker survives packets that have brought brokers down. */
final class SecurityCases {
    private static final int SEPARATORS = 65_400;

    private SecurityCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind("SEC_CVE_001", scene -> survives(scene, overlongFilter()))
                .bind(
                        "SEC_CVE_002",
                        scene -> survives(
                                scene,
                                Publication.of("$SYS" + scene.fresh(), "x").packet()))
                .bind("SEC_CVE_003", scene -> survives(scene, Packet.subscribe(1, "/".repeat(SEPARATORS), 0)));
    }

    /** A client that has done nothing wrong must not notice that another one has. */
    private static void survives(Scene scene, Packet attack) throws IOException {
        var bystander = scene.client();
        var attacker = scene.client();
        attacker.send(attack).send(Packet.pingreq()).next(scene.stage().patience());
        bystander.send(Packet.pingreq()).expect(pingresp());
    }

    /** A filter that claims to be longer than the packet that holds it. */
    private static Packet overlongFilter() {
        return new Packet(
                PacketType.SUBSCRIBE.header(),
                new Wire().u16(1).u16(0xFFFF).raw(Octets.utf8("a/b")).u8(0));
    }
}

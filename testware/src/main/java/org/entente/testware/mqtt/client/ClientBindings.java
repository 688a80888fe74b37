// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.testware.TestCase;
import org.entente.testware.mqtt.wire.Version;

/** Which case judges which purpose for clients. */
final class ClientBindings {
    /** A case for clients. */
    @FunctionalInterface
    interface Judging {
        void judge(ClientScene scene) throws IOException;
    }

    private static final String FIVE = "ENT_MQTT5_CLIENT_";

    private final UpperTester tester;
    private final Version version;
    private final Map<String, TestCase> cases = new LinkedHashMap<>();

    ClientBindings(UpperTester tester, Version version) {
        this.tester = tester;
        this.version = version;
    }

    /** Binds a published purpose, named without the prefix they all share. */
    ClientBindings bind(String purpose, Judging judging) {
        return bindWhole((version == Version.V5 ? FIVE : "TP_MQTT_CLIENT_") + purpose, judging);
    }

    /** Binds a purpose of our own. */
    ClientBindings bindOwn(String purpose, Judging judging) {
        return bindWhole((version == Version.V5 ? FIVE + "MORE_" : "ENT_MQTT_CLIENT_") + purpose, judging);
    }

    /** Binds a purpose of 5.0 alone. */
    ClientBindings bindFive(String purpose, Judging judging) {
        return version == Version.V5 ? bindWhole(FIVE + purpose, judging) : this;
    }

    Map<String, TestCase> cases() {
        return Map.copyOf(cases);
    }

    private ClientBindings bindWhole(String id, Judging judging) {
        if (cases.put(id, stage -> judging.judge(new ClientScene(stage, tester, version))) != null) {
            throw new IllegalStateException(id + " is bound twice");
        }
        return this;
    }
}

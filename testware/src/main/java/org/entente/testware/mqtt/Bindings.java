// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.testware.TestCase;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Version;

/** Which case judges which purpose. */
final class Bindings {
    /** An MQTT case. */
    @FunctionalInterface
    interface Judging {
        void judge(Scene scene) throws IOException;
    }

    private static final String FIVE = "ENT_MQTT5_BROKER_";

    private final Endpoint endpoint;
    private final Version version;
    private final Map<String, TestCase> cases = new LinkedHashMap<>();

    Bindings(Endpoint endpoint, Version version) {
        this.endpoint = endpoint;
        this.version = version;
    }

    /** Binds a published purpose, named without the prefix they all share. */
    Bindings bind(String purpose, Judging judging) {
        return bindWhole((version == Version.V5 ? FIVE : "TP_MQTT_BROKER_") + purpose, judging);
    }

    /** Binds a purpose of our own, named without the prefix they all share. */
    Bindings bindOwn(String purpose, Judging judging) {
        return bindWhole((version == Version.V5 ? FIVE + "MORE_" : "ENT_MQTT_BROKER_") + purpose, judging);
    }

    /** Binds a purpose of 5.0 alone. */
    Bindings bindFive(String purpose, Judging judging) {
        return version == Version.V5 ? bindWhole(FIVE + purpose, judging) : this;
    }

    Map<String, TestCase> cases() {
        return Map.copyOf(cases);
    }

    private Bindings bindWhole(String id, Judging judging) {
        if (cases.put(id, stage -> judging.judge(new Scene(stage, endpoint, version))) != null) {
            throw new IllegalStateException(id + " is bound twice");
        }
        return this;
    }
}

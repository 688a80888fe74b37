// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.testware.Catalogue;
import org.entente.testware.Stage;
import org.entente.testware.TestCase;
import org.entente.testware.mqtt.wire.Version;

/**
 * Which case judges which purpose.
 *
 * @param <S> what a case works with
 */
public final class Bindings<S> {
    /** An MQTT case. */
    @FunctionalInterface
    public interface Judging<S> {
        void judge(S scene) throws IOException;
    }

    private final Version version;
    private final String judged;
    private final Function<Stage, S> scene;
    private final Map<String, TestCase> cases = new LinkedHashMap<>();

    /**
     * Begins without a case.
     *
     * @param judged how the ids of purposes call whom they judge, such as {@code BROKER}
     */
    public Bindings(Version version, String judged, Function<Stage, S> scene) {
        this.version = version;
        this.judged = judged + "_";
        this.scene = scene;
    }

    /** Binds a published purpose, named without the prefix they all share. */
    public Bindings<S> bind(String purpose, Judging<S> judging) {
        return bindWhole(version == Version.V5 ? five() + purpose : "TP_MQTT_" + judged + purpose, judging);
    }

    /** Binds a purpose of our own, named without the prefix they all share. */
    public Bindings<S> bindOwn(String purpose, Judging<S> judging) {
        return bindWhole(version == Version.V5 ? five() + "MORE_" + purpose : "ENT_MQTT_" + judged + purpose, judging);
    }

    /** Binds a purpose of 5.0 alone. */
    public Bindings<S> bindFive(String purpose, Judging<S> judging) {
        return version == Version.V5 ? bindWhole(five() + purpose, judging) : this;
    }

    /** The cases that have a purpose: 5.0 gives up some rules of 3.1.1, and each suite asks for some alone. */
    public Map<String, TestCase> casesOf(Catalogue catalogue) {
        return cases.entrySet().stream()
                .filter(entry -> catalogue.purposes().containsKey(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String five() {
        return "ENT_MQTT5_" + judged;
    }

    private Bindings<S> bindWhole(String id, Judging<S> judging) {
        if (cases.put(id, stage -> judging.judge(scene.apply(stage))) != null) {
            throw new IllegalStateException(id + " is bound twice");
        }
        return this;
    }
}

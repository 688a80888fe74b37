// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.testware.Catalogue;
import org.entente.testware.Profile;
import org.entente.testware.Purpose;
import org.entente.testware.Stage;
import org.entente.testware.Suite;
import org.entente.testware.TestCase;
import org.entente.testware.mqtt.BrokerSuite;
import org.entente.testware.mqtt.wire.Version;

/** Judges an MQTT client of 3.1.1 or 5.0: the tester is the broker it connects to. */
public final class ClientSuite implements Suite {
    /** What is assumed of a client of which nothing is told. */
    public static final Profile ASSUMED = new Profile(
            "assumed",
            Set.of("PICS_CLIENT_BASIC", "PICS_CLIENT_QOS_1", "PICS_CLIENT_QOS_2", "PICS_CLIENT_SESSION"),
            Map.of());

    private static final String OBLIGED = "client";
    private static final List<String> PURPOSES = List.of("client/client-3.1.1.purposes");

    private final UpperTester tester;
    private final Version version;
    private final Catalogue catalogue;
    private final Map<String, TestCase> cases;

    private ClientSuite(UpperTester tester, Version version, Catalogue catalogue) {
        this.tester = tester;
        this.version = version;
        this.catalogue = catalogue;
        var bindings = new ClientBindings(tester, version);
        ClientConnectCases.bind(bindings);
        ClientDeliveryCases.bind(bindings);
        ClientSubscribeCases.bind(bindings);
        ClientFiveCases.bind(bindings);
        this.cases = bindings.cases().entrySet().stream()
                .filter(entry -> catalogue.purposes().containsKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public static ClientSuite of311(UpperTester tester) {
        return new ClientSuite(tester, Version.V311, purposes());
    }

    public static ClientSuite of5(UpperTester tester) {
        return new ClientSuite(tester, Version.V5, purposesOf5());
    }

    /** The purposes for 3.1.1, without a client to judge. */
    public static Catalogue purposes() {
        return Catalogue.read(BrokerSuite.class, OBLIGED, PURPOSES, List.of(), BrokerSuite.STATEMENTS_OF_311);
    }

    /** The purposes for 5.0, without a client to judge. */
    public static Catalogue purposesOf5() {
        return Catalogue.read(
                BrokerSuite.class,
                OBLIGED,
                List.of("client/client-5.0.purposes"),
                PURPOSES,
                BrokerSuite.STATEMENTS_OF_5);
    }

    @Override
    public String endpoint() {
        return tester.name();
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public Map<String, TestCase> cases() {
        return cases;
    }

    /** Any connection shows that the adapter starts a client: what the client sends, the cases judge. */
    @Override
    public void probe(Stage stage) throws IOException {
        var scene = new ClientScene(stage, tester, version);
        scene.run(scene.connecting());
    }

    /** Each case has a client of its own: the last one's end says nothing about the next. */
    @Override
    public boolean lasts() {
        return false;
    }

    /** Starting a program takes longer than a connection. */
    @Override
    public Duration share() {
        return Duration.ofSeconds(3);
    }

    @Override
    public boolean provokesCrash(Purpose purpose) {
        return false;
    }
}

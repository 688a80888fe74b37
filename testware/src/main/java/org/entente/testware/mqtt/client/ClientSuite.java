// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.testware.Catalogue;
import org.entente.testware.Profile;
import org.entente.testware.Purpose;
import org.entente.testware.Stage;
import org.entente.testware.Suite;
import org.entente.testware.TestCase;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.BrokerSuite;
import org.entente.testware.mqtt.wire.Version;

/** Judges an MQTT client of 3.1.1 or 5.0: the tester is the broker it connects to. */
public final class ClientSuite implements Suite {
    /** What is assumed of a client of which nothing is told. */
    public static final Profile ASSUMED = new Profile(
            "assumed",
            Set.of("PICS_CLIENT_BASIC", "PICS_CLIENT_QOS_1", "PICS_CLIENT_QOS_2", "PICS_CLIENT_SESSION"),
            Map.of());

    /** Every parameter a profile may hold. */
    public static final Set<String> KNOWN = Set.of();

    private static final List<String> PURPOSES = List.of("client/client-3.1.1.purposes");

    private final UpperTester tester;
    private final Reception reception;
    private final Version version;
    private final Catalogue catalogue;
    private final Map<String, TestCase> cases;

    private ClientSuite(UpperTester tester, Reception reception, Version version, Catalogue catalogue) {
        this.tester = tester;
        this.reception = reception;
        this.version = version;
        this.catalogue = catalogue;
        var bindings = new Bindings<>(version, "CLIENT", stage -> new ClientScene(stage, tester, reception, version));
        ClientConnectCases.bind(bindings);
        ClientDeliveryCases.bind(bindings);
        ClientToldCases.bind(bindings);
        ClientSessionCases.bind(bindings);
        ClientSubscribeCases.bind(bindings);
        ClientFiveCases.bind(bindings);
        ClientFlowCases.bind(bindings);
        this.cases = bindings.casesOf(catalogue);
    }

    /** Judges a client that comes by TCP. */
    public static ClientSuite of(Version version, UpperTester tester) {
        return of(version, tester, Reception.PLAIN);
    }

    public static ClientSuite of(Version version, UpperTester tester, Reception reception) {
        return new ClientSuite(tester, reception, version, purposes(version));
    }

    /** The purposes, without a client to judge. */
    public static Catalogue purposes(Version version) {
        var own =
                switch (version) {
                    case V311 -> PURPOSES;
                    case V5 -> List.of("client/client-5.0.purposes");
                };
        var models = version == Version.V5 ? PURPOSES : List.<String>of();
        return Catalogue.read(BrokerSuite.class, "client", own, models, BrokerSuite.statements(version));
    }

    @Override
    public String endpoint() {
        return reception.equals(Reception.PLAIN) ? tester.name() : tester.name() + " by " + reception.scheme();
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
        var scene = new ClientScene(stage, tester, reception, version);
        scene.run(scene.connecting());
    }

    /** Each case has a client of its own: the last one's end says nothing about the next. */
    @Override
    public boolean lasts() {
        return false;
    }

    /** Starting a program takes longer than a connection. */
    @Override
    public Duration share(Purpose purpose) {
        return Duration.ofSeconds(3);
    }

    @Override
    public boolean provokesCrash(Purpose purpose) {
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.testware.Catalogue;
import org.entente.testware.Judged;
import org.entente.testware.Purpose;
import org.entente.testware.Stage;
import org.entente.testware.Suite;
import org.entente.testware.TestCase;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Transport;
import org.entente.testware.mqtt.wire.Version;

/** Judges an MQTT broker of 3.1.1 or 5.0 by the published test purposes and by what they leave out. */
public final class BrokerSuite implements Suite {
    private static final String PUBLISHED = "broker-3.1.1.purposes";
    private static final String MORE = "broker-3.1.1-more.purposes";

    private static final String WEBSOCKET = "websocket.statements";

    /** Where the normative statements of 3.1.1 are listed, beside this class. */
    public static final List<String> STATEMENTS_OF_311 = List.of("mqtt-3.1.1.statements", WEBSOCKET);

    /** Where the normative statements of 5.0 are listed, beside this class. */
    public static final List<String> STATEMENTS_OF_5 = List.of("mqtt-5.0.statements", WEBSOCKET);

    private static final String OBLIGED = "server";

    private final Endpoint endpoint;
    private final Version version;
    private final Catalogue catalogue;
    private final Map<String, TestCase> cases;

    private BrokerSuite(Endpoint endpoint, Version version, Catalogue catalogue) {
        this.endpoint = endpoint;
        this.version = version;
        this.catalogue = catalogue;
        var bindings = new Bindings(endpoint, version);
        ConnectCases.bind(bindings);
        ConnackCases.bind(bindings);
        PublishCases.bind(bindings);
        AcknowledgementCases.bind(bindings);
        SubscribeCases.bind(bindings);
        ConnectionCases.bind(bindings);
        RetainedCases.bind(bindings);
        WillCases.bind(bindings);
        DeliveryCases.bind(bindings);
        SecurityCases.bind(bindings);
        SessionCases.bind(bindings);
        HandshakeCases.bind(bindings);
        WebSocketCases.bind(bindings);
        AttackCases.bind(bindings);
        AccessCases.bind(bindings);
        TlsCases.bind(bindings);
        FiveCases.bind(bindings);
        FiveDeliveryCases.bind(bindings);
        FiveMoreCases.bind(bindings);
        // 5.0 gives up some rules of 3.1.1; their cases have no purpose there.
        this.cases = bindings.cases().entrySet().stream()
                .filter(entry -> catalogue.purposes().containsKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public static BrokerSuite of311(Endpoint endpoint) {
        return new BrokerSuite(endpoint, Version.V311, purposes());
    }

    public static BrokerSuite of5(Endpoint endpoint) {
        return new BrokerSuite(endpoint, Version.V5, purposesOf5());
    }

    /** Judges what conformity does not ask for: attacks, ways around credentials and permissions, TLS. */
    public static BrokerSuite ofSecurity(Endpoint endpoint) {
        return new BrokerSuite(endpoint, Version.V311, purposesOfSecurity());
    }

    /** The purposes about security, without an endpoint to judge. */
    public static Catalogue purposesOfSecurity() {
        return Catalogue.read(
                BrokerSuite.class,
                OBLIGED,
                List.of("broker-security.purposes"),
                List.of(),
                List.of("security.statements"));
    }

    /** The purposes for 5.0, without an endpoint to judge. */
    public static Catalogue purposesOf5() {
        return Catalogue.read(
                BrokerSuite.class, OBLIGED, List.of("broker-5.0.purposes"), List.of(PUBLISHED, MORE), STATEMENTS_OF_5);
    }

    /** The purposes for 3.1.1, without an endpoint to judge. */
    public static Catalogue purposes() {
        return Catalogue.read(BrokerSuite.class, OBLIGED, List.of(PUBLISHED, MORE), List.of(), STATEMENTS_OF_311);
    }

    @Override
    public String endpoint() {
        return endpoint.toString();
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public Map<String, TestCase> cases() {
        return cases;
    }

    @Override
    public Set<String> capabilities() {
        return switch (endpoint.transport()) {
            case Transport.Plain _ -> Set.of();
            case Transport.Tls _ -> Set.of(Parameters.OVER_TLS);
            case Transport.WebSocket _ -> Set.of(Parameters.OVER_WEBSOCKET);
        };
    }

    /** Any CONNACK shows that a broker is there: whether it is the right one, the cases judge. */
    @Override
    public void probe(Stage stage) throws IOException {
        var scene = new Scene(stage, endpoint, version);
        var seen = scene.open().send(scene.connect()).next(stage.patience());
        if (!(seen instanceof Observation.Arrived(Inbound.Connack _, int _))) {
            throw Judged.error("a CONNECT is answered by " + seen.words(), seen.event());
        }
    }

    @Override
    public boolean provokesCrash(Purpose purpose) {
        return purpose.id().contains("_SEC_");
    }
}

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
    private static final String STATEMENTS = "mqtt-3.1.1.statements";
    private static final String PUBLISHED = "broker-3.1.1.purposes";
    private static final String MORE = "broker-3.1.1-more.purposes";

    private static final String WEBSOCKET = "websocket.statements";

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
        FiveCases.bind(bindings);
        FiveDeliveryCases.bind(bindings);
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

    /** The purposes for 5.0, without an endpoint to judge. */
    public static Catalogue purposesOf5() {
        return Catalogue.read(
                BrokerSuite.class,
                List.of("broker-5.0.purposes"),
                List.of(PUBLISHED, MORE),
                List.of("mqtt-5.0.statements", WEBSOCKET));
    }

    /** The purposes for 3.1.1, without an endpoint to judge. */
    public static Catalogue purposes() {
        return Catalogue.read(BrokerSuite.class, List.of(PUBLISHED, MORE), List.of(), List.of(STATEMENTS, WEBSOCKET));
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
        return endpoint.transport() instanceof Transport.WebSocket ? Set.of(Parameters.OVER_WEBSOCKET) : Set.of();
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

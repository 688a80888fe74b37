// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.entente.testware.Catalogue;
import org.entente.testware.Judged;
import org.entente.testware.Purpose;
import org.entente.testware.Stage;
import org.entente.testware.Suite;
import org.entente.testware.TestCase;

/** Judges an MQTT 3.1.1 broker by the published test purposes and by what they leave out. */
public final class BrokerSuite implements Suite {
    private final Endpoint endpoint;
    private final Map<String, TestCase> cases;

    public BrokerSuite(Endpoint endpoint) {
        this.endpoint = endpoint;
        var bindings = new Bindings(endpoint, Version.V311);
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
        this.cases = bindings.cases();
    }

    /** The purposes, without an endpoint to judge. */
    public static Catalogue purposes() {
        return Catalogue.read(
                BrokerSuite.class,
                List.of("broker-3.1.1.purposes", "broker-3.1.1-more.purposes"),
                List.of("mqtt-3.1.1.statements"));
    }

    @Override
    public String endpoint() {
        return endpoint.toString();
    }

    @Override
    public Catalogue catalogue() {
        return purposes();
    }

    @Override
    public Map<String, TestCase> cases() {
        return cases;
    }

    /** Any CONNACK shows that a broker is there: whether it is the right one, the cases judge. */
    @Override
    public void probe(Stage stage) throws IOException {
        var scene = new Scene(stage, endpoint, Version.V311);
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

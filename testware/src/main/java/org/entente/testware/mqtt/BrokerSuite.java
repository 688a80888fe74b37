// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final Endpoint endpoint;
    private final Version version;
    private final Catalogue catalogue;
    private final Map<String, TestCase> cases;

    private BrokerSuite(Endpoint endpoint, Version version, Catalogue catalogue) {
        this.endpoint = endpoint;
        this.version = version;
        this.catalogue = catalogue;
        var bindings = new Bindings<>(version, "BROKER", stage -> new Scene(stage, endpoint, version));
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
        FiveTimeCases.bind(bindings);
        FiveAnswerCases.bind(bindings);
        this.cases = bindings.casesOf(catalogue);
    }

    public static BrokerSuite of(Version version, Endpoint endpoint) {
        return new BrokerSuite(endpoint, version, purposes(version));
    }

    /** Judges what conformity does not ask for: attacks, ways around credentials and permissions, TLS. */
    public static BrokerSuite ofSecurity(Endpoint endpoint) {
        return new BrokerSuite(endpoint, Version.V311, purposesOfSecurity());
    }

    /** The purposes, without an endpoint to judge. */
    public static Catalogue purposes(Version version) {
        return switch (version) {
            case V311 -> catalogue(List.of(PUBLISHED, MORE), List.of(), statements(version));
            case V5 -> catalogue(List.of("broker-5.0.purposes"), List.of(PUBLISHED, MORE), statements(version));
        };
    }

    /** The purposes about security, without an endpoint to judge. */
    public static Catalogue purposesOfSecurity() {
        return catalogue(List.of("broker-security.purposes"), List.of(), List.of("security.statements"));
    }

    /** Where the normative statements of a version are listed, beside this class. */
    public static List<String> statements(Version version) {
        return List.of("mqtt-" + version.number() + ".statements", "websocket.statements");
    }

    private static Catalogue catalogue(List<String> purposes, List<String> models, List<String> statements) {
        return Catalogue.read(BrokerSuite.class, "server", purposes, models, statements);
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

    /** Where time has to pass, the case takes it; two hundred handshakes of TLS on a busy machine take theirs. */
    @Override
    public Duration share(Purpose purpose) {
        if (purpose.id().contains("_SEC_EXHAUST_")) {
            return Duration.ofSeconds(30);
        }
        var waits = purpose.parameters().stream().anyMatch(Parameters.TOLERANCES::contains);
        return waits ? Duration.ofSeconds(10) : Duration.ofSeconds(provokesCrash(purpose) ? 3 : 1);
    }

    @Override
    public boolean provokesCrash(Purpose purpose) {
        return purpose.id().contains("_SEC_");
    }
}

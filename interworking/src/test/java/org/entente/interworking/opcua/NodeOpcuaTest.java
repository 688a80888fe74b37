// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Outcome;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** node-opcua with the models for devices, machinery and process automation, over an encrypted connection. */
class NodeOpcuaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROCESS = "plant/processTemperature-Mixer.ProcessTemperature";
    private static final String WEIGHT = "plant/weight-Mixer.Charge";
    private static final String DOSE = "plant/opcua-Mixer.Dose";
    private static final String SWITCH = "plant/binarySwitch-Mixer.Stirring";

    @TempDir
    private Path folder = Path.of(".");

    private final FakeCse cse = new FakeCse(Types.ALL);

    @Test
    @Spec("TS-0033 §6")
    void companion_models_are_typed_observed_written_and_invoked() throws Exception {
        try (var peer = OpcUaPeer.start(folder.resolve("peer"));
                var engine = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC())) {
            engine.start();
            var adapter = visit(peer, engine);
            await().atMost(PATIENCE).until(() -> cse.find("plant/semantics").isPresent());

            isTyped();
            isWritten(peer);
            isObserved(peer);
            isInvoked(peer, adapter);
            isCalled(peer);
            isEnteredByEveryPolicy(peer);
        }
    }

    private Servers servers(OpcUaPeer peer, String security) throws IOException {
        var sheet = Sheet.of("""
                standard: opcua
                devices: [ { name: plant, url: "%s", security: %s, every: 100ms, user: operator, password-file: %s } ]
                """.formatted(peer.url(), security, Operator.password(folder)), "plant.yaml");
        var servers = ServersReader.read(sheet);
        sheet.refuseMistakes();
        return servers;
    }

    private OpcUaAdapter visit(OpcUaPeer peer, Interworking engine) throws IOException {
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        var hub = Files.createDirectories(folder.resolve("hub"));
        var papers = Optional.of(OwnKeys.in(hub));
        var adapter = new OpcUaAdapter(servers(peer, "best"), mapping, papers, PATIENCE);
        engine.attach(adapter, mapping);
        Operator.trustsWhatWasRejected(hub);
        return adapter;
    }

    private void isTyped() {
        assertThat(cse.text("node-plant/machineInfo-Mixer.Identification", "man"))
                .isEqualTo("Acme Machines");
        assertThat(cse.text("node-plant/deviceInfo-Transmitter", "man")).isEqualTo("Acme Sensors");
        assertThat(cse.text("node-plant/deviceInfo-Transmitter", "mod")).isEqualTo("T-1000");
        assertThat(cse.text("node-plant/deviceInfo-Transmitter", "swv")).isEqualTo("2.1");
        assertThat(cse.text(WEIGHT, "weigt")).isEqualTo("120.0");
        assertThat(cse.text(SWITCH, "state")).isEqualTo("false");
        // 80.5 degrees Fahrenheit
        assertThat(cse.text(PROCESS, "curT0")).startsWith("26.94");
    }

    private void isWritten(OpcUaPeer peer) {
        var on = cse.send(
                Request.update("-/" + SWITCH, "CApp", Value.field("cod:binSh", Value.field("state", Value.of(true)))));

        assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(peer.value("Stirring")).isEqualTo("true");
    }

    private void isObserved(OpcUaPeer peer) {
        cse.subscribe(WEIGHT);

        peer.set("Charge", 333);

        await().atMost(PATIENCE).until(() -> cse.text(WEIGHT, "weigt").equals("333.0"));
    }

    private void isInvoked(OpcUaPeer peer, OpcUaAdapter adapter) {
        var forged = adapter.write("plant", Map.of("Mixer.Identification/SerialNumber", Value.of("X")), PATIENCE);
        var emptied = adapter.invoke("plant", "Mixer/Empty", PATIENCE);

        assertThat(forged).isInstanceOf(Outcome.Denied.class).asString().contains("Bad_NotWritable");
        assertThat(emptied).isEqualTo(Outcome.DONE);
        assertThat(peer.value("Charge")).isEqualTo("0");
    }

    private void isCalled(OpcUaPeer peer) {
        var dosed = dose(Value.of(250));
        var tooMuch = dose(Value.of(501));

        assertThat(dosed.code()).as(dosed.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(peer.value("Charge")).isEqualTo("250");
        var results = DOSE + "/results";
        assertThat(cse.text(results + "/" + cse.children(results).getLast(), "con"))
                .isEqualTo("{\"charge\":250.0,\"note\":\"from A and B\"}");
        assertThat(tooMuch.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(tooMuch.sentence()).contains("Bad_OutOfRange");
    }

    private Response dose(Value amount) {
        var arguments = List.<Value>of(
                Value.field("nm", Value.of("tanks")).with("val", Value.texts(List.of("A", "B"))),
                Value.field("nm", Value.of("amount")).with("val", amount));
        return cse.update(DOSE, "ent:methd", "args", Value.of(arguments));
    }

    private void isEnteredByEveryPolicy(OpcUaPeer peer) throws Exception {
        var door = new Door(PATIENCE, Optional.of(OwnKeys.in(folder.resolve("hub"))));
        for (var policy : ServersReader.POLICIES) {
            var client = door.enter(servers(peer, policy.name()).all().getFirst());

            assertThat(client.getConfig().getEndpoint().getSecurityPolicyUri()).isEqualTo(policy.getUri());
            assertThat(client.getNamespaceTable().get(0)).isEqualTo("http://opcfoundation.org/UA/");
            Door.leave(client);
        }
    }
}

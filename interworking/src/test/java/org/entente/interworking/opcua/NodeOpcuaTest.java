// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.interworking.Application;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Outcome;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.interworking.WholeHub;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * node-opcua with the models for devices, machinery and process automation, over an encrypted connection, at a hub with a
 * CSE and its store: nothing is in the place of anything.
 */
class NodeOpcuaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OPERATOR = "CApp";
    private static final String PROCESS = "plant/processTemperature-Mixer.ProcessTemperature";
    private static final String WEIGHT = "plant/weight-Mixer.Charge";
    private static final String DOSE = "plant/opcua-Mixer.Dose";
    private static final String COOK = "plant/opcua-Mixer.Cook";
    private static final String EVENTS = "plant/opcua-Mixer.events";
    private static final String ACKNOWLEDGE = "plant/opcua-Mixer.Overfull.Acknowledge";
    private static final String RESERVE = "plant/weight-Mixer.Reserve";
    private static final String SWITCH = "plant/binarySwitch-Mixer.Stirring";

    @TempDir
    private Path folder = Path.of(".");

    @Test
    @Spec("TS-0033 §6")
    void companion_models_are_typed_observed_written_and_invoked() throws Exception {
        try (var peer = OpcUaPeer.start(folder.resolve("peer"));
                var hub = WholeHub.start(Files.createDirectories(folder.resolve("data")), OPERATOR)) {
            var application = Application.registered(hub, OPERATOR);
            hub.engine().start();
            var adapter = visit(peer, hub);
            await().atMost(PATIENCE).until(() -> application.sees("plant/semantics"));

            isTyped(application);
            isWritten(application, peer);
            isObserved(application, peer);
            isInvoked(peer, adapter);
            isCalled(application, peer);
            isCalledByStructures(application);
            isWrittenAsAStructure(adapter);
            isHeard(application, peer);
            isFollowed(application, peer);
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

    private OpcUaAdapter visit(OpcUaPeer peer, WholeHub whole) throws IOException {
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        var hub = Files.createDirectories(folder.resolve("hub"));
        var papers = Optional.of(OwnKeys.in(hub));
        var adapter = new OpcUaAdapter(servers(peer, "best"), mapping, papers, PATIENCE);
        whole.engine().attach(adapter, mapping);
        Operator.trustsWhatWasRejected(hub);
        return adapter;
    }

    private void isTyped(Application application) {
        assertThat(application.text("node-plant/machineInfo-Mixer.Identification", "man"))
                .isEqualTo("Acme Machines");
        assertThat(application.text("node-plant/deviceInfo-Transmitter", "man")).isEqualTo("Acme Sensors");
        assertThat(application.text("node-plant/deviceInfo-Transmitter", "mod")).isEqualTo("T-1000");
        assertThat(application.text("node-plant/deviceInfo-Transmitter", "swv")).isEqualTo("2.1");
        assertThat(application.text(WEIGHT, "weigt")).isEqualTo("120.0");
        assertThat(application.text(SWITCH, "state")).isEqualTo("false");
        // 80.5 degrees Fahrenheit
        assertThat(application.text(PROCESS, "curT0")).startsWith("26.94");
    }

    private void isWritten(Application application, OpcUaPeer peer) {
        var on = application.update(SWITCH, "cod:binSh", "state", Value.of(true));

        assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(peer.value("Stirring")).isEqualTo("true");
    }

    private void isObserved(Application application, OpcUaPeer peer) {
        application.subscribe(WEIGHT, 1);

        peer.set("Charge", 333);

        await().atMost(PATIENCE).until(() -> application.heard("weigt", "333.0"));
        assertThat(application.text(WEIGHT, "weigt")).isEqualTo("333.0");
    }

    private void isInvoked(OpcUaPeer peer, OpcUaAdapter adapter) {
        var forged = adapter.write("plant", Map.of("Mixer.Identification/SerialNumber", Value.of("X")), PATIENCE);
        var emptied = adapter.invoke("plant", "Mixer/Empty", PATIENCE);

        assertThat(forged).isInstanceOf(Outcome.Denied.class).asString().contains("Bad_NotWritable");
        assertThat(emptied).isEqualTo(Outcome.DONE);
        assertThat(peer.value("Charge")).isEqualTo("0");
    }

    /** Values go in, results come out, and the device's own error is the answer of the UPDATE. */
    private void isCalled(Application application, OpcUaPeer peer) {
        application.subscribe(DOSE + "/results", 3);

        var dosed = dose(application, Value.of(250));
        var tooMuch = dose(application, Value.of(501));
        var nonsense = dose(application, Value.of("much"));

        assertThat(dosed.code()).as(dosed.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(application.text(DOSE + "/results/la", "con"))
                .isEqualTo("{\"charge\":250.0,\"note\":\"from A and B\"}");
        await().atMost(PATIENCE).until(() -> application.heard("from A and B"));
        assertThat(tooMuch.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(tooMuch.sentence()).contains("Bad_OutOfRange");
        assertThat(nonsense.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(nonsense.sentence()).contains("amount must be a number");
        assertThat(peer.value("Charge")).isEqualTo("250");
    }

    private static Response dose(Application application, Value amount) {
        var arguments = List.<Value>of(
                Value.field("nm", Value.of("tanks")).with("val", Value.texts(List.of("A", "B"))),
                Value.field("nm", Value.of("amount")).with("val", amount));
        return application.update(DOSE, "ent:methd", "args", Value.of(arguments));
    }

    /** Members that are left out, names of an enumeration, structures in structures, and what the specification itself defines. */
    private static void isCalledByStructures(Application application) {
        assertThat(application.text(COOK, "lbl"))
                .contains(
                        "Takes-recipe:RecipeType{Name:String,Note:String?,Pause:UInt32?,Steps:StepType[],Limits:Range}");
        var recipe = Value.field("name", Value.of("glue"))
                .with("pause", Value.of(9))
                .with("steps", Value.of(List.of(step("A", Value.of("FAST")), step("B", Value.of(0)))))
                .with("limits", Value.field("low", Value.of(0)).with("high", Value.of(0.5)));

        var cooked = cook(application, recipe);
        var unfinished = cook(application, Value.field("name", Value.of("glue")).with("steps", Value.of(List.of())));
        var odd = cook(application, recipe.with("colour", Value.of("red")));

        assertThat(cooked.code()).as(cooked.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(application.text(COOK + "/results/la", "con"))
                .isEqualTo("{\"said\":\"glue; undefined; 9; 1.5 of A at 1, 1.5 of B at 0; 0 to 0.5\"}");
        assertThat(unfinished.sentence()).contains("recipe needs Limits:Range");
        assertThat(odd.sentence()).contains("recipe has no colour");
    }

    /** What was read has the form that is written. */
    private static void isWrittenAsAStructure(OpcUaAdapter adapter) {
        var wider = Value.field("low", Value.of(0.5)).with("high", Value.of(8.0));

        assertThat(adapter.write("plant", Map.of("Mixer/Window", wider), PATIENCE))
                .isEqualTo(Outcome.DONE);

        assertThat(adapter.read("plant", "Mixer/Window", PATIENCE))
                .isEqualTo(new Outcome.Done(Map.of("Mixer/Window", wider)));
    }

    private static Value.Fields step(String tank, Value speed) {
        return Value.field("tank", Value.of(tank)).with("amount", Value.of(1.5)).with("speed", speed);
    }

    private static Response cook(Application application, Value recipe) {
        var argument = Value.field("nm", Value.of("recipe")).with("val", recipe);
        return application.update(COOK, "ent:methd", "args", Value.of(List.of(argument)));
    }

    /** What happens is told while somebody listens; an alarm that is on when somebody begins to, too. */
    private void isHeard(Application application, OpcUaPeer peer) {
        peer.does("ring");
        peer.set("Charge", 410);
        application.subscribe(EVENTS, 3);

        await().atMost(PATIENCE).until(() -> application.heard("Overfull", "ActiveState\":true", "AckedState\":false"));
        isAcknowledged(application);
        peer.does("ring");
        await().atMost(PATIENCE).until(() -> application.heard("the lid is open", "Mixer", "Severity\":700"));
        peer.set("Charge", 100);
        await().atMost(PATIENCE).until(() -> application.heard("Overfull", "ActiveState\":false"));
    }

    /** By the server's own method, with what the event said. */
    private void isAcknowledged(Application application) {
        var event = application.text(EVENTS + "/la", "con");
        var id = event.replaceAll(".*\"EventId\":\"([^\"]+)\".*", "$1");
        var arguments = List.<Value>of(
                Value.field("nm", Value.of("EventId")).with("val", Value.of(id)),
                Value.field("nm", Value.of("Comment")).with("val", Value.of("seen")));

        var done = application.update(ACKNOWLEDGE, "ent:methd", "args", Value.of(arguments));

        assertThat(done.code()).as(done.sentence()).isEqualTo(ResultCode.UPDATED);
        await().atMost(PATIENCE).until(() -> application.heard("Overfull", "ActiveState\":true", "AckedState\":true"));
    }

    private void isFollowed(Application application, OpcUaPeer peer) {
        peer.does("grow");
        await().atMost(PATIENCE).until(() -> application.text(RESERVE, "weigt").equals("77.0"));
        // What somebody subscribed to before is observed again.
        peer.set("Charge", 222);
        await().atMost(PATIENCE).until(() -> application.text(WEIGHT, "weigt").equals("222.0"));

        peer.does("shrink");
        await().atMost(PATIENCE).until(() -> !application.sees(RESERVE));
        peer.set("Charge", 223);
        await().atMost(PATIENCE).until(() -> application.text(WEIGHT, "weigt").equals("223.0"));
        assertThat(application.text("plant", "rr")).isEqualTo("true");
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

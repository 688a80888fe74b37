// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Outcome;
import org.entente.interworking.Sheet;
import org.entente.interworking.Shown;
import org.entente.interworking.Types;
import org.entente.interworking.opcua.sample.PlantServer;
import org.entente.interworking.opcua.sample.Pump;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.peer.KeptPort;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample pump over a real connection; only the CSE is in memory. */
class OpcUaAdapterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEMPERATURE = "pump-1/temperature-Pump.Temperature";
    private static final String TARGET = "pump-1/temperature-Pump.TargetTemperature";
    private static final String SWITCH = "pump-1/binarySwitch-Pump.Running";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final KeptPort port = new KeptPort();
    private PlantServer<Pump> server = pump();
    private OpcUaAdapter adapter =
            new OpcUaAdapter(Servers.NONE, new MappingReader(Types.ALL).shipped("opcua"), Optional.empty(), PATIENCE);

    OpcUaAdapterTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        var shown = Shown.file("opcua.md", "standard: opcua\ndevices:")
                .replace("opc.tcp://127.0.0.1:4840", server.url().toString())
                .replace("every: 500ms", "every: 50ms");
        var sheet = Sheet.of(shown, "opcua.md");
        var reader = new MappingReader(Types.ALL);
        var mapping = reader.shipped("opcua").with(reader.read(sheet));
        adapter = new OpcUaAdapter(ServersReader.read(sheet), mapping, Optional.empty(), PATIENCE);
        sheet.refuseMistakes();
        engine.start();
        engine.attach(adapter, mapping);
        await().atMost(PATIENCE).until(() -> cse.find("pump-1/semantics").isPresent());
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
        port.close();
    }

    private PlantServer<Pump> pump() throws IOException {
        return PlantServer.start(port.number(), PlantServer.OPEN, each -> new Pump(each, 42, said::add));
    }

    private String newest(String container) {
        await().atMost(PATIENCE).until(() -> !cse.children(container).isEmpty());
        return cse.text(container + "/" + cse.children(container).getLast(), "con");
    }

    @Test
    @Spec("TS-0033 §6")
    void server_appears_typed_by_its_companion_model_and_its_analogue_items() {
        assertThat(cse.text("node-pump-1/deviceInfo-Pump", "man")).isEqualTo("Entente");
        assertThat(cse.text("node-pump-1/deviceInfo-Pump", "mod")).isEqualTo("Sample pump");
        assertThat(cse.text("node-pump-1/deviceInfo-Pump", "swv")).isEqualTo("1.0.0");
        assertThat(cse.text(TEMPERATURE, "curT0")).isEqualTo("21.0");
        assertThat(cse.text(TARGET, "curT0")).isEqualTo("60.0");
        assertThat(cse.text(SWITCH, "state")).isEqualTo("false");
        assertThat(cse.text("pump-1", "lbl")).contains("Iwked-Technology:OPCUA");
    }

    @Test
    void parts_that_the_page_shows_are_a_mapping() throws IOException {
        var shown = Shown.file("opcua.md", "standard: opcua\nparts:");

        var part =
                new MappingReader(Types.ALL).read(shown, "opcua.md").part("nsu=http://example.org/UA/Boilers/;i=1007");

        assertThat(part.orElseThrow()
                        .modules()
                        .getFirst()
                        .points()
                        .getFirst()
                        .pace()
                        .step())
                .hasValue(0.5);
    }

    @Test
    void what_no_rule_knows_is_kept_in_the_words_of_the_server() {
        assertThat(newest("pump-1/opcua-Pump"))
                .contains("\"SerialNumber\":\"0001\"")
                .contains("\"Strokes\":0");
        assertThat(newest("pump-1/opcua-Pump.Temperature"))
                .contains("\"EURange\":{\"low\":-20.0,\"high\":120.0}")
                .contains("\"unitId\":4408652");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_reaches_the_server_before_it_is_answered() {
        var warmer = cse.update(TARGET, "cod:tempe", "curT0", Value.of(55.5));
        var on = cse.update(SWITCH, "cod:binSh", "state", Value.of(true));

        assertThat(warmer.code()).as(warmer.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(server.scenery().value("TargetTemperature")).isEqualTo(55.5);
        assertThat(server.scenery().value("Running")).isEqualTo(true);
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void servers_own_status_is_the_error_of_an_update_that_it_does_not_take() {
        var tooHot = cse.update(TARGET, "cod:tempe", "curT0", Value.of(99));
        var readOnly = adapter.write("pump-1", Map.of("Pump.Temperature/Value", Value.of(1)), PATIENCE);

        assertThat(tooHot.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(tooHot.sentence()).contains("Bad_OutOfRange");
        assertThat(server.scenery().value("TargetTemperature")).isEqualTo(60.0);
        assertThat(readOnly.toString()).contains("Bad_UserAccessDenied");
    }

    @Test
    void values_flow_while_somebody_subscribes() {
        cse.subscribe(TEMPERATURE);
        cse.subscribe(SWITCH);

        server.scenery().set("Temperature", 33.5);
        server.scenery().set("Running", true);

        await().atMost(PATIENCE).until(() -> cse.text(TEMPERATURE, "curT0").equals("33.5"));
        await().atMost(PATIENCE).until(() -> cse.text(SWITCH, "state").equals("true"));
    }

    @Test
    void method_is_invoked() {
        server.scenery().set("Strokes", Unsigned.uint(7));

        var reset = adapter.invoke("pump-1", "Pump/ResetStrokes", PATIENCE);
        var unknown = adapter.invoke("pump-1", "Pump/Fly", PATIENCE);

        assertThat(reset).isEqualTo(Outcome.DONE);
        assertThat(server.scenery().value("Strokes")).isEqualTo(Unsigned.uint(0));
        assertThat(said).contains("strokes reset");
        assertThat(unknown).isEqualTo(new Outcome.Denied("the device has no action Pump/Fly"));
    }

    private Response call(String method, Value.Items arguments) {
        return cse.update("pump-1/opcua-Pump." + method, "ent:methd", "args", arguments);
    }

    private static Value.Items strokes(Value number) {
        return Value.of(List.of(Value.field("nm", Value.of("strokes")).with("val", number)));
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void method_is_called_by_its_arguments_and_what_it_gives_is_there_before_the_answer() {
        var primed = call("Prime", strokes(Value.of(7)));
        var again = call("Prime", strokes(Value.of(7)));
        var reset = call("ResetStrokes", Value.of(List.of()));

        assertThat(primed.code()).as(primed.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(again.code()).as(again.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(reset.code()).as(reset.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(said).containsExactly("primed by 7 strokes", "primed by 7 strokes", "strokes reset");
        assertThat(cse.children("pump-1/opcua-Pump.Prime/results").stream()
                        .map(each -> cse.text("pump-1/opcua-Pump.Prime/results/" + each, "con")))
                .containsExactly("{\"total\":7}", "{\"total\":14}");
        assertThat(cse.text("pump-1/opcua-Pump.Prime", "lbl")).contains("Takes-strokes:UInt32", "Gives-total:UInt32");
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void method_that_the_server_refuses_or_whose_arguments_are_wrong_is_denied_and_not_called() {
        assertThat(call("Prime", strokes(Value.of(101))).sentence()).contains("Bad_OutOfRange");
        assertThat(call("Prime", strokes(Value.of(-1))).sentence()).contains("strokes is a UInt32 and cannot be -1");
        assertThat(call("Prime", strokes(Value.of("many"))).sentence()).contains("strokes must be a number");
        assertThat(call("Prime", Value.of(List.of())).sentence()).contains("Pump/Prime needs strokes, a UInt32");
        assertThat(call("ResetStrokes", strokes(Value.of(1))).sentence())
                .contains("Pump/ResetStrokes takes no strokes, but []");
        assertThat(said).isEmpty();
        assertThat(cse.children("pump-1/opcua-Pump.Prime/results")).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void server_that_is_gone_is_away_and_comes_back_with_its_subscribers() throws IOException {
        cse.subscribe(TEMPERATURE);

        server.close();

        await().atMost(PATIENCE).until(() -> cse.text("pump-1", "rr").equals("false"));
        assertThat(cse.update(SWITCH, "cod:binSh", "state", Value.of(true)).code())
                .isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);

        server = pump();
        await().atMost(PATIENCE).until(() -> cse.text("pump-1", "rr").equals("true"));
        server.scenery().set("Temperature", 44.5);
        await().atMost(PATIENCE).until(() -> cse.text(TEMPERATURE, "curT0").equals("44.5"));
    }
}

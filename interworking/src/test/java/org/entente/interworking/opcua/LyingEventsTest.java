// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.interworking.opcua.sample.PlantServer;
import org.entente.interworking.opcua.sample.Pump;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose events make no sense, or come without end. */
class LyingEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EVENTS = "plant/opcua-events";
    private static final String SWITCH = "plant/binarySwitch-Pump.Running";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final AtomicReference<OpcUaServer> inside = new AtomicReference<>();
    private final PlantServer<Pump> server = PlantServer.start(0, PlantServer.OPEN, each -> {
        inside.set(each);
        return new Pump(each, 42, said -> {});
    });
    private int told;

    LyingEventsTest() throws IOException {}

    @BeforeEach
    void somebody_listens() {
        var sheet = Sheet.of("""
                standard: opcua
                devices: [ { name: plant, url: "%s", security: none, every: 50ms } ]
                """.formatted(server.url()), "plant.yaml");
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        engine.start();
        engine.attach(new OpcUaAdapter(ServersReader.read(sheet), mapping, Optional.empty(), PATIENCE), mapping);
        await().atMost(PATIENCE).until(() -> cse.find("plant/semantics").isPresent());
        cse.subscribe(EVENTS);
        // The first that is heard shows that the server has been asked.
        await().atMost(PATIENCE).until(() -> {
            fire(NodeIds.BaseEventType, event -> event.setMessage(LocalizedText.english("ready")));
            return !events().isEmpty();
        });
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    /** What is wrong with an event. */
    private interface Lie {
        void on(BaseEventTypeNode event);
    }

    private void fire(NodeId type, Lie lie) throws UaException {
        var core = inside.get();
        var event = core.getEventFactory().createEvent(new NodeId(1, "event-" + ++told), type);
        var now = new DateTime(Clock.systemUTC().instant());
        event.setEventId(ByteString.of(new byte[] {1}));
        event.setEventType(type);
        event.setSourceNode(NodeIds.Server);
        event.setSourceName("Server");
        event.setTime(now);
        event.setReceiveTime(now);
        event.setMessage(LocalizedText.english("nothing"));
        event.setSeverity(Unsigned.ushort(1));
        lie.on(event);
        core.getEventNotifier().fire(event);
        event.delete();
    }

    private List<String> events() {
        return cse.children(EVENTS).stream()
                .map(each -> cse.text(EVENTS + "/" + each, "con"))
                .filter(each -> each.startsWith("{"))
                .toList();
    }

    private String newest(String word) {
        await().atMost(PATIENCE).until(() -> events().stream().anyMatch(each -> each.contains(word)));
        return events().stream().filter(each -> each.contains(word)).findFirst().orElseThrow();
    }

    private String problems() {
        return cse.children("plant/problems").stream()
                .map(each -> cse.text("plant/problems/" + each, "con"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void long_text_is_cut() throws Exception {
        fire(NodeIds.BaseEventType, event -> event.setMessage(LocalizedText.english("long ".repeat(20_000))));

        assertThat(newest("long").length()).isBetween(1000, 1500);
        assertThat(newest("long")).contains("long …");
    }

    @Test
    void what_is_no_simple_value_is_left_out_and_named() throws Exception {
        fire(NodeIds.BaseEventType, event -> {
            event.setSourceName("liar");
            event.getSeverityNode().setValue(new DataValue(new Variant(new Integer[5000])));
            event.getMessageNode().setValue(new DataValue(new Variant(new String[] {"a", "b"})));
            event.getTimeNode().setValue(new DataValue(new Variant(null)));
        });

        assertThat(newest("liar")).contains("EventType").doesNotContain("Severity", "Message", "\"Time\"");
        await().atMost(PATIENCE)
                .until(() -> problems().contains("an event's Message is no simple value")
                        && problems().contains("an event's Severity has 5000 elements"));
    }

    @Test
    void value_of_another_type_is_kept_as_it_came() throws Exception {
        fire(NodeIds.BaseEventType, event -> {
            event.getSourceNameNode().setValue(new DataValue(new Variant(Double.NaN)));
            event.getSeverityNode().setValue(new DataValue(new Variant("very")));
            event.getEventTypeNode().setValue(new DataValue(new Variant("mine")));
        });

        assertThat(newest("mine")).contains("\"SourceName\":\"NaN\"", "\"Severity\":\"very\"");
    }

    @Test
    void changes_without_end_do_not_keep_the_device_from_its_work() throws Exception {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            for (int i = 0; i < 20; i++) fire(NodeIds.GeneralModelChangeEventType, event -> {});
            return problems().contains("are left out");
        });

        var on = cse.update(SWITCH, "cod:binSh", "state", Value.of(true));

        assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(server.scenery().value("Running")).isEqualTo(true);
        assertThat(cse.text("plant", "rr")).isEqualTo("true");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.entente.interworking.opcua.ServedHub.NOBODY;
import static org.entente.interworking.opcua.ServedHub.OPERATOR;
import static org.entente.interworking.opcua.ServedHub.PATIENCE;
import static org.entente.interworking.opcua.ServedHub.TARGET;
import static org.entente.interworking.opcua.ServedHub.TEMPERATURE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.EventFilterBuilder;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.NodeProcess;
import org.entente.interworking.Types;
import org.entente.model.Spec;
import org.entente.model.primitive.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The hub as others see it over OPC UA: a client of another maker, our own adapter, and who has no business there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HubServerTest {
    private ServedHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new ServedHub(folder, ServedHub.usual());
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    @Spec("TS-0033 §6")
    void node_opcua_browses_reads_writes_and_hears_devices(@TempDir Path folder) throws Exception {
        var own = folder.resolve("node");
        try (var stranger = nodeOpcua(own)) {
            assertThat(stranger.line()).contains("error");
        }
        Operator.trustsWhatWasRejected(hub.trustFolder());

        try (var client = nodeOpcua(own)) {
            assertThat(client.line()).isEqualTo("\"entered\"");
            browses(client);
            reads(client);
            writes(client);
            calls(client);
            hears(client);
        }
    }

    private NodeProcess nodeOpcua(Path folder) throws Exception {
        var keys = Files.createDirectories(folder).toString();
        return NodeProcess.start(
                OpcUaPeer.PRODUCT, HubServerTest.class, "client.cjs", keys, hub.url(), OPERATOR, hub.secret(OPERATOR));
    }

    private void browses(NodeProcess client) {
        assertThat(client.ask("browse /devices")).isEqualTo("[\"pump-1\"]");
        assertThat(client.ask("browse pump-1")).contains("temperature-Pump.TargetTemperature", "\"node\"");
        assertThat(client.ask("browse pump-1/temperature-Pump.TargetTemperature"))
                .contains("\"currentTemperature\"");
        assertThat(client.ask("browse pump-1/node")).contains("deviceInfo-Pump");
    }

    private void reads(NodeProcess client) {
        assertThat(client.ask("read " + TARGET))
                .contains("\"value\":60", "\"type\":\"Double\"", "\"status\":\"Good\"", "\"source\":true");
        assertThat(client.ask("read " + TARGET + ".EngineeringUnits")).contains("\"unitId\":4408652");
        assertThat(client.ask("read pump-1/node/deviceInfo-Pump/man")).contains("\"value\":\"Entente\"");
        assertThat(client.ask("read pump-1/binarySwitch-Pump.Running/state"))
                .contains("\"value\":false", "\"type\":\"Boolean\"");
    }

    /** The pump's own refusal comes through two standards unchanged. */
    private void writes(NodeProcess client) {
        assertThat(client.ask("write " + TARGET + " Double 55.5")).isEqualTo("\"Good\"");
        assertThat(hub.pump().value("TargetTemperature")).isEqualTo(55.5);
        assertThat(client.ask("write " + TARGET + " Double 99")).isEqualTo("\"BadOutOfRange\"");
        assertThat(client.ask("write " + TARGET + " String \"hot\"")).isEqualTo("\"BadTypeMismatch\"");
        assertThat(hub.pump().value("TargetTemperature")).isEqualTo(55.5);
    }

    private void calls(NodeProcess client) {
        assertThat(client.ask("call pump-1 pump-1/opcua-Pump.Prime UInt32 7"))
                .isEqualTo("{\"status\":\"Good\",\"gave\":[7],\"takes\":[\"strokes\"],\"gives\":[\"total\"]}");
        assertThat(client.ask("call pump-1 pump-1/opcua-Pump.Prime UInt32 101")).contains("\"BadOutOfRange\"");
    }

    private void hears(NodeProcess client) {
        assertThat(client.ask("watch " + TEMPERATURE)).isEqualTo("\"watching\"");
        await().atMost(PATIENCE).until(() -> client.ask("heard").contains("21"));

        hub.pump().set("Temperature", 33.5);

        await().atMost(PATIENCE).until(() -> client.ask("heard").contains("33.5"));
    }

    @Test
    @Spec("TS-0033 §6")
    void hub_is_a_device_of_another_hub() throws Exception {
        var other = new FakeCse(Types.ALL);
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        try (var engine = new Interworking(InterworkingSettings.DEFAULT, other, other.access(), Clock.systemUTC())) {
            engine.start();
            var servers = ServersReader.read(hub.description("best", ""));
            engine.attach(new OpcUaAdapter(servers, mapping, Optional.of(hub.trustedPapers()), PATIENCE), mapping);

            var place = "hub/temperature-Devices.pump-1.temperature-Pump_TargetTemperature.currentTemperature";
            await().atMost(PATIENCE).until(() -> other.find(place).isPresent());
        }
    }

    @Test
    @Spec("TS-0001 §9.6.2")
    void who_may_not_see_a_device_does_not_learn_that_it_is_there() throws Exception {
        var client = hub.client(hub.user(NOBODY, hub.secret(NOBODY)));
        var pump = ServedHub.node(client, "pump-1");

        var names = client.getAddressSpace().browseNodes(ServedHub.node(client, "/devices"));
        var title = client.getAddressSpace();
        assertThat(names).isEmpty();
        assertThatThrownBy(() -> title.getNode(pump)).isInstanceOf(UaException.class);
        assertThat(read(client, TARGET).statusCode()).isEqualTo(new StatusCode(StatusCodes.Bad_UserAccessDenied));
        assertThat(write(client, TARGET, 50.0)).isEqualTo(StatusCodes.Bad_UserAccessDenied);
        client.disconnect();
    }

    private static DataValue read(OpcUaClient client, String path) throws UaException {
        return client.readValue(0, TimestampsToReturn.Both, ServedHub.node(client, path));
    }

    private static long write(OpcUaClient client, String path, Object value) throws UaException {
        return client.writeValues(
                        List.of(ServedHub.node(client, path)), List.of(DataValue.valueOnly(new Variant(value))))
                .getFirst()
                .value();
    }

    private static Object accessLevel(OpcUaClient client, String path) throws UaException {
        var asked = new ReadValueId(
                ServedHub.node(client, path), AttributeId.UserAccessLevel.uid(), null, QualifiedName.NULL_VALUE);
        var answer = client.read(0, TimestampsToReturn.Neither, List.of(asked)).getResults();
        return Objects.requireNonNull(Objects.requireNonNull(answer)[0].value().value());
    }

    @Test
    void name_without_its_secret_is_turned_away() throws Exception {
        var forged = hub.user(OPERATOR, hub.secret(NOBODY));

        assertThatThrownBy(() -> hub.client(forged))
                .isInstanceOfSatisfying(
                        UaException.class,
                        refused -> assertThat(refused.getStatusCode().value())
                                .isEqualTo(StatusCodes.Bad_UserAccessDenied));
    }

    @Test
    void connection_without_protection_is_refused() {
        var open = ServersReader.read(hub.description("none", "")).all().getFirst();

        assertThatThrownBy(() -> new Door(PATIENCE, Optional.empty()).enter(open))
                .isInstanceOf(UaException.class);
    }

    @Test
    void read_only_variable_and_what_is_no_value_are_not_written() throws Exception {
        var client = hub.client("");

        for (var sensed : List.of("pump-1/node/deviceInfo-Pump/man", TEMPERATURE)) {
            assertThat(write(client, sensed, 1.0))
                    .as(sensed)
                    .isIn(StatusCodes.Bad_UserAccessDenied, StatusCodes.Bad_NotWritable);
            assertThat(accessLevel(client, sensed)).as(sensed).isEqualTo(AccessLevel.toValue(AccessLevel.READ_ONLY));
        }
        assertThat(accessLevel(client, TARGET)).isEqualTo(AccessLevel.toValue(AccessLevel.READ_WRITE));
        assertThat(write(client, "pump-1/nothing", 1.0)).isEqualTo(StatusCodes.Bad_NodeIdUnknown);
        client.disconnect();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @Spec("TS-0001 §9.6.5")
    void device_that_is_away_has_its_last_value_and_one_that_is_gone_is_no_node() throws Exception {
        var client = hub.client("");
        var heard = new CopyOnWriteArrayList<Long>();
        var events = new CopyOnWriteArrayList<@Nullable Object>();
        watch(client, heard, events);

        hub.stopPump();
        await().atMost(PATIENCE).until(() -> heard.contains(StatusCodes.Uncertain_NoCommunicationLastUsableValue));
        assertThat(write(client, TARGET, 50.0)).isEqualTo(StatusCodes.Bad_NoCommunication);

        hub.send(Request.delete("-/pump-1", OPERATOR));
        await().atMost(PATIENCE).until(() -> heard.contains(StatusCodes.Bad_NodeIdUnknown));
        await().atMost(PATIENCE).until(() -> events.contains(NodeIds.GeneralModelChangeEventType));
        client.disconnect();
    }

    private static void watch(OpcUaClient client, List<Long> heard, List<@Nullable Object> events) throws UaException {
        var subscription = new OpcUaSubscription(client, 50.0);
        subscription.create();
        var value = OpcUaMonitoredItem.newDataItem(ServedHub.node(client, TARGET));
        value.setDataValueListener((_, data) -> heard.add(data.statusCode().value()));
        var type = new EventFilterBuilder()
                .select(NodeIds.BaseEventType, new QualifiedName(0, "EventType"))
                .build();
        var event = OpcUaMonitoredItem.newEventItem(NodeIds.Server, type);
        event.setEventValueListener((_, fields) -> events.add(fields[0].value()));
        subscription.addMonitoredItems(List.of(value, event));
        subscription.synchronizeMonitoredItems();
    }
}

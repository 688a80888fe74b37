// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Outcome;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.interworking.opcua.sample.PlantServer;
import org.entente.interworking.opcua.sample.Scenery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server may say that makes no sense: it is named, and what it says besides counts. */
class LyingServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What silence costs. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Range RANGE = new Range(0.0, 100.0);

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private Optional<PlantServer<Liar>> server = Optional.empty();

    @AfterEach
    void stop() {
        engine.close();
        server.ifPresent(PlantServer::close);
    }

    /** A lie, and what is said of it; nothing if it does no harm. */
    enum Lie {
        NO_NUMBER("must be a number, not"),
        ANOTHER_TYPE("must be a number, not \"hot\""),
        NO_VALUE(""),
        BAD_STATUS("Bad_SensorFailure"),
        HUGE_ARRAY("has 5000 elements, more than the 1000"),
        NESTED_WITHOUT_END("is nested more than 20 times"),
        CIRCLE(""),
        TOO_MANY("below Liar only the first 30 nodes are taken"),
        TOO_MANY_IN_ALL("nodes beyond the first 60 are left out"),
        TOO_DEEP("nodes more than 6 steps from the root are left out"),
        UNIT_THAT_IS_NONE("");

        private final String sentence;

        Lie(String sentence) {
            this.sentence = sentence;
        }
    }

    static final class Liar extends Scenery {
        private final Lie lie;

        Liar(OpcUaServer server, Lie lie) {
            super(server, "urn:entente:test:liar");
            this.lie = lie;
        }

        @Override
        protected void build() {
            var honest = object(NodeIds.ObjectsFolder, "Honest", NodeIds.BaseObjectType);
            analog(honest, "Temperature", 21.5, "CEL", RANGE);
            lie(object(NodeIds.ObjectsFolder, "Liar", NodeIds.BaseObjectType));
        }

        private void lie(UaObjectNode liar) {
            switch (lie) {
                case NO_NUMBER -> analog(liar, "Temperature", Double.NaN, "CEL", RANGE);
                case ANOTHER_TYPE ->
                    analog(liar, "Temperature", 1, "CEL", RANGE).setValue(new DataValue(new Variant("hot")));
                case NO_VALUE ->
                    analog(liar, "Temperature", 1, "CEL", RANGE).setValue(new DataValue(new Variant(null)));
                case BAD_STATUS ->
                    analog(liar, "Temperature", 1, "CEL", RANGE).setValue(new DataValue(StatusCodes.Bad_SensorFailure));
                case HUGE_ARRAY -> variable(liar, "Samples", NodeIds.Double, new Double[5000]);
                case NESTED_WITHOUT_END -> variable(liar, "Nested", NodeIds.BaseDataType, nested(30));
                case CIRCLE -> circle(liar);
                case TOO_MANY -> {
                    for (int i = 0; i < 200; i++) variable(liar, "V" + i, NodeIds.Int32, i);
                }
                case TOO_MANY_IN_ALL -> {
                    for (int i = 0; i < 20; i++) analog(liar, "V" + i, (double) i, "KGM", RANGE);
                }
                case TOO_DEEP -> deep(liar, 20);
                case UNIT_THAT_IS_NONE -> {
                    var item = variable(
                            liar, "Temperature", NodeIds.AnalogItemType, NodeIds.Double, 1.0, NodeIds.HasComponent);
                    property(item, "EngineeringUnits", NodeIds.EUInformation, structure(RANGE));
                }
            }
        }

        private static Object nested(int depth) {
            return depth == 0 ? 7 : new Variant[] {new Variant(nested(depth - 1))};
        }

        private void circle(UaObjectNode liar) {
            var inner = object(liar, "Inner", NodeIds.BaseObjectType);
            variable(inner, "Speed", NodeIds.Int32, 7);
            inner.addReference(new Reference(
                    inner.getNodeId(), NodeIds.Organizes, liar.getNodeId().expanded(), Reference.Direction.FORWARD));
            inner.addReference(new Reference(
                    inner.getNodeId(),
                    NodeIds.HasComponent,
                    NodeIds.ObjectsFolder.expanded(),
                    Reference.Direction.FORWARD));
        }

        private void deep(UaObjectNode above, int steps) {
            if (steps > 0) deep(object(above, "D" + steps, NodeIds.BaseObjectType), steps - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void lie_is_named_and_the_rest_of_the_device_is_there(Lie lie) throws IOException {
        var liar = PlantServer.start(0, PlantServer.OPEN, each -> new Liar(each, lie));
        server = Optional.of(liar);

        visit(liar.url().toString(), PATIENCE);

        await().atMost(PATIENCE)
                .until(() -> cse.text("plant/temperature-Honest.Temperature", "curT0")
                        .equals("21.5"));
        if (!lie.sentence.isEmpty())
            await().atMost(PATIENCE).until(() -> problems().contains(lie.sentence));
    }

    private OpcUaAdapter visit(String url, Duration patience) {
        var sheet = Sheet.of("""
                standard: opcua
                devices: [ { name: plant, url: "%s", security: none, every: 50ms, nodes: 60, depth: 6 } ]
                """.formatted(url), "plant.yaml");
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        var adapter = new OpcUaAdapter(ServersReader.read(sheet), mapping, Optional.empty(), patience);
        engine.start();
        engine.attach(adapter, mapping);
        return adapter;
    }

    private String problems() {
        return cse.children("plant/problems").stream()
                .map(each -> cse.text("plant/problems/" + each, "con"))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"hangs up at once|", "speaks another language|HTTP/1.1 400 Bad Request", "claims a size|ACKFzzzz"})
    void stranger_at_the_port_is_tried_again_and_never_a_device(String what, String words) throws IOException {
        var visits = new AtomicInteger();
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answer(socket, visits, words == null ? "" : words));

            var adapter = visit("opc.tcp://127.0.0.1:" + socket.getLocalPort(), SHORT);

            await().atMost(PATIENCE).until(() -> visits.get() > 2);
            assertThat(adapter.read("plant", "Honest", PATIENCE)).as(what).isInstanceOf(Outcome.Unreachable.class);
            assertThat(cse.find("plant")).isEmpty();
        }
    }

    private static void answer(ServerSocket socket, AtomicInteger visits, String words) {
        while (!socket.isClosed())
            try (var visitor = socket.accept()) {
                visits.incrementAndGet();
                visitor.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The visitor has gone, or the test is over.
            }
    }

    @Test
    void server_that_says_nothing_is_given_up_and_tried_again() throws IOException {
        var visits = new AtomicInteger();
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try {
                    while (socket.accept().isConnected()) visits.incrementAndGet();
                } catch (IOException e) {
                    // The test is over.
                }
            });

            visit("opc.tcp://127.0.0.1:" + socket.getLocalPort(), SHORT);

            await().atMost(PATIENCE).until(() -> visits.get() > 1);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultAttributeServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultMethodServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultViewServiceSet;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ResponseHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteResponse;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;
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
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that no server may give, to requests that were in order. OPC 10000-4 §5. */
class LyingServicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What silence costs. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final int BOUND = 60;
    /** Stands for pages that are still to come. */
    private static final ByteString MORE = ByteString.of(new byte[] {1});

    private static final String SWITCH = "plant/binarySwitch-Pump.Running";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final AtomicReference<Lie> lie = new AtomicReference<>(Lie.NONE);
    /** How often an answer was a lie. */
    private final AtomicInteger asked = new AtomicInteger();

    private final CountDownLatch over = new CountDownLatch(1);
    private Optional<PlantServer<Pump>> server = Optional.empty();

    enum Lie {
        NONE,
        PAGES_WITHOUT_END,
        EMPTY_PAGES,
        FEWER_PAGES,
        NO_PAGES,
        FEWER_VALUES,
        NO_VALUES,
        FEWER_STATUSES,
        NO_STATUSES,
        UNKNOWN_STATUS,
        NO_ANSWER,
        GONE,
        NO_RESULTS,
        MORE_OUTPUTS
    }

    @AfterEach
    void stop() {
        over.countDown();
        engine.close();
        server.ifPresent(PlantServer::close);
    }

    private void visit(Duration patience) throws IOException {
        var plant = PlantServer.start(0, PlantServer.OPEN, each -> {
            each.addServiceSet("/", new Views(each));
            each.addServiceSet("/", new Attributes(each));
            each.addServiceSet("/", new Methods(each));
            return new Pump(each, 42, said -> {});
        });
        server = Optional.of(plant);
        var sheet = Sheet.of("""
                standard: opcua
                devices: [ { name: plant, url: "%s", security: none, every: 20ms, nodes: %s, depth: 6 } ]
                """.formatted(plant.url(), BOUND), "plant.yaml");
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        engine.start();
        engine.attach(new OpcUaAdapter(ServersReader.read(sheet), mapping, Optional.empty(), patience), mapping);
    }

    private Lie told() {
        if (lie.get() != Lie.NONE) asked.incrementAndGet();
        return lie.get();
    }

    private void awaitPlant() {
        await().atMost(PATIENCE).until(() -> cse.find("plant/semantics").isPresent());
    }

    private String problems() {
        return cse.children("plant/problems").stream()
                .map(each -> cse.text("plant/problems/" + each, "con"))
                .collect(Collectors.joining("\n"));
    }

    private static ResponseHeader header(UaRequestMessageType request) {
        return new ResponseHeader(
                DateTime.NULL_VALUE, request.getRequestHeader().getRequestHandle(), StatusCode.GOOD, null, null, null);
    }

    private final class Views extends DefaultViewServiceSet {
        private int told;

        Views(OpcUaServer server) {
            super(server);
        }

        @Override
        public BrowseResponse onBrowse(ServiceRequestContext context, BrowseRequest request) throws UaException {
            return switch (told()) {
                case PAGES_WITHOUT_END, EMPTY_PAGES -> endless(super.onBrowse(context, request));
                case FEWER_PAGES -> new BrowseResponse(header(request), new BrowseResult[0], null);
                case NO_PAGES -> new BrowseResponse(header(request), null, null);
                default -> super.onBrowse(context, request);
            };
        }

        private BrowseResponse endless(BrowseResponse honest) {
            var results = Stream.of(Objects.requireNonNull(honest.getResults()))
                    .map(each -> new BrowseResult(StatusCode.GOOD, MORE, each.getReferences()))
                    .toArray(BrowseResult[]::new);
            return new BrowseResponse(honest.getResponseHeader(), results, null);
        }

        @Override
        public synchronized BrowseNextResponse onBrowseNext(ServiceRequestContext context, BrowseNextRequest request)
                throws UaException {
            boolean isRelease = Boolean.TRUE.equals(request.getReleaseContinuationPoints());
            if (lie.get() == Lie.NONE || isRelease) return super.onBrowseNext(context, request);
            var page =
                    lie.get() == Lie.EMPTY_PAGES ? new ReferenceDescription[0] : new ReferenceDescription[] {another()};
            var result = new BrowseResult(StatusCode.GOOD, MORE, page);
            return new BrowseNextResponse(header(request), new BrowseResult[] {result}, null);
        }

        private ReferenceDescription another() {
            var name = "More" + ++told;
            return new ReferenceDescription(
                    NodeIds.HasComponent,
                    true,
                    new NodeId(2, name).expanded(),
                    new QualifiedName(2, name),
                    LocalizedText.english(name),
                    NodeClass.Object,
                    NodeIds.BaseObjectType.expanded());
        }
    }

    private final class Attributes extends DefaultAttributeServiceSet {
        Attributes(OpcUaServer server) {
            super(server);
        }

        @Override
        public ReadResponse onRead(ServiceRequestContext context, ReadRequest request) throws UaException {
            return switch (told()) {
                case FEWER_VALUES -> new ReadResponse(header(request), new DataValue[0], null);
                case NO_VALUES -> new ReadResponse(header(request), null, null);
                default -> super.onRead(context, request);
            };
        }

        @Override
        public WriteResponse onWrite(ServiceRequestContext context, WriteRequest request) throws UaException {
            return switch (told()) {
                case FEWER_STATUSES -> new WriteResponse(header(request), new StatusCode[0], null);
                case NO_STATUSES -> new WriteResponse(header(request), null, null);
                case UNKNOWN_STATUS ->
                    new WriteResponse(header(request), new StatusCode[] {new StatusCode(0x80ff_0000L)}, null);
                case NO_ANSWER -> neverAnswered();
                case GONE -> {
                    Thread.startVirtualThread(() -> server.orElseThrow().close());
                    yield neverAnswered();
                }
                default -> super.onWrite(context, request);
            };
        }

        private WriteResponse neverAnswered() throws UaException {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UaException(StatusCodes.Bad_InternalError);
        }
    }

    private final class Methods extends DefaultMethodServiceSet {
        Methods(OpcUaServer server) {
            super(server);
        }

        @Override
        public CallResponse onCall(ServiceRequestContext context, CallRequest request) throws UaException {
            return switch (told()) {
                case NO_RESULTS -> new CallResponse(header(request), new CallMethodResult[0], null);
                case MORE_OUTPUTS -> generous(super.onCall(context, request));
                default -> super.onCall(context, request);
            };
        }

        private CallResponse generous(CallResponse honest) {
            var first = Objects.requireNonNull(honest.getResults())[0];
            var given = Objects.requireNonNull(first.getOutputArguments());
            var more = Arrays.copyOf(given, given.length + 3);
            Arrays.fill(more, given.length, more.length, given[0]);
            var result = new CallMethodResult(first.getStatusCode(), null, null, more);
            return new CallResponse(honest.getResponseHeader(), new CallMethodResult[] {result}, null);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PAGES_WITHOUT_END", "EMPTY_PAGES"})
    void pages_without_end_are_turned_no_further_than_there_is_room(Lie told) throws IOException {
        lie.set(told);

        visit(PATIENCE);

        awaitPlant();
        assertThat(cse.text(SWITCH, "state")).isEqualTo("false");
        if (told == Lie.PAGES_WITHOUT_END)
            await().atMost(PATIENCE).until(() -> problems().contains("only the first 30 nodes are taken"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FEWER_PAGES", "NO_PAGES", "FEWER_VALUES", "NO_VALUES"})
    void server_that_does_not_answer_what_was_asked_is_tried_again_until_it_does(Lie told) throws IOException {
        lie.set(told);
        visit(PATIENCE);
        await().atMost(PATIENCE).until(() -> asked.get() > 1);
        assertThat(cse.find("plant")).isEmpty();

        lie.set(Lie.NONE);

        awaitPlant();
        assertThat(cse.text(SWITCH, "state")).isEqualTo("false");
    }

    private Response switchOn() {
        return cse.update(SWITCH, "cod:binSh", "state", Value.of(true));
    }

    @ParameterizedTest
    @EnumSource(names = {"FEWER_STATUSES", "NO_STATUSES", "UNKNOWN_STATUS"})
    void write_of_which_nobody_knows_what_became_is_no_success(Lie told) throws IOException {
        visit(PATIENCE);
        awaitPlant();
        lie.set(told);

        var response = switchOn();

        assertThat(response.code()).isNotEqualTo(ResultCode.UPDATED);
        assertThat(cse.text(SWITCH, "state")).isEqualTo("false");
        lie.set(Lie.NONE);
        await().atMost(PATIENCE).until(() -> switchOn().isSuccess());
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_ANSWER", "GONE"})
    void server_that_vanishes_in_the_middle_of_a_write_is_not_reachable(Lie told) throws IOException {
        visit(SHORT);
        awaitPlant();
        lie.set(told);

        var response = switchOn();

        assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
        assertThat(cse.text(SWITCH, "state")).isEqualTo("false");
    }

    @Test
    void method_of_which_nobody_knows_what_became_is_no_success() throws IOException {
        visit(PATIENCE);
        awaitPlant();
        lie.set(Lie.NO_RESULTS);

        assertThat(prime().sentence()).contains("did not say what became of it");
    }

    @Test
    void outputs_that_the_method_does_not_have_are_left_out() throws IOException {
        visit(PATIENCE);
        awaitPlant();
        lie.set(Lie.MORE_OUTPUTS);

        assertThat(prime().code()).isEqualTo(ResultCode.UPDATED);
        var results = "plant/opcua-Pump.Prime/results";
        assertThat(cse.text(results + "/" + cse.children(results).getLast(), "con"))
                .isEqualTo("{\"total\":7}");
    }

    private Response prime() {
        var strokes = Value.field("nm", Value.of("strokes")).with("val", Value.of(7));
        return cse.update("plant/opcua-Pump.Prime", "ent:methd", "args", Value.of(List.of(strokes)));
    }
}

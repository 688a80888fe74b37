// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Types;
import org.entente.interworking.WholeHub;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing but real parts: a device over UDP, the adapter, the engine, the CSE and its store on a disk. */
class WholeHubTest {
    private static final String OPERATOR = "CApp";
    private static final String LIGHT = "cse-in/lamp/light/binarySwitch";
    private static final String TEMPERATURE = "cse-in/lamp/thermometer/temperature";

    private final AtomicInteger requests = new AtomicInteger();
    private final BlockingQueue<Request> notices = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Lwm2mAdapter adapter =
            new Lwm2mAdapter(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));

    private WholeHub hub;
    private SampleDevice device;

    @BeforeEach
    void a_lamp_registers_at_a_hub(@TempDir Path data) {
        hub = WholeHub.start(data, OPERATOR);
        register();
        hub.engine().start();
        hub.engine().attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
        device = new SampleDevice(
                SampleSettings.DEFAULT
                        .withServer(adapter.addresses().getFirst().toString())
                        .withEndpoint("lamp")
                        .withPeriod(Duration.ofHours(1)),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        device.start();
        await().until(() -> retrieve("cse-in/lamp/semantics").isSuccess());
    }

    @AfterEach
    void stop() {
        device.close();
        hub.close();
    }

    private void register() {
        var _ = hub.entities().attach(OPERATOR, request -> {
            notices.add(request);
            return Response.of(request, ResultCode.OK);
        });
        var ae = Value.field("rn", Value.of("app"))
                .with("api", Value.of("Napp"))
                .with("rr", Value.of(true))
                .with("srv", Value.texts(List.of("3")));
        assertThat(send(Request.create("cse-in", OPERATOR, 2, Value.field("m2m:ae", ae))))
                .matches(Response::isSuccess, "the application registers");
    }

    private Response send(Request request) {
        return hub.cse().send(request.withId("t" + requests.incrementAndGet()).withPeer(Peer.LOCAL));
    }

    private Response retrieve(String path) {
        return send(Request.retrieve(path, OPERATOR));
    }

    private Response update(String path, String root, String attribute, Value value) {
        return send(Request.update(path, OPERATOR, Value.field(root, Value.field(attribute, value))));
    }

    private Value attribute(String path, String attribute) {
        var shown = (Value.Fields)
                retrieve(path).content().members().values().iterator().next();
        return shown.find(attribute).orElse(Value.of("absent"));
    }

    private Response subscribe(String path) {
        var sub = Value.field("nu", Value.texts(List.of(OPERATOR)))
                .with("rn", Value.of("mine"))
                .with("enc", Value.field("net", Value.of(List.of(Value.of(1)))));
        return send(Request.create(path, OPERATOR, 23, Value.field("m2m:sub", sub)));
    }

    @Test
    @Spec("TS-0033 §6")
    void device_is_typed_and_reached_by_whom_its_policy_allows() {
        assertThat(attribute(TEMPERATURE, "curT0")).isEqualTo(Value.of(21.0));
        assertThat(attribute("cse-in/node-lamp/deviceInfo", "mod")).isEqualTo(Value.of("Sample lamp"));
        assertThat(send(Request.retrieve(TEMPERATURE, "CStranger")).code())
                .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_is_answered_after_the_device_took_it() {
        var response = update(LIGHT, "cod:binSh", "state", Value.of(true));

        assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(device.value(3311, 5850)).isEqualTo(true);
        assertThat(attribute(LIGHT, "state")).isEqualTo(Value.of(true));
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void refusal_of_the_device_is_quoted_and_changes_nothing() {
        var response = update("cse-in/lamp/light/brightness", "cod:brigs", "brigs", Value.of(300));

        assertThat(response.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(response.sentence()).contains("from 0 to 100");
        assertThat(attribute("cse-in/lamp/light/brightness", "brigs")).isEqualTo(Value.of(100));
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void device_that_left_is_not_reachable() {
        device.close();
        await().until(() -> attribute("cse-in/lamp", "rr").equals(Value.of(false)));

        assertThat(update(LIGHT, "cod:binSh", "state", Value.of(true)).code())
                .isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
    }

    @Test
    void value_that_changes_at_the_device_reaches_the_subscriber() {
        assertThat(subscribe(TEMPERATURE)).matches(Response::isSuccess, "subscribed");

        await().until(() -> {
            device.tick();
            return !notices.isEmpty();
        });

        assertThat(notices.element().content().toString()).contains("curT0");
    }

    @Test
    void change_by_hand_and_update_meet_without_waiting_for_each_other() {
        assertThat(subscribe(LIGHT)).matches(Response::isSuccess, "subscribed");
        for (int i = 0; i < 20; i++) {
            device.turn(i % 2 == 0);
            assertThat(update(LIGHT, "cod:binSh", "state", Value.of(i % 2 == 1)).code())
                    .isEqualTo(ResultCode.UPDATED);
        }

        await().until(() -> attribute(LIGHT, "state").equals(Value.of((boolean) device.value(3311, 5850))));
    }

    @Test
    @Spec("TS-0001 §D.10")
    void reboot_is_a_management_object_that_is_ready_again() {
        assertThat(update("cse-in/node-lamp/reboot", "m2m:rbo", "rbo", Value.of(true))
                        .code())
                .isEqualTo(ResultCode.UPDATED);

        await().until(() -> said.toString(StandardCharsets.UTF_8).contains("up again"));
        await().until(() -> attribute("cse-in/node-lamp/reboot", "rbo").equals(Value.of(false)));
    }

    @Test
    @Spec({"TS-0004 §7.4.16.2.3.2", "TS-0001 §10.2.8.18"})
    void management_command_for_the_node_restarts_the_device() {
        var command = Value.field("rn", Value.of("restart"))
                .with("cmt", Value.of(2))
                .with("ext", Value.of("cse-in/node-lamp"));
        assertThat(send(Request.create("cse-in", "CAdmin", 12, Value.field("m2m:mgc", command))))
                .matches(Response::isSuccess, "the command is there");

        var given = Value.field("m2m:mgc", Value.field("exe", Value.of(true)));
        assertThat(send(Request.update("cse-in/restart", "CAdmin", given)))
                .matches(Response::isSuccess, "the command is given");

        await().until(() -> said.toString(StandardCharsets.UTF_8).contains("up again"));
        await().untilAsserted(() -> assertThat(
                        hub.store().view().children(execution().pi(), 8))
                .singleElement()
                .satisfies(execution -> {
                    assertThat(execution.whole(Attributes.EXS, 0)).isEqualTo(3); // finished
                    assertThat(execution.whole(Attributes.EXR, -1)).isZero(); // with success
                }));
    }

    private Resource execution() {
        var command = hub.store().view().byPath("cse-in/restart").orElseThrow();
        return hub.store().view().children(command.ri(), 8).getFirst();
    }
}

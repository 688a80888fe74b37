// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Outcome;
import org.entente.interworking.Types;
import org.entente.interworking.WholeHub;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.entente.interworking.lwm2m.sample.SampleSettings.Manner;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A device that sleeps most of the time, at a hub with a CSE and its store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueModeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough for a slow machine to ask the device something before it sleeps again. */
    private static final Duration AWAKE = Duration.ofMillis(800);

    private static final Duration OFTEN = AWAKE.dividedBy(10);
    private static final String LIGHT = "cse-in/lamp/light/binarySwitch";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Lwm2mAdapter adapter = new Lwm2mAdapter(Lwm2mSettings.DEFAULT
            .withPorts(OptionalInt.of(0), OptionalInt.empty())
            .withWaits(AWAKE, Lwm2mSettings.DEFAULT.waits().silence()));

    private WholeHub hub;
    private SampleDevice device;

    @BeforeAll
    void a_lamp_registers(@TempDir Path data) {
        hub = WholeHub.start(data, "CApp");
        hub.engine().start();
        hub.engine().attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
        device = new SampleDevice(
                SampleSettings.DEFAULT
                        .withServer(adapter.addresses().getFirst().toString())
                        .withEndpoint("lamp")
                        .withPeriod(Duration.ofHours(1))
                        .withManner(Manner.QUEUE),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        device.start();
        // However long it takes to ask the device everything: it is woken again until all is there.
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> {
            device.wake();
            return retrieve("cse-in/lamp/semantics").isSuccess();
        });
    }

    @BeforeEach
    void it_sleeps() {
        await().atMost(PATIENCE).until(() -> !isReachable());
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        device.vanish();
        hub.close();
    }

    private Response send(Request request) {
        return hub.cse().send(request.withId("q" + requests.incrementAndGet()).withPeer(Peer.LOCAL));
    }

    private Response retrieve(String path) {
        return send(Request.retrieve(path, "CApp"));
    }

    private boolean isReachable() {
        var ae = (Value.Fields)
                retrieve("cse-in/lamp").content().members().values().iterator().next();
        return ae.find("rr").equals(Optional.of(Value.of(true)));
    }

    private Response switchOn(Duration within) {
        return switchOn(Timestamp.text(Instant.now().plus(within)));
    }

    private Response switchOn(String until) {
        var on = Value.field("cod:binSh", Value.field("state", Value.of(true)));
        return send(Request.update(LIGHT, "CApp", on).with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Value.of(until)));
    }

    private int written() {
        return said.toString(StandardCharsets.UTF_8).split("light on", -1).length - 1;
    }

    @Test
    @Spec("TS-0001 §9.6.5")
    void device_that_sleeps_is_not_reachable_until_it_wakes() {
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> {
            device.wake();
            return isReachable();
        });

        await().atMost(PATIENCE).until(() -> !isReachable());
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_waits_for_the_device_to_wake_and_is_answered_after_it_took_it() throws Exception {
        int before = written();

        Future<Response> answer = threads.submit(() -> switchOn(PATIENCE.multipliedBy(2)));

        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> {
            device.wake();
            return answer.isDone();
        });

        assertThat(answer.get().code()).isEqualTo(ResultCode.UPDATED);
        assertThat(written()).isEqualTo(before + 1);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void update_that_never_expires_waits_as_well() throws Exception {
        int before = written();

        Future<Response> answer = threads.submit(() -> switchOn("99991231T235959"));
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> {
            device.wake();
            return answer.isDone();
        });

        assertThat(answer.get().code()).as(answer.get().sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(written()).isEqualTo(before + 1);
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void update_of_a_device_that_does_not_wake_in_time_is_answered_and_never_reaches_it() {
        int before = written();

        var answer = switchOn(Duration.ofSeconds(1));

        // On a machine that is slow enough the request has expired before the engine's answer is there.
        assertThat(answer.code()).isIn(ResultCode.REMOTE_ENTITY_NOT_REACHABLE, ResultCode.REQUEST_TIMEOUT);
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> {
            device.wake();
            return isReachable();
        });
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void who_waits_for_a_device_that_sleeps_is_told_so() {
        assertThat(adapter.awake("lamp", Duration.ofMillis(50)))
                .isEqualTo(new Outcome.Unreachable("lamp sleeps and has not woken within PT0.05S"));
    }
}

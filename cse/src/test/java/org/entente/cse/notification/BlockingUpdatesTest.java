// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An update that somebody else decides about. */
@OverEveryBinding
class BlockingUpdatesTest {
    private final Hub hub = new Hub();
    private final Sink device = new Sink(hub, "CDevice");

    @BeforeEach
    void make_a_light() {
        hub.create("cse-in/cdevice", device.aeId, 3, "m2m:cnt", "rn", "light");
        subscribe(fields("net", List.of(7), "atr", List.of("mni")));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void subscribe(Value.Fields criteria) {
        var response = hub.create(
                "cse-in/cdevice/light",
                device.aeId,
                23,
                "m2m:sub",
                "rn",
                "decide",
                "nu",
                List.of(device.aeId),
                "enc",
                criteria);
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private Response update(Object... attributes) {
        return hub.update("cse-in/cdevice/light", ADMIN, "m2m:cnt", attributes);
    }

    private Value light(String attribute) {
        return hub.stored("cse-in/cdevice/light").attributes().getOrDefault(attribute, Value.of(0));
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_is_made_after_the_entity_has_agreed() {
        device.answering(request -> {
            assertThat(light("mni")).isEqualTo(Value.of(0));
            return Response.of(request, OK);
        });

        var response = update("mni", 7);

        assertThat(response.code()).isEqualTo(UPDATED);
        assertThat(light("mni")).isEqualTo(Value.of(7));
        var event = device.events(hub).getFirst();
        assertThat(event.find("net")).contains(Value.of(7));
        assertThat(event.find("rep")).contains(Value.field("m2m:cnt", fields("mni", 7)));
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void update_may_say_that_it_never_expires() {
        var never = Request.update("cse-in/cdevice/light", ADMIN, Value.field("m2m:cnt", fields("mni", 7)))
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "99991231T235959");

        var response = hub.send(never);

        assertThat(response.code()).as(response.sentence()).isEqualTo(UPDATED);
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void creation_of_a_child_asks_nobody() {
        device.answering(request -> Response.of(request, new Refused(NOT_ACCEPTABLE, "the lamp is too hot")));

        var response = hub.create("cse-in/cdevice/light", ADMIN, 3, "m2m:cnt", "rn", "child");

        assertThat(response.code()).isEqualTo(CREATED);
        assertThat(device.requests(hub)).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void update_is_refused_with_the_entitys_own_words() {
        device.answering(request -> Response.of(request, new Refused(NOT_ACCEPTABLE, "the lamp is too hot")));

        var response = update("mni", 7);

        assertThat(response.code()).isEqualTo(OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(response.sentence()).contains("the lamp is too hot");
        assertThat(light("mni")).isEqualTo(Value.of(0));
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void update_is_refused_when_the_device_is_out_of_reach() {
        device.answering(ResultCode.TARGET_NOT_REACHABLE);

        assertThat(update("mni", 7).code()).isEqualTo(REMOTE_ENTITY_NOT_REACHABLE);
        assertThat(light("mni")).isEqualTo(Value.of(0));
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void update_is_refused_when_the_entity_fails() {
        device.answering(request -> {
            throw new IllegalStateException("no link");
        });

        assertThat(update("mni", 7).code()).isEqualTo(REMOTE_ENTITY_NOT_REACHABLE);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_of_other_attributes_asks_nobody() {
        assertThat(update("lbl", List.of("a")).code()).isEqualTo(UPDATED);

        assertThat(device.requests(hub)).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_by_the_entity_itself_passes() {
        var response = hub.update("cse-in/cdevice/light", device.aeId, "m2m:cnt", "mni", 3);

        assertThat(response.code()).isEqualTo(UPDATED);
        assertThat(device.requests(hub)).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void entity_may_update_the_resource_while_it_is_asked() {
        device.answering(request -> {
            hub.update("cse-in/cdevice/light", device.aeId, "m2m:cnt", "mbs", 1000);
            return Response.of(request, OK);
        });

        assertThat(update("mni", 7).code()).isEqualTo(UPDATED);
        assertThat(light("mbs")).isEqualTo(Value.of(1000));
        assertThat(light("mni")).isEqualTo(Value.of(7));
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void entity_has_no_longer_than_the_request_lives() {
        var never = new CountDownLatch(1);
        device.answering(request -> {
            waitFor(never);
            return Response.of(request, OK);
        });

        var response = hub.send(Request.update("cse-in/cdevice/light", ADMIN, Value.field("m2m:cnt", fields("mni", 7)))
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "50"));

        never.countDown();
        assertThat(response.code()).isEqualTo(REMOTE_ENTITY_NOT_REACHABLE);
        assertThat(light("mni")).isEqualTo(Value.of(0));
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void other_updates_and_deletions_wait_until_one_is_decided() throws InterruptedException, ExecutionException {
        var asked = new CountDownLatch(1);
        var decision = new CountDownLatch(1);
        device.answering(request -> {
            asked.countDown();
            waitFor(decision);
            return Response.of(request, OK);
        });

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> update("mni", 7));
            asked.await();
            var second = callers.submit(() -> update("lbl", List.of("late")));
            var last = callers.submit(() -> hub.delete("cse-in/cdevice/light", ADMIN));
            hub.retrieve("cse-in/cdevice/light", ADMIN);

            assertThat(second.isDone()).isFalse();
            assertThat(last.isDone()).isFalse();
            decision.countDown();
            assertThat(first.get().code()).isEqualTo(UPDATED);
            assertThat(List.of(second.get().code(), last.get().code())).contains(DELETED);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

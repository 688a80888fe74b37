// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway forwards what its applications ask for by the rules of its node. */
class CmdhForwardingTest {
    private static final String ALWAYS = "* * * * * * *";
    private static final long TOO_MANY = 1_000_000;

    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private Constellation.Member gateway = world.middle("mn", in);

    @BeforeEach
    void prepare() {
        gateway.register("CApp");
        var rule = fields("acor", List.of("/id-mn/CApp", "/id-mn"), "acop", 63);
        var rules = fields("acr", List.of(rule));
        created(in.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "app", "pv", rules, "pvs", rules));
        created(in.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", List.of("cse-in/app")));
        world.sent.clear();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static void created(Response response) {
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private Request instance(String content) {
        return Request.create("/id-in/cse-in/box", "CApp", 4, Value.field("m2m:cin", fields("con", content)));
    }

    private static Request of(int category, Request request) {
        return request.with(Parameter.EVENT_CATEGORY, Value.of(category));
    }

    /** The {@code <request>} of one that was acknowledged. */
    private String accepted(Request request) {
        var response = gateway.send(request.with(Parameter.RESPONSE_TYPE, fields("rtv", 1)));
        assertThat(response.code()).as(response.toString()).isEqualTo(ACCEPTED);
        return response.content().text("m2m:uri").orElseThrow();
    }

    private List<Request> forwarded() {
        return world.sent.stream()
                .filter(each -> each.to().equals("/id-in"))
                .map(Constellation.Sent::request)
                .filter(each -> each.operation() == Operation.CREATE && each.type() == 4)
                .toList();
    }

    private List<String> contents() {
        try (var all =
                in.store.view().instances(in.find("cse-in/box").orElseThrow().ri(), false)) {
            return all.map(each -> each.text(Attributes.CON).orElseThrow()).toList();
        }
    }

    private void awaitContents(String... expected) {
        await().atMost(Constellation.PATIENCE)
                .untilAsserted(() -> assertThat(contents()).containsExactlyInAnyOrder(expected));
    }

    /** Only in the hour after this one. */
    private String soon() {
        int hour = world.clock.instant().atOffset(ZoneOffset.UTC).getHour();
        return "* * " + (hour + 1) % 24 + " * * * *";
    }

    private void awaitResult(String request, int status) {
        await().atMost(Constellation.PATIENCE)
                .until(() -> gateway.find(request).orElseThrow().whole(Attributes.RS, 0) == status);
    }

    private long result(String request) {
        var result = (Value.Fields)
                gateway.find(request).orElseThrow().value(Attributes.ORS).orElseThrow();
        return ((Value.Whole) result.find("rsc").orElseThrow()).number();
    }

    private CmdhRules open() {
        return new CmdhRules(gateway).unlimited().network(0, ALWAYS, 0).buffer(0, 100_000, 1);
    }

    @Test
    @Spec("TS-0004 §H.2.3")
    void what_a_request_does_not_say_is_filled_in() {
        open().category(1, "localAE", 100)
                .times(100, 60_000, 120_000, 0, 0, false)
                .times(0, 1, 1, 0, 0, true)
                .activate();

        created(gateway.send(instance("a")));

        var now = Hub.START;
        var sent = forwarded().getFirst();
        assertThat(sent.find(Parameter.EVENT_CATEGORY)).contains(Value.of(100));
        assertThat(sent.text(Parameter.ORIGINATING_TIMESTAMP)).contains(Timestamp.text(now));
        assertThat(sent.text(Parameter.REQUEST_EXPIRATION_TIMESTAMP)).contains(Timestamp.text(now.plusSeconds(60)));
        assertThat(sent.text(Parameter.RESULT_EXPIRATION_TIMESTAMP)).contains(Timestamp.text(now.plusSeconds(120)));
        assertThat(sent.find(Parameter.DELIVERY_AGGREGATION)).contains(Value.of(false));
    }

    @Test
    @Spec("TS-0004 §H.2.3")
    void what_a_request_says_stays_and_is_made_absolute() {
        open().category(1, "localAE", 100)
                .times(0, 60_000, 120_000, 0, 0, false)
                .activate();
        var made = Timestamp.text(Hub.START.minusSeconds(5));

        created(gateway.send(of(101, instance("a"))
                .with(Parameter.ORIGINATING_TIMESTAMP, made)
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "30000")));

        var sent = forwarded().getFirst();
        assertThat(sent.find(Parameter.EVENT_CATEGORY)).contains(Value.of(101));
        assertThat(sent.text(Parameter.REQUEST_EXPIRATION_TIMESTAMP))
                .contains(Timestamp.text(Hub.START.plusSeconds(25)));
    }

    @Test
    @Spec("TS-0004 §H.2.3")
    void best_effort_is_what_no_rule_says_and_never_expires() {
        open().category(1, "default", 100)
                .conditionalCategory("CApp", 101)
                .times(0, 1, 1, 0, 0, true)
                .activate();

        created(gateway.send(instance("a")));

        var sent = forwarded().getFirst();
        assertThat(sent.find(Parameter.EVENT_CATEGORY)).contains(Value.of(3));
        assertThat(sent.text(Parameter.REQUEST_EXPIRATION_TIMESTAMP)).contains("99991231T000000");
        assertThat(sent.find(Parameter.DELIVERY_AGGREGATION)).contains(Value.of(true));
    }

    @Test
    @Spec("TS-0004 §H.2.3")
    void rule_that_names_the_originator_best_decides() {
        open().category(1, "localAE", 101)
                .category(5, "Ntest", 102)
                .category(4, "Ntest", 103)
                .times(0, -1, -1, 0, 0, false)
                .activate();

        created(gateway.send(instance("a")));

        assertThat(forwarded().getFirst().find(Parameter.EVENT_CATEGORY)).contains(Value.of(103));
    }

    @Test
    @Spec({"TS-0004 §H.2.3", "TS-0004 §7.3.2.1"})
    void request_outside_the_limits_is_refused() {
        open().category(1, "localAE", 3)
                .times(0, -1, -1, 0, 0, false)
                .limits("CApp", List.of(3), List.of(1000, 60_000), List.of(true))
                .activate();
        var timely = instance("a").with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "30000");

        assertThat(gateway.send(of(100, timely)).code()).isEqualTo(BAD_REQUEST);
        assertThat(gateway.send(instance("a")).code()).isEqualTo(BAD_REQUEST); // for ever is too long
        assertThat(gateway.send(instance("a").with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "500"))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(gateway.send(timely.with(Parameter.DELIVERY_AGGREGATION, Value.of(false)))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(gateway.send(timely.with(Parameter.RESPONSE_TYPE, fields("rtv", 1))
                                .with(Parameter.EVENT_CATEGORY, Value.of(4)))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(forwarded()).isEmpty();
        created(gateway.send(timely));
    }

    @Test
    @Spec("TS-0004 §H.2.4")
    void request_waits_until_the_network_may_be_used() {
        open().network(100, soon(), 0).times(0, -1, -1, 0, 0, false).activate();

        var waiting = accepted(of(100, instance("later")));
        created(gateway.send(of(3, instance("now"))));
        assertThat(forwarded()).hasSize(1);

        world.clock.pass(Duration.ofHours(1));

        awaitResult(waiting, 1);
        assertThat(contents()).containsExactly("now", "later");
    }

    @Test
    @Spec("TS-0004 §H.2.4")
    void what_waits_is_sent_after_a_restart() {
        open().network(100, soon(), 0).times(0, -1, -1, 0, 0, false).activate();
        var waiting = accepted(of(100, instance("later")));
        awaitResult(waiting, 4);

        gateway = gateway.restart();
        world.clock.pass(Duration.ofHours(1));

        awaitResult(waiting, 1);
        assertThat(contents()).containsExactly("later");
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void what_is_immediate_does_not_wait() {
        open().network(2, soon(), 0).activate();

        created(gateway.send(of(2, instance("a"))));

        assertThat(forwarded().getFirst().find(Parameter.REQUEST_EXPIRATION_TIMESTAMP))
                .isEmpty();
        world.cut(in);
        assertThat(gateway.send(of(2, instance("b"))).code()).isEqualTo(TARGET_NOT_REACHABLE);
    }

    @Test
    @Spec("TS-0004 §H.2.3")
    void request_that_expires_before_any_network_opens_is_refused() {
        open().network(100, soon(), 0)
                .network(101, ALWAYS, 0, "satellite")
                .times(0, -1, -1, 0, 0, false)
                .activate();

        assertThat(gateway.send(of(100, instance("a")).with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "1000"))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(gateway.send(of(101, instance("a"))).code()).isEqualTo(BAD_REQUEST);
        assertThat(forwarded()).isEmpty();
    }

    @Test
    @Spec("TS-0004 §H.2.2")
    void who_waits_for_the_answer_learns_that_the_time_is_up() throws Exception {
        open().network(100, ALWAYS, (int) TOO_MANY)
                .times(0, 30_000, -1, 0, 0, false)
                .activate();

        var response = CompletableFuture.supplyAsync(() -> gateway.send(of(100, instance("a"))));
        await().atMost(Constellation.PATIENCE).until(() -> {
            world.clock.pass(Duration.ofSeconds(31)); // until it has begun to wait, and again
            return response.isDone();
        });

        assertThat(response.get(1, TimeUnit.SECONDS).code()).isEqualTo(REQUEST_TIMEOUT);
        assertThat(forwarded()).isEmpty();
    }

    @Test
    @Spec("TS-0004 §H.2.4")
    void of_the_latest_only_the_last_arrives() {
        open().network(4, soon(), 0).times(0, -1, -1, 0, 0, false).activate();
        var first = accepted(of(4, instance("first")));
        world.clock.pass(Duration.ofSeconds(1));

        var second = accepted(of(4, instance("second")));

        awaitResult(first, 2);
        assertThat(result(first)).isEqualTo(TARGET_NOT_REACHABLE.number());
        world.clock.pass(Duration.ofHours(1));
        awaitResult(second, 1);
        assertThat(contents()).containsExactly("second");
    }

    @Test
    @Spec("TS-0004 §H.2.4")
    void requests_wait_until_it_is_worth_while() {
        open().network(100, ALWAYS, 300).times(0, -1, -1, 0, 0, false).activate();

        // Neither is enough alone, so that it does not matter which of them gets to the buffer first.
        accepted(of(100, instance("a".repeat(100))));
        created(gateway.send(of(3, instance("small"))));
        assertThat(contents()).containsExactly("small");
        accepted(of(100, instance("b".repeat(100))));

        awaitContents("small", "a".repeat(100), "b".repeat(100));
    }

    @Test
    @Spec({"TS-0004 §H.2.4", "TS-0004 §H.2.5"})
    void next_cse_is_tried_until_the_request_expires() {
        open().times(0, 300_000, -1, 0, 0, false).activate();
        world.cut(in);
        var waiting = accepted(of(100, instance("a")));
        awaitResult(waiting, 4);

        world.clock.pass(Duration.ofSeconds(301));

        awaitResult(waiting, 2);
        assertThat(result(waiting)).isEqualTo(REQUEST_TIMEOUT.number());
    }

    @Test
    @Spec("TS-0004 §H.2.3")
    void request_for_which_there_is_no_room_is_refused() {
        open().network(100, soon(), 0)
                .buffer(100, 50, 1)
                .times(0, -1, -1, 0, 0, false)
                .activate();

        assertThat(gateway.send(of(100, instance("a"))).code()).isEqualTo(BAD_REQUEST);
        created(gateway.send(of(3, instance("b"))));

        assertThat(contents()).containsExactly("b");
    }

    @Test
    @Spec(value = {"TS-0001 §D.12.3", "TS-0004 §H.2.4"})
    void notifications_of_this_cse_wait_too() {
        in.register("CWatcher");
        var reachable = Value.field("m2m:ae", fields("acpi", List.of("cse-in/app")));
        assertThat(in.send(Request.update("cse-in/cwatcher", "CWatcher", reachable))
                        .code())
                .isEqualTo(UPDATED);
        var received = new CopyOnWriteArrayList<Request>();
        in.entities.attach("CWatcher", request -> {
            received.add(request);
            return Response.of(request, OK);
        });
        created(gateway.create("cse-mn", ADMIN, 3, "m2m:cnt", "rn", "source"));
        created(gateway.create(
                "cse-mn/source",
                ADMIN,
                23,
                "m2m:sub",
                "rn",
                "watch",
                "nu",
                List.of("/id-in/CWatcher"),
                "enc",
                fields("net", List.of(3))));
        received.clear();
        open().category(1, "thisCSE", 100).network(100, soon(), 0).activate();
        created(gateway.create("cse-mn/source", ADMIN, 4, "m2m:cin", "con", "a"));
        assertThat(gateway.store.view().queues()).isNotEmpty();
        assertThat(received).isEmpty();

        world.clock.pass(Duration.ofHours(1));
        // Whoever waits by the machine's clock does not see that it is time; one more notification wakes it.
        created(gateway.create("cse-mn/source", ADMIN, 4, "m2m:cin", "con", "b"));

        await().atMost(Constellation.PATIENCE).until(() -> received.size() == 2);
    }

    @Test
    @Spec("TS-0004 §H.1")
    void rules_end_with_the_policy_that_is_active() {
        open().network(100, soon(), 0).times(0, -1, -1, 0, 0, false).activate();
        var waiting = accepted(of(100, instance("a")));
        awaitResult(waiting, 4);
        assertThat(contents()).isEmpty();

        assertThat(gateway.send(Request.delete("cse-mn/own", ADMIN)).code()).isEqualTo(DELETED);

        awaitContents("a");
    }
}

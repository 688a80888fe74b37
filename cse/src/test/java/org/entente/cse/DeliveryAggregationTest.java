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
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to another CSE that travel in deliveries. */
class DeliveryAggregationTest {
    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private Constellation.Member gateway = world.middle("mn", in);

    @BeforeEach
    void prepare() {
        gateway.register("CApp");
        var rule = fields("acor", List.of("/id-mn/CApp"), "acop", 63);
        var rules = fields("acr", List.of(rule));
        in.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "app", "pv", rules, "pvs", rules);
        in.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", List.of("cse-in/app"));
        world.sent.clear();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Request instance(String content) {
        return Request.create("/id-in/cse-in/box", "CApp", 4, Value.field("m2m:cin", fields("con", content)))
                .with(Parameter.DELIVERY_AGGREGATION, Value.of(true))
                .with(ResultContent.NOTHING);
    }

    private void accepted(Request request) {
        var response = gateway.send(request);
        assertThat(response.code()).as(response.toString()).isEqualTo(ACCEPTED);
    }

    private List<String> contents() {
        try (var all =
                in.store.view().instances(in.find("cse-in/box").orElseThrow().ri(), false)) {
            return all.map(each -> each.text(Attributes.CON).orElseThrow()).toList();
        }
    }

    private void awaitContents(String... expected) {
        await().atMost(Constellation.PATIENCE)
                .untilAsserted(() -> assertThat(contents()).containsExactly(expected));
    }

    /** What is tried again is so after a pause, by the clock of the test. */
    private void awaitContentsInTime(String... expected) {
        await().atMost(Constellation.PATIENCE).untilAsserted(() -> {
            world.clock.pass(Duration.ofMinutes(1));
            gateway.cse().sweep();
            assertThat(contents()).containsExactly(expected);
        });
    }

    /** The types of what the gateway has created at the IN-CSE. */
    private List<Integer> created() {
        return world.sent.stream()
                .filter(each -> each.to().equals("/id-in") && each.request().operation() == Operation.CREATE)
                .map(each -> each.request().type())
                .toList();
    }

    private List<Resource> deliveries(Constellation.Member member) {
        return member.store.view().children(member.identity.baseId(), 6);
    }

    private int carried(Resource delivery) {
        return delivery.value(Attributes.ARQ).orElse(null) instanceof Value.Fields aggregated
                        && aggregated.find("req").orElse(null) instanceof Value.Items(var requests)
                ? requests.size()
                : 0;
    }

    @Test
    @Spec({"TS-0001 §9.6.11", "TS-0001 §10.2.5.7"})
    void request_that_asks_for_aggregation_travels_in_a_delivery() {
        accepted(instance("a"));

        awaitContents("a");
        assertThat(created()).containsExactly(6);
        var here = deliveries(gateway).getFirst();
        assertThat(here.text(Attributes.TG)).contains("/id-in");
        await().atMost(Constellation.PATIENCE)
                .until(() -> !deliveries(gateway).getFirst().has(Attributes.ARQ));
        var trace = (Value.Fields)
                deliveries(gateway).getFirst().value(Attributes.DMD).orElseThrow();
        assertThat(trace.find("tcin")).contains(Value.texts(List.of("/id-mn")));
    }

    @Test
    @Spec("TS-0001 §9.6.11")
    void request_that_wants_a_result_or_no_aggregation_goes_as_it_is() {
        var plain = instance("plain").without(Parameter.DELIVERY_AGGREGATION);
        var wanting = instance("wanting").with(ResultContent.ATTRIBUTES);
        var off = instance("off").with(Parameter.DELIVERY_AGGREGATION, Value.of(false));

        assertThat(List.of(plain, wanting, off).stream().map(gateway::send).map(Response::code))
                .containsOnly(CREATED);

        assertThat(contents()).containsExactly("plain", "wanting", "off");
        assertThat(created()).containsExactly(4, 4, 4);
        assertThat(deliveries(gateway)).isEmpty();
    }

    @Test
    @Spec({"TS-0001 §9.6.11", "TS-0001 §10.2.5.7"})
    void requests_that_wait_for_the_same_cse_go_together() {
        world.cut(in);
        accepted(instance("a"));
        accepted(instance("b"));
        accepted(instance("c").with(Parameter.EVENT_CATEGORY, Value.of(101)));
        assertThat(deliveries(gateway)).extracting(this::carried).containsExactlyInAnyOrder(2, 1);

        world.mend(in);

        await().atMost(Constellation.PATIENCE).untilAsserted(() -> {
            world.clock.pass(Duration.ofMinutes(1));
            gateway.cse().sweep();
            assertThat(contents()).containsExactlyInAnyOrder("a", "b", "c").containsSubsequence("a", "b");
        });
        assertThat(created()).containsExactly(6, 6);
    }

    @Test
    @Spec("TS-0001 §9.6.11")
    void delivery_lasts_no_longer_than_any_of_its_requests() {
        world.cut(in);
        accepted(instance("a").with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "72000000"));
        accepted(instance("b").with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "600000"));
        accepted(instance("c"));

        assertThat(deliveries(gateway)).extracting(this::carried).containsExactlyInAnyOrder(2, 1);
        world.clock.pass(Duration.ofMinutes(20));
        world.mend(in);
        awaitContentsInTime("a", "c");
    }

    @Test
    @Spec("TS-0001 §10.2.5.7")
    void what_was_accepted_arrives_after_a_restart() {
        world.cut(in);
        accepted(instance("a"));

        gateway = gateway.restart();
        world.mend(in);

        awaitContentsInTime("a");
    }

    @Test
    @Spec("TS-0001 §10.2.5.7")
    void request_that_joins_while_a_delivery_is_under_way_is_not_lost() {
        world.before(sent -> sent.request().type() == 6, () -> accepted(instance("b")));

        accepted(instance("a"));

        // Which of the two deliveries is carried out first is nobody's promise.
        await().atMost(Constellation.PATIENCE)
                .untilAsserted(() -> assertThat(contents()).containsExactlyInAnyOrder("a", "b"));
        await().atMost(Constellation.PATIENCE)
                .until(() -> deliveries(gateway).stream().noneMatch(each -> each.has(Attributes.ARQ)));
    }

    @Test
    @Spec({"TS-0001 §10.2.5.7", "TS-0004 §H.2.4"})
    void delivery_waits_until_the_network_may_be_used() {
        int hour = world.clock.instant().atOffset(ZoneOffset.UTC).getHour();
        new CmdhRules(gateway)
                .unlimited()
                .network(0, "* * * * * * *", 0)
                .buffer(0, 100_000, 1)
                .network(100, "* * " + (hour + 1) % 24 + " * * * *", 0)
                .times(0, -1, -1, 0, 0, false)
                .activate();
        accepted(instance("later").with(Parameter.EVENT_CATEGORY, Value.of(100)));
        accepted(instance("now").with(Parameter.EVENT_CATEGORY, Value.of(3)));
        awaitContents("now");
        gateway.cse().sweep();
        assertThat(created()).containsExactly(6);

        world.clock.pass(Duration.ofHours(1));
        gateway.cse().sweep();

        awaitContents("now", "later");
    }

    @Test
    @Spec({"TS-0001 §10.2.5.7", "TS-0004 §7.4.12.2.1"})
    void acknowledged_request_is_done_when_the_delivery_is_taken() {
        var response = gateway.send(instance("a").with(Parameter.RESPONSE_TYPE, fields("rtv", 1)));
        assertThat(response.code()).as(response.toString()).isEqualTo(ACCEPTED);
        var address = response.content().text("m2m:uri").orElseThrow();

        awaitContents("a");
        await().atMost(Constellation.PATIENCE)
                .until(() -> gateway.find(address).orElseThrow().whole(Attributes.RS, 0) == 1);
        assertThat(created()).containsExactly(6);
    }
}

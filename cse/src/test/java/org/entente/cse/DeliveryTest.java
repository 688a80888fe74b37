// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway hands requests of its applications over to others. */
class DeliveryTest {
    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private final Constellation.Member gateway = world.middle("mn", in);

    @BeforeEach
    void prepare() {
        gateway.register("CApp");
        var rule = fields("acor", List.of("/id-mn/CApp"), "acop", 3);
        create(in, "cse-in", 1, "m2m:acp", "rn", "app", "pv", rules(rule), "pvs", rules(rule));
        create(in, "cse-in", 3, "m2m:cnt", "rn", "box", "acpi", List.of("cse-in/app"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Value.Fields rules(Value.Fields rule) {
        return fields("acr", List.of(rule));
    }

    private void create(Constellation.Member member, String to, int type, String root, Object... attributes) {
        var response = member.create(to, ADMIN, type, root, attributes);
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    /** An entry of aggregatedRequest: an application creates an instance. */
    private static Value.Fields instance(String to, String from, String content) {
        return fields(
                "op",
                1,
                "to",
                to,
                "fr",
                from,
                "rqi",
                content,
                "pc",
                Value.field("m2m:cin", fields("con", content)),
                "mi",
                fields("ty", 4));
    }

    private Value.Fields delivery(String target, Object... requests) {
        var sent = new ArrayList<Object>(List.of(requests));
        return fields(
                "rn",
                "load",
                "sr",
                "/id-mn",
                "tg",
                target,
                "ls",
                Timestamp.text(world.clock.instant().plus(Duration.ofMinutes(10))),
                "ec",
                4,
                "dmd",
                fields("tcop", true),
                "arq",
                fields("req", sent));
    }

    private Response handOver(Constellation.Member to, String from, Value.Fields delivery) {
        var peer = new Peer(Optional.empty(), true, false);
        return to.sendAsIs(Request.create(to.identity.name(), from, 6, Value.field("m2m:dlv", delivery))
                .withId("d")
                .withPeer(peer));
    }

    private List<String> contents(Constellation.Member member, String path) {
        try (var all =
                member.store.view().instances(member.find(path).orElseThrow().ri(), false)) {
            return all.map(each -> each.text(Attributes.CON).orElseThrow()).toList();
        }
    }

    private static boolean isDone(Constellation.Member member) {
        return member.store.view().errands().stream()
                .noneMatch(errand -> errand.kind().equals("delivery"));
    }

    private static List<Value> trace(Resource delivery) {
        var meta = (Value.Fields) delivery.value(Attributes.DMD).orElseThrow();
        return meta.find("tcin").orElse(null) instanceof Value.Items(var cses) ? cses : List.of();
    }

    @Test
    @Spec(value = {"TS-0001 §10.2.5.8", "TS-0004 §7.4.11.2.1"})
    void requests_for_this_cse_are_executed_in_their_order() {
        var response = handOver(
                in,
                "/id-mn",
                delivery(
                        "/id-in",
                        instance("cse-in/box", "/id-mn/CApp", "a"),
                        instance("cse-in/box", "/id-mn/CApp", "b")));

        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        await().until(() -> isDone(in));
        assertThat(contents(in, "cse-in/box")).containsExactly("a", "b");
        assertThat(trace(in.find("cse-in/load").orElseThrow())).containsExactly(Value.of("/id-in"));
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void cse_speaks_for_nobody_who_is_not_behind_it() {
        handOver(in, "/id-mn", delivery("/id-in", instance("cse-in/box", ADMIN, "forged")));

        await().until(() -> isDone(in));
        assertThat(contents(in, "cse-in/box")).isEmpty();
    }

    @Test
    @Spec({"TS-0001 §10.2.5.7", "TS-0001 §10.2.5.8"})
    void requests_for_another_cse_are_handed_on() {
        var other = world.middle("far", in);
        var all = fields("acor", List.of("all"), "acop", 63);
        create(other, "cse-far", 1, "m2m:acp", "rn", "all", "pv", rules(all), "pvs", rules(all));
        create(other, "cse-far", 3, "m2m:cnt", "rn", "box", "acpi", List.of("cse-far/all"));

        handOver(in, "/id-mn", delivery("/id-far", instance("/id-far/cse-far/box", "/id-mn/CApp", "a")));

        await().until(() -> other.find("cse-far/box").isPresent()
                && contents(other, "cse-far/box").equals(List.of("a")));
        await().until(() -> isDone(in) && isDone(other));
        var passed = in.find("cse-in/load").orElseThrow();
        assertThat(trace(passed)).containsExactly(Value.of("/id-in"));
        assertThat(passed.has(Attributes.ARQ)).isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.11")
    void delivery_that_nobody_takes_in_time_ends() {
        var other = world.middle("far", in);
        other.stop();
        handOver(in, "/id-mn", delivery("/id-far", instance("/id-far/cse-far/box", "/id-mn/CApp", "a")));
        in.cse().sweep();
        assertThat(isDone(in)).isFalse();

        world.clock.pass(Duration.ofMinutes(11));
        in.cse().sweep();

        await().until(() -> isDone(in));
        assertThat(in.find("cse-in/load").orElseThrow().has(Attributes.ARQ)).isTrue();
    }

    @Test
    @Spec(value = {"TS-0004 §7.4.11.2.1", "TS-0004 §7.4.11.2.4"})
    void application_has_nothing_to_do_with_deliveries() {
        in.register("CLocal");

        assertThat(handOver(in, "CLocal", delivery("/id-in", instance("cse-in/box", "CLocal", "a")))
                        .code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(in.find("cse-in/load")).isEmpty();
    }

    @Test
    @Spec({"TS-0004 §7.4.11.2.2", "TS-0004 §7.4.11.2.3", "TS-0004 §7.4.11.2.4", "TS-0001 §10.2.5.10"})
    void delivery_waits_for_its_requests_and_ends_once() {
        var empty = Value.Fields.EMPTY;
        for (var each : delivery("/id-in", "none").members().entrySet())
            if (!each.getKey().equals("arq")) empty = empty.with(each.getKey(), each.getValue());
        assertThat(handOver(in, "/id-mn", empty).code()).isEqualTo(CREATED);
        assertThat(contents(in, "cse-in/box")).isEmpty();

        var requests = fields("arq", fields("req", List.of(instance("cse-in/box", "/id-mn/CApp", "late"))));
        assertThat(change(requests)).isEqualTo(UPDATED);
        await().until(() -> isDone(in));

        assertThat(contents(in, "cse-in/box")).containsExactly("late");
        assertThat(change(fields("ec", 3))).isEqualTo(OPERATION_NOT_ALLOWED);
        var shown = in.sendAsIs(asGateway(Request.retrieve("cse-in/load", "/id-mn")));
        assertThat(Hub.text(shown, "tg")).isEqualTo("/id-in");
        assertThat(in.sendAsIs(asGateway(Request.delete("cse-in/load", "/id-mn")))
                        .code())
                .isEqualTo(DELETED);
        assertThat(in.find("cse-in/load")).isEmpty();
    }

    private ResultCode change(Value.Fields attributes) {
        return in.sendAsIs(asGateway(Request.update("cse-in/load", "/id-mn", Value.field("m2m:dlv", attributes))))
                .code();
    }

    private static Request asGateway(Request request) {
        return request.withId("u").withPeer(new Peer(Optional.empty(), true, false));
    }

    @Test
    @Spec("TS-0001 §10.2.5.8")
    void delivery_that_is_late_or_leads_nowhere_is_refused() {
        var late = delivery("/id-in", instance("cse-in/box", "/id-mn/CApp", "a"))
                .with("ls", Value.of(Timestamp.text(Hub.START.minusSeconds(1))));
        var lost = delivery("/id-nowhere", instance("cse-in/box", "/id-mn/CApp", "a"));

        assertThat(handOver(in, "/id-mn", late).code()).isEqualTo(BAD_REQUEST);
        assertThat(handOver(in, "/id-mn", lost).code()).isEqualTo(NOT_FOUND);
        assertThat(in.find("cse-in/load")).isEmpty();
    }
}

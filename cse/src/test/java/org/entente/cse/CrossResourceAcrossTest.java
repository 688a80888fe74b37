// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.model.ResultCode.*;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of resources on several CSEs, told of together. */
class CrossResourceAcrossTest {
    private static final String WATCH = "/id-in/cse-in/capp/box/watch";

    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private final Constellation.Member left = world.middle("left", in);
    private final List<Request> received = new CopyOnWriteArrayList<>();

    CrossResourceAcrossTest() {
        in.register("Capp");
        in.entities.attach("Capp", request -> {
            received.add(request);
            return Response.of(request, OK);
        });
        in.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "box");
        var rule = Hub.fields("acor", List.of("/id-in/Capp"), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        var policy =
                left.create("cse-left", Hub.ADMIN, 1, "m2m:acp", "rn", "open", "pv", privileges, "pvs", privileges);
        left.create("cse-left", Hub.ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", List.of(Hub.text(policy, "ri")));
        left.create("cse-left", Hub.ADMIN, 3, "m2m:cnt", "rn", "secret");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Response both(String second) {
        return in.create(
                "cse-in/capp",
                "Capp",
                48,
                "m2m:crs",
                "rn",
                "both",
                "nu",
                List.of("Capp"),
                "rrat",
                List.of("cse-in/capp/box", second),
                "encs",
                Hub.fields("encn", List.of(Hub.fields("net", List.of(3)))),
                "twt",
                2,
                "tws",
                "PT1M");
    }

    private void put(String box) {
        var response = in.create(box, "Capp", 4, "m2m:cin", "con", "1");
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private List<Resource> subscriptions() {
        return left.store
                .view()
                .children(left.find("cse-left/box").orElseThrow().ri(), 23);
    }

    @Test
    @Spec({"TS-0004 §7.4.58.2.1", "TS-0004 §7.5.1.2.18"})
    void events_on_two_cses_are_told_of_together() {
        var response = both("/id-left/cse-left/box");
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        var self = "/id-in/" + Hub.text(response, "ri");
        assertThat(subscriptions().getFirst().texts(Attributes.NU)).containsExactly(self);

        put("/id-left/cse-left/box");
        put("cse-in/capp/box");

        await().atMost(Constellation.PATIENCE).until(() -> !received.isEmpty());
        assertThat(received.getFirst().content().find("m2m:sgn")).contains(Hub.fields("sur", self));
    }

    @Test
    @Spec({"TS-0004 §7.4.58.2.1", "TS-0004 §7.3.3.1"})
    void two_on_different_cses_join_one_subscription_at_the_same_moment() {
        watch();
        world.before(CrossResourceAcrossTest::isUpdateOfASubscription, () -> join(in, "cse-in/capp", "Capp"));

        var other = join(left, "cse-left/cother", "Cother");

        assertThat(other.code()).as(other.toString()).isEqualTo(CREATED);
        var here = in.find("cse-in/capp/joined").orElseThrow();
        var joined = in.find("cse-in/capp/box/watch").orElseThrow();
        assertThat(joined.texts(Attributes.ACRS))
                .containsExactly("/id-in/" + here.ri(), "/id-left/" + Hub.text(other, "ri"));
        assertThat(joined.texts(Attributes.NU))
                .containsAll(joined.texts(Attributes.ACRS))
                .contains("Capp");
    }

    @Test
    @Spec({"TS-0004 §7.4.58.2.4", "TS-0004 §7.3.3.1"})
    void one_leaves_while_another_joins() {
        watch();
        var leaving = join(left, "cse-left/cother", "Cother");
        assertThat(leaving.code()).as(leaving.toString()).isEqualTo(CREATED);
        world.before(CrossResourceAcrossTest::isUpdateOfASubscription, () -> join(in, "cse-in/capp", "Capp"));

        left.send(Request.delete("cse-left/cother/joined", "Cother"));

        await().atMost(Constellation.PATIENCE).until(() -> !acrs().contains("/id-left/" + Hub.text(leaving, "ri")));
        assertThat(acrs())
                .containsExactly(
                        "/id-in/" + in.find("cse-in/capp/joined").orElseThrow().ri());
    }

    private List<String> acrs() {
        return in.find("cse-in/capp/box/watch").orElseThrow().texts(Attributes.ACRS);
    }

    /** A subscription that an application at the other CSE may join. */
    private void watch() {
        left.register("Cother");
        var rule = Hub.fields("acor", List.of("Capp", "/id-left/Cother"), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        var policy = in.create("cse-in", Hub.ADMIN, 1, "m2m:acp", "pv", privileges, "pvs", privileges);
        var watch = in.create(
                "cse-in/capp/box",
                "Capp",
                23,
                "m2m:sub",
                "rn",
                "watch",
                "nu",
                List.of("Capp"),
                "acpi",
                List.of(Hub.text(policy, "ri")));
        assertThat(watch.code()).as(watch.toString()).isEqualTo(CREATED);
    }

    private static Response join(Constellation.Member at, String parent, String originator) {
        var joining =
                Hub.fields("rn", "joined", "nu", List.of(originator), "srat", List.of(WATCH), "twt", 2, "tws", "PT1M");
        return at.send(Request.create(parent, originator, 48, Value.field("m2m:crs", joining)));
    }

    private static boolean isUpdateOfASubscription(Constellation.Sent sent) {
        return sent.request().operation() == Operation.UPDATE
                && sent.request().content().find("m2m:sub").isPresent();
    }

    @Test
    @Spec("TS-0004 §7.4.58.2.4")
    void its_subscription_on_the_other_cse_goes_with_it() {
        both("/id-left/cse-left/box");
        assertThat(subscriptions()).hasSize(1);

        assertThat(in.send(Request.delete("cse-in/capp/both", "Capp")).code()).isEqualTo(DELETED);

        await().atMost(Constellation.PATIENCE).until(() -> subscriptions().isEmpty());
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.4", "TS-0004 §7.4.58.2.4"})
    void it_goes_when_its_target_on_the_other_cse_does() {
        both("/id-left/cse-left/box");

        left.send(Request.delete("cse-left/box", Hub.ADMIN));

        await().atMost(Constellation.PATIENCE)
                .until(() -> in.find("cse-in/capp/both").isEmpty());
    }

    @Test
    @Spec("TS-0004 §7.4.58.2.1")
    void target_on_the_other_cse_that_refuses_undoes_it() {
        var response = both("/id-left/cse-left/secret");

        assertThat(response.code()).isEqualTo(CROSS_RESOURCE_OPERATION_FAILURE);
        assertThat(response.sentence()).contains("/id-left/cse-left/secret").contains("4103");
        assertThat(in.find("cse-in/capp/both")).isEmpty();
        await().atMost(Constellation.PATIENCE)
                .until(() -> in.store
                        .view()
                        .children(in.find("cse-in/capp/box").orElseThrow().ri(), 23)
                        .isEmpty());
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.6", "TS-0001 §10.2.7.11"})
    void group_collects_what_members_on_two_cses_tell() {
        in.create(
                "cse-in/capp",
                "Capp",
                9,
                "m2m:grp",
                "rn",
                "boxes",
                "mnm",
                5,
                "mid",
                List.of("cse-in/capp/box", "/id-left/cse-left/box"),
                "nar",
                Hub.fields("num", 2, "dur", "PT1H"));
        var subscription = Hub.fields("nu", List.of("Capp"), "nfu", "Capp", "enc", Hub.fields("net", List.of(3)));
        in.send(Request.create("cse-in/capp/boxes/fopt", "Capp", 23, Value.field("m2m:sub", subscription)));
        assertThat(subscriptions()).hasSize(1);

        put("/id-left/cse-left/box");
        put("cse-in/capp/box");

        await().atMost(Constellation.PATIENCE).until(() -> !received.isEmpty());
        var collected =
                (Value.Fields) received.getFirst().content().find("m2m:agn").orElseThrow();
        assertThat(((Value.Items) collected.find("m2m:sgn").orElseThrow()).values())
                .hasSize(2);
    }
}

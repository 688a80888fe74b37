// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.cse.store.HeapStore;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Primitives that are completed and shortened for those who have little room. */
class PrimitiveProfileTest {
    private static final int REQUESTS = 1;
    private static final int RESPONSES = 2;
    private static final int NOTIFICATIONS = 4;

    private final HeapStore store = new HeapStore();
    private final List<Request> heard = new CopyOnWriteArrayList<>();
    private Hub hub = new Hub(store, Hub.open());
    private String sensor = "";

    @BeforeEach
    void applications() {
        sensor = hub.register("Csensor");
        hub.register("Cother");
        hub.entities.attach(sensor, request -> {
            heard.add(request);
            return Response.of(request, OK);
        });
        hub.create("cse-in/csensor", sensor, 3, "m2m:cnt", "rn", "box", "lbl", List.of("given"), "mni", 7);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response profile(String parent, String from, Object... more) {
        var all = new ArrayList<Object>(List.of("rn", "short"));
        all.addAll(Arrays.asList(more));
        return hub.create(parent, from, 62, "m2m:prp", all.toArray());
    }

    private void ownProfile(Object... more) {
        var all = new ArrayList<Object>(List.of("idl", List.of(sensor)));
        all.addAll(Arrays.asList(more));
        var response = profile("cse-in/csensor", sensor, all.toArray());
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private static List<Value> adds(Object... namesAndValues) {
        var pairs = new ArrayList<Value>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            pairs.add(fields("nm", namesAndValues[i], "val", namesAndValues[i + 1]));
        return pairs;
    }

    private Value.Fields box() {
        return Hub.shown(hub.retrieve("cse-in/csensor/box", sensor));
    }

    @Test
    @Spec(value = "TS-0001 §9.6.58", proves = "prp C")
    void request_gets_the_parameters_and_attributes_that_it_lacks() {
        ownProfile("appl", REQUESTS, "adds", adds("rcn", 0, "mni", 3, "lbl", List.of("added")));

        var created = hub.create("cse-in/csensor", sensor, 3, "m2m:cnt", "rn", "plain");
        hub.create("cse-in/csensor", sensor, 3, "m2m:cnt", "rn", "full", "mni", 9);
        var asked = hub.send(Request.create("cse-in/csensor", sensor, 3, Value.field("m2m:cnt", fields("rn", "asked")))
                .with(ResultContent.ATTRIBUTES));

        assertThat(created.code()).isEqualTo(CREATED);
        assertThat(created.content().members()).isEmpty();
        assertThat(asked.content().members()).containsOnlyKeys("m2m:cnt");
        assertThat(hub.stored("cse-in/csensor/plain").whole(Attributes.MNI, 0)).isEqualTo(3);
        assertThat(hub.stored("cse-in/csensor/plain").texts(Attributes.LBL)).containsExactly("added");
        assertThat(hub.stored("cse-in/csensor/full").whole(Attributes.MNI, 0)).isEqualTo(9);
    }

    @Test
    @Spec(value = "TS-0001 §9.6.58", proves = "prp C")
    void request_loses_what_is_to_be_deleted() {
        ownProfile("appl", REQUESTS, "dels", List.of("lbl", "rcn"));

        var updated = hub.send(Request.update(
                        "cse-in/csensor/box", sensor, Value.field("m2m:cnt", fields("lbl", List.of("new"), "mni", 8)))
                .with(ResultContent.NOTHING));

        assertThat(Hub.whole(updated, "mni")).isEqualTo(8);
        assertThat(hub.stored("cse-in/csensor/box").texts(Attributes.LBL)).containsExactly("given");
    }

    @Test
    @Spec(value = "TS-0001 §9.6.58", proves = "prp C")
    void response_is_shortened_for_who_is_named_alone() {
        ownProfile("appl", RESPONSES, "dels", List.of("ct", "lt", "ty"), "adds", adds("or", "urn:things"));

        assertThat(box().members()).containsKeys("mni", "lbl", "ri", "or").doesNotContainKeys("ct", "lt", "ty");
        assertThat(Hub.shown(hub.retrieve("cse-in/csensor/box", ADMIN)).members())
                .containsKeys("ct", "lt", "ty")
                .doesNotContainKey("or");
        assertThat(hub.stored("cse-in/csensor/box").has(Attributes.OR)).isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.58")
    void refusal_keeps_its_sentence() {
        ownProfile("appl", RESPONSES, "dels", List.of("vsi"));

        var refused = hub.retrieve("cse-in/csensor/none", sensor);

        assertThat(refused.code()).isEqualTo(NOT_FOUND);
        assertThat(refused.sentence()).isNotEmpty();
        assertThat(refused.error()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "rtys, 3, true",
        "rtys, 4, false",
        "ops, 2, true",
        "ops, 3, false",
        "rsds, cse-in/csensor/box, true",
        "rsds, cse-in/csensor, false",
        "rvs, 4, true",
        "rvs, 3, false"
    })
    @Spec("TS-0001 §9.6.58")
    void profile_is_for_what_it_says(String attribute, String value, boolean applies) {
        boolean counted = attribute.equals("rtys") || attribute.equals("ops");
        Object wanted = counted ? (Object) Integer.parseInt(value) : value;
        ownProfile("appl", RESPONSES, "dels", List.of("mni"), attribute, List.of(wanted));

        assertThat(box().members().containsKey("mni")).isEqualTo(!applies);
    }

    @Test
    @Spec("TS-0001 §9.6.58")
    void notification_is_shortened_for_its_target() {
        ownProfile("appl", NOTIFICATIONS, "dels", List.of("ct", "pi", "con"), "rsds", List.of("cse-in/csensor/box"));
        hub.create("cse-in/csensor", sensor, 3, "m2m:cnt", "rn", "other");
        for (var each : List.of("box", "other"))
            hub.create(
                    "cse-in/csensor/" + each,
                    sensor,
                    23,
                    "m2m:sub",
                    "nu",
                    List.of(sensor),
                    "enc",
                    fields("net", List.of(3)));

        hub.create("cse-in/csensor/box", sensor, 4, "m2m:cin", "con", "1");
        hub.create("cse-in/csensor/other", sensor, 4, "m2m:cin", "con", "2");

        await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == 2);
        assertThat(heard.stream().map(PrimitiveProfileTest::instance))
                .anySatisfy(each -> assertThat(each.members()).containsKey("ri").doesNotContainKeys("ct", "pi", "con"))
                .anySatisfy(each -> assertThat(each.members()).containsKeys("ri", "ct", "pi", "con"));
    }

    private static Value.Fields instance(Request notification) {
        var told = (Value.Fields) notification.content().find("m2m:sgn").orElseThrow();
        var event = (Value.Fields) told.find("nev").orElseThrow();
        var shown = (Value.Fields) event.find("rep").orElseThrow();
        return (Value.Fields) shown.find("m2m:cin").orElseThrow();
    }

    @Test
    @Spec("TS-0001 §9.6.58")
    void batch_of_notifications_is_shortened_one_by_one() {
        ownProfile("appl", NOTIFICATIONS, "dels", List.of("ct"));
        hub.create(
                "cse-in/csensor/box",
                sensor,
                23,
                "m2m:sub",
                "nu",
                List.of(sensor),
                "enc",
                fields("net", List.of(3)),
                "bn",
                fields("num", 2, "dur", "PT1H"));

        hub.create("cse-in/csensor/box", sensor, 4, "m2m:cin", "con", "1");
        hub.create("cse-in/csensor/box", sensor, 4, "m2m:cin", "con", "2");

        await().atMost(Duration.ofSeconds(30)).until(() -> !heard.isEmpty());
        assertThat(heard.getFirst().content().toString()).contains("con").doesNotContain("ct=");
    }

    @Test
    @Spec(value = "TS-0001 §9.6.58", proves = "prp C")
    void application_has_profiles_for_itself_alone_and_the_cse_for_everybody() {
        assertThat(profile("cse-in/csensor", sensor, "idl", List.of("Cother"), "dels", List.of("ct"))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(profile("cse-in", sensor, "idl", List.of("Cother"), "dels", List.of("ct"))
                        .code())
                .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(profile("cse-in", ADMIN, "idl", List.of("/id-in/Csensor", "Cother"), "dels", List.of("ct"))
                        .code())
                .isEqualTo(CREATED);

        assertThat(box().members()).doesNotContainKey("ct");
    }

    @ParameterizedTest
    @CsvSource({"dels, fr", "dels, rqi", "adds, rt", "adds, oet", "adds, tkns", "adds, gid"})
    @Spec(value = "TS-0001 §9.6.58", proves = "prp CU")
    void who_asks_and_when_it_is_done_cannot_be_changed(String attribute, String name) {
        Object value = attribute.equals("dels") ? List.of(name) : adds(name, "x");

        assertThat(profile("cse-in/csensor", sensor, "idl", List.of(sensor), attribute, value)
                        .code())
                .isEqualTo(BAD_REQUEST);
        ownProfile();
        assertThat(hub.update("cse-in/csensor/short", sensor, "m2m:prp", attribute, value)
                        .code())
                .isEqualTo(BAD_REQUEST);

        assertThat(hub.stored("cse-in/csensor/short").attributes()).doesNotContainKey(attribute);
    }

    @Test
    @Spec(value = "TS-0001 §9.6.58", proves = "prp C")
    void parameter_has_to_have_a_value_that_it_can_have() {
        assertThat(profile("cse-in/csensor", sensor, "idl", List.of(sensor), "adds", adds("rcn", 99))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(profile("cse-in/csensor", sensor, "idl", List.of(sensor), "appl", 8)
                        .code())
                .isEqualTo(BAD_REQUEST);

        assertThat(store.view().byPath("cse-in/csensor/short")).isEmpty();
    }

    @Test
    @Spec(value = "TS-0001 §9.6.58", proves = "prp UD")
    void update_and_deletion_count_at_once() {
        ownProfile("dels", List.of("ct"));
        assertThat(box().members()).doesNotContainKey("ct");

        hub.update("cse-in/csensor/short", sensor, "m2m:prp", "dels", List.of("lt"));
        assertThat(box().members()).containsKey("ct").doesNotContainKey("lt");

        hub.delete("cse-in/csensor/short", sensor);
        assertThat(box().members()).containsKeys("ct", "lt");
        assertThat(hub.stored("cse-in/csensor").attributes()).doesNotContainKey("_prp");
    }

    @Test
    @Spec(value = "TS-0001 §9.6.58", proves = "prp R")
    void profile_survives_a_restart_and_can_be_read() {
        ownProfile("dels", List.of("ct"), "ops", List.of(2));
        hub.cse.close();
        hub = new Hub(store, Hub.open());

        assertThat(box().members()).doesNotContainKey("ct");
        assertThat(Hub.shown(hub.retrieve("cse-in/csensor/short", ADMIN)).members())
                .containsEntry("idl", Value.texts(List.of(sensor)))
                .containsEntry("dels", Value.texts(List.of("ct")));
    }

    @Test
    @Spec("TS-0001 §9.6.58")
    void result_that_is_fetched_later_is_shortened_too() {
        ownProfile("dels", List.of("ct"), "ops", List.of(2), "rtys", List.of(3));
        var later = Request.retrieve("cse-in/csensor/box", sensor).with(Parameter.RESPONSE_TYPE, fields("rtv", 1));

        var address = hub.send(later).content().text("m2m:uri").orElseThrow();

        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Hub.shown(hub.retrieve(address, sensor)).find("ors").isPresent());
        var result = Hub.shown(hub.retrieve(address, sensor)).find("ors").orElseThrow();
        assertThat(result.toString()).contains("mni").doesNotContain("ct=");
    }

    @Test
    @Spec("TS-0001 §9.6.58")
    void one_place_has_at_most_a_hundred() {
        for (int i = 0; i < 100; i++)
            assertThat(hub.create("cse-in/csensor", sensor, 62, "m2m:prp", "idl", List.of(sensor), "ops", List.of(4))
                            .code())
                    .isEqualTo(CREATED);

        assertThat(profile("cse-in/csensor", sensor, "idl", List.of(sensor)).code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
    }
}

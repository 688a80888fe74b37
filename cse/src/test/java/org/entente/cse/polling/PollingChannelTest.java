// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.AccessControlPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pollingChannel as a resource: who may have one, and who may see it. */
@OverEveryBinding
class PollingChannelTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void register() {
        hub.register("CPoll");
        hub.register("COther");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response create(String parent, String from) {
        return hub.create(parent, from, 15, "m2m:pch", "rn", "pch");
    }

    @Test
    @Spec("TS-0004 §7.4.21.2.1")
    void entity_makes_its_own() {
        assertThat(create("cse-in/cpoll", "CPoll").code()).isEqualTo(ResultCode.CREATED);
        assertThat(hub.stored("cse-in/cpoll/pch").type().root()).isEqualTo("m2m:pch");
    }

    @Test
    @Spec("TS-0004 §7.4.21.2.1")
    void nobody_makes_one_for_somebody_else() {
        assertThat(create("cse-in/cpoll", Hub.ADMIN).code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(hub.store.view().byPath("cse-in/cpoll/pch")).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.5")
    void entity_has_one_at_most() {
        create("cse-in/cpoll", "CPoll");

        assertThat(hub.create("cse-in/cpoll", "CPoll", 15, "m2m:pch", "rn", "more")
                        .code())
                .isEqualTo(ResultCode.CONFLICT);
    }

    @Test
    void several_requests_in_one_answer_are_not_implemented() {
        assertThat(hub.create("cse-in/cpoll", "CPoll", 15, "m2m:pch", "rqag", true)
                        .code())
                .isEqualTo(ResultCode.NOT_IMPLEMENTED);
    }

    @Test
    @Spec("TS-0004 §7.4.21.2.2")
    void its_entity_reads_updates_and_deletes_it() {
        create("cse-in/cpoll", "CPoll");

        assertThat(hub.retrieve("cse-in/cpoll/pch", "CPoll").code()).isEqualTo(ResultCode.OK);
        assertThat(hub.update("cse-in/cpoll/pch", "CPoll", "m2m:pch", "lbl", List.of("a"))
                        .code())
                .isEqualTo(ResultCode.UPDATED);
        assertThat(hub.delete("cse-in/cpoll/pch", "CPoll").code()).isEqualTo(ResultCode.DELETED);
    }

    @ParameterizedTest
    @EnumSource(names = {"RETRIEVE", "UPDATE", "DELETE"})
    @Spec({"TS-0004 §7.4.21.2.2", "TS-0004 §7.4.21.2.3", "TS-0004 §7.4.21.2.4"})
    void others_may_not_whatever_the_policy_of_the_entity_grants(Operation operation) {
        create("cse-in/cpoll", "CPoll");
        grantEverything();

        assertThat(send(operation, "COther").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(hub.retrieve("cse-in/cpoll", "COther").code()).isEqualTo(ResultCode.OK);
    }

    @ParameterizedTest
    @EnumSource(names = {"RETRIEVE", "UPDATE", "DELETE"})
    @Spec({"TS-0004 §7.4.21.2.2", "TS-0004 §7.4.21.2.3", "TS-0004 §7.4.21.2.4"})
    void not_even_the_administrator_may(Operation operation) {
        create("cse-in/cpoll", "CPoll");

        assertThat(send(operation, Hub.ADMIN).code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(hub.stored("cse-in/cpoll/pch").attributes()).doesNotContainKey("lbl");
    }

    @Test
    @Spec("TS-0001 §10.2.5.14")
    void administrator_does_not_find_it_among_the_children_of_an_application_and_its_entity_does() {
        create("cse-in/cpoll", "CPoll");

        assertThat(children(Hub.ADMIN)).doesNotContain("cse-in/cpoll/pch");
        assertThat(children("CPoll")).contains("cse-in/cpoll/pch");
    }

    @Test
    void it_goes_with_the_application_that_the_administrator_deletes() {
        create("cse-in/cpoll", "CPoll");

        assertThat(hub.delete("cse-in/cpoll", Hub.ADMIN).code()).isEqualTo(ResultCode.DELETED);
        assertThat(hub.store.view().byPath("cse-in/cpoll/pch")).isEmpty();
    }

    private Response send(Operation operation, String from) {
        return switch (operation) {
            case UPDATE -> hub.update("cse-in/cpoll/pch", from, "m2m:pch", "lbl", List.of("a"));
            case DELETE -> hub.delete("cse-in/cpoll/pch", from);
            case CREATE, RETRIEVE, NOTIFY -> hub.retrieve("cse-in/cpoll/pch", from);
        };
    }

    private String children(String from) {
        return hub.send(Request.retrieve("cse-in/cpoll", from).with(ResultContent.CHILD_RESOURCE_REFERENCES))
                .content()
                .toString();
    }

    private void grantEverything() {
        var all = Value.of(List.of(Hub.fields("acor", List.of("all"), "acop", 63)));
        var policy = hub.create(
                "cse-in",
                Hub.ADMIN,
                AccessControlPolicy.TYPE.number(),
                "m2m:acp",
                "pv",
                Hub.fields("acr", all),
                "pvs",
                Hub.fields("acr", all));
        hub.update("cse-in/cpoll", "CPoll", "m2m:ae", "acpi", List.of(Hub.text(policy, "ri")));
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "UPDATE", "DELETE"})
    @Spec(
            value = {"TS-0004 §7.4.22.2.1", "TS-0004 §7.4.22.2.3", "TS-0004 §7.4.22.2.4"},
            proves = "pcu CUD")
    void pcu_can_only_be_polled_and_notified(Operation operation) {
        create("cse-in/cpoll", "CPoll");
        var to = "cse-in/cpoll/pch/pcu";

        var response =
                switch (operation) {
                    case CREATE -> hub.create(to, "CPoll", 3, "m2m:cnt");
                    case UPDATE -> hub.update(to, "CPoll", "m2m:pch", "lbl", List.of("a"));
                    case DELETE, RETRIEVE, NOTIFY -> hub.delete(to, "CPoll");
                };

        assertThat(response.code()).isEqualTo(ResultCode.OPERATION_NOT_ALLOWED);
        assertThat(response.sentence()).contains("polled and notified");
        assertThat(hub.stored("cse-in/cpoll/pch").attributes()).doesNotContainKey("lbl");
    }

    @Test
    @Spec({"TS-0004 §7.4.22.2.2", "TS-0004 §7.4.22.2.5"})
    void nobody_else_polls_or_answers_not_even_the_administrator() {
        create("cse-in/cpoll", "CPoll");
        var answer = Value.field("m2m:rsp", Hub.fields("rsc", 2000, "rqi", "r"));

        for (var from : List.of("COther", Hub.ADMIN)) {
            assertThat(hub.retrieve("cse-in/cpoll/pch/pcu", from).code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(hub.send(Request.notification("cse-in/cpoll/pch/pcu", from, answer))
                            .code())
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        }
    }

    @Test
    void pcu_of_what_is_no_polling_channel_is_not_found() {
        assertThat(hub.retrieve("cse-in/cpoll/pcu", "CPoll").code()).isEqualTo(ResultCode.NOT_FOUND);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.util.List;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How AEs register, and under which identifier. */
@OverEveryBinding
class RegistrationTest {
    private final Hub hub = new Hub();

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C"})
    @Spec("TS-0001 §10.2.2.2")
    void ae_without_an_identifier_gets_one_that_starts_with_C(String from) {
        var response = register(from, "app");

        assertThat(response.code()).isEqualTo(CREATED);
        assertThat(Hub.text(response, "aei")).startsWith("C").hasSizeGreaterThan(5);
        assertThat(Hub.text(response, "ri")).isEqualTo(Hub.text(response, "aei"));
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void ae_that_asks_for_an_S_identifier_gets_one_from_the_IN_CSE() {
        assertThat(Hub.text(register("S", "app"), "aei")).startsWith("S");
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void ae_keeps_the_identifier_it_names() {
        assertThat(Hub.text(register("Cmine", "app"), "ri")).isEqualTo("Cmine");
    }

    @Test
    @Spec("TS-0001 §7.2")
    void ae_may_write_an_S_identifier_with_a_slash_before_it() {
        assertThat(Hub.text(register("/Smine", "app"), "aei")).isEqualTo("Smine");
        assertThat(Hub.text(register("/S", "other"), "aei")).startsWith("S").hasSizeGreaterThan(5);
        assertThat(hub.retrieve("cse-in/app", "Smine").code()).isEqualTo(OK);
    }

    @Test
    @Spec("TS-0001 §9.6.5")
    void ae_that_names_no_release_is_of_the_first() {
        var ae = Value.field("m2m:ae", Hub.fields("rn", "app", "api", "Ntest", "rr", true));
        var request = Request.create("cse-in", "Cmine", 2, ae);
        var later = request.with(Parameter.RELEASE_VERSION_INDICATOR, Value.of("3"));

        assertThat(hub.send(later).code()).isEqualTo(BAD_REQUEST);
        assertThat(Hub.shown(hub.send(request)).find("srv")).contains(Value.texts(List.of("1")));
    }

    @Test
    @Spec("TS-0004 §7.3.2.7")
    void application_that_the_settings_rule_out_is_told_so() {
        var settings = new AccessSettings(
                Hub.ADMIN, List.of("Cgood*"), List.of("Nt*"), List.of(), List.of(), AccessSettings.Strangers.BELIEVED);
        try (var choosy = new Hub(new HeapStore(), settings)) {
            for (var pair : List.of(List.of("Cbad", "Ntest"), List.of("Cgood1", "Nother"))) {
                var response = choosy.create(
                        "cse-in", pair.getFirst(), 2, "m2m:ae", "api", pair.getLast(), "rr", true, "srv", List.of("3"));

                assertThat(response.code()).isEqualTo(APP_RULE_VALIDATION_FAILED);
            }
        }
    }

    @Test
    @Spec("TS-0004 §7.4.5.2.1")
    void identifier_that_is_registered_already_is_refused() {
        register("Cmine", "app");

        assertThat(register("Cmine", "other").code()).isEqualTo(ORIGINATOR_HAS_ALREADY_REGISTERED);
    }

    @Test
    @Spec("TS-0004 §7.3.3.5")
    void name_that_is_taken_is_a_conflict() {
        register("Cmine", "app");

        assertThat(register("Cother", "app").code()).isEqualTo(CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rcompany.app", "Nfree", "r1.company.app"})
    @Spec("TS-0004 §7.4.5.2.1")
    void app_id_starts_with_R_or_N(String appId) {
        assertThat(register("C", "app", "api", appId).code()).isEqualTo(CREATED);
        assertThat(hub.stored("cse-in/app").text(Attributes.API)).contains(appId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xapp", "", "0"})
    @Spec("TS-0004 §7.4.5.2.1")
    void other_app_ids_are_refused(String appId) {
        assertThat(register("C", "app", "api", appId).code()).isEqualTo(BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xapp", "C a", "Ca/b"})
    @Spec("TS-0001 §7.2")
    void identifiers_that_are_no_stem_are_refused(String from) {
        var response = register(from, "app");

        assertThat(response.isSuccess()).isFalse();
        assertThat(hub.store.view().byPath("cse-in/app")).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.5.2.1")
    void ae_that_has_left_may_come_back_under_its_identifier() {
        register("Cmine", "app");
        hub.delete("Cmine", "Cmine");

        assertThat(register("Cmine", "app").code()).isEqualTo(CREATED);
        assertThat(hub.stored("cse-in/app").ri()).isEqualTo("Cmine");
    }

    @Test
    @Spec("TS-0004 §7.4.5.2.1")
    void nobody_registers_unless_the_settings_allow_it() {
        try (var closed = new Hub(new HeapStore(), AccessSettings.CLOSED)) {
            var response = closed.create("cse-in", "Cmine", 2, "m2m:ae", "api", "Nx", "rr", true, "srv", List.of("3"));

            assertThat(response.isSuccess()).isFalse();
        }
    }

    @Test
    @Spec("TS-0001 §9.6.5")
    void ae_can_only_be_created_under_the_CSEBase() {
        hub.create("cse-in", Hub.ADMIN, 3, "m2m:cnt", "rn", "box");

        var response = hub.create("cse-in/box", "Cmine", 2, "m2m:ae", "api", "Nx", "rr", true, "srv", List.of("3"));

        assertThat(response.code()).isIn(INVALID_CHILD_RESOURCE_TYPE, ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    private Response register(String from, String name, Object... more) {
        var appId = more.length == 2 ? more[1] : "Ntest";
        return hub.create("cse-in", from, 2, "m2m:ae", "rn", name, "api", appId, "rr", true, "srv", List.of("3"));
    }
}

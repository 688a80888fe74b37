// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which AEs a service subscription lets register. */
@OverEveryBinding
class ServiceSubscriptionTest {
    private Hub hub = new Hub();

    @AfterEach
    void close() {
        hub.close();
    }

    private void create(String to, int type, String root, Object... attributes) {
        var response = hub.create(to, ADMIN, type, root, attributes);
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private void subscribe(Object... rule) {
        create(
                "cse-in",
                19,
                "m2m:asar",
                Stream.concat(Stream.of("rn", "rule"), Stream.of(rule)).toArray());
        create("cse-in", 11, "m2m:mssp", "rn", "contract");
        create(
                "cse-in/contract",
                20,
                "m2m:svsn",
                "rn",
                "node",
                "ni",
                "n1",
                "csi",
                "/id-in",
                "rlk",
                List.of("cse-in/rule"));
    }

    private static Request registration(String from, String appId) {
        return Request.create(
                "cse-in", from, 2, Value.field("m2m:ae", fields("api", appId, "rr", true, "srv", List.of("3"))));
    }

    private ResultCode register(String from, String appId) {
        return hub.send(registration(from, appId)).code();
    }

    private long registered() {
        return hub.store.view().children("id-in", 2).size();
    }

    @Test
    @Spec({"TS-0004 §7.3.2.7", "TS-0001 §10.2.2.2"})
    void application_and_identifier_that_a_rule_lists_may_register() {
        subscribe("aai", List.of("Nshop*"), "aae", List.of("CTill*"));

        assertThat(register("CTill1", "Nshop.till")).isEqualTo(CREATED);
        assertThat(register("CTill2", "Nother")).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(register("COther", "Nshop.till")).isEqualTo(APP_RULE_VALIDATION_FAILED);

        assertThat(registered()).isEqualTo(1);
    }

    @Test
    @Spec("TS-0004 §7.3.2.7")
    void subscription_about_other_cses_only_lets_nobody_register() {
        create("cse-in", 11, "m2m:mssp", "rn", "contract");
        assertThat(register("CTill1", "Nshop")).isEqualTo(SERVICE_SUBSCRIPTION_NOT_ESTABLISHED);

        create("cse-in/contract", 20, "m2m:svsn", "ni", "n1", "csi", "/id-other", "rlk", List.of());

        assertThat(register("CTill1", "Nshop")).isEqualTo(SERVICE_SUBSCRIPTION_NOT_ESTABLISHED);
        assertThat(registered()).isZero();
    }

    @Test
    @Spec({"TS-0001 §9.6.20", "TS-0004 §7.4.20.2.3"})
    void empty_list_of_rules_lets_nobody_register() {
        subscribe("aai", List.of("*"), "aae", List.of("*"));
        assertThat(register("CTill1", "Nshop")).isEqualTo(CREATED);

        hub.update("cse-in/contract/node", ADMIN, "m2m:svsn", "rlk", List.of());

        assertThat(register("CTill2", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);
    }

    @Test
    @Spec("TS-0001 §9.6.29")
    void rule_allows_nothing_that_it_does_not_list() {
        subscribe("aai", List.of("*"));

        assertThat(register("CTill1", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(registered()).isZero();
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void identifier_of_the_cses_choice_has_to_be_listed_by_its_kind() {
        subscribe("aai", List.of("*"), "aae", List.of("C*"));

        assertThat(register("", "Nshop")).isEqualTo(CREATED);
        assertThat(register("C", "Nshop")).isEqualTo(CREATED);
        assertThat(register("S", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);

        assertThat(registered()).isEqualTo(2);
    }

    @Test
    @Spec("TS-0001 §9.6.29")
    void rule_for_credentials_asks_for_one_of_them() {
        subscribe("apci", List.of("till-*"), "aai", List.of("*"), "aae", List.of("*"));
        var known = new Peer(Optional.empty(), true, false, Optional.empty(), Optional.of("till-7"));
        var other = new Peer(Optional.empty(), true, false, Optional.empty(), Optional.of("door-7"));

        assertThat(hub.send(registration("CA", "Nshop").withPeer(known)).code()).isEqualTo(CREATED);
        assertThat(hub.send(registration("CB", "Nshop").withPeer(other)).code()).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(register("CC", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);

        assertThat(registered()).isEqualTo(1);
    }

    @Test
    @Spec({"TS-0001 §9.6.29", "TS-0004 §7.3.2.2"})
    void credential_is_not_forgotten_when_the_registration_is_done_later() {
        subscribe("apci", List.of("till-*"), "aai", List.of("*"), "aae", List.of("*"));
        var known = new Peer(Optional.empty(), true, false, Optional.empty(), Optional.of("till-7"));
        var later = registration("CA", "Nshop")
                .with(Parameter.RESPONSE_TYPE, Hub.fields("rtv", 1))
                .withPeer(known);

        assertThat(hub.send(later).isSuccess()).isTrue();
        hub.cse.rest();

        assertThat(registered()).isEqualTo(1);
    }

    @Test
    @Spec("TS-0001 §9.6.29")
    void roles_that_a_registration_names_have_to_be_allowed() {
        subscribe("aai", List.of("*"), "aae", List.of("*"), "ari", List.of("clerk"));

        var clerk = registration("CA", "Nshop").with(Parameter.ROLE_IDS, Value.texts(List.of("clerk")));
        var owner = registration("CB", "Nshop").with(Parameter.ROLE_IDS, Value.texts(List.of("clerk", "owner")));

        assertThat(hub.send(clerk).code()).isEqualTo(CREATED);
        assertThat(hub.send(owner).code()).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    @Spec(value = {"TS-0004 §7.3.2.7", "TS-0004 §7.4.19.2.1", "TS-0004 §7.4.19.2.4"})
    void subscriptions_decide_in_the_place_of_the_settings_as_long_as_there_are_some() {
        hub.close();
        var shops = new AccessSettings(
                ADMIN, List.of("CShop"), List.of("*"), List.of(), List.of(), AccessSettings.Strangers.BELIEVED);
        hub = new Hub(new HeapStore(), shops);
        subscribe("aai", List.of("*"), "aae", List.of("CTill"));

        assertThat(register("CShop", "Nshop")).isEqualTo(APP_RULE_VALIDATION_FAILED);
        assertThat(register("CTill", "Nshop")).isEqualTo(CREATED);
        hub.delete("cse-in/contract", ADMIN);
        assertThat(register("CShop", "Nshop")).isEqualTo(CREATED);
    }

    @Test
    @Spec("TS-0004 §7.4.5.2.1")
    void stranger_registers_by_no_rule() {
        subscribe("aai", List.of("*"), "aae", List.of("*"));
        hub.cse.close();
        hub = new Hub(hub.store, AccessSettings.CLOSED);

        var response = hub.send(registration("CTill", "Nshop")
                .withPeer(new Peer(Optional.of(InetAddress.getLoopbackAddress()), false, false)));

        assertThat(response.code()).isEqualTo(ORIGINATOR_NOT_AUTHENTICATED);
        assertThat(registered()).isZero();
    }

    @Test
    @Spec({"TS-0004 §7.4.20.2.1", "TS-0004 §7.4.20.2.3"})
    void node_without_a_cse_has_no_rules() {
        create("cse-in", 11, "m2m:mssp", "rn", "contract");
        create("cse-in/contract", 20, "m2m:svsn", "rn", "bare", "ni", "n1");

        assertThat(hub.create("cse-in/contract", ADMIN, 20, "m2m:svsn", "ni", "n2", "rlk", List.of())
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(hub.update("cse-in/contract/bare", ADMIN, "m2m:svsn", "rlk", List.of("cse-in/rule"))
                        .code())
                .isEqualTo(BAD_REQUEST);

        assertThat(hub.stored("cse-in/contract/bare").has(Attributes.RLK)).isFalse();
    }

    @Test
    @Spec({"TS-0004 §7.4.29.2.1", "TS-0004 §7.4.29.2.3"})
    void rule_lists_app_ids_only_that_there_can_be() {
        create("cse-in", 19, "m2m:asar", "rn", "rule", "aai", List.of("R1*", "N*", "*"));

        assertThat(hub.create("cse-in", ADMIN, 19, "m2m:asar", "aai", List.of("Nx", "Xy"))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(hub.update("cse-in/rule", ADMIN, "m2m:asar", "aai", List.of("r1"))
                        .code())
                .isEqualTo(BAD_REQUEST);

        assertThat(hub.stored("cse-in/rule").texts(Attributes.AAI)).containsExactly("R1*", "N*", "*");
    }
}

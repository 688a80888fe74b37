// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Registrar;
import org.entente.cse.remote.RegistrationSettings;
import org.entente.cse.store.HeapStore;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How CSEs register with each other, and stay so. */
class RemoteCseTest {
    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();

    @AfterEach
    void close() {
        world.close();
    }

    private static Response register(Constellation.Member at, String cse, Object... more) {
        var fields = Hub.fields("cb", cse + "/base", "rr", true, "srv", List.of("3"));
        for (int i = 0; i < more.length; i += 2)
            fields = fields.with(
                    (String) more[i],
                    Hub.fields(more[i], more[i + 1]).find((String) more[i]).orElseThrow());
        return at.send(Request.create(at.identity.name(), cse, 16, Value.field("m2m:csr", fields)));
    }

    @Nested
    class AtTheRegistrar {

        @Test
        @Spec("TS-0004 §7.4.4.2.1")
        void cse_id_is_the_originator_and_names_the_resource() {
            var response =
                    register(in, "/id-mn", "csi", "/id-other", "cst", 2, "poa", List.of("http://127.0.0.1:9/mn"));

            assertThat(response.code()).isEqualTo(CREATED);
            assertThat(Hub.text(response, "csi")).isEqualTo("/id-mn");
            assertThat(Hub.text(response, "ri")).isEqualTo("id-mn");
            assertThat(Hub.text(response, "rn")).isEqualTo("id-mn");
            assertThat(in.retrieve("cse-in/id-mn", "/id-mn").code()).isEqualTo(OK);
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.1")
        void originator_that_is_registered_already_is_refused() {
            register(in, "/id-mn");

            assertThat(register(in, "/id-mn").code()).isEqualTo(ORIGINATOR_HAS_ALREADY_REGISTERED);
            assertThat(register(in, "//example.org/id-mn").code()).isEqualTo(ORIGINATOR_HAS_ALREADY_REGISTERED);
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.1")
        void identifier_that_something_else_has_is_a_conflict() {
            in.register("Cmine");

            assertThat(register(in, "/Cmine").code()).isEqualTo(CONFLICT);
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.1")
        void ae_cannot_register_a_cse() {
            in.register("Cmine");

            for (var ae : List.of("Cmine", "/id-mn/Cmine", "Smine", Hub.ADMIN))
                assertThat(register(in, ae).code()).as(ae).isEqualTo(OPERATION_NOT_ALLOWED);
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.1")
        void cse_that_proves_nothing_needs_a_security_association() {
            var settings = new AccessSettings(
                    "", List.of(), List.of(), List.of("/*"), List.of(), AccessSettings.Strangers.BY_POLICY);
            try (var hub = new Hub(new HeapStore(), settings)) {
                var content = Hub.fields("cb", "/id-mn/base", "rr", true, "srv", List.of("3"));
                var request = Request.create("cse-in", "/id-mn", 16, Value.field("m2m:csr", content))
                        .withId("r1")
                        .withPeer(Peer.UNKNOWN);

                assertThat(hub.cse.send(request).code()).isEqualTo(SECURITY_ASSOCIATION_REQUIRED);
            }
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.1")
        void cse_that_the_settings_do_not_admit_has_no_privilege() {
            try (var hub = new Hub(new HeapStore(), AccessSettings.CLOSED)) {
                var response = hub.create(
                        "cse-in", "/id-mn", 16, "m2m:csr", "cb", "/id-mn/b", "rr", true, "srv", List.of("3"));

                assertThat(response.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
            }
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.1")
        void asn_cse_takes_no_registrations() {
            var asn = world.join(Constellation.identity("asn", 3), Optional.empty());

            assertThat(register(asn, "/id-mn").code()).isEqualTo(OPERATION_NOT_ALLOWED);
        }

        @Test
        @Spec("TS-0001 §9.6.4")
        void descendants_that_belong_to_others_cannot_be_claimed() {
            register(in, "/id-a", "dcse", List.of("/id-below"));

            for (var claimed : List.of("/id-in", "/id-a", "/id-below", "//example.org/id-a"))
                assertThat(register(in, "/id-b", "dcse", List.of(claimed)).code())
                        .as(claimed)
                        .isEqualTo(CONFLICT);
            assertThat(register(in, "/id-b", "dcse", List.of("nonsense")).code())
                    .isEqualTo(BAD_REQUEST);
            assertThat(register(in, "/id-b", "dcse", List.of("/id-b")).code()).isEqualTo(BAD_REQUEST);
            assertThat(register(in, "/id-b").code()).isEqualTo(CREATED);
            var update = Value.field("m2m:csr", Hub.fields("dcse", List.of("/id-below")));
            assertThat(in.send(Request.update("cse-in/id-b", "/id-b", update)).code())
                    .isEqualTo(CONFLICT);
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.3")
        void what_a_cse_is_cannot_be_updated() {
            register(in, "/id-mn");

            for (var each : List.of(Hub.fields("csi", "/id-x"), Hub.fields("cb", "/x"), Hub.fields("cst", 2)))
                assertThat(in.send(Request.update("cse-in/id-mn", "/id-mn", Value.field("m2m:csr", each)))
                                .code())
                        .isEqualTo(BAD_REQUEST);
            assertThat(in.send(Request.update(
                                    "cse-in/id-mn", "/id-mn", Value.field("m2m:csr", Hub.fields("rr", false))))
                            .code())
                    .isEqualTo(UPDATED);
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.2")
        void cse_may_read_its_own_registration_and_others_may_not() {
            register(in, "/id-mn", "poa", List.of("http://127.0.0.1:9/mn"));

            var own = in.retrieve("cse-in/id-mn", "/id-mn");

            assertThat(Hub.text(own, "cb")).isEqualTo("/id-mn/base");
            assertThat(in.retrieve("cse-in/id-mn", "/id-other").code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }

        @Test
        @Spec("TS-0004 §7.4.4.2.4")
        void cse_that_has_left_may_come_back() {
            register(in, "/id-mn");

            assertThat(in.send(Request.delete("cse-in/id-mn", "/id-mn")).code()).isEqualTo(DELETED);
            assertThat(register(in, "/id-mn").code()).isEqualTo(CREATED);
        }

        @Test
        @Spec({"TS-0001 §9.6.21", "TS-0004 §7.5.1.2.7"})
        void cse_that_cannot_be_reached_fetches_what_is_forwarded_to_it() throws Exception {
            register(in, "/id-mn", "rr", false);
            in.register("Capp");
            assertThat(in.create("cse-in/id-mn", "/id-mn", 15, "m2m:pch", "rn", "channel")
                            .code())
                    .isEqualTo(CREATED);
            try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                var asked = tasks.submit(() -> in.retrieve("/id-mn/base/box", "Capp"));

                var polled = in.retrieve("cse-in/id-mn/channel/pcu", "/id-mn");
                var primitive = (Value.Fields) polled.content().find("m2m:rqp").orElseThrow();
                assertThat(primitive.text("to")).contains("/id-mn/base/box");
                assertThat(primitive.text("fr")).contains("/id-in/Capp");
                var answer = Value.field(
                        "m2m:rsp",
                        Hub.fields("rsc", 2000, "rqi", primitive.text("rqi").orElseThrow()));
                in.send(Request.notification("cse-in/id-mn/channel/pcu", "/id-mn", answer));

                assertThat(asked.get(60, TimeUnit.SECONDS).code()).isEqualTo(OK);
            }
        }
    }

    @Nested
    class OfThisCse {

        @Test
        @Spec("TS-0001 §10.2.2.7")
        void both_sides_know_each_other() {
            var mn = world.middle("mn", in);

            var there = in.await("cse-in/id-mn");
            var here = mn.await("cse-mn/id-in");

            assertThat(there.text(Attributes.CB)).contains("/id-mn/cse-mn");
            assertThat(there.texts(Attributes.POA)).containsExactly(Constellation.url(mn.identity));
            assertThat(there.whole(Attributes.CST, 0)).isEqualTo(2);
            assertThat(there.truth(Attributes.RR)).contains(true);
            assertThat(here.text(Attributes.CSI)).contains("/id-in");
            assertThat(here.ri()).isEqualTo("id-in");
            assertThat(here.text(Attributes.CB)).isPresent();
            assertThat(here.texts(Attributes.POA)).contains(Constellation.url(in.identity));
            assertThat(here.texts(Attributes.DCSE)).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.4")
        void descendants_are_told_upwards_as_they_come_and_go() {
            var mn = world.middle("mn", in);
            var below = world.middle("below", mn);
            var leaf = world.registered(Constellation.identity("leaf", 3), below);

            awaitDescendants(in, "/id-below", "/id-leaf");
            assertThat(mn.find("cse-mn/id-below").orElseThrow().texts(Attributes.DCSE))
                    .containsExactly("/id-leaf");

            leaf.stop();
            below.send(Request.delete("cse-below/id-leaf", Hub.ADMIN));
            awaitDescendants(in, "/id-below");

            below.stop();
            mn.send(Request.delete("cse-mn/id-below", Hub.ADMIN));
            awaitDescendants(in);
        }

        private void awaitDescendants(Constellation.Member registrar, String... expected) {
            Awaitility.await()
                    .atMost(Constellation.PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    registrar.find("cse-in/id-mn").orElseThrow().texts(Attributes.DCSE))
                            .containsExactlyInAnyOrder(expected));
        }

        @Test
        @Spec("TS-0001 §10.2.2.7")
        void registration_that_has_vanished_is_made_again() {
            var mn = world.middle("mn", in);
            in.send(Request.delete("cse-in/id-mn", Hub.ADMIN));

            world.clock.pass(Duration.ofMinutes(1));
            mn.cse().sweep();

            assertThat(in.find("cse-in/id-mn")).isPresent();
        }

        @Test
        @Spec("TS-0001 §10.2.2.7")
        void registrar_that_has_lost_everything_gets_the_registration_again() {
            var mn = world.middle("mn", in);
            in.stop();
            var fresh = world.infrastructure();

            world.clock.pass(Duration.ofMinutes(1));
            mn.cse().sweep();

            assertThat(fresh.find("cse-in/id-mn")).isPresent();
        }

        @Test
        @Spec("TS-0001 §10.2.2.9")
        void registration_is_renewed_before_it_ends_and_otherwise_left_alone() {
            var mn = world.middle("mn", in);
            var before = in.await("cse-in/id-mn");

            world.clock.pass(Duration.ofHours(1));
            mn.cse().sweep();
            assertThat(in.await("cse-in/id-mn").attributes()).isEqualTo(before.attributes());

            world.clock.pass(Duration.ofHours(12));
            mn.cse().sweep();
            assertThat(end(in.await("cse-in/id-mn"))).isGreaterThan(end(before));
            assertThat(end(mn.await("cse-mn/id-in"))).isGreaterThan(end(before));
        }

        private static String end(Resource resource) {
            return resource.text(Attributes.ET).orElseThrow();
        }

        @Test
        @Spec("TS-0001 §10.2.2.6")
        void registrar_that_cannot_be_reached_at_first_is_tried_again() {
            world.cut(in);
            var mn = world.join(Constellation.identity("mn", 2), Optional.of(in));
            mn.cse().sweep();
            assertThat(in.find("cse-in/id-mn")).isEmpty();

            world.mend(in);
            world.clock.pass(Duration.ofMinutes(1));
            mn.cse().sweep();

            assertThat(in.find("cse-in/id-mn")).isPresent();
            assertThat(mn.find("cse-mn/id-in")).isPresent();
        }

        @Test
        @Spec("TS-0001 §10.2.2.7")
        void restarted_cse_finds_its_registration() {
            var mn = world.middle("mn", in);
            var before = in.await("cse-in/id-mn");

            var again = mn.restart();
            again.cse().sweep();

            assertThat(in.await("cse-in/id-mn").attributes()).isEqualTo(before.attributes());
            assertThat(again.find("cse-mn/id-in")).isPresent();
        }

        @Test
        @Spec("TS-0001 §10.2.2.7")
        void registration_under_a_name_of_the_registrars_own_is_found_again() {
            register(in, "/id-other");
            register(in, "/id-mn", "rn", "unusual");
            var mn = world.join(Constellation.identity("mn", 2), Optional.of(in));
            mn.await("cse-mn/id-in");

            assertThat(in.find("cse-in/unusual").orElseThrow().texts(Attributes.POA))
                    .containsExactly(Constellation.url(mn.identity));
        }

        @Test
        @Spec("TS-0001 §6.5.4")
        void cse_of_another_service_provider_is_named_with_its_provider() {
            world.registered(new Identity("/id-in", "cse-other", "other.example", 1, List.of("3")), in);

            var there = in.await("cse-in/other.example~id-in");

            assertThat(there.text(Attributes.CSI)).contains("//other.example/id-in");
            assertThat(there.text(Attributes.CB)).contains("//other.example/id-in/cse-other");
        }

        @Test
        @Spec("TS-0001 §10.2.2.10")
        void cse_that_stops_for_good_leaves_nothing_behind() {
            var settings = new RegistrationSettings(
                    new Registrar("/id-in", Constellation.url(in.identity)),
                    "/id-in",
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofDays(1),
                    false,
                    true);
            var mn = world.join(Constellation.identity("mn", 2), settings);
            in.await("cse-in/id-mn");
            mn.await("cse-mn/id-in");

            mn.stop();

            assertThat(in.find("cse-in/id-mn")).isEmpty();
            assertThat(mn.find("cse-mn/id-in")).isEmpty();
        }
    }
}

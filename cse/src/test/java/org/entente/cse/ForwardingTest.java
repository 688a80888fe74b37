// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.address.Identity;
import org.entente.cse.store.HeapStore;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests for other CSEs, along a tree of an IN-CSE, two MN-CSEs and an ASN-CSE below one of them. */
class ForwardingTest {
    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private final Constellation.Member left = world.middle("left", in);
    private final Constellation.Member right = world.middle("right", in);
    private final Constellation.Member leaf = world.registered(Constellation.identity("leaf", 3), left);

    ForwardingTest() {
        for (var each : List.of(in, left, right, leaf)) open(each);
        Awaitility.await()
                .atMost(Constellation.PATIENCE)
                .until(() -> in.await("cse-in/id-left").texts(Attributes.DCSE).equals(List.of("/id-leaf")));
        world.sent.clear();
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** A box in which those may write whom the tests call Cfriend, wherever they are registered. */
    private static void open(Constellation.Member member) {
        var rule = Hub.fields(
                "acor",
                List.of("/id-left/Cfriend", "/id-leaf/Cfriend", "/id-in/Cfriend", "Cfriend", "/id-in"),
                "acop",
                63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        var policy = member.create(
                member.identity.name(), Hub.ADMIN, 1, "m2m:acp", "rn", "policy", "pv", privileges, "pvs", privileges);
        assertThat(policy.code()).isEqualTo(CREATED);
        var box = member.create(
                member.identity.name(), Hub.ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", List.of(Hub.text(policy, "ri")));
        assertThat(box.code()).isEqualTo(CREATED);
    }

    private static Request into(String box, String from) {
        return Request.create(box, from, 4, Value.field("m2m:cin", Hub.fields("con", "hello")));
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void request_goes_up_to_the_registrar_and_down_to_the_descendant() {
        left.register("Cfriend");

        var response = left.send(into("/id-leaf/cse-leaf/box", "Cfriend"));

        assertThat(response.code()).isEqualTo(CREATED);
        assertThat(leaf.find("cse-leaf/box/la")).isEmpty();
        assertThat(leaf.retrieve("cse-leaf/box/la", Hub.ADMIN).code()).isEqualTo(OK);
        assertThat(world.sent).hasSize(1);
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void each_cse_on_the_way_hands_it_on() {
        leaf.register("Cfriend");

        var response = leaf.send(into("/id-in/cse-in/box", "Cfriend"));

        assertThat(response.code()).isEqualTo(CREATED);
        assertThat(world.sent).extracting(Constellation.Sent::to).containsExactly("/id-left", "/id-in");
        assertThat(world.sent).extracting(each -> each.request().from()).containsOnly("/id-leaf/Cfriend");
    }

    @Test
    @Spec("TS-0004 §7.3.2.8")
    void registration_is_not_sent_on() {
        var ae = Hub.fields("api", "Ntest", "rr", false, "srv", List.of("3"));
        var cse = Hub.fields("csi", "/id-new", "cb", "/id-new/cse-new", "rr", false, "srv", List.of("3"));

        var application = left.send(Request.create("/id-in/cse-in", "Cfriend", 2, Value.field("m2m:ae", ae)));
        var other = left.send(Request.create("/id-in/cse-in", "/id-new", 16, Value.field("m2m:csr", cse)));

        assertThat(List.of(application.code(), other.code())).containsOnly(BAD_REQUEST);
        assertThat(world.sent).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void in_cse_sends_down_to_the_registree_that_has_the_descendant() {
        in.register("Cfriend");

        assertThat(in.send(into("/id-leaf/cse-leaf/box", "Cfriend")).code()).isEqualTo(CREATED);
        assertThat(world.sent).extracting(Constellation.Sent::to).containsExactly("/id-left", "/id-leaf");
        assertThat(world.sent).extracting(each -> each.request().from()).containsOnly("/id-in/Cfriend");
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void originator_without_privilege_there_is_refused_there() {
        right.register("Cfriend");

        var response = right.send(into("/id-leaf/cse-leaf/box", "Cfriend"));

        assertThat(response.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(world.sent).extracting(Constellation.Sent::to).containsExactly("/id-in", "/id-left", "/id-leaf");
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void parameters_go_along_and_the_response_comes_back_under_its_identifier() {
        left.register("Cfriend");
        var request = Request.retrieve("/id-in/cse-in/box", "Cfriend")
                .withId("mine")
                .withPeer(Peer.LOCAL)
                .with(Parameter.RELEASE_VERSION_INDICATOR, "3")
                .with(Parameter.VENDOR_INFORMATION, "kept")
                .with(Parameter.ORIGINATING_TIMESTAMP, "20260101T000000");

        var response = left.sendAsIs(request);

        assertThat(response.id()).isEqualTo("mine");
        assertThat(response.code()).isEqualTo(OK);
        var forwarded = world.sent.getFirst().request();
        assertThat(forwarded.id()).isEqualTo("mine");
        assertThat(forwarded.others()).isEqualTo(request.others());
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void cse_of_the_first_release_sees_neither_release_nor_vendor_information() {
        in.register("Cfriend");
        var changed = in.send(
                Request.update("cse-in/id-right", Hub.ADMIN, Value.field("m2m:csr", Hub.fields("srv", List.of("1")))));
        assertThat(changed.code()).isEqualTo(UPDATED);

        in.send(into("/id-right/cse-right/box", "Cfriend")
                .with(Parameter.RELEASE_VERSION_INDICATOR, "3")
                .with(Parameter.VENDOR_INFORMATION, "secret"));

        assertThat(world.sent.getFirst().request().others())
                .doesNotContainKeys(Parameter.RELEASE_VERSION_INDICATOR, Parameter.VENDOR_INFORMATION);
    }

    @Test
    @Spec({"TS-0004 §7.3.2.6", "TS-0004 §7.3.2.1"})
    void response_to_who_names_no_release_has_neither_release_nor_vendor_information() {
        left.register("Cfriend");
        var absent =
                Request.retrieve("/id-in/cse-in/absent", "Cfriend").withId("r1").withPeer(Peer.LOCAL);

        var early = left.sendAsIs(absent);
        var late = left.sendAsIs(absent.with(Parameter.RELEASE_VERSION_INDICATOR, "3"));

        assertThat(early.others()).isEmpty();
        assertThat(late.others()).containsKeys(Parameter.RELEASE_VERSION_INDICATOR, Parameter.VENDOR_INFORMATION);
    }

    @Test
    @Spec({"TS-0004 §7.3.2.6", "TS-0004 §7.3.3.12"})
    void response_of_a_cse_of_the_first_release_is_told_in_the_release_of_the_request() {
        in.register("Cfriend");
        in.send(Request.update("cse-in/id-right", Hub.ADMIN, Value.field("m2m:csr", Hub.fields("srv", List.of("1")))));

        var response =
                in.send(into("/id-right/cse-right/box", "Cfriend").with(Parameter.RELEASE_VERSION_INDICATOR, "3"));

        assertThat(response.find(Parameter.RELEASE_VERSION_INDICATOR)).contains(Value.of("3"));
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void cse_that_nobody_knows_is_not_found_and_asked_for_once() {
        leaf.register("Cfriend");

        var response = leaf.send(Request.retrieve("/id-nowhere/cse/box", "Cfriend"));

        assertThat(response.code()).isEqualTo(NOT_FOUND);
        assertThat(world.sent).extracting(Constellation.Sent::to).containsExactly("/id-left", "/id-in");
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void request_from_the_registrar_does_not_go_back_to_it() {
        in.register("Cfriend");
        left.send(Request.delete("cse-left/id-leaf", Hub.ADMIN));
        world.sent.clear();
        var request = Request.retrieve("/id-leaf/cse-leaf/box", "/id-in/Cfriend")
                .withId("r1")
                .withPeer(new Peer(Optional.of(InetAddress.getLoopbackAddress()), true, false, Optional.of("/id-in")));

        assertThat(left.sendAsIs(request).code()).isEqualTo(NOT_FOUND);
        assertThat(world.sent).noneMatch(each -> each.request().id().equals("r1"));
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void request_whose_time_is_up_is_not_forwarded() {
        left.register("Cfriend");
        var past = Timestamp.text(world.clock.instant().minusSeconds(1));

        for (var parameter : List.of(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Parameter.RESULT_EXPIRATION_TIMESTAMP)) {
            var response = left.send(into("/id-in/cse-in/box", "Cfriend").with(parameter, past));

            assertThat(response.code()).isEqualTo(REQUEST_TIMEOUT);
        }
        assertThat(world.sent).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.1.3")
    void cse_that_cannot_be_reached_is_told_as_such() {
        left.register("Cfriend");
        world.cut(in);

        assertThat(left.send(into("/id-in/cse-in/box", "Cfriend")).code()).isEqualTo(TARGET_NOT_REACHABLE);

        world.mend(in);
        assertThat(left.send(into("/id-in/cse-in/box", "Cfriend")).code()).isEqualTo(CREATED);
    }

    @Test
    @Spec("TS-0001 §6.5.4")
    void request_for_another_service_provider_leaves_by_the_in_cse_with_an_absolute_originator() {
        var other = world.registered(new Identity("/id-in", "cse-other", "other.example", 1, List.of("3")), in);
        leaf.register("Cfriend");
        world.sent.clear();

        var response = leaf.send(Request.retrieve("//other.example/id-in/cse-other", "Cfriend"));

        assertThat(response.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(world.sent).hasSize(3);
        assertThat(world.sent.getLast().request().from()).isEqualTo("//example.org/id-leaf/Cfriend");
        other.register("Cfar");
        assertThat(other.send(Request.retrieve("//example.org/id-leaf/cse-leaf/box", "Cfar"))
                        .code())
                .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(world.sent.getLast().to()).isEqualTo("/id-leaf");
        assertThat(world.sent.getLast().request().from()).isEqualTo("//other.example/id-in/Cfar");
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void cse_speaks_for_nobody_but_its_own() {
        in.register("Cfriend");
        left.register("Cfriend");
        for (var from : List.of(
                "Cfriend",
                "/id-in/Cfriend",
                "/id-right/Cfriend",
                "/id-right",
                "//other.example/id/C1",
                "/Sany",
                Hub.ADMIN)) {
            assertThat(brought("/id-left", from).code()).as(from).isEqualTo(ORIGINATOR_NOT_AUTHENTICATED);
        }
        for (var from : List.of("/id-left/Cfriend", "/id-leaf/Cfriend"))
            assertThat(brought("/id-left", from).code()).as(from).isEqualTo(OK);
        assertThat(brought("/id-unknown", "/id-unknown/Cx").code()).isEqualTo(ORIGINATOR_NOT_AUTHENTICATED);
    }

    private Response brought(String cse, String from) {
        var peer = new Peer(Optional.of(InetAddress.getLoopbackAddress()), true, false, Optional.of(cse));
        return in.sendAsIs(
                Request.retrieve("cse-in/box", from).withId("brought").withPeer(peer));
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    void registrar_speaks_for_all_but_the_administrator_and_the_cse_itself() {
        left.register("Cfriend");
        var peer = new Peer(Optional.of(InetAddress.getLoopbackAddress()), true, false, Optional.of("/id-in"));
        var request = Request.retrieve("cse-left/box", "").withId("r1").withPeer(peer);

        for (var from : List.of("/id-left/Cfriend", "/id-leaf/Cfriend", "/id-in/Cfriend"))
            assertThat(left.sendAsIs(request.withFrom(from)).code()).as(from).isEqualTo(OK);
        for (var from : List.of("/id-left/" + Hub.ADMIN, "/id-left"))
            assertThat(left.sendAsIs(request.withFrom(from)).code()).as(from).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void request_of_somebody_whom_nobody_knows_is_not_forwarded() {
        try (var trusting = new Hub(
                new HeapStore(),
                new AccessSettings(
                        "", List.of(), List.of(), List.of(), List.of(), AccessSettings.Strangers.BY_POLICY))) {
            var stranger =
                    Request.retrieve("/id-x/cse-x", "Cfriend").withId("r1").withPeer(Peer.UNKNOWN);

            assertThat(trusting.cse.send(stranger).code()).isEqualTo(ORIGINATOR_NOT_AUTHENTICATED);
        }
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void request_that_runs_in_a_circle_ends() {
        in.create("cse-in", "/id-left", 3, "m2m:cnt", "rn", "unused");
        // Each says of the other that it has the CSE below.
        claim(in, "cse-in/id-left", "/id-ghost");
        claim(left, "cse-left/id-leaf", "/id-ghost");
        in.register("Cfriend");

        var response = in.send(Request.retrieve("/id-ghost/cse", "Cfriend"));

        assertThat(response.code()).isEqualTo(NOT_FOUND);
        assertThat(world.sent.size()).isLessThan(5);
    }

    private static void claim(Constellation.Member at, String remote, String cse) {
        var known = at.find(remote).orElseThrow().texts(Attributes.DCSE);
        var all = new ArrayList<>(known);
        all.add(cse);
        at.send(Request.update(remote, Hub.ADMIN, Value.field("m2m:csr", Hub.fields("dcse", all))));
    }

    @Test
    @Spec("TS-0004 §7.3.1.3")
    void answer_that_does_not_come_in_time_is_a_timeout() {
        left.register("Cfriend");
        world.stall(in);

        assertThat(left.send(into("/id-in/cse-in/box", "Cfriend")).code()).isEqualTo(REQUEST_TIMEOUT);
    }
}

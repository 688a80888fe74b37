// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** AEs at MN-CSEs whose identifiers the IN-CSE assigns. */
class SponsoredTest {
    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private final Constellation.Member left = world.middle("left", in);
    private final Constellation.Member right = world.middle("right", in);

    @AfterEach
    void close() {
        world.close();
    }

    private static Response register(Constellation.Member at, String stem, Object... more) {
        var fields = Hub.fields("rn", "app", "api", "Ntest", "rr", true, "srv", List.of("3"));
        for (int i = 0; i < more.length; i += 2)
            fields = fields.with(
                    (String) more[i],
                    Hub.fields(more[i], more[i + 1]).find((String) more[i]).orElseThrow());
        return at.send(Request.create(at.identity.name(), stem, 2, Value.field("m2m:ae", fields)));
    }

    private Resource announced(String stem) {
        return in.store.view().byId(stem).orElseThrow(() -> new AssertionError("nobody announced " + stem));
    }

    private String link(String stem) {
        return announced(stem).text(Attributes.LNK).orElse("");
    }

    @Test
    @Spec({"TS-0001 §10.2.2.2", "TS-0004 §7.4.5.2.1"})
    void identifier_is_assigned_by_the_in_cse() {
        var response = register(left, "S");

        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        var stem = Hub.text(response, "aei");
        assertThat(stem).startsWith("S").hasSizeGreaterThan(5);
        assertThat(Hub.text(response, "ri")).isEqualTo(stem);
        assertThat(link(stem)).isEqualTo("/id-left/" + stem);
        assertThat(announced(stem).text(Attributes.API)).contains("Ntest");
        assertThat(announced(stem).texts(Attributes.LBL)).containsExactly("Credential-ID:");
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void ae_that_names_an_identifier_gets_it_once_in_the_whole_service_provider() {
        assertThat(register(left, "Smine").code()).isEqualTo(CREATED);
        assertThat(link("Smine")).isEqualTo("/id-left/Smine");

        assertThat(register(left, "Smine").code()).isEqualTo(ORIGINATOR_HAS_ALREADY_REGISTERED);
        assertThat(register(right, "Smine").code()).isEqualTo(CONFLICT);
        assertThat(right.find("cse-right/app")).isEmpty();
        assertThat(link("Smine")).isEqualTo("/id-left/Smine");
    }

    @Test
    @Spec("TS-0001 §10.2.2.5")
    void ae_that_leaves_may_come_back_there_or_elsewhere() {
        register(left, "Smine");

        assertThat(left.send(Request.delete("Smine", "Smine")).code()).isEqualTo(DELETED);
        Awaitility.await()
                .atMost(Constellation.PATIENCE)
                .until(() -> link("Smine").equals("INACTIVE"));

        assertThat(register(right, "Smine").code()).isEqualTo(CREATED);
        assertThat(link("Smine")).isEqualTo("/id-right/Smine");
    }

    @Test
    @Spec("TS-0001 §10.2.2.5")
    void ae_that_left_while_the_in_cse_was_away_is_told_later() {
        register(left, "Smine");
        world.cut(in);
        left.send(Request.delete("Smine", "Smine"));
        var again = left.restart();
        again.cse().sweep();
        assertThat(link("Smine")).isEqualTo("/id-left/Smine");

        world.mend(in);
        world.clock.pass(Duration.ofMinutes(10));
        again.cse().sweep();

        Awaitility.await()
                .atMost(Constellation.PATIENCE)
                .until(() -> link("Smine").equals("INACTIVE"));
    }

    @Test
    @Spec("TS-0004 §7.4.5.2.1")
    void nothing_is_registered_while_the_in_cse_cannot_be_asked() {
        world.cut(in);

        assertThat(register(left, "S").code()).isEqualTo(TARGET_NOT_REACHABLE);
        assertThat(left.find("cse-left/app")).isEmpty();
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void name_that_is_taken_leaves_nothing_at_the_in_cse() {
        register(left, "Cother");

        assertThat(register(left, "Smine").code()).isEqualTo(CONFLICT);
        assertThat(in.store.view().byId("Smine")).isEmpty();
    }

    @Test
    @Spec("TS-0001 §7.2")
    void ae_is_reached_by_its_identifier_from_everywhere() {
        register(left, "Smine");
        var rule = Hub.fields("acor", List.of("/id-right/Cfriend", "/Smine", "/id-in"), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        left.create("cse-left", Hub.ADMIN, 1, "m2m:acp", "rn", "p", "pv", privileges, "pvs", privileges);
        var acpi = Value.field("m2m:ae", Hub.fields("acpi", List.of("cse-left/p")));
        assertThat(left.send(Request.update("Smine", Hub.ADMIN, acpi)).code()).isEqualTo(UPDATED);
        right.register("Cfriend");
        var heard = new CopyOnWriteArrayList<String>();
        left.entities.attach("Smine", request -> {
            heard.add(request.from());
            return Response.of(request, ResultCode.OK);
        });

        assertThat(right.retrieve("/Smine", "Cfriend").code()).isEqualTo(OK);
        var told = Value.field("m2m:sgn", Hub.fields("sur", "/id-right/x"));
        assertThat(right.send(Request.notification("/Smine", "Cfriend", told)).code())
                .isEqualTo(OK);
        assertThat(heard).containsExactly("/id-right/Cfriend");
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void ae_is_known_by_its_identifier_at_other_cses() {
        register(left, "Smine");
        var rule = Hub.fields("acor", List.of("/Smine"), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        for (var each : List.of(in, right)) {
            var base = each.identity.name();
            each.create(base, Hub.ADMIN, 1, "m2m:acp", "rn", "p", "pv", privileges, "pvs", privileges);
            each.create(base, Hub.ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", List.of(base + "/p"));
        }

        assertThat(left.retrieve("/id-in/cse-in/box", "Smine").code()).isEqualTo(OK);
        assertThat(left.retrieve("/id-right/cse-right/box", "Smine").code()).isEqualTo(OK);
        assertThat(right.retrieve("/id-in/cse-in/box", "Smine").code()).isNotEqualTo(OK);
    }

    @Test
    @Spec({"TS-0001 §10.2.16.1", "TS-0004 §7.5.1.2.16"})
    void references_follow_an_ae_that_is_tracked() {
        register(left, "Smine", "trps", true);
        left.create("cse-left", Hub.ADMIN, 9, "m2m:grp", "rn", "g", "mnm", 3, "mid", List.of("/id-left/Smine"));
        in.create("cse-in", Hub.ADMIN, 9, "m2m:grp", "rn", "g", "mnm", 3, "mid", List.of("/id-left/Smine"));
        Awaitility.await()
                .atMost(Constellation.PATIENCE)
                .until(() -> in.find("cse-in/aeContactList/id-left").isPresent());

        assertThat(register(right, "Smine", "trps", true).code()).isEqualTo(CREATED);

        for (var each : List.of(in, left)) {
            var path = each.identity.name() + "/g";
            Awaitility.await()
                    .atMost(Constellation.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(each.find(path).orElseThrow().texts(Attributes.MID))
                                    .containsExactly("/id-right/Smine"));
        }
        Awaitility.await()
                .atMost(Constellation.PATIENCE)
                .until(() -> left.find("cse-left/app").orElseThrow().whole(Attributes.REGS, 0) == 2);
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void in_cse_assigns_no_identifier_that_its_settings_rule_out() {
        var liar = Request.create(
                "cse-in",
                "/id-unknown/Sthem",
                10002,
                Value.field("m2m:aeA", Hub.fields("lnk", "/id-unknown/Sthem", "et", "20300101T000000")));

        assertThat(in.send(liar).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(in.store.view().byId("Sthem")).isEmpty();
    }
}

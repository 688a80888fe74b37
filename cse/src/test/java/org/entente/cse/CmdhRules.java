// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.CREATED;

import java.util.ArrayList;
import java.util.List;
import org.entente.model.Value;
import org.entente.model.primitive.Request;

/** The rules that a test gives to the node of a CSE, made of the resources that the specification has for them. */
final class CmdhRules {
    static final List<Boolean> EITHER = List.of(true, false);
    static final List<Integer> ANY = List.of(0, -1);
    private static final List<Integer> CATEGORIES = List.of(2, 3, 4, 100, 101, 102, 103);

    private final Constellation.Member member;
    private final String node;
    private final List<Object> defaults = new ArrayList<>();
    private final List<Object> parts = new ArrayList<>();
    private int count;

    CmdhRules(Constellation.Member member) {
        this.member = member;
        this.node = member.identity.name() + "/own";
        create(member.identity.name(), 14, "m2m:nod", fields("rn", "own", "ni", "n", "hcl", member.identity.cseId()));
    }

    private String create(String to, int type, String root, Value.Fields attributes) {
        var response = member.send(Request.create(to, ADMIN, type, Value.field(root, attributes)));
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        return Hub.text(response, "ri");
    }

    private Value.Fields object(String root, int definition, Object... attributes) {
        var all = fields(attributes).with("mgd", Value.of(definition)).with("rn", Value.of("part" + ++count));
        return fields("nm", "part", "typ", definition, "val", create(node, 13, root, all));
    }

    CmdhRules category(int order, String originator, int category) {
        defaults.add(object("m2m:cmdv", 1014, "od", order, "ror", List.of(originator), "dev", category));
        return this;
    }

    /** A category whose rule has a condition that nobody can judge. */
    CmdhRules conditionalCategory(String originator, int category) {
        defaults.add(object(
                "m2m:cmdv",
                1014,
                "od",
                1,
                "ror",
                List.of(originator),
                "dev",
                category,
                "rct",
                fields("x", "full moon")));
        return this;
    }

    CmdhRules times(int category, long rqet, long rset, long oet, long rp, boolean aggregation) {
        defaults.add(object(
                "m2m:cmpv",
                1015,
                "aec",
                List.of(category),
                "dqet",
                rqet,
                "dset",
                rset,
                "doet",
                oet,
                "drp",
                rp,
                "dda",
                aggregation));
        return this;
    }

    /** Limits that those whom they name are to know. */
    CmdhRules told(String originator) {
        return limits(originator, CATEGORIES, ANY, EITHER, "rctn", true);
    }

    CmdhRules limits(
            String originator,
            List<Integer> categories,
            List<Integer> rqet,
            List<Boolean> aggregation,
            Object... more) {
        var all = new ArrayList<Object>(List.of("od", 1, "ror", List.of(originator), "lec", categories));
        all.addAll(List.of("lqet", rqet, "lset", ANY, "loet", ANY, "lrp", ANY, "lda", aggregation));
        all.addAll(List.of(more));
        parts.add(object("m2m:cml", 1016, all.toArray()));
        return this;
    }

    CmdhRules network(int category, String schedule, int volume) {
        return network(category, schedule, volume, "default");
    }

    CmdhRules network(int category, String schedule, int volume, String name) {
        var opening =
                create(node, 18, "m2m:sch", fields("rn", "schedule" + ++count, "se", fields("sce", List.of(schedule))));
        var linked = List.of(fields("nm", "allowedSchedule", "typ", 0, "val", opening));
        var backoff = fields("ibt", 60_000, "abt", 60_000, "mbt", 90_000);
        var rule = object(
                "m2m:cmwr",
                1018,
                "ttn",
                List.of(name),
                "mrv",
                volume,
                "swt",
                0,
                "bop",
                fields("bops", List.of(backoff)),
                "cmlk",
                linked);
        parts.add(object("m2m:cmnr", 1017, "aecs", List.of(category), "cmlk", List.of(rule)));
        return this;
    }

    CmdhRules buffer(int category, int bytes, int priority) {
        parts.add(object("m2m:cmbf", 1019, "aec", List.of(category), "mbfs", bytes, "sgp", priority));
        return this;
    }

    /** With limits that forbid nothing. */
    CmdhRules unlimited() {
        return limits("default", CATEGORIES, ANY, EITHER);
    }

    /** Makes all of this the active policy. */
    void activate() {
        var all = new ArrayList<>(parts);
        all.addFirst(object("m2m:cmdf", 1013, "cmlk", defaults));
        var policy = object("m2m:cmp", 1011, "cpn", "policy", "cmlk", all);
        object("m2m:acmp", 1012, "acmlk", policy.text("val").orElseThrow());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.util.List;
import java.util.Optional;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.Samples;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a discovery finds, for whom, and how it is told. */
@Spec("TS-0004 §7.3.3.14")
@OverEveryBinding
class DiscoveryTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void build() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "a", "lbl", List.of("x"));
        hub.create("cse-in/a", ADMIN, 3, "m2m:cnt", "rn", "b", "lbl", List.of("x"));
        hub.create("cse-in/a/b", ADMIN, 4, "m2m:cin", "rn", "i", "con", "1", "lbl", List.of("x"));
        hub.create("cse-in/a", ADMIN, 3, "m2m:cnt", "rn", "c");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void finds_everything_below_but_not_the_target_itself() {
        assertThat(addresses(discover("cse-in/a", ADMIN)))
                .containsExactlyInAnyOrder("cse-in/a/b", "cse-in/a/b/i", "cse-in/a/c");
    }

    @Test
    @Spec("TS-0004 §7.3.3.17.5")
    void finds_what_matches() {
        assertThat(addresses(discover("cse-in/a", ADMIN, "lbl", List.of("x"))))
                .containsExactlyInAnyOrder("cse-in/a/b", "cse-in/a/b/i");
    }

    @Test
    @Spec("TS-0001 §10.2.6.1")
    void finding_nothing_is_an_answer() {
        var response = discover("cse-in/a", ADMIN, "lbl", List.of("y"));

        assertThat(response.code()).isEqualTo(ResultCode.OK);
        assertThat(addresses(response)).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.3.17.14")
    void level_bounds_how_deep_it_looks() {
        assertThat(addresses(discover("cse-in/a", ADMIN, "lvl", 1)))
                .containsExactlyInAnyOrder("cse-in/a/b", "cse-in/a/c");
    }

    @Test
    @Spec({"TS-0004 §7.3.3.17.10", "TS-0001 §8.1.3"})
    void limit_cuts_the_list_and_says_where_to_go_on() {
        var first = discover("cse-in", ADMIN, "lbl", List.of("x"), "lim", 2);
        var rest = discover("cse-in", ADMIN, "lbl", List.of("x"), "lim", 2, "ofst", 3);

        assertThat(first.find(Parameter.CONTENT_STATUS)).contains(Value.of(1));
        assertThat(first.find(Parameter.CONTENT_OFFSET)).contains(Value.of(3));
        assertThat(rest.find(Parameter.CONTENT_STATUS)).isEmpty();
        assertThat(addresses(first)).hasSize(2).doesNotContainAnyElementsOf(addresses(rest));
        assertThat(addresses(rest)).hasSize(1);
    }

    @Test
    @Spec("TS-0004 §7.3.3.17.15")
    void offset_of_one_is_the_first() {
        assertThat(addresses(discover("cse-in/a", ADMIN, "ofst", 1))).hasSize(3);
        assertThat(addresses(discover("cse-in/a", ADMIN, "ofst", 2))).hasSize(2);
        assertThat(addresses(discover("cse-in/a", ADMIN, "ofst", 4))).isEmpty();
    }

    @Test
    @Spec("TS-0004 §6.3.4.2.8")
    void addresses_are_unstructured_if_so_desired() {
        var request = asking("cse-in/a", ADMIN, "rn", "none")
                .withFilter(new FilterCriteria(fields("fu", 1, "ty", List.of(4))))
                .with(Parameter.DESIRED_IDENTIFIER_RESULT_TYPE, Value.of(2));

        assertThat(addresses(hub.send(request)))
                .containsExactly(hub.stored("cse-in/a/b/i").ri());
    }

    @Test
    @Spec("TS-0004 §7.3.3.17.17")
    void relative_path_leads_from_what_matches_to_what_is_told() {
        assertThat(addresses(discover("cse-in", ADMIN, "atr", attribute("rn", "b"), "arp", "../c")))
                .containsExactly("cse-in/a/c");
        assertThat(addresses(discover("cse-in", ADMIN, "atr", attribute("rn", "b"), "arp", "LATEST")))
                .containsExactly("cse-in/a/b/i");
        assertThat(addresses(discover("cse-in", ADMIN, "atr", attribute("rn", "b"), "arp", "nowhere")))
                .isEmpty();
        assertThat(addresses(discover("cse-in", ADMIN, "atr", attribute("rn", "b"), "arp", "../../../..")))
                .isEmpty();
        assertThat(addresses(discover("cse-in", ADMIN, "lbl", List.of("x"), "ty", List.of(3), "arp", "../c")))
                .as("the place beside b is told once, the one beside a is not there")
                .containsExactly("cse-in/a/c");
    }

    @Test
    @Spec({"TS-0001 §10.2.6.1", "TS-0004 §7.3.3.14"})
    void skips_what_may_not_be_discovered_and_goes_on_below_it() {
        allow("acp", "CLight", 32);
        hub.update("cse-in/a", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));
        hub.update("cse-in/a/b", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));

        assertThat(addresses(discover("cse-in", "CLight", "ty", List.of(3, 4))))
                .containsExactlyInAnyOrder("cse-in/a", "cse-in/a/b", "cse-in/a/b/i");
    }

    @Test
    void originator_without_any_privilege_is_refused() {
        assertThat(discover("cse-in/a", "CLight").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    void originator_with_privilege_on_the_target_alone_finds_nothing() {
        allow("acp", "CLight", 32);
        hub.update("cse-in/a/c", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));
        hub.create("cse-in/a/c", ADMIN, 3, "m2m:cnt");

        var response = discover("cse-in/a/c", "CLight");

        assertThat(response.code()).isEqualTo(ResultCode.OK);
        assertThat(addresses(response)).isEmpty();
    }

    @Test
    void privilege_to_retrieve_is_none_to_discover() {
        allow("acp", "CLight", 2);
        hub.update("cse-in/a/c", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));

        assertThat(discover("cse-in/a", "CLight").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    void operations_keep_what_the_originator_may_do_more_with() {
        allow("look", "CLight", 32);
        allow("work", "CLight", 32 + 2 + 4);
        hub.update("cse-in/a/b", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/look"));
        hub.update("cse-in/a/c", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/work"));

        assertThat(addresses(discover("cse-in", "CLight", "ops", 6, "ty", List.of(3))))
                .containsExactly("cse-in/a/c");
    }

    @Test
    @Spec("TS-0001 §10.2.6.1")
    void leaves_out_what_belongs_to_a_sleeping_registration() {
        var ae = hub.register("CSleeper");
        hub.create("cse-in/csleeper", ae, 3, "m2m:cnt", "rn", "box");
        var before = hub.stored("cse-in/csleeper");
        hub.store.commit(Samples.update(before, before.with(Attributes.REGS, 2)));

        assertThat(addresses(discover("cse-in", ADMIN))).noneMatch(address -> address.startsWith("cse-in/csleeper"));
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void references_can_be_asked_for_instead_of_addresses() {
        var request = asking("cse-in/a", ADMIN, "ty", List.of(4)).with(ResultContent.CHILD_RESOURCE_REFERENCES);

        var reference = ((Value.Items) Hub.shown(hub.send(request)).find("rrf").orElseThrow())
                .values()
                .getFirst();

        assertThat(reference).isEqualTo(fields("nm", "i", "typ", 4, "val", "cse-in/a/b/i"));
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void no_other_result_content_goes_with_it() {
        for (var content : ResultContent.values()) {
            var expected = content == ResultContent.CHILD_RESOURCE_REFERENCES
                            || content == ResultContent.DISCOVERY_RESULT_REFERENCES
                    ? ResultCode.OK
                    : ResultCode.BAD_REQUEST;
            assertThat(hub.send(asking("cse-in/a", ADMIN, "ty", List.of(4)).with(content))
                            .code())
                    .as(content.toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    @Spec("TS-0004 §7.3.3.17.1")
    void contradiction_is_a_bad_request() {
        assertThat(discover("cse-in", ADMIN, "sts", 1, "stb", 5).code()).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void only_a_retrieve_discovers() {
        var delete = Request.delete("cse-in/a", ADMIN).withFilter(new FilterCriteria(fields("fu", 1)));

        assertThat(hub.send(delete).code()).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec({"TS-0004 §7.3.3.14", "TS-0001 §11.3.4"})
    void filter_tells_nothing_of_a_parent_or_a_child_that_may_not_be_discovered() {
        allow("acp", "CLight", 32);
        hub.update("cse-in/a/b", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));
        assertThat(addresses(discover("cse-in", ADMIN, "palb", List.of("x"), "ty", List.of(3))))
                .contains("cse-in/a/b");

        hub.create("cse-in/a/b", ADMIN, 3, "m2m:cnt", "rn", "within", "lbl", List.of("y"));

        assertThat(addresses(discover("cse-in/a", "CLight", "ty", List.of(3)))).containsExactly("cse-in/a/b");
        assertThat(told("clbl", List.of("x"))).contains("cse-in/a/b");
        assertThat(told("clbl", List.of("y"))).doesNotContain("cse-in/a/b");
        assertThat(told("palb", List.of("x"))).doesNotContain("cse-in/a/b");
        assertThat(told("patr", attribute("rn", "a"))).doesNotContain("cse-in/a/b");
        assertThat(told("catr", attribute("rn", "within"))).doesNotContain("cse-in/a/b");
    }

    private String told(String criterion, List<?> values) {
        return discover("cse-in/a", "CLight", criterion, values, "ty", List.of(3))
                .content()
                .toString();
    }

    @Test
    @Spec("TS-0004 §7.4.27.2.2")
    void empty_container_is_told_of_to_nobody_who_may_not_discover_it() {
        var ri = hub.stored("cse-in/a/c").ri();

        var response = discover(ri + "/la", "CLight");

        assertThat(response.code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(discover(ri + "/la", ADMIN).code()).isEqualTo(ResultCode.NOT_FOUND);
    }

    private void allow(String name, String originator, int operations) {
        var rules = fields("acr", List.of(fields("acor", List.of(originator), "acop", operations)));
        hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", name, "pv", rules, "pvs", rules);
    }

    @Test
    @Spec({"TS-0009 §6.2.2.2", "TS-0001 §9.6.26.2"})
    void link_to_an_original_is_a_criterion() {
        var response = discover("cse-in", ADMIN, "atr", attribute("lnk", "/id-mn/box"));

        assertThat(response.code()).isEqualTo(ResultCode.OK);
        assertThat(addresses(response)).isEmpty();
    }

    private Response discover(String to, String from, Object... criteria) {
        return hub.send(asking(to, from, criteria));
    }

    private static Request asking(String to, String from, Object... criteria) {
        return Request.retrieve(to, from)
                .withFilter(new FilterCriteria(fields(criteria).with("fu", Value.of(1))));
    }

    private static List<Value> attribute(String name, String value) {
        return List.of(fields("nm", name, "val", value));
    }

    private static List<String> addresses(Response response) {
        assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.OK);
        return Optional.of(response.content().find("m2m:uril").orElseThrow())
                .map(list -> ((Value.Items) list)
                        .values().stream()
                                .map(each -> ((Value.Text) each).text())
                                .toList())
                .get();
    }
}

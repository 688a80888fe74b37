// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What responses carry. */
@OverEveryBinding
class AnswersTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void build() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "a", "lbl", List.of("x"), "mni", 9);
        hub.create("cse-in/a", ADMIN, 3, "m2m:cnt", "rn", "b");
        hub.create("cse-in/a/b", ADMIN, 4, "m2m:cin", "rn", "i", "con", "1");
        hub.create("cse-in/a/b", ADMIN, 4, "m2m:cin", "rn", "j", "con", "2");
        hub.create("cse-in/a", ADMIN, 3, "m2m:cnt", "rn", "c", "lbl", List.of("x"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(ResultContent.class)
    @Spec("TS-0001 table 8.1.2-1")
    void result_content_goes_with_the_operations_of_the_table(ResultContent content) {
        int number = content.number();
        var create = Request.create("cse-in/a", ADMIN, 3, Value.field("m2m:cnt", Value.Fields.EMPTY));
        var update = Request.update("cse-in/a/c", ADMIN, Value.field("m2m:cnt", fields("mni", 3)));

        assertAnswered(create.with(content), Set.of(0, 1, 2, 3, 9).contains(number));
        assertAnswered(
                Request.retrieve("cse-in/a", ADMIN).with(content),
                Set.of(1, 4, 5, 6, 8, 12).contains(number));
        assertAnswered(update.with(content), Set.of(0, 1, 9).contains(number));
        assertAnswered(
                Request.delete("cse-in/a/c", ADMIN).with(content),
                Set.of(0, 1, 4, 5, 6, 8).contains(number));
    }

    private void assertAnswered(Request request, boolean answered) {
        var code = hub.send(request).code();
        if (answered)
            assertThat(code.isSuccess()).as(request.operation().toString()).isTrue();
        else assertThat(code).as(request.operation().toString()).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void refused_result_content_changes_nothing() {
        hub.send(Request.delete("cse-in/a", ADMIN).with(ResultContent.HIERARCHICAL_ADDRESS));

        assertThat(hub.retrieve("cse-in/a", ADMIN).isSuccess()).isTrue();
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void defaults_are_attributes_and_nothing_for_a_delete() {
        assertThat(hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "z")
                        .content()
                        .members())
                .containsOnlyKeys("m2m:cnt");
        assertThat(Hub.whole(hub.update("cse-in/z", ADMIN, "m2m:cnt", "mni", 3), "mni"))
                .isEqualTo(3);
        assertThat(hub.delete("cse-in/z", ADMIN).content().members()).isEmpty();
    }

    @Nested
    @Spec("TS-0004 §7.5.2")
    class OfACreate {
        private Response made(ResultContent content) {
            return hub.send(Request.create("cse-in", ADMIN, 3, Value.field("m2m:cnt", fields("rn", "z", "mni", 3)))
                    .with(content));
        }

        @Test
        void hierarchical_address() {
            assertThat(made(ResultContent.HIERARCHICAL_ADDRESS).content())
                    .isEqualTo(Value.field("m2m:uri", Value.of("cse-in/z")));
        }

        @Test
        void hierarchical_address_and_attributes() {
            var wrapped = Hub.shown(made(ResultContent.HIERARCHICAL_ADDRESS_AND_ATTRIBUTES));

            assertThat(wrapped.text("uri")).contains("cse-in/z");
            assertThat(((Value.Fields) wrapped.find("m2m:cnt").orElseThrow()).find("mni"))
                    .contains(Value.of(3));
        }

        @Test
        void modified_attributes_are_those_the_sender_does_not_know() {
            assertThat(Hub.shown(made(ResultContent.MODIFIED_ATTRIBUTES)).members())
                    .containsKeys("ri", "pi", "ct", "lt", "et", "st", "cni", "cbs", "ty")
                    .doesNotContainKeys("rn", "mni", "_cby");
        }
    }

    @Nested
    @Spec("TS-0001 §8.1.2")
    class OfAnUpdate {

        @Test
        void modified_attributes_are_those_the_request_did_not_set() {
            var update = Request.update("cse-in/a", ADMIN, Value.field("m2m:cnt", fields("mni", 3)));

            var modified = Hub.shown(hub.send(update.with(ResultContent.MODIFIED_ATTRIBUTES)));

            assertThat(modified.members()).containsOnlyKeys("st", "lt");
        }

        @Test
        void modified_attributes_say_when_it_happened() {
            hub.clock.pass(Duration.ofSeconds(1));
            var update = Request.update("cse-in/a", ADMIN, Value.field("m2m:cnt", fields("mni", 3)));

            assertThat(Hub.shown(hub.send(update.with(ResultContent.MODIFIED_ATTRIBUTES)))
                            .members())
                    .containsOnlyKeys("lt", "st");
        }
    }

    @Nested
    @Spec({"TS-0001 §8.1.2", "TS-0004 §8.4.3"})
    class WithChildren {

        @Test
        void children_are_nested_beside_the_attributes() {
            var a = Hub.shown(retrieve(ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES));

            assertThat(a.find("mni")).contains(Value.of(9));
            assertThat(names(a, "m2m:cnt")).containsExactly("b", "c");
            assertThat(names(first(a, "m2m:cnt"), "m2m:cin")).containsExactly("i", "j");
            assertThat(first(first(a, "m2m:cnt"), "m2m:cin").members()).doesNotContainKey("_cby");
        }

        @Test
        void children_alone_come_without_the_attributes() {
            var a = Hub.shown(retrieve(ResultContent.CHILD_RESOURCES));

            assertThat(a.members()).containsOnlyKeys("m2m:cnt");
        }

        @Test
        void level_bounds_the_nesting() {
            var a = Hub.shown(retrieve(ResultContent.CHILD_RESOURCES, "lvl", 1));

            assertThat(first(a, "m2m:cnt").find("m2m:cin")).isEmpty();
        }

        @Test
        void filter_chooses_among_them_and_none_comes_without_its_parent() {
            assertThat(names(Hub.shown(retrieve(ResultContent.CHILD_RESOURCES, "lbl", List.of("x"))), "m2m:cnt"))
                    .containsExactly("c");
            assertThat(Hub.shown(retrieve(ResultContent.CHILD_RESOURCES, "ty", List.of(4)))
                            .members())
                    .isEmpty();
        }

        @Test
        void direct_child_comes_only_with_all_below_it() {
            var first = retrieve(ResultContent.CHILD_RESOURCES, "lim", 3);
            assertThat(names(Hub.shown(first), "m2m:cnt")).containsExactly("b");
            assertThat(first.find(Parameter.CONTENT_STATUS)).contains(Value.of(1));
            assertThat(first.find(Parameter.CONTENT_OFFSET)).contains(Value.of(2));

            var rest = retrieve(ResultContent.CHILD_RESOURCES, "lim", 3, "ofst", 2);
            assertThat(names(Hub.shown(rest), "m2m:cnt")).containsExactly("c");
            assertThat(rest.find(Parameter.CONTENT_STATUS)).isEmpty();

            var tooSmall = retrieve(ResultContent.CHILD_RESOURCES, "lim", 2);
            assertThat(Hub.shown(tooSmall).members()).isEmpty();
            assertThat(tooSmall.find(Parameter.CONTENT_OFFSET)).contains(Value.of(1));
        }

        @Test
        @Spec("TS-0001 §10.2.6.2")
        void references_are_flat() {
            var a = Hub.shown(retrieve(ResultContent.ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES));

            assertThat(a.find("mni")).contains(Value.of(9));
            assertThat(((Value.Items) a.find("ch").orElseThrow()).values())
                    .contains(fields("nm", "b", "typ", 3, "val", "cse-in/a/b"))
                    .contains(fields("nm", "i", "typ", 4, "val", "cse-in/a/b/i"))
                    .hasSize(4);
        }

        @Test
        @Spec("TS-0001 §10.2.6.2")
        void references_alone_are_a_list_of_their_own() {
            var response = retrieve(ResultContent.CHILD_RESOURCE_REFERENCES, "ty", List.of(4));

            assertThat(response.content().members()).containsOnlyKeys("m2m:rrl");
            assertThat(((Value.Items) Hub.shown(response).find("rrf").orElseThrow()).values())
                    .hasSize(2);
        }

        @Test
        @Spec({"TS-0004 §6.3.5.29", "TS-0004 §6.3.5.67"})
        void reference_says_which_management_object_it_is_since_release_4() {
            hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "n", "ni", "1");
            hub.create("cse-in/n", ADMIN, 13, "m2m:bat", "rn", "b", "mgd", 1006, "btl", 50, "bts", 1);
            var request = Request.retrieve("cse-in/n", ADMIN).with(ResultContent.CHILD_RESOURCE_REFERENCES);

            var early = hub.send(request.with(Parameter.RELEASE_VERSION_INDICATOR, "3"));
            var late = hub.send(request.with(Parameter.RELEASE_VERSION_INDICATOR, "4"));

            assertThat(Hub.shown(early).find("rrf"))
                    .contains(Value.of(List.of(fields("nm", "b", "typ", 13, "val", "cse-in/n/b"))));
            assertThat(Hub.shown(late).find("rrf"))
                    .contains(Value.of(
                            List.of(fields("nm", "b", "typ", 13, "val", "cse-in/n/b", "spty", fields("mgd", 1006)))));
        }

        @Test
        @Spec("TS-0001 §10.2.6.2")
        void nothing_is_shown_that_may_not_be_retrieved() {
            allow("acp", "CLight", 2, List.of());
            hub.update("cse-in/a", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));
            hub.update("cse-in/a/c", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));

            var request = Request.retrieve("cse-in/a", "CLight").with(ResultContent.CHILD_RESOURCES);

            assertThat(names(Hub.shown(hub.send(request)), "m2m:cnt")).containsExactly("c");
        }

        @Test
        void deleted_resource_is_shown_with_the_children_it_had() {
            var response =
                    hub.send(Request.delete("cse-in/a", ADMIN).with(ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES));

            assertThat(response.code()).isEqualTo(ResultCode.DELETED);
            assertThat(names(Hub.shown(response), "m2m:cnt")).containsExactly("b", "c");
            assertThat(hub.retrieve("cse-in/a", ADMIN).code()).isEqualTo(ResultCode.NOT_FOUND);
        }

        @Test
        @Spec("TS-0001 §9.6.6")
        void instances_are_not_shown_where_their_retrieval_is_disabled() {
            hub.update("cse-in/a/b", ADMIN, "m2m:cnt", "disr", true);

            assertThat(first(Hub.shown(retrieve(ResultContent.CHILD_RESOURCES)), "m2m:cnt")
                            .find("m2m:cin"))
                    .isEmpty();
        }

        private Response retrieve(ResultContent content, Object... criteria) {
            return hub.send(Request.retrieve("cse-in/a", ADMIN)
                    .withFilter(new FilterCriteria(fields(criteria)))
                    .with(content));
        }
    }

    @Nested
    @Spec("TS-0004 §7.3.3.6")
    class OfAPartialRetrieve {

        @Test
        void attribute_behind_a_hash() {
            assertThat(Hub.shown(hub.retrieve("cse-in/a#mni", ADMIN))).isEqualTo(fields("mni", 9));
        }

        @Test
        void attributes_in_the_content_or_in_a_parameter() {
            var list = Value.texts(List.of("mni", "lbl", "mbs"));
            var inContent = Request.retrieve("cse-in/a", ADMIN).withContent(Value.field("m2m:atrl", list));
            var inParameter = Request.retrieve("cse-in/a", ADMIN).with(Parameter.ATTRIBUTE_LIST, list);

            assertThat(Hub.shown(hub.send(inContent))).isEqualTo(fields("mni", 9, "lbl", List.of("x")));
            assertThat(Hub.shown(hub.send(inParameter))).isEqualTo(fields("mni", 9, "lbl", List.of("x")));
        }

        @Test
        void attribute_that_the_type_does_not_have_is_a_mistake() {
            assertThat(hub.retrieve("cse-in/a#api", ADMIN).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(hub.retrieve("cse-in/a#_cby", ADMIN).code()).isEqualTo(ResultCode.BAD_REQUEST);
        }

        @Test
        void attribute_that_the_resource_does_not_have_is_not_found() {
            assertThat(hub.retrieve("cse-in/a#mbs", ADMIN).code()).isEqualTo(ResultCode.NOT_FOUND);
        }

        @Test
        void goes_with_attributes_only() {
            var request = Request.retrieve("cse-in/a#mni", ADMIN).with(ResultContent.CHILD_RESOURCES);

            assertThat(hub.send(request).code()).isEqualTo(ResultCode.BAD_REQUEST);
        }
    }

    @Nested
    @Spec("TS-0004 §7.3.3.1")
    class Conditional {

        @ParameterizedTest
        @EnumSource(
                value = Operation.class,
                names = {"RETRIEVE", "UPDATE", "DELETE"})
        void operation_is_carried_out_on_what_matches_only(Operation operation) {
            assertThat(hub.send(on(operation, "mni", "8")).code()).isEqualTo(ResultCode.NOT_FOUND);
            assertThat(hub.send(on(operation, "mni", "9")).isSuccess()).isTrue();
        }

        @Test
        void create_takes_no_filter() {
            assertThat(hub.send(on(Operation.CREATE, "mni", "9")).code()).isEqualTo(ResultCode.BAD_REQUEST);
        }

        @Test
        void filter_tells_nothing_of_attributes_that_may_not_be_seen() {
            allow("acp", "CLight", 2, List.of("lbl"));
            hub.update("cse-in/a", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));

            assertThat(hub.send(on(Operation.RETRIEVE, "mni", "9").withFrom("CLight"))
                            .code())
                    .isEqualTo(ResultCode.NOT_FOUND);
        }

        @Test
        void condition_on_the_last_change_notices_the_next_one_at_once() {
            var seen =
                    Timestamp.parse(hub.stored("cse-in/a").text(Attributes.LT).orElseThrow());
            var unmodified = new FilterCriteria(fields("fu", 2, "us", Timestamp.text(seen.plus(1, MICROS))));
            var change = Request.update("cse-in/a", ADMIN, Value.field("m2m:cnt", fields("lbl", List.of("y"))));

            assertThat(hub.send(change.withFilter(unmodified)).code()).isEqualTo(ResultCode.UPDATED);
            assertThat(hub.send(change.withFilter(unmodified)).code()).isEqualTo(ResultCode.NOT_FOUND);
        }

        private Request on(Operation operation, String name, String value) {
            var request =
                    switch (operation) {
                        case CREATE -> Request.create("cse-in/a", ADMIN, 3, Value.field("m2m:cnt", Value.Fields.EMPTY));
                        case RETRIEVE -> Request.retrieve("cse-in/a", ADMIN);
                        case UPDATE ->
                            Request.update("cse-in/a", ADMIN, Value.field("m2m:cnt", fields("lbl", List.of("y"))));
                        case DELETE -> Request.delete("cse-in/a", ADMIN);
                        case NOTIFY -> throw new IllegalArgumentException();
                    };
            return request.withFilter(
                    new FilterCriteria(fields("fu", 2, "atr", List.of(fields("nm", name, "val", value)))));
        }
    }

    @Test
    @Spec("TS-0001 §9.6.2")
    void only_permitted_attributes_are_shown() {
        allow("acp", "CLight", 2, List.of("lbl", "rn"));
        hub.update("cse-in/a", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));

        assertThat(Hub.shown(hub.retrieve("cse-in/a", "CLight"))).isEqualTo(fields("rn", "a", "lbl", List.of("x")));
    }

    @Test
    @Spec("TS-0001 §9.6.2.2")
    void last_use_of_a_limited_rule_still_shows_the_resource() {
        var rule = fields("acor", List.of("CLight"), "acop", 2, "acco", List.of(fields("acl", 1)));
        var rules = fields("acr", List.of(rule));
        hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "acp", "pv", rules, "pvs", rules);
        hub.update("cse-in/a", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));

        assertThat(Hub.whole(hub.retrieve("cse-in/a", "CLight"), "mni")).isEqualTo(9);
        assertThat(hub.retrieve("cse-in/a", "CLight").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void permissions_are_what_the_originator_may_do() {
        allow("acp", "CLight", 2 + 4 + 32, List.of());
        hub.update("cse-in/a", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));

        var response = hub.send(Request.retrieve("cse-in/a", "CLight").with(ResultContent.PERMISSIONS));

        assertThat(Hub.whole(response, "acop")).isEqualTo(38);
    }

    @Test
    @Spec({"TS-0001 §9.6.2", "TS-0004 §7.3.3.14"})
    void filter_tells_nothing_of_attributes_of_children_that_may_not_be_seen() {
        allow("acp", "CLight", 2, List.of("cni"));
        hub.update("cse-in/a", ADMIN, "m2m:cnt", "acpi", List.of("cse-in/acp"));
        for (var name : List.of("one", "two"))
            hub.create(
                    "cse-in/a", ADMIN, 3, "m2m:cnt", "rn", name, "lbl", List.of(name), "acpi", List.of("cse-in/acp"));

        for (var criteria : List.of(fields("lbl", List.of("one")), fields("lbq", "NT two")))
            assertThat(listed("CLight", criteria).contains("cse-in/a/one"))
                    .as(criteria.toString())
                    .isEqualTo(listed("CLight", criteria).contains("cse-in/a/two"));
        assertThat(listed(ADMIN, fields("lbl", List.of("one")))).contains("cse-in/a/one");
        assertThat(listed("CLight", fields("ty", List.of(3)))).contains("cse-in/a/one", "cse-in/a/two");
    }

    private String listed(String from, Value.Fields criteria) {
        var request = Request.retrieve("cse-in/a", from)
                .with(ResultContent.CHILD_RESOURCE_REFERENCES)
                .withFilter(new FilterCriteria(criteria));
        return hub.send(request).content().toString();
    }

    @Test
    @Spec("TS-0004 §7.2.2.2")
    void what_is_ours_alone_is_never_shown() {
        assertThat(Hub.shown(hub.retrieve("cse-in/a", ADMIN)).members().keySet())
                .noneMatch(name -> name.startsWith("_"));
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void semantic_query_is_not_implemented() {
        var query = Request.retrieve("cse-in/a", ADMIN).with(Parameter.SEMANTIC_QUERY_INDICATOR, Value.of(true));

        assertThat(hub.send(query).code()).isEqualTo(ResultCode.NOT_IMPLEMENTED);
    }

    private void allow(String name, String originator, int operations, List<String> attributes) {
        var rule = fields("acor", List.of(originator), "acop", operations);
        if (!attributes.isEmpty()) rule = rule.with("aca", Value.texts(attributes));
        var rules = fields("acr", List.of(rule));
        var made = hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", name, "pv", rules, "pvs", rules);
        assertThat(made.isSuccess()).as(made.sentence()).isTrue();
    }

    private static List<String> names(Value.Fields parent, String root) {
        return ((Value.Items) parent.find(root).orElseThrow())
                .values().stream()
                        .map(each -> ((Value.Fields) each).text("rn").orElseThrow())
                        .toList();
    }

    private static Value.Fields first(Value.Fields parent, String root) {
        return (Value.Fields)
                ((Value.Items) parent.find(root).orElseThrow()).values().getFirst();
    }
}

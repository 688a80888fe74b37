// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.Hub.fields;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.cse.Hub;
import org.entente.cse.geo.Geography;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Samples;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each criterion against one container with a parent and an instance, and against that instance. */
class MatcherTest {
    private static final String JSON =
            "{\"temperature\": 21.5, \"room\": \"kitchen\", \"on\": true, \"a.b\": 1, \"list\": [10, {\"x\": -3}]}";

    private final HeapStore store = new HeapStore();
    private final Resource base = Samples.base();
    private final Resource house = Samples.container(base, "house").with(Attributes.LBL, Value.texts(List.of("house")));
    private final Resource box = Samples.container(house, "box")
            .with(Attributes.LBL, Value.texts(List.of("floor1", "color:red", "color:blue")))
            .with(Attributes.CT, "20260301T120000,500000")
            .with(Attributes.LT, "20260302T120000,000000")
            .with(Attributes.ET, "20270301T120000,000000")
            .with(Attributes.CR, "CLight12")
            .with(Attributes.MNI, 5)
            .with(Attributes.ST, 3);
    private final Resource instance = Samples.instance(box, 1, JSON)
            .with(Attributes.CNF, "application/json:0")
            .with(Attributes.LBL, Value.texts(List.of("leaf")))
            .with(Attributes.CS, 100);

    @BeforeEach
    void store() {
        store.commit(Samples.create(base, house, box, instance));
    }

    static Stream<Arguments> of_a_container() {
        return Stream.of(
                row("crb", "20260301T120000,500001", true),
                row("crb", "20260301T120000,500000", false),
                row("crb", "20260301T120001", true),
                row("cra", "20260301T120000,500000", true),
                row("cra", "20260301T120000", true),
                row("cra", "20260301T120001", false),
                row("us", "20260302T120000,000001", true),
                row("us", "20260302T120000", false),
                row("ms", "20260302T120000", true),
                row("ms", "20260302T120000,1", false),
                row("exb", "20270301T120001", true),
                row("exb", "20270301T120000", false),
                row("exa", "20270301T120000", true),
                row("exa", "20270301T120000,000001", false),
                row("sts", 4, true),
                row("sts", 3, false),
                row("stb", 3, true),
                row("stb", 4, false),
                row("lbl", List.of("floor2", "floor1"), true),
                row("lbl", List.of("color"), false),
                row("palb", List.of("house"), true),
                row("palb", List.of("floor1"), false),
                row("clbl", List.of("leaf"), true),
                row("clbl", List.of("floor1"), false),
                row("ty", List.of(2, 3), true),
                row("ty", List.of(4), false),
                row("pty", List.of(3), true),
                row("pty", List.of(5), false),
                row("chty", List.of(4), true),
                row("chty", List.of(23), false),
                row("atr", attribute("cr", "CLight12"), true),
                row("atr", attribute("cr", "CLight1*"), true),
                row("atr", attribute("cr", "*12"), true),
                row("atr", attribute("cr", "C*t*2"), true),
                row("atr", attribute("cr", "CLight"), false),
                row("atr", attribute("mni", "5"), true),
                row("atr", attribute("mni", 5), true),
                row("atr", attribute("mni", "6"), false),
                row("atr", attribute("mbs", "*"), false),
                row("atr", List.of(fields("nm", "mni", "val", 6), fields("nm", "rn", "val", "box")), true),
                row("patr", attribute("rn", "house"), true),
                row("patr", attribute("rn", "box"), false),
                row("catr", attribute("rn", "cin_*"), true),
                row("catr", attribute("rn", "box"), false),
                row("cty", List.of("application/json"), false),
                row("sza", 0, false));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("of_a_container")
    @Spec("TS-0004 §7.3.3.17")
    void criterion_of_a_container(String name, Object value, boolean matches) {
        assertThat(matches(box, name, value)).isEqualTo(matches);
    }

    static Stream<Arguments> of_an_instance() {
        return Stream.of(
                row("sza", 100, true),
                row("sza", 101, false),
                row("szb", 101, true),
                row("szb", 100, false),
                row("cty", List.of("text/plain", "application/json"), true),
                row("cty", List.of("application/json:0"), false));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("of_an_instance")
    @Spec({"TS-0004 §7.3.3.17.7", "TS-0004 §7.3.3.17.8"})
    void criterion_of_an_instance(String name, Object value, boolean matches) {
        assertThat(matches(instance, name, value)).isEqualTo(matches);
    }

    static Stream<Arguments> label_queries() {
        return Stream.of(
                row("floor1", true),
                row("color", true),
                row("floor2", false),
                row("colo", false),
                row("NT floor2", true),
                row("NT color", false),
                row("color EQ red", true),
                row("color:red", true),
                row("color EQ green", false),
                row("color NE green", true),
                row("color NE red", false),
                row("size NE red", false),
                row("color IN (green, red)", true),
                row("color IN (green)", false),
                row("color NI (green, white)", true),
                row("color NI (green, red)", false),
                row("size NI (green)", false),
                row("floor2, color EQ blue", true),
                row("floor2, color EQ green", false));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("label_queries")
    @Spec("TS-0004 §7.3.3.17.16")
    void label_query(String query, boolean matches) {
        assertThat(matches(box, "lbq", query)).isEqualTo(matches);
    }

    static Stream<Arguments> content_queries() {
        return Stream.of(
                row("$.temperature EQ 21.5", true),
                row("$.temperature EQ 21.50", true),
                row("$.temperature NE 21.5", false),
                row("$.temperature GT 21", true),
                row("$.temperature GT 21.5", false),
                row("$.temperature GE 21.5", true),
                row("$.temperature LT 22", true),
                row("$.temperature LT 21.5", false),
                row("$.temperature LE 21.4", false),
                row("$.room EQ \"kitchen\"", true),
                row("$.room EQ kitchen", true),
                row("$.room NE \"hall\"", true),
                row("$.room MATCH \"itch\"", true),
                row("$.room MATCH \"hall\"", false),
                row("$.room GT 1", false),
                row("$.on EQ true", true),
                row("$.\"a.b\" EQ 1", true),
                row("$.list[0] EQ 10", true),
                row("$.list[1].x LT 0", true),
                row("$.list[2] EQ 10", false),
                row("$.nothing EQ 10", false),
                row("$.nothing NE 10", false),
                row("$.room EQ kitchen AND $.temperature GT 30", false),
                row("$.room EQ hall OR $.temperature GT 20", true),
                row("$.room EQ hall AND $.on EQ true OR $.list[0] EQ 10", true));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("content_queries")
    @Spec({"TS-0004 §7.3.3.17.13.2", "TS-0001 §J.2"})
    void content_query(String query, boolean matches) {
        assertThat(matcher("cfs", 1, "cfq", query).matches(instance, store.view()))
                .isEqualTo(matches);
    }

    @Nested
    @Spec("TS-0001 §J.2")
    class Content {

        @Test
        void is_asked_only_where_its_info_says_json() {
            assertThat(asked(instance.with(Attributes.CNF, "text/plain:0"))).isFalse();
            assertThat(asked(instance.without(Attributes.CNF))).isFalse();
            assertThat(asked(instance.with(Attributes.CNF, "application/senml+json:0")))
                    .isTrue();
        }

        @Test
        void may_be_encoded() {
            var encoded = "eyJyb29tIjoia2l0Y2hlbiJ9"; // {"room":"kitchen"}

            assertThat(asked(instance.with(Attributes.CON, encoded))).isFalse();
            assertThat(asked(instance.with(Attributes.CON, encoded).with(Attributes.CNF, "application/json:1")))
                    .isTrue();
            assertThat(asked(instance.with(Attributes.CON, "%").with(Attributes.CNF, "application/json:1")))
                    .isFalse();
        }

        @Test
        void that_is_no_json_matches_nothing() {
            for (var broken : List.of("", "{", "{\"room\":\"kitchen\"", "{\"room\":\"kitchen\"} x", "[1,]", "\"\\x\""))
                assertThat(asked(instance.with(Attributes.CON, broken)))
                        .as(broken)
                        .isFalse();
        }

        @Test
        void may_be_as_deep_as_it_likes() {
            var deep = "[".repeat(100_000);

            assertThat(asked(instance.with(Attributes.CON, deep))).isFalse();
        }

        private boolean asked(Resource resource) {
            return matcher("cfs", 1, "cfq", "$.room EQ kitchen").matches(resource, store.view());
        }
    }

    @Nested
    @Spec("TS-0004 §7.3.3.17.0")
    class Joining {

        @Test
        void different_conditions_all_hold_by_default() {
            assertThat(all("lbl", List.of("floor1"), "sts", 4)).isTrue();
            assertThat(all("lbl", List.of("floor1"), "sts", 3)).isFalse();
            assertThat(all("lbl", List.of("floor1"), "sts", 3, "fo", 1)).isFalse();
        }

        @Test
        void one_of_them_holds_with_or() {
            assertThat(all("lbl", List.of("floor1"), "sts", 3, "fo", 2)).isTrue();
            assertThat(all("lbl", List.of("floor9"), "sts", 3, "fo", 2)).isFalse();
        }

        @Test
        void an_odd_number_of_them_holds_with_xor() {
            assertThat(all("lbl", List.of("floor1"), "sts", 3, "fo", 3)).isTrue();
            assertThat(all("lbl", List.of("floor1"), "sts", 4, "fo", 3)).isFalse();
            assertThat(all("lbl", List.of("floor9"), "sts", 3, "fo", 3)).isFalse();
        }

        @Test
        void ends_of_one_interval_hold_together_even_with_or() {
            assertThat(all("cra", "20260301T120000", "crb", "20260301T120001", "fo", 2))
                    .isTrue();
            assertThat(all("cra", "20260101T120000", "crb", "20260201T120001", "fo", 2))
                    .isFalse();
        }

        @Test
        void no_condition_holds_always() {
            for (int join = 1; join <= 3; join++)
                assertThat(all("lim", 3, "fo", join)).isTrue();
        }

        private boolean all(Object... namesAndValues) {
            return matcher(namesAndValues).matches(box, store.view());
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("crb", "20260101T000000", "cra", "20260101T000000"),
                mistake("us", "20260101T000000", "ms", "20260201T000000"),
                mistake("exb", "20260101T000000", "exa", "20260201T000000"),
                mistake("sts", 3, "stb", 3),
                mistake("szb", 3, "sza", 4),
                mistake("atr", attribute("ct", "2026*")),
                mistake("catr", attribute("lbl", "x")),
                mistake("patr", attribute("ty", "3")),
                mistake("atr", attribute("_cby", "*")),
                mistake("atr", List.of("rn")),
                mistake("lbq", ""),
                mistake("lbq", "color EQ"),
                mistake("lbq", "color IN red"),
                mistake("lbq", "color IN ()"),
                mistake("lbq", "color IN (red"),
                mistake("cfq", "$.a EQ 1"),
                mistake("cfs", 1),
                mistake("cfs", 1, "cfq", ""),
                mistake("cfs", 1, "cfq", "$.a"),
                mistake("cfs", 1, "cfq", "a EQ 1"),
                mistake("cfs", 1, "cfq", "$.a IS 1"),
                mistake("cfs", 1, "cfq", "$.a GT x"),
                mistake("cfs", 1, "cfq", "$.a EQ 1 AND"),
                mistake("cfs", 1, "cfq", "$.a EQ 1 NOR $.b EQ 1"),
                mistake("cfs", 1, "cfq", "$.a[x] EQ 1"),
                mistake("cfs", 1, "cfq", "$.a EQ \"1"),
                mistake("ty", List.of(99_999_999_999L)),
                mistake("chty", List.of(99_999_999_999L)),
                mistake("lbl", List.of("a"), "fo", 4),
                mistake("lbl", Collections.nCopies(1001, "a")),
                mistake("lbq", "a".repeat(5000)),
                mistake("atr", attribute("rn", "*a".repeat(128))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    @Spec({"TS-0004 §7.3.3.17", "TS-0004 §7.3.3.17.1"})
    void mistake_is_refused(List<Object> criteria) {
        assertThatThrownBy(() -> matcher(criteria.toArray()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST));
    }

    @Test
    @Spec("TS-0004 §7.3.3.18")
    void semantic_filters_and_places_without_a_geography_are_not_implemented() {
        for (var filter : List.of(
                List.<Object>of("smf", List.of("SELECT ?x")), List.<Object>of("gmty", 1, "geom", "[1,1]", "gsf", 1)))
            assertThatThrownBy(() -> matcher(filter.toArray()))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ResultCode.NOT_IMPLEMENTED));
    }

    @Test
    @Spec("TS-0004 §7.3.3.17")
    void narrowing_tells_an_index_what_it_can_do() {
        var narrowed = matcher("ty", List.of(3), "lbl", List.of("floor1"), "cra", "20260301T120000", "sts", 9)
                .narrow(base, 2);

        assertThat(narrowed.types()).isEqualTo(Set.of(3));
        assertThat(narrowed.labels()).isEqualTo(Set.of("floor1"));
        assertThat(narrowed.times().created().from()).contains("20260301T120000,000000");
        assertThat(narrowed.levels()).isEqualTo(2);
    }

    @Test
    @Spec("TS-0004 §7.3.3.17.12")
    void narrowing_leaves_out_nothing_that_another_condition_lets_in() {
        var narrowed = matcher("ty", List.of(3), "sts", 9, "fo", 2).narrow(base, 2);

        assertThat(narrowed.types()).isEmpty();
    }

    private boolean matches(Resource resource, String name, Object value) {
        return matcher(name, value).matches(resource, store.view());
    }

    private static Matcher matcher(Object... namesAndValues) {
        return Matcher.of(new FilterCriteria(Hub.fields(namesAndValues)), Geography.NONE);
    }

    private static List<Value> attribute(String name, Object value) {
        return List.of(fields("nm", name, "val", value));
    }

    private static Arguments row(Object... cells) {
        return Arguments.of(cells);
    }

    private static Arguments mistake(Object... namesAndValues) {
        return Arguments.of(List.of(namesAndValues));
    }
}

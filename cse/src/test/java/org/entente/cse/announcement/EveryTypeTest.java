// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.announcement.Triangle.IN;
import static org.entente.cse.announcement.Triangle.MN;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.cse.Hub;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Announced;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.Gen;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceType.Row;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type that can be announced is, with all that its table lets be announced. */
class EveryTypeTest {
    private static final ResourceTypes TYPES = ResourceTypes.standard().with(List.of(Hub.lamp()));

    /** What is looked at where it arrives. */
    private static final Map<String, Value> HINTS = Map.of("loc", Hub.fields("typ", 1, "crd", "[7.4,43.7]"));

    private final Triangle net = new Triangle(Hub.lamp());
    private final Gen gen = new Gen(7);

    @AfterEach
    void close() {
        net.close();
    }

    static Stream<ResourceType> types() {
        return TYPES.all().stream()
                .filter(type -> type.isAnnounceable() && !type.isGeneral())
                .filter(type -> type != CseBase.TYPE && !type.isInstance());
    }

    @ParameterizedTest
    @MethodSource("types")
    @Spec({"TS-0001 §9.6.26.1", "TS-0004 §7.3.3.10", "TS-0004 §7.3.3.11", "TS-0004 §7.4.26.1"})
    void is_announced_synchronised_and_withdrawn(ResourceType type) {
        var original = original(type);

        charge(Todo.NOTHING.announcing(IN), new Write.Created(original));

        assertThat(net.refused).isEmpty();
        var place = net.stored(MN, original.path()).texts(Attributes.AT).getFirst();
        var announced = net.stored(IN, place);
        assertThat(announced.type().root())
                .isEqualTo(TYPES.announced(type).orElseThrow().root());
        assertThat(announced.attributes()).containsAllEntriesOf(translated(net.stored(MN, original.path())));

        var before = net.stored(MN, original.path());
        var after = before.with(Attributes.LBL, Value.texts(List.of("changed")));
        charge(Todo.NOTHING.synchronising(place, Set.of("lbl")), new Write.Updated(before, after));
        assertThat(net.stored(IN, place).texts(Attributes.LBL)).containsExactly("changed");

        assertThat(net.delete(MN, original.path()).code()).isEqualTo(ResultCode.DELETED);
        settle();
        assertThat(net.find(IN, place)).isEmpty();
    }

    /** Around the procedures of the types: what they ask of values is not the matter here. */
    private void charge(Todo todo, Write write) {
        var errand = new Errand("original", Todo.KIND, Timestamp.text(net.clock.instant()), todo.details());
        net.store(MN)
                .commit(view -> new Outcome(
                        List.of(write, new Write.Charged(errand)),
                        view.byId("id-mn").orElseThrow()));
        net.restart(MN);
        settle();
    }

    private Resource original(ResourceType type) {
        var ri = "original";
        var all = new LinkedHashMap<String, Value>();
        for (var name : List.of("rn", "ri")) all.put(name, Value.of(ri));
        all.putAll(Map.of("ty", Value.of(type.number()), "pi", Value.of("id-mn")));
        for (var name : List.of("ct", "lt")) all.put(name, Value.of("20260101T000000"));
        announcedRows(type)
                .forEach(row -> all.put(
                        row.attribute().shortName(), gen.valid(row.attribute().type())));
        type.discriminator().ifPresent(value -> all.put(type.has(Attributes.CND) ? "cnd" : "mgd", value));
        all.put("et", Value.of("20280101T000000"));
        if (all.containsKey("ast")) all.put("ast", Value.of(1));
        HINTS.forEach((name, value) ->
                all.computeIfPresent(name, (key, made) -> made instanceof Value.Text ? made : value));
        all.put(
                "aa",
                Value.texts(announcedRows(type)
                        .filter(row -> row.announced() == Announced.OA)
                        .map(row -> row.attribute().shortName())
                        .toList()));
        return new Resource(type, "cse-mn/" + ri, all);
    }

    private static Stream<Row> announcedRows(ResourceType type) {
        return type.rows().values().stream().filter(row -> row.announced() != Announced.NA);
    }

    private Map<String, Value> translated(Resource original) {
        var translation = new Translation(Triangle.identity(MN), net.store(MN).view(), false);
        var translated = new LinkedHashMap<String, Value>();
        announcedRows(original.type())
                .forEach(row -> original.value(row.attribute())
                        .ifPresent(value -> translated.put(
                                row.attribute().shortName(),
                                translation.value(row.attribute().type(), value))));
        return translated;
    }

    private void settle() {
        net.clock.pass(Duration.ofMinutes(6));
        net.sweep();
    }
}

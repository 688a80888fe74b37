// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.entente.cse.store.Selection;
import org.entente.model.Reason;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Gen;
import org.entente.model.type.MgmtCmd;
import org.entente.model.type.Presence;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type does what its table says, and takes nothing else. Adding a type adds its cases. */
class TablesTest {
    private static final int RUNS = 3;
    private static final Set<Reason> WRONG =
            Set.of(Reason.ATTRIBUTE_TYPE, Reason.ATTRIBUTE_VALUE, Reason.ATTRIBUTE_FORBIDDEN, Reason.ATTRIBUTE_KEPT);
    private static final Set<Reason> UNKNOWN = Set.of(Reason.ATTRIBUTE_UNKNOWN);
    private static final Set<Reason> FORBIDDEN = Set.of(Reason.ATTRIBUTE_FORBIDDEN);
    private static final Set<Reason> MISSING =
            Set.of(Reason.ATTRIBUTE_MISSING, Reason.ATTRIBUTE_KEPT, Reason.ATTRIBUTE_FORBIDDEN);

    private final Hub hub = Hub.with(Hub.lamp());

    @AfterEach
    void close() {
        hub.close();
    }

    static Stream<ResourceType> types() {
        return Bases.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    @Spec(
            value = {"TS-0004 §7.2.2.2", "TS-0004 §7.3.3.3"},
            proves = {"* RUD", "mgmtObj C", "nod C"})
    void a_resource_is_created_shown_changed_and_deleted(ResourceType type) {
        var bases = new Bases(hub, new Gen(1));
        var content = bases.content(type);

        var created = Bases.created(bases.create(type, content), type);
        var path = bases.place(type) + "/" + Hub.text(created, "rn");
        assertThat(shown(created)).containsAllEntriesOf(content.members()).containsKeys("ri", "pi", "ty", "ct", "lt");
        var owner = bases.owner(path);
        assertThat(shown(hub.retrieve(path, owner))).isEqualTo(shown(created));

        checkUpdate(type, path, owner);

        assertThat(hub.delete(path, owner).code()).isEqualTo(DELETED);
        assertThat(hub.retrieve(path, ADMIN).code()).isEqualTo(NOT_FOUND);
        assertThat(hub.store.view().byPath(path)).isEmpty();
    }

    private void checkUpdate(ResourceType type, String path, String owner) {
        var updated = hub.update(path, owner, type.root(), "lbl", List.of("changed"));
        if (type.row("lbl").orElseThrow().update() == Presence.NP || type.isInstance()) {
            assertThat(updated.code()).isEqualTo(OPERATION_NOT_ALLOWED);
            assertThat(hub.stored(path).has(Attributes.LBL)).isFalse();
            return;
        }
        assertThat(updated.code()).isEqualTo(UPDATED);
        assertThat(shown(hub.retrieve(path, owner))).containsEntry("lbl", Value.texts(List.of("changed")));
    }

    private static Map<String, Value> shown(Response response) {
        return new TreeMap<>(Hub.shown(response).members());
    }

    @ParameterizedTest
    @MethodSource("types")
    @Spec({"TS-0001 §9.6.1.3.2", "TS-0004 §7.3.3.5"})
    void a_resource_is_gone_after_its_expiration_time(ResourceType type) {
        Gen.forAll(1, gen -> {
            var bases = new Bases(hub, gen);
            var soon = Timestamp.text(hub.clock.instant().plusSeconds(60));
            var created = Bases.created(bases.create(type, bases.content(type).with("et", Value.of(soon))), type);
            var path = bases.place(type) + "/" + Hub.text(created, "rn");

            hub.clock.pass(Duration.ofSeconds(59));
            hub.cse.sweep();
            assertThat(hub.store.view().byPath(path)).as(path).isPresent();
            hub.clock.pass(Duration.ofSeconds(2));
            hub.cse.sweep();

            assertThat(hub.store.view().byPath(path)).as(path).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    @Spec({"TS-0004 §7.3.3.3", "TS-0004 §7.3.3.4", "TS-0004 §6.3"})
    void an_attribute_of_the_wrong_type_is_refused(ResourceType type) {
        forAll(type, (gen, bases, path) -> {
            for (var row : type.rows().values()) {
                var name = row.attribute().shortName();
                var wrong = gen.invalid(row.attribute().type());
                if (!isWanted(type, name, wrong))
                    refusesCreate(bases, type, bases.content(type).with(name, wrong), name, WRONG);
                if (wrong != Value.Deleted.DELETED || row.always())
                    refusesUpdate(bases, type, path, name, wrong, WRONG);
            }
        });
    }

    // Null asks for the originator as creator. [TS-0004 §7.3.3.3]
    private static boolean isWanted(ResourceType type, String name, Value value) {
        return name.equals("cr")
                && value == Value.Deleted.DELETED
                && type.row("cr").orElseThrow().create() != Presence.NP;
    }

    @ParameterizedTest
    @MethodSource("types")
    @Spec({"TS-0004 §7.3.3.3", "TS-0004 §7.3.3.4"})
    void an_unknown_attribute_is_refused(ResourceType type) {
        forAll(type, (gen, bases, path) -> {
            for (var name : List.of("noSuchName", "Rn", "resourceName", "", "_due")) {
                refusesCreate(bases, type, bases.content(type).with(name, gen.any(2)), name, UNKNOWN);
                refusesUpdate(bases, type, path, name, gen.any(2), UNKNOWN);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    @Spec({"TS-0004 §7.3.3.3", "TS-0004 §7.3.3.4", "TS-0004 §7.4.1.1"})
    void an_attribute_that_is_not_permitted_is_refused(ResourceType type) {
        forAll(type, (gen, bases, path) -> {
            for (var row : type.rows().values()) {
                var name = row.attribute().shortName();
                var value = gen.valid(row.attribute().type());
                if (row.create() == Presence.NP)
                    refusesCreate(bases, type, bases.content(type).with(name, value), name, FORBIDDEN);
                if (row.update() == Presence.NP) refusesUpdate(bases, type, path, name, value, FORBIDDEN);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    @Spec({"TS-0004 §7.3.3.3", "TS-0004 §7.4.1.1"})
    void a_mandatory_attribute_that_is_absent_is_missed(ResourceType type) {
        forAll(type, (gen, bases, path) -> {
            for (var row : type.rows().values()) {
                var name = row.attribute().shortName();
                if (row.create() == Presence.M)
                    refusesCreate(bases, type, without(bases.content(type), name), name, MISSING);
                if (row.always()) refusesUpdate(bases, type, path, name, Value.Deleted.DELETED, MISSING);
            }
        });
    }

    private static Value.Fields without(Value.Fields content, String name) {
        var rest = new TreeMap<>(content.members());
        rest.remove(name);
        return new Value.Fields(rest);
    }

    /** A property of a type; {@code path} is a valid resource of it. */
    private interface Property {
        void check(Gen gen, Bases bases, String path);
    }

    private void forAll(ResourceType type, Property property) {
        Gen.forAll(RUNS, gen -> {
            var bases = new Bases(hub, gen);
            var created = Bases.created(bases.create(type, bases.content(type)), type);
            var path = bases.place(type) + "/" + Hub.text(created, "rn");
            property.check(gen, bases, path);
            hub.delete(path, bases.owner(path));
        });
    }

    private void refusesCreate(Bases bases, ResourceType type, Value.Fields content, String name, Set<Reason> reasons) {
        var before = all();
        assertThat(bases.create(type, content))
                .as("CREATE of %s with %s", type, content)
                .satisfies(response -> assertThat(response.code()).isIn(refusals(type)))
                .satisfies(response -> blames(response, name, reasons));
        assertThat(all()).isEqualTo(before);
    }

    private void refusesUpdate(
            Bases bases, ResourceType type, String path, String name, Value value, Set<Reason> reasons) {
        var before = hub.stored(path);
        assertThat(hub.update(path, bases.owner(path), type.root(), name, value))
                .as("UPDATE of %s with %s: %s", type, name, value)
                .satisfies(response -> assertThat(response.code())
                        .isIn(type.isInstance() ? Set.of(OPERATION_NOT_ALLOWED) : refusals(type)))
                .satisfies(response -> blames(response, name, reasons));
        assertThat(hub.stored(path)).isEqualTo(before);
    }

    /** Says by a word which attribute is wrong and how, and in its sentence too. */
    private static void blames(Response response, String name, Set<Reason> reasons) {
        var error = response.error().orElseThrow();
        assertThat(response.sentence()).isNotEmpty();
        if (response.code() != BAD_REQUEST) return;
        assertThat(error.word()).isIn(reasons.stream().map(Reason::word).toList());
        assertThat(error.attribute()).startsWith(name);
        assertThat(response.sentence()).contains(name);
    }

    /** A command has codes of its own. [TS-0004 §7.4.16.2.1] */
    private static Set<ResultCode> refusals(ResourceType type) {
        return type == MgmtCmd.TYPE
                ? Set.of(BAD_REQUEST, INVALID_CMDTYPE, INVALID_ARGUMENTS, INSUFFICIENT_ARGUMENTS)
                : Set.of(BAD_REQUEST);
    }

    private List<Resource> all() {
        try (var found = hub.store.view().select(Selection.descendants(hub.stored("cse-in")))) {
            return found.toList();
        }
    }
}

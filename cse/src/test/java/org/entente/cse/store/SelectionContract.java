// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.entente.model.Value;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;
import org.entente.model.type.TimeSeriesInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every store must answer to a selection and keep in its notice queues. */
public abstract class SelectionContract {
    protected final Resource base = base();
    protected final Resource room = labelled(container(base, "room"), "place");
    protected final Resource lamp = labelled(container(room, "lamp"), "light", "north");
    protected final Resource watch = subscription(lamp, "watch");
    protected final Resource late = labelled(container(base, "late"), "light").with(CT, "20270101T000000,000000");
    protected Store store;

    /** An empty store. */
    protected abstract Store open();

    @BeforeEach
    void fill() {
        store = open();
        store.commit(
                create(base, room, lamp, watch, instance(lamp, 1, "on"), labelled(instance(lamp, 2, "off"), "light")));
        store.commit(create(late));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class A_selection {
        @Test
        void of_descendants_gives_parents_first() {
            assertThat(paths(Selection.descendants(base)))
                    .containsExactlyInAnyOrder(
                            "cse-in/room",
                            "cse-in/room/lamp",
                            "cse-in/room/lamp/watch",
                            "cse-in/room/lamp/cin_1",
                            "cse-in/room/lamp/cin_2",
                            "cse-in/late")
                    .containsSubsequence("cse-in/room", "cse-in/room/lamp", "cse-in/room/lamp/cin_1")
                    .containsSubsequence("cse-in/room/lamp", "cse-in/room/lamp/watch")
                    .containsSubsequence("cse-in/room", "cse-in/late")
                    .containsSubsequence("cse-in/room/lamp/cin_1", "cse-in/room/lamp/cin_2");
        }

        @Test
        void of_children_goes_one_level_down() {
            assertThat(paths(Selection.children(base))).containsExactly("cse-in/room", "cse-in/late");
            assertThat(paths(Selection.children(lamp)))
                    .containsExactlyInAnyOrder(
                            "cse-in/room/lamp/watch", "cse-in/room/lamp/cin_1", "cse-in/room/lamp/cin_2");
        }

        @Test
        void goes_as_deep_as_asked() {
            var two = Selection.below(base, 2);

            assertThat(paths(two)).containsExactlyInAnyOrder("cse-in/room", "cse-in/room/lamp", "cse-in/late");
        }

        @Test
        void stays_below_its_root() {
            store.commit(create(container(base, "roomy"), labelled(container(container(base, "roomy"), "x"), "light")));

            assertThat(paths(Selection.descendants(room))).noneMatch(path -> path.startsWith("cse-in/roomy"));
            assertThat(paths(byLabel(room, "light")))
                    .containsExactlyInAnyOrder("cse-in/room/lamp", "cse-in/room/lamp/cin_2");
        }

        @Test
        void by_type_gives_all_of_it() {
            assertThat(paths(Selection.descendants(base).ofTypes(Container.TYPE.number())))
                    .contains("cse-in/room", "cse-in/room/lamp", "cse-in/late");
            assertThat(paths(Selection.descendants(base)
                            .ofTypes(ContentInstance.TYPE.number(), Subscription.TYPE.number())))
                    .contains("cse-in/room/lamp/watch", "cse-in/room/lamp/cin_1", "cse-in/room/lamp/cin_2");
            assertThat(paths(Selection.descendants(room).ofTypes(Container.TYPE.number())))
                    .contains("cse-in/room/lamp")
                    .doesNotContain("cse-in/late", "cse-in/room");
        }

        @Test
        void by_label_gives_each_resource_once() {
            assertThat(paths(byLabel(base, "light", "north")))
                    .containsExactlyInAnyOrder("cse-in/room/lamp", "cse-in/room/lamp/cin_2", "cse-in/late");
            assertThat(paths(byLabel(base, "nothing"))).isEmpty();
        }

        @Test
        void by_label_follows_updates_and_deletions() {
            store.commit(update(lamp, labelled(lamp, "dark")));
            store.commit(delete(late));
            store.commit(write(lamp, new Write.Evicted(labelled(instance(lamp, 2, "off"), "light"))));

            assertThat(paths(byLabel(base, "light", "north"))).isEmpty();
            assertThat(paths(byLabel(base, "dark"))).containsExactly("cse-in/room/lamp");
        }

        @Test
        void by_label_and_level_is_not_deeper() {
            var children = Selection.children(base).labelled(Set.of("light"));

            assertThat(paths(children)).contains("cse-in/late").noneMatch(path -> path.startsWith("cse-in/room/"));
        }

        @Test
        void by_trait_gives_what_has_one_wherever_it_is() {
            var mine = container(room, "mine").with(CR, "Cme");
            var note = instance(lamp, 3, "note").with(CR, "Cme").with(LBL, Value.texts(List.of("light")));
            store.commit(create(mine, note, container(late, "yours").with(CR, "Cyou")));

            assertThat(paths(byCreator("Cme"))).containsExactlyInAnyOrder("cse-in/room/mine", "cse-in/room/lamp/cin_3");
            assertThat(paths(byCreator("Cme", "Cyou"))).hasSize(3).contains("cse-in/late/yours");
            assertThat(paths(byCreator("Cm"))).isEmpty();
        }

        @Test
        void by_trait_follows_updates_and_deletions() {
            var mine = container(room, "mine").with(CR, "Cme");
            var note = instance(lamp, 3, "note").with(CR, "Cme");
            store.commit(create(mine, note));

            store.commit(update(mine, mine.with(CR, "Cyou").with(LBL, Value.texts(List.of("dark")))));
            store.commit(write(lamp, new Write.Evicted(note)));

            assertThat(paths(byCreator("Cme"))).isEmpty();
            assertThat(paths(byCreator("Cyou"))).containsExactly("cse-in/room/mine");
            assertThat(paths(byLabel(base, "dark"))).containsExactly("cse-in/room/mine");
            store.commit(delete(room));
            assertThat(paths(byCreator("Cyou"))).isEmpty();
        }

        private Selection byCreator(String... creators) {
            var traits = Stream.of(creators).map(each -> new Trait("cr", each)).collect(Collectors.toSet());
            return Selection.descendants(base).having(traits);
        }

        @Test
        void by_type_of_instance_gives_them_wherever_they_are() {
            var tied = container(late, "below");
            store.commit(create(tied, instance(tied, 1, "low"), series(base, "values")));
            store.commit(create(timed(series(base, "values"), 1, "7")));

            assertThat(paths(Selection.descendants(base).ofTypes(ContentInstance.TYPE.number())))
                    .containsExactlyInAnyOrder(
                            "cse-in/room/lamp/cin_1", "cse-in/room/lamp/cin_2", "cse-in/late/below/cin_1");
            assertThat(paths(Selection.descendants(base)
                            .ofTypes(TimeSeriesInstance.TYPE.number(), ContentInstance.TYPE.number())))
                    .hasSize(4);
            store.commit(delete(late));
            assertThat(paths(Selection.descendants(base).ofTypes(ContentInstance.TYPE.number())))
                    .containsExactlyInAnyOrder("cse-in/room/lamp/cin_1", "cse-in/room/lamp/cin_2");
        }

        @Test
        void by_time_of_modification_follows_updates() {
            var since = new Period(Optional.of("20270601T000000"), Optional.empty());
            var recent = Selection.descendants(base).within(new Periods(Period.ALWAYS, since, Period.ALWAYS));
            assertThat(isFound(recent, late)).isFalse();

            store.commit(update(late, late.with(LT, "20270601T000000,000000")));
            store.commit(update(instance(lamp, 1, "on"), instance(lamp, 1, "on").with(LT, "20270602T101010,000000")));
            var fresh =
                    instance(lamp, 3, "new").with(CT, "20270603T101010,000000").with(LT, "20270603T101010,000000");
            store.commit(create(fresh));

            assertThat(paths(recent))
                    .contains("cse-in/late", "cse-in/room/lamp/cin_1", "cse-in/room/lamp/cin_3")
                    .doesNotHaveDuplicates();
            assertThat(isFound(recent, watch)).isFalse();
        }

        @Test
        void by_time_of_expiration_gives_all_of_it() {
            var soon = instance(lamp, 3, "soon").with(ET, "20270601T000000,000000");
            var brief = container(base, "brief").with(ET, "20270602T000000,000000");
            store.commit(create(soon, instance(lamp, 4, "later"), brief));
            var first = instance(late, 1, "first").with(ET, "20270501T000000,000000");
            store.commit(create(first, instance(late, 2, "next").with(ET, "20270601T000001,000000")));
            store.commit(create(instance(lamp, 5, "sooner").with(ET, "20270501T000000,000000")));
            var until = new Period(Optional.of("20270601T000000"), Optional.of("20270701T000000"));

            var all = paths(Selection.descendants(base).within(new Periods(Period.ALWAYS, Period.ALWAYS, until)));

            assertThat(all)
                    .contains("cse-in/room/lamp/cin_3", "cse-in/brief", "cse-in/late/cin_2")
                    .doesNotHaveDuplicates();
            assertThat(all).doesNotContain("cse-in/room/lamp/cin_4", "cse-in/room/lamp/cin_5", "cse-in/late");
        }

        private boolean isFound(Selection selection, Resource resource) {
            return paths(selection).contains(resource.path());
        }

        @Test
        void by_time_of_creation_gives_all_of_it() {
            var noon = Optional.of("20260601T000000");
            var since = created(new Period(noon, Optional.empty()));
            var until = created(new Period(Optional.empty(), noon));

            assertThat(paths(since)).contains("cse-in/late");
            assertThat(paths(until)).contains("cse-in/room", "cse-in/room/lamp", "cse-in/room/lamp/cin_2");
        }

        private Selection created(Period period) {
            return Selection.descendants(base).within(new Periods(period, Period.ALWAYS, Period.ALWAYS));
        }

        @Test
        void of_the_tied_gives_those_whose_end_concerns_others() {
            var told = instance(lamp, 3, "told").with(AT, Value.texts(List.of("/id-mn/x")));
            var shown = container(room, "shown").with(AT, Value.texts(List.of("/id-mn/y")));
            store.commit(create(told, shown, subscription(late, "elsewhere")));

            assertThat(paths(Selection.tied(room)))
                    .containsExactlyInAnyOrder("cse-in/room/lamp/watch", "cse-in/room/lamp/cin_3", "cse-in/room/shown");
            assertThat(paths(Selection.tied(lamp)))
                    .containsExactlyInAnyOrder("cse-in/room/lamp/watch", "cse-in/room/lamp/cin_3");

            store.commit(update(shown, shown.without(AT)));
            store.commit(update(lamp, lamp.with(AT, Value.texts(List.of("/id-mn/z")))));
            store.commit(delete(watch));
            store.commit(delete(told));
            assertThat(paths(Selection.tied(room))).containsExactly("cse-in/room/lamp");
        }

        @Test
        void gives_resources_as_they_are_now() {
            var changed = late.with(MNI, 5);
            store.commit(update(late, changed));

            try (var found = store.view().select(byLabel(base, "light"))) {
                assertThat(found.filter(each -> each.ri().equals(late.ri()))).containsExactly(changed);
            }
        }

        @Test
        void may_be_left_before_its_end() {
            for (int i = 0; i < 500; i++) store.commit(create(labelled(container(base, "c" + i), "many")));

            try (var found = store.view().select(byLabel(base, "many"))) {
                assertThat(found.limit(3).map(Resource::rn)).containsExactly("c0", "c1", "c2");
            }
            try (var found = store.view().select(byLabel(base, "many"))) {
                assertThat(found).hasSize(500);
            }
        }

        @Test
        void in_the_writers_turn_sees_the_changes_before() {
            store.commit(create(labelled(container(base, "new"), "light")));

            store.commit(view -> {
                try (var found = view.select(byLabel(base, "light"))) {
                    assertThat(found.map(Resource::rn)).contains("new");
                }
                try (var found = view.select(Selection.children(base))) {
                    assertThat(found.map(Resource::rn)).containsExactly("room", "late", "new");
                }
                return Outcome.of(base);
            });
        }
    }

    @Nested
    class A_child_that_expires_later {
        private static final String EARLY = "20270101T110000,000000";
        private static final String NOON = "20270101T120000,000000";

        @Test
        void is_found_whatever_it_is() {
            var inner = container(late, "inner").with(ET, NOON);
            store.commit(create(instance(late, 1, "a").with(ET, EARLY)));
            assertThat(laterThan(EARLY)).isEmpty();

            store.commit(create(inner));
            assertThat(laterThan(EARLY)).contains("inner");
            assertThat(laterThan(NOON)).isEmpty();

            var last = instance(late, 2, "b").with(ET, LATER);
            store.commit(create(last, instance(late, 3, "c").with(ET, "20270101T130000,000000")));
            assertThat(laterThan(NOON)).isPresent();
            store.commit(delete(last));
            assertThat(laterThan(NOON)).contains("cin_3");
            assertThat(laterThan("20270101T140000,000000")).isEmpty();
        }

        @Test
        void is_seen_in_the_turn_after_it_was_made() {
            var seen = new ArrayList<Optional<String>>();
            store.commit(create(instance(late, 1, "a").with(ET, LATER)));

            store.commit(view -> {
                seen.add(view.outliving(late.ri(), NOON).map(Resource::rn));
                return Outcome.of(late);
            });

            assertThat(seen).containsExactly(Optional.of("cin_1"));
        }

        private Optional<String> laterThan(String time) {
            return store.view().outliving(late.ri(), time).map(Resource::rn);
        }
    }

    @Nested
    class A_queue {
        @Test
        void are_counted_and_told_by_their_target() {
            var far = new ArrayList<Notice>();
            for (long i = 1; i <= 12; i++) {
                var near = notice(watch, 2 * i, "n" + i);
                far.add(new Notice(near.subscription(), near.number() + 1, "CFar", near.content(), near.due()));
                store.commit(write(watch, new Write.Enqueued(near), new Write.Enqueued(far.getLast())));
            }

            assertThat(store.view().waiting(watch.ri())).isEqualTo(24);
            assertThat(store.view().waiting("nobody")).isZero();
            assertThat(store.view().notices(watch.ri(), "CFar", 3)).isEqualTo(far.subList(0, 3));
            assertThat(store.view().notices(watch.ri(), "CFar", 100)).isEqualTo(far);
            assertThat(store.view().notices(watch.ri(), "CNobody", 3)).isEmpty();
        }

        @Test
        void gives_notices_in_the_order_of_their_numbers() {
            for (long i = 1; i <= 12; i++) store.commit(write(watch, new Write.Enqueued(notice(watch, i, "n" + i))));

            assertThat(store.view().notices(watch.ri(), 3))
                    .containsExactly(notice(watch, 1, "n1"), notice(watch, 2, "n2"), notice(watch, 3, "n3"));
            assertThat(store.view().notices(watch.ri(), 100))
                    .hasSize(12)
                    .extracting(Notice::number)
                    .isSorted();
            assertThat(store.view().queues()).containsExactly(watch.ri());
        }

        @Test
        void lets_go_of_one_notice_anywhere() {
            var notices = List.of(notice(watch, 1, "a"), notice(watch, 2, "b"), notice(watch, 3, "c"));
            store.commit(write(watch, notices.stream().map(Write.Enqueued::new).toArray(Write[]::new)));

            store.commit(write(watch, new Write.Dequeued(notices.get(1))));
            assertThat(store.view().notices(watch.ri(), 10)).containsExactly(notices.get(0), notices.get(2));

            store.commit(write(watch, new Write.Dequeued(notices.get(0)), new Write.Dequeued(notices.get(2))));
            assertThat(store.view().queues()).isEmpty();
        }

        @Test
        void is_apart_from_that_of_another_subscription() {
            var other = subscription(lamp, "other");
            store.commit(create(other));

            store.commit(
                    write(watch, new Write.Enqueued(notice(watch, 1, "w")), new Write.Enqueued(notice(other, 1, "o"))));

            assertThat(store.view().notices(other.ri(), 10)).containsExactly(notice(other, 1, "o"));
            assertThat(store.view().queues()).containsExactlyInAnyOrder(watch.ri(), other.ri());
        }

        @Test
        void goes_with_its_subscription_and_may_begin_again_after_it() {
            store.commit(write(watch, new Write.Enqueued(notice(watch, 1, "w"))));

            store.commit(write(watch, new Write.Deleted(watch), new Write.Enqueued(notice(watch, 2, "the last"))));

            assertThat(store.view().notices(watch.ri(), 10)).containsExactly(notice(watch, 2, "the last"));
        }

        @Test
        void is_seen_in_the_writers_turn() {
            store.commit(write(watch, new Write.Enqueued(notice(watch, 7, "w"))));

            store.commit(view -> {
                assertThat(view.notices(watch.ri(), 10))
                        .extracting(Notice::number)
                        .containsExactly(7L);
                assertThat(view.queues()).containsExactly(watch.ri());
                return Outcome.of(watch);
            });
        }
    }

    @Nested
    class Subscriptions {
        @Test
        void are_found_by_what_they_wait_for() {
            var updates = subscription(room, "s1");
            var labels = subscription(room, "s2").with(ENC, Value.field("atr", Value.texts(List.of("lbl"))));
            var children = subscription(room, "s3").with(ENC, events(3, 4));
            var instances = subscription(room, "s4").with(ENC, events(3).with("chty", wholes(4)));
            store.commit(create(updates, labels, children, instances));

            assertThat(store.view().isSubscribedTo(room.ri())).isTrue();
            assertThat(interested(Interest.in(Interest.UPDATE))).containsExactly("s1");
            assertThat(interested(Interest.in(Interest.UPDATE), new Interest(Interest.UPDATE, "lbl")))
                    .containsExactly("s1", "s2");
            assertThat(interested(Interest.in(3))).containsExactly("s3");
            assertThat(names(store.view().interested(room.ri(), Interest.in(3, 4))))
                    .containsExactly("s3", "s4");
            assertThat(interested(Interest.in(2))).isEmpty();
        }

        @Test
        void are_found_by_what_they_wait_for_now() {
            var first = subscription(room, "s1");
            var second = subscription(room, "s2");
            store.commit(create(first, second));
            store.commit(update(first, first.with(ENC, events(4))));
            store.commit(delete(second));

            var seen = store.commit(view -> {
                var here = view.interested(room.ri(), Set.of(Interest.in(4)));
                assertThat(names(here)).containsExactly("s1");
                return Outcome.of(here.getFirst());
            });
            store.commit(update(seen.subject(), first));

            assertThat(interested(Interest.in(4))).isEmpty();
            assertThat(interested(Interest.in(Interest.UPDATE))).containsExactly("s1");
            store.commit(delete(first));
            assertThat(store.view().isSubscribedTo(room.ri())).isFalse();
        }

        private List<String> interested(Interest... any) {
            return names(store.view().interested(room.ri(), Set.of(any)));
        }

        private static Value.Fields events(long... types) {
            return Value.field("net", wholes(types));
        }

        private static Value wholes(long... numbers) {
            return Value.of(LongStream.of(numbers).mapToObj(Value::of).toList());
        }
    }

    private static List<String> names(List<Resource> resources) {
        return resources.stream().map(Resource::rn).toList();
    }

    protected static Selection byLabel(Resource root, String... labels) {
        return Selection.descendants(root).labelled(Set.of(labels));
    }

    private static Resource labelled(Resource resource, String... labels) {
        return resource.with(LBL, Value.texts(List.of(labels)));
    }

    private List<String> paths(Selection selection) {
        try (var found = store.view().select(selection)) {
            return found.map(Resource::path).toList();
        }
    }
}

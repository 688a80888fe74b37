// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.cse.address.Identifiers;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;
import org.entente.model.type.TimeSeries;
import org.entente.model.type.TimeSeriesInstance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every store must do, whatever it keeps the resources in; with many writers too. */
public abstract class StoreContract extends ConcurrencyContract {
    @Nested
    class A_commit {
        @Test
        void gives_what_the_change_decided() {
            var inner = container(box, "inner");

            var outcome = store.commit(create(inner));

            assertThat(outcome.subject()).isEqualTo(inner);
            assertThat(outcome.writes()).containsExactly(new Write.Created(inner));
        }

        @Test
        void applies_writes_in_their_order() {
            var inner = container(box, "inner");
            var first = inner.with(MNI, 1);
            var second = first.with(MNI, 2);

            store.commit(write(
                    second,
                    new Write.Created(inner),
                    new Write.Updated(inner, first),
                    new Write.Updated(first, second),
                    new Write.Created(instance(inner, 1, "one")),
                    new Write.Deleted(inner),
                    new Write.Created(second)));

            assertThat(store.view().byPath("cse-in/box/inner")).contains(second);
            assertThat(instances(second)).isEmpty();
        }

        @Test
        void sees_every_change_before_it() {
            store.commit(append(box.ri(), "one"));
            store.commit(append(box.ri(), "two"));

            assertThat(current(box).whole(CNI, 0)).isEqualTo(2);
            assertThat(contents(instances(box))).containsExactly("one", "two");
        }

        @Test
        void that_is_refused_throws_the_refusal_and_writes_nothing() {
            var refusal = Refused.conflict("no");

            assertThatThrownBy(() -> store.commit(_ -> {
                        throw refusal;
                    }))
                    .isSameAs(refusal);
            assertThat(store.view().byId(box.ri())).contains(box);
        }

        @Test
        void that_fails_throws_the_fault_and_writes_nothing() {
            var fault = new IllegalArgumentException("a mistake of ours");

            assertThatThrownBy(() -> store.commit(_ -> {
                        throw fault;
                    }))
                    .isSameAs(fault);
            assertThat(store.view().byId(box.ri())).contains(box);
        }

        @Test
        void writes_all_or_nothing() {
            var inner = container(box, "inner");
            var changed = box.with(MNI, 7);

            assertThatThrownBy(() -> store.commit(write(
                            box,
                            new Write.Created(inner),
                            new Write.Updated(box, changed),
                            new Write.Enqueued(notice(box, 1, "never")),
                            new Write.Created(box))))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(store.view().byId(inner.ri())).isEmpty();
            assertThat(store.view().byId(box.ri())).contains(box);
            assertThat(store.view().queues()).isEmpty();
        }

        @Test
        void does_not_update_what_does_not_exist() {
            var inner = container(box, "inner");

            assertThatThrownBy(() -> store.commit(update(inner, inner.with(MNI, 1))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(store.view().byId(inner.ri())).isEmpty();
        }

        @Test
        void does_not_create_what_exists() {
            store.commit(append(box.ri(), "one"));

            assertThatThrownBy(() -> store.commit(create(instance(box, 1, "again"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(contents(instances(box))).containsExactly("one");
        }

        @Test
        void may_look_and_change_nothing() {
            var outcome = store.commit(view -> Outcome.of(view.byId(box.ri()).orElseThrow()));

            assertThat(outcome.subject()).isEqualTo(box);
            assertThat(outcome.writes()).isEmpty();
        }

        @Test
        void finds_a_closed_store_unavailable() {
            store.close();

            assertThatThrownBy(() -> store.commit(create(container(box, "late"))))
                    .isInstanceOf(StoreUnavailable.class);
        }
    }

    @Nested
    class A_resource {
        @Test
        void is_found_by_id_and_by_path() {
            assertThat(store.view().byId("id-in")).contains(base);
            assertThat(store.view().byPath("cse-in")).contains(base);
            assertThat(store.view().byId(box.ri())).contains(box);
            assertThat(store.view().byPath("cse-in/box")).contains(box);
        }

        @Test
        void is_not_found_where_there_is_none() {
            assertThat(store.view().byId("nobody")).isEmpty();
            assertThat(store.view().byId(box.ri() + "-1")).isEmpty();
            assertThat(store.view().byId("-")).isEmpty();
            assertThat(store.view().byPath("cse-in/box/cin_1")).isEmpty();
            assertThat(store.view().byPath("cse-in/")).isEmpty();
            assertThat(store.view().byPath("")).isEmpty();
        }

        @Test
        void keeps_every_kind_of_value_and_the_order_of_its_attributes() {
            var odd = Value.field("text", Value.of("ü😀\0\""))
                    .with("list", Value.of(List.of(Value.of(1.5), Value.of(true))))
                    .with("empty", Value.Fields.EMPTY)
                    .with("none", Value.of(List.of()))
                    .with("great", Value.of(Long.MIN_VALUE))
                    .with("null", Value.Deleted.DELETED);
            var inner = container(box, "inner")
                    .with(OR, "")
                    .with(CON, odd)
                    .with(LBL, Value.texts(List.of("one", "two words")))
                    .with(ET, "20360101T000000");

            store.commit(create(inner));

            var kept = current(inner);
            assertThat(kept).isEqualTo(inner);
            assertThat(kept.attributes().keySet())
                    .containsExactlyElementsOf(inner.attributes().keySet());
        }

        @Test
        void is_as_its_last_update_left_it() {
            var once = box.with(MNI, 1).with(LBL, Value.texts(List.of("a")));
            var twice = once.without(MNI).with(ET, LATER);

            store.commit(update(box, once));
            store.commit(update(once, twice));

            assertThat(store.view().byId(box.ri())).contains(twice);
            assertThat(store.view().byPath("cse-in/box")).contains(twice);
        }
    }

    @Nested
    class Children {
        @Test
        void of_one_type_come_oldest_first() {
            store.commit(create(container(box, "z"), subscription(box, "s2"), container(box, "a")));
            store.commit(create(subscription(box, "s1")));
            store.commit(create(subscription(container(box, "a"), "deeper")));

            assertThat(names(store.view().children(box.ri(), Container.TYPE.number())))
                    .containsExactly("z", "a");
            assertThat(names(store.view().children(box.ri(), Subscription.TYPE.number())))
                    .containsExactly("s2", "s1");
        }

        @Test
        void may_be_instances() {
            store.commit(append(box.ri(), "one"));

            assertThat(contents(store.view().children(box.ri(), ContentInstance.TYPE.number())))
                    .containsExactly("one");
        }

        @Test
        void may_be_values_of_a_time_series() {
            var row = series(box, "row").with(LBL, Value.texts(List.of("a")));
            store.commit(create(row, timed(row, 1, "one"), timed(row, 2, "two"), timed(row, 3, "three")));
            store.commit(write(row, new Write.Evicted(timed(row, 1, "one"))));

            assertThat(contents(instances(row))).containsExactly("two", "three");
            assertThat(contents(store.view().children(row.ri(), TimeSeriesInstance.TYPE.number())))
                    .containsExactly("two", "three");
            assertThat(store.view().byPath("cse-in/box/row/tsi_2")).contains(timed(row, 2, "two"));
            try (var found = store.view().select(Selection.descendants(base).ofTypes(TimeSeries.TYPE.number()))) {
                assertThat(found).containsExactly(row);
            }
        }

        @Test
        void follow_updates_and_deletions() {
            var first = subscription(box, "s1");
            var second = subscription(box, "s2");
            store.commit(create(first, second));
            assertThat(store.view().children(box.ri(), Subscription.TYPE.number()))
                    .containsExactly(first, second);

            var changed = second.with(EXC, 3);
            store.commit(update(second, changed));
            store.commit(delete(first));

            assertThat(store.view().children(box.ri(), Subscription.TYPE.number()))
                    .containsExactly(changed);
        }

        @Test
        void are_seen_by_later_changes_in_their_turn() {
            store.commit(create(subscription(box, "s1")));

            var seen = store.commit(view -> {
                assertThat(names(view.children(box.ri(), Subscription.TYPE.number())))
                        .containsExactly("s1");
                return Outcome.of(box);
            });

            assertThat(seen.subject()).isEqualTo(box);
        }
    }

    @Nested
    class Instances {
        @Test
        void come_in_the_order_of_creation_or_the_reverse() {
            IntStream.rangeClosed(1, 300).forEach(i -> store.commit(append(box.ri(), "v" + i)));

            assertThat(contents(instances(box)))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 300).mapToObj(i -> "v" + i).toList());
            try (var newest = store.view().instances(box.ri(), true)) {
                assertThat(contents(newest.limit(2).toList())).containsExactly("v300", "v299");
            }
        }

        @Test
        void made_and_deleted_in_one_change_leave_the_one_before_as_the_newest() {
            store.commit(append(box.ri(), "v1"));
            var second = instance(box, 2, "v2");
            var third = instance(box, 3, "v3");

            store.commit(write(box, new Write.Created(second), new Write.Created(third), new Write.Deleted(third)));

            try (var newest = store.view().instances(box.ri(), true)) {
                assertThat(newest.findFirst()).contains(second);
            }
        }

        @Test
        void are_found_by_id_and_by_path() {
            store.commit(append(box.ri(), "one"));
            var one = instance(box, 1, "one");

            assertThat(store.view().byId(Identifiers.instance(box.ri(), 1))).contains(one);
            assertThat(store.view().byPath("cse-in/box/cin_1")).contains(one);
        }

        @Test
        void may_have_a_name_of_their_own() {
            var named = new Resource(
                    ContentInstance.TYPE,
                    "cse-in/box/mine",
                    instance(box, 1, "one").with(RN, "mine").attributes());
            store.commit(create(named));

            assertThat(store.view().byPath("cse-in/box/mine")).contains(named);
            assertThat(store.view().byPath("cse-in/box/cin_1")).isEmpty();
            assertThat(instances(box)).containsExactly(named);

            store.commit(write(named, new Write.Evicted(named)));
            assertThat(store.view().byPath("cse-in/box/mine")).isEmpty();
        }

        @Test
        void that_were_evicted_or_deleted_are_gone() {
            IntStream.rangeClosed(1, 4).forEach(i -> store.commit(append(box.ri(), "v" + i)));

            store.commit(write(box, new Write.Evicted(instance(box, 1, "v1"))));
            store.commit(delete(instance(box, 4, "v4")));

            assertThat(contents(instances(box))).containsExactly("v2", "v3");
            assertThat(store.view().byId(Identifiers.instance(box.ri(), 1))).isEmpty();
            assertThat(store.view().byPath("cse-in/box/cin_4")).isEmpty();
        }

        @Test
        void may_have_children_that_go_with_them() {
            var one = instance(box, 1, "one");
            var meaning = descriptor(one, "meaning");
            store.commit(create(one, meaning));
            assertThat(store.view().byPath("cse-in/box/cin_1/meaning")).contains(meaning);
            assertThat(store.view().children(one.ri(), meaning.type().number())).containsExactly(meaning);

            store.commit(write(one, new Write.Evicted(one)));

            assertThat(store.view().byPath("cse-in/box/cin_1/meaning")).isEmpty();
            assertThat(store.view().byId(meaning.ri())).isEmpty();
        }
    }

    @Nested
    class Expired {
        private final String noon = "20270101T120000,000000";

        @Test
        void resources_are_those_before_the_time() {
            var early = container(base, "early").with(ET, "20270101T115959,999999");
            var sharp = container(base, "sharp").with(ET, noon);
            store.commit(create(early, sharp, instance(box, 1, "never").with(ET, LATER)));

            assertThat(store.view().expired(noon, 10)).containsExactly(early);
            assertThat(store.view().expired("20270101T120000,000001", 10)).containsExactlyInAnyOrder(early, sharp);
        }

        @Test
        void instances_are_found_whatever_their_order() {
            var first = instance(box, 1, "a").with(ET, "20270101T110000,000000");
            var last = instance(box, 4, "d").with(ET, "20270101T100000,000000");
            store.commit(
                    create(first, instance(box, 2, "b"), instance(box, 3, "c").with(ET, noon)));
            store.commit(create(last));

            assertThat(store.view().expired(noon, 10)).containsExactlyInAnyOrder(first, last);
        }

        @Test
        void resources_are_as_many_as_asked_for() {
            for (int i = 1; i <= 9; i++)
                store.commit(create(
                        instance(box, i, "v").with(ET, BEGIN),
                        container(base, "c" + i).with(ET, BEGIN)));

            assertThat(store.view().expired(noon, 5)).hasSize(5);
            assertThat(store.view().expired(noon, 100)).hasSize(18);
        }

        @Test
        void resources_follow_updates_and_deletions() {
            var moved = container(base, "moved").with(ET, BEGIN);
            var gone = instance(box, 1, "gone").with(ET, BEGIN);
            store.commit(create(moved, gone));

            store.commit(update(moved, moved.with(ET, LATER)));
            store.commit(delete(gone));

            assertThat(store.view().expired(noon, 10)).isEmpty();
        }
    }

    @Nested
    class Errands {
        private final Value.Fields details = Value.field("to", Value.of("/id-mn"));
        private final Errand late = new Errand("box1", "announcement", "20270101T120000", details);
        private final Errand soon = new Errand("box2", "announcement", "20260101T120000", Value.Fields.EMPTY);

        @Test
        void last_until_they_are_struck_off() {
            store.commit(write(base, new Write.Charged(late), new Write.Charged(soon)));

            assertThat(store.view().errands()).containsExactly(soon, late);
            assertThat(store.view().errand("box1", "announcement")).contains(late);
            assertThat(store.view().errand("box1", "other")).isEmpty();

            store.commit(write(base, new Write.Discharged(soon)));

            assertThat(store.view().errands()).containsExactly(late);
        }

        @Test
        void replace_those_of_their_kind() {
            var other = new Errand("box1", "action", "20260601T120000", Value.Fields.EMPTY);
            var again = new Errand("box1", "announcement", "20280101T120000", Value.Fields.EMPTY);
            store.commit(write(base, new Write.Charged(late), new Write.Charged(other), new Write.Charged(again)));

            assertThat(store.view().errands()).containsExactly(other, again);
        }

        @Test
        void are_seen_by_the_changes_behind_them() {
            store.commit(write(base, new Write.Charged(late)));

            store.commit(view -> {
                assertThat(view.errands()).containsExactly(late);
                return new Outcome(List.of(new Write.Discharged(late)), base);
            });

            assertThat(store.view().errand("box1", "announcement")).isEmpty();
        }

        @Test
        void outlive_the_resource_that_they_are_about() {
            var errand = new Errand(box.ri(), "announcement", "20270101T120000", details);
            store.commit(write(base, new Write.Charged(errand)));

            store.commit(delete(box));

            assertThat(store.view().errands()).containsExactly(errand);
        }
    }

    @Nested
    class A_deletion {
        @Test
        void takes_everything_below() {
            var inner = container(box, "inner");
            var deep = container(inner, "deep");
            var watch = subscription(deep, "watch");
            var beside = container(base, "boxer");
            store.commit(create(inner, deep, watch, instance(deep, 1, "one"), beside));
            store.commit(write(watch, new Write.Enqueued(notice(watch, 1, "soon"))));

            store.commit(delete(box));

            assertThat(Stream.of(box, inner, deep, watch, instance(deep, 1, "one"))
                            .map(each -> store.view().byId(each.ri())))
                    .containsOnly(Optional.empty());
            assertThat(store.view().byPath("cse-in/box/inner/deep/cin_1")).isEmpty();
            assertThat(store.view().children(deep.ri(), Subscription.TYPE.number()))
                    .isEmpty();
            assertThat(store.view().queues()).isEmpty();
            assertThat(store.view().notices(watch.ri(), 10)).isEmpty();
            assertThat(store.view().byId(beside.ri())).contains(beside);
        }

        @Test
        void frees_the_name() {
            store.commit(delete(box));
            store.commit(create(box));
            store.commit(append(box.ri(), "anew"));

            assertThat(contents(instances(box))).containsExactly("anew");
        }

        @Test
        void of_what_is_gone_already_changes_nothing() {
            store.commit(delete(box));

            store.commit(delete(box));

            assertThat(store.view().byId(base.ri())).contains(base);
        }
    }
}

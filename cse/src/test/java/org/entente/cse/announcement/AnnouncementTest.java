// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.announcement.Triangle.FAR;
import static org.entente.cse.announcement.Triangle.IN;
import static org.entente.cse.announcement.Triangle.MN;

import java.time.Duration;
import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.store.Selection;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Resources of /id-mn that become known at other CSEs. */
class AnnouncementTest {
    private final Triangle net = new Triangle();

    @AfterEach
    void close() {
        net.close();
    }

    private Response box(Object... namesAndValues) {
        return net.create(MN, "cse-mn", 3, "m2m:cnt", namesAndValues);
    }

    private static List<String> at(Response response) {
        assertThat(response.isSuccess()).as(response.toString()).isTrue();
        return texts(Hub.shown(response), "at");
    }

    private static List<String> texts(Value.Fields fields, String name) {
        return fields.find(name).orElse(null) instanceof Value.Items(var items)
                ? items.stream().map(each -> ((Value.Text) each).text()).toList()
                : List.of();
    }

    private Resource boxAt(String address) {
        return net.stored(IN, address);
    }

    private List<String> told(Operation operation) {
        return net.sent.stream()
                .filter(each -> each.operation() == operation)
                .map(Request::to)
                .toList();
    }

    @Nested
    @Spec({"TS-0001 §10.2.13.2", "TS-0001 §10.2.13.5", "TS-0004 §7.3.3.10"})
    class OnCreate {
        @Test
        void resource_is_announced_before_the_answer_that_says_where() {
            var response = box("at", List.of(IN), "lbl", List.of("a"), "mni", 5);

            var place = at(response).getFirst();
            assertThat(place).startsWith("/id-in/cntA");
            var announced = boxAt(place);
            assertThat(announced.type().number()).isEqualTo(10003);
            assertThat(announced.text(Attributes.LNK)).contains("/id-mn/" + Hub.text(response, "ri"));
            assertThat(announced.texts(Attributes.LBL)).containsExactly("a");
            assertThat(announced.text(Attributes.ET)).contains(Hub.text(response, "et"));
            assertThat(announced.has(Attributes.MNI)).isFalse();
        }

        @Test
        void optional_attributes_go_if_they_are_chosen() {
            var place = at(box("at", List.of(IN), "aa", List.of("mni", "mbs"), "mni", 5))
                    .getFirst();

            assertThat(boxAt(place).whole(Attributes.MNI, 0)).isEqualTo(5);
            assertThat(boxAt(place).has(Attributes.MBS)).isFalse();
        }

        @Test
        void CSEBase_is_announced_first_and_once() {
            var first = at(box("at", List.of(IN))).getFirst();
            var second = at(box("at", List.of(IN))).getFirst();

            var base = net.store(IN).view().byId(boxAt(first).pi()).orElseThrow();
            assertThat(base.type().number()).isEqualTo(10005);
            assertThat(base.text(Attributes.LNK)).contains("/id-mn/id-mn");
            assertThat(base.texts(Attributes.SRV)).contains("5");
            assertThat(boxAt(second).pi()).isEqualTo(base.ri());
            assertThat(net.sent.stream().map(Request::type)).containsOnlyOnce(10005);
            assertThat(net.sent)
                    .allSatisfy(request -> assertThat(request.from()).isEqualTo(MN));
        }

        @Test
        void child_of_an_announced_parent_is_announced_under_it() {
            var parent = at(box("rn", "outer", "at", List.of(IN))).getFirst();

            var child = at(net.create(MN, "cse-mn/outer", 3, "m2m:cnt", "at", List.of(IN)))
                    .getFirst();

            assertThat(boxAt(child).pi()).isEqualTo(boxAt(parent).ri());
        }

        @Test
        void an_address_is_the_place_under_which_it_is_announced() {
            net.create(IN, "cse-in", 3, "m2m:cnt", "rn", "shelf");
            net.create(IN, "cse-in", 1, "m2m:acp", "rn", "open", "pv", everybody(), "pvs", everybody());
            net.update(IN, "cse-in/shelf", "m2m:cnt", "acpi", List.of("cse-in/open"));

            var response = box("at", List.of("/id-in/cse-in/shelf"));

            // A container takes no containerAnnc: the other CSE refuses it for good, and nothing is announced.
            assertThat(at(response)).isEmpty();
            assertThat(told(Operation.CREATE)).contains("/id-in/cse-in/shelf");
            var base = at(box("at", List.of(IN))).getFirst();
            var under = "/id-in/" + boxAt(base).pi();
            assertThat(boxAt(at(box("at", List.of(under))).getFirst()).pi())
                    .isEqualTo(boxAt(base).pi());
        }

        @Test
        void several_CSEs_each_get_their_own_and_in_their_forms() {
            net.create(MN, "cse-mn", 1, "m2m:acp", "rn", "policy", "pv", everybody(), "pvs", everybody());

            var places = at(box("at", List.of(IN, FAR), "acpi", List.of("cse-mn/policy")));

            assertThat(places).hasSize(2);
            assertThat(boxAt(places.get(0)).texts(Attributes.ACPI)).containsExactly("/id-mn/cse-mn/policy");
            var far = net.stored(FAR, places.get(1));
            assertThat(far.text(Attributes.LNK).orElse("")).startsWith("//example.org/id-mn/cnt");
            assertThat(far.texts(Attributes.ACPI)).containsExactly("//example.org/id-mn/cse-mn/policy");
            assertThat(net.sent.getLast().from()).isEqualTo("//example.org/id-mn");
        }

        @Test
        void resource_without_policies_shows_those_of_its_parent() {
            net.create(MN, "cse-mn", 1, "m2m:acp", "rn", "policy", "pv", everybody(), "pvs", everybody());
            box("rn", "outer", "acpi", List.of("cse-mn/policy"));

            var place = at(net.create(MN, "cse-mn/outer", 3, "m2m:cnt", "at", List.of(IN)))
                    .getFirst();

            assertThat(boxAt(place).texts(Attributes.ACPI)).containsExactly("/id-mn/cse-mn/policy");
        }

        @Test
        @Spec("TS-0004 §7.3.3.10")
        void instance_needs_its_parent_announced() {
            box("rn", "box");

            var refused = net.create(MN, "cse-mn/box", 4, "m2m:cin", "con", "x", "at", List.of(IN));

            assertThat(refused.code()).isEqualTo(ResultCode.OPERATION_NOT_ALLOWED);
            assertThat(net.stored(MN, "cse-mn/box").whole(Attributes.CNI, -1)).isZero();

            var parent = at(net.update(MN, "cse-mn/box", "m2m:cnt", "at", List.of(IN)))
                    .getFirst();
            var place = at(net.create(
                            MN, "cse-mn/box", 4, "m2m:cin", "con", "x", "at", List.of(IN), "aa", List.of("con")))
                    .getFirst();
            assertThat(boxAt(place).pi()).isEqualTo(boxAt(parent).ri());
            assertThat(boxAt(place).text(Attributes.CON)).contains("x");
        }

        @Test
        void what_was_made_there_and_not_noted_here_is_made_no_second_time() {
            at(box("at", List.of(IN))); // so that the CSEBase is announced already
            net.deafen(MN);
            var response = box("rn", "box", "at", List.of(IN), "aa", List.of("mni"), "mni", 5, "lbl", List.of("a"));
            assertThat(at(response)).isEmpty();
            net.update(MN, "cse-mn/box", "m2m:cnt", "mni", 6, "lbl", Value.Deleted.DELETED);

            net.restart(MN);
            settle();

            var place = net.stored(MN, "cse-mn/box").texts(Attributes.AT);
            assertThat(place).hasSize(1);
            assertThat(boxAt(place.getFirst()).whole(Attributes.MNI, 0)).isEqualTo(6);
            assertThat(boxAt(place.getFirst()).has(Attributes.LBL)).isFalse();
            assertThat(announcedAt(IN, 10003)).hasSize(2);
            assertThat(net.store(MN).view().errands()).isEmpty();
        }

        @Test
        void CSEBase_that_was_announced_and_not_noted_is_announced_no_second_time() {
            net.deafen(MN);
            box("rn", "box", "at", List.of(IN));

            net.restart(MN);
            settle();

            assertThat(net.stored(MN, "cse-mn/box").texts(Attributes.AT)).hasSize(1);
            assertThat(announcedAt(IN, 10005)).hasSize(1);
            assertThat(announcedAt(IN, 10003)).hasSize(1);
        }

        private List<Resource> announcedAt(String cse, int type) {
            var view = net.store(cse).view();
            var base = view.byPath(Triangle.name(cse)).orElseThrow();
            try (var all = view.select(Selection.descendants(base).ofTypes(type))) {
                return all.toList();
            }
        }

        @Test
        @Spec({"TS-0001 §10.2.13.2", "TS-0001 §10.2.13.7"})
        void what_makes_no_sense_is_refused() {
            assertThat(box("at", List.of(MN)).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(box("at", List.of("cse-mn/box")).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(box("at", List.of("http://127.0.0.1/x")).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(box("aa", List.of("lbl")).sentence()).contains("lbl");
            assertThat(box("aa", List.of("cni")).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(box("aa", List.of("nix")).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(box("ast", 3).code()).isEqualTo(ResultCode.BAD_REQUEST);
        }

        @Test
        void a_CSE_that_does_not_answer_is_told_later_even_after_a_restart() {
            net.cut(IN);
            var response = box("rn", "box", "at", List.of(IN, FAR), "aa", List.of("mni"));
            assertThat(at(response)).allMatch(place -> place.startsWith(FAR));

            net.update(MN, "cse-mn/box", "m2m:cnt", "mni", 7);
            net.restart(MN);
            net.mend(IN);
            settle();

            var places = net.stored(MN, "cse-mn/box").texts(Attributes.AT);
            assertThat(places).hasSize(2);
            assertThat(boxAt(places.get(1)).whole(Attributes.MNI, 0)).isEqualTo(7);
            assertThat(net.store(MN).view().errands()).isEmpty();
        }
    }

    @Nested
    class OnUpdate {
        @Test
        @Spec({"TS-0001 §10.2.13.2", "TS-0004 §7.3.3.10"})
        void announceTo_adds_and_keeps() {
            var first = at(box("rn", "box", "at", List.of(IN)));

            var both = at(net.update(MN, "cse-mn/box", "m2m:cnt", "at", List.of(IN, FAR)));

            assertThat(both).hasSize(2).containsAll(first);
            assertThat(told(Operation.DELETE)).isEmpty();
        }

        @Test
        @Spec({"TS-0001 §10.2.13.4", "TS-0001 §10.2.13.6", "TS-0004 §7.3.3.11"})
        void announceTo_withdraws_what_it_no_longer_names() {
            var places = at(box("rn", "box", "at", List.of(IN, FAR)));

            var left = at(net.update(MN, "cse-mn/box", "m2m:cnt", "at", List.of(places.get(0))));

            assertThat(left).containsExactly(places.get(0));
            assertThat(net.find(FAR, places.get(1))).isEmpty();
            assertThat(net.find(IN, places.get(0))).isPresent();
        }

        @Test
        @Spec({"TS-0001 §10.2.13.4", "TS-0004 §7.3.3.11"})
        void announceTo_of_null_withdraws_all() {
            var place = at(box("rn", "box", "at", List.of(IN))).getFirst();

            var response = net.update(MN, "cse-mn/box", "m2m:cnt", "at", Value.Deleted.DELETED);

            assertThat(Hub.shown(response).find("at")).isEmpty();
            assertThat(net.find(IN, place)).isEmpty();
            assertThat(net.stored(MN, "cse-mn/box").has(Attributes.AT)).isFalse();
        }

        @Test
        @Spec({"TS-0001 §10.2.13.4", "TS-0001 §9.6.26.1"})
        void child_whose_parent_is_withdrawn_is_announced_elsewhere_on_that_CSE() {
            var outer = at(box("rn", "outer", "at", List.of(IN, FAR)));
            net.create(MN, "cse-mn/outer", 3, "m2m:cnt", "rn", "inner", "at", List.of(IN, FAR));
            var before = net.stored(MN, "cse-mn/outer/inner").texts(Attributes.AT);

            net.update(MN, "cse-mn/outer", "m2m:cnt", "at", List.of(outer.get(1)));
            settle();

            var after = net.stored(MN, "cse-mn/outer/inner").texts(Attributes.AT);
            assertThat(after).hasSize(2).contains(before.get(1)).doesNotContain(before.get(0));
            assertThat(after)
                    .allSatisfy(place -> assertThat(net.find(place.startsWith(IN) ? IN : FAR, place))
                            .isPresent());
        }

        @Test
        @Spec({"TS-0001 §10.2.13.2", "TS-0001 §10.2.13.4"})
        void instance_whose_parent_is_withdrawn_is_announced_no_more() {
            box("rn", "outer", "at", List.of(IN));
            var instance = Hub.text(net.create(MN, "cse-mn/outer", 4, "m2m:cin", "con", "x", "at", List.of(IN)), "ri");

            net.update(MN, "cse-mn/outer", "m2m:cnt", "at", Value.Deleted.DELETED);
            settle();

            assertThat(net.store(MN).view().byId(instance).orElseThrow().has(Attributes.AT))
                    .isFalse();
            assertThat(net.store(MN).view().errands()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §10.2.13.4")
        void what_cannot_be_withdrawn_yet_still_stands_in_announceTo_and_goes_later() {
            var place = at(box("rn", "box", "at", List.of(IN))).getFirst();
            net.cut(IN);

            var response = net.update(MN, "cse-mn/box", "m2m:cnt", "at", Value.Deleted.DELETED);
            assertThat(at(response)).containsExactly(place);

            net.mend(IN);
            settle();
            assertThat(net.find(IN, place)).isEmpty();
            assertThat(net.stored(MN, "cse-mn/box").has(Attributes.AT)).isFalse();
        }

        @Test
        @Spec({"TS-0001 §10.2.13.11", "TS-0004 §7.3.3.10"})
        void changed_attributes_are_told_and_no_others() {
            var place = at(box("rn", "box", "at", List.of(IN), "aa", List.of("mni"), "mni", 5))
                    .getFirst();
            net.sent.clear();

            net.update(MN, "cse-mn/box", "m2m:cnt", "mni", 6, "mbs", 100);
            settle();

            assertThat(boxAt(place).whole(Attributes.MNI, 0)).isEqualTo(6);
            assertThat(boxAt(place).has(Attributes.MBS)).isFalse();
            assertThat(net.sent.getLast().content()).isEqualTo(Value.field("m2m:cntA", Hub.fields("mni", 6)));
            net.sent.clear();
            net.update(MN, "cse-mn/box", "m2m:cnt", "mbs", 200);
            settle();
            assertThat(net.sent).isEmpty();
        }

        @Test
        @Spec({"TS-0001 §10.2.13.7", "TS-0001 §10.2.13.9", "TS-0001 §10.2.13.10", "TS-0004 §7.3.3.11"})
        void announcedAttribute_adds_and_removes_attributes() {
            var place = at(box("rn", "box", "at", List.of(IN), "aa", List.of("mni"), "mni", 5, "mbs", 9))
                    .getFirst();

            net.update(MN, "cse-mn/box", "m2m:cnt", "aa", List.of("mbs"));
            settle();

            assertThat(boxAt(place).whole(Attributes.MBS, 0)).isEqualTo(9);
            assertThat(boxAt(place).has(Attributes.MNI)).isFalse();
        }

        @Test
        @Spec("TS-0004 §7.3.3.11")
        void deleted_attribute_is_deleted_there_too() {
            var place =
                    at(box("rn", "box", "at", List.of(IN), "lbl", List.of("a"))).getFirst();

            net.update(MN, "cse-mn/box", "m2m:cnt", "lbl", Value.Deleted.DELETED);
            settle();

            assertThat(boxAt(place).has(Attributes.LBL)).isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.26.1")
        void policies_are_kept_the_same_be_they_its_own_or_inherited() {
            net.create(MN, "cse-mn", 1, "m2m:acp", "rn", "policy", "pv", everybody(), "pvs", everybody());
            var outer = at(box("rn", "outer", "at", List.of(IN))).getFirst();
            var inner = at(net.create(MN, "cse-mn/outer", 3, "m2m:cnt", "at", List.of(IN)))
                    .getFirst();

            net.update(MN, "cse-mn/outer", "m2m:cnt", "acpi", List.of("cse-mn/policy"));
            settle();

            assertThat(boxAt(outer).texts(Attributes.ACPI)).containsExactly("/id-mn/cse-mn/policy");
            assertThat(boxAt(inner).texts(Attributes.ACPI)).containsExactly("/id-mn/cse-mn/policy");
        }

        @Test
        @Spec("TS-0001 §9.6.26.1")
        void change_reaches_a_CSE_that_was_away_even_after_a_restart() {
            var place = at(box("rn", "box", "at", List.of(IN), "aa", List.of("mni"), "mni", 5))
                    .getFirst();
            net.cut(IN);
            net.update(MN, "cse-mn/box", "m2m:cnt", "mni", 6);
            net.update(MN, "cse-mn/box", "m2m:cnt", "mni", 7);
            net.restart(MN);
            net.mend(IN);

            settle();

            assertThat(boxAt(place).whole(Attributes.MNI, 0)).isEqualTo(7);
            assertThat(net.store(MN).view().errands()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.26.1")
        void announced_resource_that_is_gone_is_announced_anew() {
            var place = at(box("rn", "box", "at", List.of(IN), "aa", List.of("mni"), "mni", 5))
                    .getFirst();
            net.delete(IN, "/id-in/" + boxAt(place).pi());

            net.update(MN, "cse-mn/box", "m2m:cnt", "mni", 6);
            settle();

            var places = net.stored(MN, "cse-mn/box").texts(Attributes.AT);
            assertThat(places).hasSize(1).doesNotContain(place);
            assertThat(boxAt(places.getFirst()).whole(Attributes.MNI, 0)).isEqualTo(6);
        }
    }

    @Nested
    @Spec({"TS-0001 §9.6.26.1", "TS-0001 §10.2.13.4", "TS-0004 §7.3.3.8", "TS-0004 §7.3.3.11"})
    class OnDelete {
        @Test
        void announced_resources_go_with_their_originals() {
            var outer = at(box("rn", "outer", "at", List.of(IN, FAR)));
            var inner = at(net.create(MN, "cse-mn/outer", 3, "m2m:cnt", "rn", "inner", "at", List.of(FAR)));
            net.create(MN, "cse-mn/outer/inner", 4, "m2m:cin", "con", "x", "at", List.of(FAR));

            net.delete(MN, "cse-mn/outer");
            settle();

            assertThat(net.find(IN, outer.get(0))).isEmpty();
            assertThat(net.find(FAR, outer.get(1))).isEmpty();
            assertThat(net.find(FAR, inner.getFirst())).isEmpty();
            assertThat(net.store(MN).view().errands()).isEmpty();
        }

        @Test
        void a_child_that_was_announced_elsewhere_goes_too() {
            box("rn", "outer");
            var inner = at(net.create(MN, "cse-mn/outer", 3, "m2m:cnt", "rn", "inner", "at", List.of(IN)));

            net.delete(MN, "cse-mn/outer");
            settle();

            assertThat(net.find(IN, inner.getFirst())).isEmpty();
        }

        @Test
        void expired_and_evicted_ones_go_too() {
            at(box("rn", "box", "at", List.of(IN), "mni", 1));
            var first = at(net.create(MN, "cse-mn/box", 4, "m2m:cin", "con", "1", "at", List.of(IN)))
                    .getFirst();
            var short_ = at(box("rn", "short", "at", List.of(IN), "et", "20260101T003000"))
                    .getFirst();
            assertThat(net.find(IN, first)).isPresent();

            net.create(MN, "cse-mn/box", 4, "m2m:cin", "con", "2");
            net.clock.pass(Duration.ofHours(1));
            settle();

            assertThat(net.find(IN, first)).isEmpty();
            assertThat(net.find(IN, short_)).isEmpty();
            assertThat(net.find(MN, "cse-mn/short")).isEmpty();
        }

        @Test
        void a_CSE_that_is_away_learns_of_it_later_even_after_a_restart() {
            var place = at(box("rn", "box", "at", List.of(IN))).getFirst();
            net.cut(IN);
            net.delete(MN, "cse-mn/box");
            net.restart(MN);
            net.mend(IN);

            settle();

            assertThat(net.find(IN, place)).isEmpty();
            assertThat(net.store(MN).view().errands()).isEmpty();
        }
    }

    private void settle() {
        for (int i = 0; i < 4; i++) {
            net.clock.pass(Duration.ofMinutes(6));
            net.sweep();
        }
    }

    static Value everybody() {
        return Hub.fields("acr", Value.of(List.of(Hub.fields("acor", List.of("all"), "acop", 63))));
    }
}

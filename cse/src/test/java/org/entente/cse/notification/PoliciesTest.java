// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Samples;
import org.entente.cse.store.Write;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What further policies of a subscription bring about. */
@OverEveryBinding
class PoliciesTest {
    private final Hub hub = new Hub();
    private final Sink sink = new Sink(hub, "CSink");

    @BeforeEach
    void make_a_box() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response subscribe(Value.Fields criteria, Object... policies) {
        var attributes = fields(policies)
                .with("rn", Value.of("watch"))
                .with("nu", Value.texts(List.of(sink.aeId)))
                .with("enc", criteria);
        var response = hub.send(Request.create("cse-in/box", ADMIN, 23, Value.field("m2m:sub", attributes)));
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        return response;
    }

    private void put(String... contents) {
        for (var content : contents)
            assertThat(hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", content)
                            .code())
                    .isEqualTo(CREATED);
    }

    @Nested
    class Prior_events {
        @BeforeEach
        void happen() {
            put("1", "2", "3", "4");
            hub.create("cse-in/box", ADMIN, 3, "m2m:cnt", "rn", "inner");
        }

        private List<String> told() {
            return sink.requests(hub).stream()
                    .map(request ->
                            (Value.Fields) request.content().find("m2m:sgn").orElseThrow())
                    .filter(notification -> notification.find("nev").isPresent())
                    .map(notification -> (Value.Fields) notification.find("nev").orElseThrow())
                    .map(event -> (Value.Fields) event.find("rep").orElseThrow())
                    .map(rep -> (Value.Fields) rep.find("m2m:cin").orElseThrow())
                    .map(instance -> instance.text("con").orElseThrow())
                    .toList();
        }

        @Test
        @Spec("TS-0001 §10.2.10.7")
        void are_told_up_to_their_number_oldest_first() {
            subscribe(fields("net", List.of(3), "chty", List.of(4)), "psn", 2);
            put("new");

            assertThat(told()).containsExactly("3", "4", "new");
        }

        @Test
        @Spec("TS-0001 §10.2.10.7")
        void are_as_many_as_there_are() {
            subscribe(fields("net", List.of(3), "chty", List.of(4)), "psn", 20);

            assertThat(told()).containsExactly("1", "2", "3", "4");
        }

        @Test
        @Spec("TS-0001 §10.2.10.7")
        void are_only_those_that_the_criteria_admit() {
            subscribe(fields("net", List.of(3), "chty", List.of(3)), "psn", 5);

            assertThat(sink.representations(hub))
                    .singleElement()
                    .satisfies(rep -> assertThat(rep.find("m2m:cnt")).isPresent());
        }

        @Test
        @Spec("TS-0001 §10.2.10.7")
        void that_nobody_kept_are_warned_of() {
            var response = subscribe(fields("net", List.of(1)), "psn", 5);

            assertThat(Hub.shown(response).find("psn")).isEmpty();
            assertThat(sink.events(hub)).isEmpty();
        }
    }

    @Test
    @Spec("TS-0001 §9.6.8 (Release 4)")
    void originator_of_an_event_is_told_to_who_wants_to_know() {
        subscribe(fields("net", List.of(3)), "eeno", true);

        put("1");

        assertThat(sink.events(hub)).singleElement().satisfies(event -> {
            assertThat(event.find("net")).contains(Value.of(3));
            assertThat(event.find("om")).contains(fields("op", 1, "or", ADMIN));
        });
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void policy_that_no_clause_explains_is_refused() {
        var response = hub.create("cse-in/box", ADMIN, 23, "m2m:sub", "nu", List.of(sink.aeId), "ma", "PT1H");

        assertThat(response.code()).isEqualTo(NOT_IMPLEMENTED);
    }

    @Test
    @Spec({"TS-0004 §7.3.3.5", "TS-0004 §7.5.1.2.4"})
    void subscription_ends_with_its_time_after_a_restart_too() {
        var ri = Hub.text(subscribe(fields("net", List.of(3)), "et", "20260101T010000", "su", sink.aeId), "ri");
        sink.requests(hub);
        sink.forget();
        hub.cse.close();

        var next = new Hub(hub.store, Hub.open());
        sink.attach(next);
        next.clock.pass(Duration.ofHours(2));
        next.cse.sweep();
        Sink.quiet(next);
        next.cse.close();

        assertThat(sink.notifications(hub)).containsExactly(fields("sud", true, "sur", "/id-in/" + ri));
        assertThat(hub.store.view().byPath("cse-in/box/watch")).isEmpty();
    }

    @Nested
    class An_associated_cross_resource_subscription {
        private final Sink other = new Sink(hub, "COther");

        private List<Value.Fields> farewells(Sink who) {
            return who.notifications(hub).stream()
                    .filter(each -> each.find("sud").isPresent())
                    .toList();
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.4")
        void learns_that_a_subscription_is_gone() {
            var ri = Hub.text(subscribe(fields("net", List.of(3)), "acrs", List.of(other.aeId)), "ri");

            hub.delete("cse-in/box/watch", ADMIN);

            assertThat(farewells(other)).containsExactly(fields("sud", true, "sur", "/id-in/" + ri));
        }

        @Test
        @Spec({"TS-0004 §7.4.8.2.3", "TS-0004 §7.5.1.2.4"})
        void learns_that_a_subscription_no_longer_belongs_to_it() {
            subscribe(fields("net", List.of(3)), "acrs", List.of(other.aeId, sink.aeId));

            hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "acrs", List.of(sink.aeId));

            assertThat(farewells(other)).hasSize(1);
            assertThat(farewells(sink)).isEmpty();
            assertThat(hub.stored("cse-in/box/watch").texts(Attributes.ACRS)).containsExactly(sink.aeId);
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.4")
        void that_is_gone_itself_need_not_learn_it() {
            subscribe(fields("net", List.of(3)), "acrs", List.of("/id-in/crs123"));

            hub.delete("cse-in/box/watch", ADMIN);
            Sink.quiet(hub);

            assertThat(hub.cse.deliverer().undeliverable(10)).isEmpty();
            assertThat(hub.store.view().queues()).isEmpty();
        }
    }

    /** Three may wait for one subscriber. */
    @Nested
    class Too_many_notices {
        private final HeapStore store = new HeapStore();
        private final Events events = new Events(
                Hub.IDENTITY,
                (resource, view) -> resource.representation(),
                hub.clock,
                new NotificationSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1), 3));
        private final Resource base = Samples.base();
        private final Resource box = Samples.container(base, "box");

        private Resource watch(String name, String subscriber, long priority) {
            return Samples.subscription(box, name)
                    .with(Attributes.NU, Value.texts(List.of("C" + name)))
                    .with(Attributes.CR, subscriber)
                    .with(Attributes.NSP, priority);
        }

        private void update(long mni) {
            store.commit(view -> {
                var before = view.byId(box.ri()).orElseThrow();
                var after = before.with(Attributes.MNI, mni);
                var planned = List.<Write>of(new Write.Updated(before, after));
                var request = Request.update(box.path(), "CAdmin", after.representation());
                return new Outcome(planned, after).plus(events.noticesOf(request, planned, view));
            });
        }

        private int waiting(Resource subscription) {
            return store.view().notices(subscription.ri(), 100).size();
        }

        @Test
        @Spec({"TS-0001 §9.6.3", "TS-0001 §9.6.8"})
        void are_first_those_of_the_lowest_priority() {
            var dear = watch("dear", "CBoss", 9);
            var cheap = watch("cheap", "CBoss", 1);
            var others = watch("others", "CElse", 1);
            store.commit(Samples.create(base, box, dear, cheap, others));

            for (long mni = 1; mni <= 4; mni++) update(mni);

            assertThat(waiting(dear)).isEqualTo(3);
            assertThat(waiting(cheap)).isLessThanOrEqualTo(1);
            assertThat(waiting(others)).isEqualTo(3);
        }
    }
}

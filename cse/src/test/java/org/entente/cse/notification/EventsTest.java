// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.ResultContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which events notify, and what the notifications say. */
@OverEveryBinding
class EventsTest {
    private final Hub hub = new Hub();
    private final Sink sink = new Sink(hub, "CSink");

    @BeforeEach
    void make_a_box() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box", "mni", 10);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void subscribe(String to, Value.Fields criteria, Object... further) {
        var attributes = fields(further)
                .with("rn", Value.of("watch"))
                .with("enc", criteria)
                .with("nu", Value.texts(List.of(sink.aeId)));
        var response = hub.send(Request.create(to, ADMIN, 23, Value.field("m2m:sub", attributes)));
        assertThat(response.code()).as(response.toString()).isEqualTo(ResultCode.CREATED);
        sink.requests(hub);
        sink.forget();
    }

    private Value.Fields only() {
        var events = sink.events(hub);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private Value.Fields represented(String root) {
        return (Value.Fields)
                ((Value.Fields) only().find("rep").orElseThrow()).find(root).orElseThrow();
    }

    private void put(String content) {
        assertThat(hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", content).code())
                .isEqualTo(ResultCode.CREATED);
    }

    @Nested
    class An_update {
        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void notifies_by_default_with_all_attributes() {
            subscribe("cse-in/box", Value.Fields.EMPTY);

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

            assertThat(only().find("net")).contains(Value.of(1));
            assertThat(represented("m2m:cnt").members())
                    .containsEntry("mni", Value.of(5))
                    .containsKey("ct");
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void shows_nothing_that_is_internal() {
            subscribe("cse-in/box", Value.Fields.EMPTY);

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

            assertThat(represented("m2m:cnt").members().keySet()).noneMatch(name -> name.startsWith("_"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void shows_what_it_changed_when_only_that_is_wanted() {
            subscribe("cse-in/box", Value.Fields.EMPTY, "nct", 2);

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", Value.Deleted.DELETED, "lbl", List.of("a"));

            assertThat(represented("m2m:cnt").members())
                    .containsEntry("mni", Value.Deleted.DELETED)
                    .containsEntry("lbl", Value.texts(List.of("a")))
                    .containsKey("st")
                    .doesNotContainKeys("ct", "ri", "cni");
        }

        @Test
        @Spec("TS-0004 §6.3.5.62")
        void names_the_resource_when_its_identifier_is_enough() {
            subscribe("cse-in/box", Value.Fields.EMPTY, "nct", 3);

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

            assertThat(only().find("rep")).contains(Value.field("m2m:uri", Value.of("/id-in/cse-in/box")));
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void of_an_attribute_that_is_not_listed_is_silent() {
            subscribe("cse-in/box", fields("net", List.of(1), "atr", List.of("mbs")));

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);
            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mbs", 500);

            assertThat(represented("m2m:cnt").members()).containsEntry("mbs", Value.of(500));
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void to_the_same_value_is_an_update_too() {
            subscribe("cse-in/box", fields("atr", List.of("mni")));

            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 10);

            assertThat(sink.events(hub)).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void is_not_what_an_instance_does_to_its_container() {
            subscribe("cse-in/box", Value.Fields.EMPTY);

            put("21");

            assertThat(sink.requests(hub)).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void of_a_counter_notifies_who_names_it() {
            subscribe("cse-in/box", fields("atr", List.of("cni")));

            put("21");

            assertThat(represented("m2m:cnt").members()).containsEntry("cni", Value.of(1));
        }
    }

    @Nested
    class A_child {
        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void that_is_created_is_shown_whole() {
            subscribe("cse-in/box", fields("net", List.of(3)));

            put("21");

            assertThat(only().find("net")).contains(Value.of(3));
            assertThat(represented("m2m:cin").members()).containsEntry("con", Value.of("21"));
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void of_another_type_than_wanted_is_silent() {
            subscribe("cse-in/box", fields("net", List.of(3), "chty", List.of(3)));

            put("21");
            hub.create("cse-in/box", ADMIN, 3, "m2m:cnt", "rn", "inner");

            assertThat(represented("m2m:cnt").members()).containsEntry("rn", Value.of("inner"));
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void that_is_a_subscription_can_be_waited_for() {
            subscribe("cse-in/box", fields("net", List.of(3, 4), "chty", List.of(23)));

            hub.create("cse-in/box", ADMIN, 23, "m2m:sub", "rn", "other", "nu", List.of(ADMIN));
            hub.delete("cse-in/box/other", ADMIN);

            assertThat(sink.events(hub))
                    .extracting(event -> event.find("net").orElseThrow())
                    .containsExactly(Value.of(3), Value.of(4));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void that_is_deleted_is_shown_as_it_was() {
            put("21");
            subscribe("cse-in/box", fields("net", List.of(4)));

            hub.delete("cse-in/box/la", ADMIN);

            assertThat(only().find("net")).contains(Value.of(4));
            assertThat(represented("m2m:cin").members()).containsEntry("con", Value.of("21"));
        }

        @Test
        @Spec("TS-0004 §7.4.7.2.1")
        void that_makes_room_notifies_nobody() {
            subscribe("cse-in/box", fields("net", List.of(4)));
            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 1);

            put("1");
            put("2");

            assertThat(sink.requests(hub)).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void is_held_against_the_conditions_itself() {
            subscribe("cse-in/box", fields("net", List.of(3), "sza", 5));

            put("1234");
            put("12345");

            assertThat(represented("m2m:cin").members()).containsEntry("con", Value.of("12345"));
        }
    }

    @Nested
    class A_deletion {
        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void of_the_subscribed_to_resource_is_told_although_the_subscription_goes_too() {
            subscribe("cse-in/box", fields("net", List.of(2)));

            hub.delete("cse-in/box", ADMIN);

            assertThat(only().find("net")).contains(Value.of(2));
            assertThat(represented("m2m:cnt").members()).containsEntry("rn", Value.of("box"));
        }

        @Test
        @Spec("TS-0004 §7.3.3.8")
        void of_an_ancestor_is_one_of_all_below_it() {
            hub.create("cse-in/box", ADMIN, 3, "m2m:cnt", "rn", "inner");
            subscribe("cse-in/box/inner", fields("net", List.of(2)));

            hub.delete("cse-in/box", ADMIN);

            assertThat(represented("m2m:cnt").members()).containsEntry("rn", Value.of("inner"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.4")
        void of_a_subscription_is_told_to_its_subscriber_before_the_answer() {
            subscribe("cse-in/box", fields("net", List.of(2)), "su", sink.aeId);

            hub.delete("cse-in/box/watch", ADMIN);

            var farewell = sink.notifications(hub);
            assertThat(farewell).hasSize(1);
            assertThat(farewell.getFirst().find("sud")).contains(Value.of(true));
            assertThat(farewell.getFirst().text("sur"))
                    .hasValueSatisfying(sur -> assertThat(sur).startsWith("/id-in/sub"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.4")
        void of_an_ancestor_ends_its_subscriptions_by_the_rules() {
            hub.create("cse-in/box", ADMIN, 3, "m2m:cnt", "rn", "inner");
            subscribe("cse-in/box/inner", fields("net", List.of(2)), "su", sink.aeId);

            hub.delete("cse-in/box", ADMIN);

            assertThat(sink.notifications(hub))
                    .hasSize(2)
                    .last()
                    .satisfies(last -> assertThat(last.find("sud")).contains(Value.of(true)));
        }
    }

    @Nested
    class A_look {
        @Test
        @Spec("TS-0001 §9.6.8")
        void for_instances_that_are_not_there_is_told() {
            subscribe("cse-in/box", fields("net", List.of(5)));

            hub.send(Request.retrieve("cse-in/box", ADMIN).with(ResultContent.CHILD_RESOURCES));
            put("21");
            hub.send(Request.retrieve("cse-in/box", ADMIN).with(ResultContent.CHILD_RESOURCES));

            assertThat(only().find("net")).contains(Value.of(5));
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void is_told_to_who_monitors_operations() {
            subscribe("cse-in/box", fields("om", List.of(fields("ops", 2))));

            hub.retrieve("cse-in/box", ADMIN);
            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

            assertThat(only().find("om")).contains(fields("op", 2, "or", ADMIN));
            assertThat(only().find("net")).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void that_is_refused_is_told_too() {
            subscribe("cse-in/box", fields("om", List.of(fields("or", "CStranger"))));

            var refused = hub.retrieve("cse-in/box", "CStranger");

            assertThat(refused.code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(only().find("om")).contains(fields("op", 2, "or", "CStranger"));
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void by_somebody_else_is_silent_when_one_originator_is_monitored() {
            subscribe("cse-in/box", fields("om", List.of(fields("or", "CStranger"))));

            hub.retrieve("cse-in/box", ADMIN);

            assertThat(sink.requests(hub)).isEmpty();
        }

        @Test
        @Spec("TS-0004 §6.3.4.2.29")
        void for_addresses_is_another_operation_than_one_at_the_resource() {
            subscribe("cse-in/box", fields("om", List.of(fields("ops", 32))));

            hub.retrieve("cse-in/box", ADMIN);
            hub.send(Request.retrieve("cse-in/box", ADMIN).withFilter(new FilterCriteria(fields("fu", 1))));

            assertThat(sink.events(hub)).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void is_not_the_only_operation_that_can_be_monitored() {
            subscribe("cse-in/box", fields("om", List.of(fields("ops", 1), fields("ops", 4))));

            put("21");
            hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

            assertThat(sink.events(hub))
                    .extracting(event -> event.find("om").orElseThrow())
                    .containsExactly(fields("op", 1, "or", ADMIN), fields("op", 3, "or", ADMIN));
        }
    }

    @Test
    @Spec("TS-0001 §10.2.10.7")
    void creator_is_named_where_the_subscription_has_one() {
        subscribe("cse-in/box", Value.Fields.EMPTY);

        hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

        assertThat(sink.notifications(hub).getFirst().text("cr")).contains(ADMIN);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void event_category_is_that_of_the_subscription() {
        subscribe("cse-in/box", Value.Fields.EMPTY, "nec", 2);

        hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

        assertThat(Sink.category(sink.requests(hub).getFirst())).isEqualTo(Value.of(2));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time series and their instances. */
@OverEveryBinding
class TimeSeriesTest {
    private final Hub hub = new Hub();

    @AfterEach
    void close() {
        hub.close();
    }

    private Response series(Object... attributes) {
        return hub.create("cse-in", ADMIN, 29, "m2m:ts", named("row", attributes));
    }

    private static Object[] named(String name, Object... attributes) {
        return Stream.concat(Stream.of("rn", name), Stream.of(attributes)).toArray();
    }

    private static String at(long millis) {
        return Timestamp.text(Hub.START.plusMillis(millis));
    }

    private Response value(Object dgt, Object con) {
        return hub.create("cse-in/row", ADMIN, 30, "m2m:tsi", "dgt", dgt, "con", con);
    }

    private Response row() {
        return hub.retrieve("cse-in/row", ADMIN);
    }

    private List<String> contents(String address) {
        var found = hub.send(Request.retrieve(address, ADMIN).with(Parameter.RESULT_CONTENT, Value.of(8)));
        return found.content().members().values().stream()
                .map(shown -> (Value.Fields) shown)
                .flatMap(shown -> shown.find("m2m:tsi").stream())
                .flatMap(all -> ((Value.Items) all).values().stream())
                .map(each -> ((Value.Fields) each).text("con").orElseThrow())
                .toList();
    }

    @Nested
    class A_series {
        @Test
        @Spec("TS-0004 §7.4.38.2.1")
        void starts_empty_with_nothing_missing() {
            var created = series();

            assertThat(created.code()).isEqualTo(CREATED);
            assertThat(Hub.whole(created, "cni")).isZero();
            assertThat(Hub.whole(created, "cbs")).isZero();
            assertThat(Hub.whole(created, "mdc")).isZero();
            assertThat(Hub.shown(created).find("mdlt")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.38.2.1")
        void gets_a_delta_where_it_has_an_interval_and_none() {
            assertThat(Hub.whole(series("pei", 1000), "peid")).isEqualTo(250);
            var timed = hub.create("cse-in", ADMIN, 29, "m2m:ts", "pei", 1000, "mdd", true, "mdt", 100);
            assertThat(Hub.whole(timed, "peid")).isEqualTo(99);
        }

        static Stream<Map<String, Object>> bad() {
            return Stream.of(
                    Map.of("pei", 1000, "peid", 501),
                    Map.of("pei", 1000, "mdd", true),
                    Map.of("pei", 1000, "peid", 100, "mdd", true, "mdt", 100),
                    Map.of("mdd", true),
                    Map.of("pei", Long.MAX_VALUE),
                    Map.of("mdc", 1),
                    Map.of("mdlt", List.of()));
        }

        @ParameterizedTest
        @MethodSource("bad")
        @Spec("TS-0004 §7.4.38.2.1")
        void whose_times_do_not_fit_is_refused(Map<String, Object> attributes) {
            var created = series(attributes.entrySet().stream()
                    .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                    .toArray());

            assertThat(created.code()).isEqualTo(BAD_REQUEST);
            assertThat(row().code()).isEqualTo(NOT_FOUND);
        }

        @Test
        @Spec("TS-0004 §7.4.38.2.3")
        void changes_its_times_only_while_nobody_watches_them() {
            series("pei", 1000, "peid", 10, "mdd", true, "mdt", 100);

            for (var name : List.of("pei", "peid", "mdn", "mdt"))
                assertThat(hub.update("cse-in/row", ADMIN, "m2m:ts", name, 60).code())
                        .isEqualTo(BAD_REQUEST);
            assertThat(hub.update("cse-in/row", ADMIN, "m2m:ts", "mdd", false, "mdt", 60)
                            .code())
                    .isEqualTo(BAD_REQUEST);
            hub.update("cse-in/row", ADMIN, "m2m:ts", "mdd", false);
            var changed = hub.update("cse-in/row", ADMIN, "m2m:ts", "pei", 2000);

            assertThat(changed.code()).isEqualTo(UPDATED);
            assertThat(Hub.whole(row(), "peid")).isEqualTo(99);
        }

        @Test
        @Spec("TS-0004 §7.4.38.2.3")
        void is_not_watched_with_a_timer_shorter_than_its_delta() {
            series("pei", 1000, "peid", 100, "mdt", 50);

            assertThat(hub.update("cse-in/row", ADMIN, "m2m:ts", "mdd", true).code())
                    .isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0001 §9.6.36")
        void drops_the_oldest_when_its_maximum_is_lowered() {
            series();
            for (int i = 1; i <= 3; i++) value(at(i), "v" + i);

            hub.update("cse-in/row", ADMIN, "m2m:ts", "mni", 1);

            assertThat(contents("cse-in/row")).containsExactly("v3");
            assertThat(Hub.whole(row(), "cbs")).isEqualTo(2);
        }
    }

    @Nested
    class An_instance {
        @Test
        @Spec("TS-0004 §7.4.39.2.1")
        void is_counted_with_its_bytes() {
            series();
            var first = value(at(0), "12345");
            value(at(1), "é");

            assertThat(first.code()).isEqualTo(CREATED);
            assertThat(Hub.whole(first, "cs")).isEqualTo(5);
            assertThat(Hub.whole(row(), "cni")).isEqualTo(2);
            assertThat(Hub.whole(row(), "cbs")).isEqualTo(7);
            assertThat(Hub.shown(row()).find("st")).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.37")
        void needs_the_time_of_its_generation() {
            series();

            assertThat(hub.create("cse-in/row", ADMIN, 30, "m2m:tsi", "con", "a")
                            .code())
                    .isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0004 §7.4.39.2.1")
        void of_a_time_that_is_there_is_a_conflict() {
            series();
            value(at(2000), "a");
            value(at(1000), "b");

            assertThat(value(at(2000), "c").code()).isEqualTo(CONFLICT);
            assertThat(value(at(1000), "c").code()).isEqualTo(CONFLICT);
            // The same time, written another way.
            assertThat(value("20260101T000001", "c").code()).isEqualTo(CONFLICT);
            assertThat(value(at(1500), "c").code()).isEqualTo(CREATED);
            assertThat(Hub.whole(row(), "cni")).isEqualTo(3);
        }

        @Test
        @Spec("TS-0004 §7.4.39.2.1")
        void may_have_the_time_of_one_that_was_deleted() {
            series();
            value(at(0), "a");
            hub.delete("cse-in/row/la", ADMIN);

            assertThat(value(at(0), "b").code()).isEqualTo(CREATED);
            assertThat(Hub.text(hub.retrieve("cse-in/row/la", ADMIN), "con")).isEqualTo("b");
        }

        @Test
        @Spec("TS-0004 §6.3.3")
        void with_a_relative_time_keeps_the_time_that_it_means() {
            series();

            var created = value("-1500", "a");

            assertThat(Hub.text(created, "dgt")).isEqualTo(at(-1500));
            assertThat(value(at(-1500), "b").code()).isEqualTo(CONFLICT);
        }

        @Test
        @Spec("TS-0004 §7.4.39.2.1")
        void makes_room_for_itself() {
            series("mni", 2, "mbs", 6);
            value(at(0), "aa");
            value(at(1), "bb");
            value(at(2), "cc");
            assertThat(contents("cse-in/row")).containsExactly("bb", "cc");

            value(at(3), "dddd");

            assertThat(contents("cse-in/row")).containsExactly("cc", "dddd");
            assertThat(value(at(4), "eeeeeee").code()).isEqualTo(NOT_ACCEPTABLE);
        }

        @Test
        @Spec("TS-0001 §9.6.36")
        void lives_no_longer_than_the_maximum_age() {
            series("mia", 60);
            value(at(0), "a");

            hub.clock.pass(Duration.ofSeconds(61));
            hub.cse.sweep();

            assertThat(Hub.whole(row(), "cni")).isZero();
        }

        @Test
        @Spec({"TS-0004 §7.4.27.2.2", "TS-0004 §7.4.28.2.2"})
        void is_found_as_latest_or_oldest() {
            series();
            value(at(1), "a");
            value(at(2), "b");

            assertThat(Hub.text(hub.retrieve("cse-in/row/la", ADMIN), "con")).isEqualTo("b");
            assertThat(Hub.text(hub.retrieve("cse-in/row/ol", ADMIN), "con")).isEqualTo("a");
            assertThat(Hub.text(hub.retrieve("cse-in/row/tsi_2", ADMIN), "con")).isEqualTo("b");
        }

        @Test
        @Spec("TS-0004 §7.4.39.2.3")
        void cannot_be_updated() {
            series();
            value(at(1), "a");

            assertThat(hub.update("cse-in/row/la", ADMIN, "m2m:tsi", "con", "b").code())
                    .isEqualTo(OPERATION_NOT_ALLOWED);
        }

        @Test
        @Spec("TS-0004 §7.4.39.2.4")
        void that_is_deleted_is_no_longer_counted() {
            series();
            value(at(1), "a");
            value(at(2), "bcd");

            assertThat(hub.delete("cse-in/row/la", ADMIN).code()).isEqualTo(DELETED);

            assertThat(Hub.whole(row(), "cni")).isEqualTo(1);
            assertThat(Hub.whole(row(), "cbs")).isEqualTo(1);
        }

        @Test
        @Spec("TS-0001 §9.6.36")
        void that_its_series_calls_base64_must_be() {
            series("cnf", "text/plain:1");

            assertThat(value(at(0), "no base64!").code()).isEqualTo(BAD_REQUEST);
            assertThat(value(at(0), "YQ==").code()).isEqualTo(CREATED);
        }

        @Test
        @Spec("TS-0001 §9.6.37")
        void follows_the_policies_of_its_series() {
            series();
            value(at(0), "a");
            hub.register("Cother");

            assertThat(hub.retrieve("cse-in/row/la", "Cother").code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }

        @Test
        @Spec("TS-0001 §9.6.36")
        void lives_in_a_series_only() {
            hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "row");
            assertThat(value(at(0), "a").code()).isEqualTo(INVALID_CHILD_RESOURCE_TYPE);
        }

        @Test
        @Spec("TS-0004 §7.3.3.17")
        void is_discovered_by_its_type() {
            series();
            value(at(0), "a");
            var query = Request.retrieve("cse-in", ADMIN)
                    .withFilter(new FilterCriteria(Hub.fields("fu", 1, "ty", List.of(30))));

            assertThat(hub.send(query).content().toString()).contains("cse-in/row/tsi_1");
        }
    }
}

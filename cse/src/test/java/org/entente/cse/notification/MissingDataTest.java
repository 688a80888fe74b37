// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found missing in a time series, and who is told. Values are due each second, and judged 200 ms later. */
@OverEveryBinding
class MissingDataTest {
    private Hub hub = new Hub();
    private final Sink sink = new Sink(hub, "CSink");

    @AfterEach
    void close() {
        hub.close();
    }

    private void watch(Object... attributes) {
        var times = Stream.of("rn", "row", "pei", 1000, "peid", 100, "mdt", 200, "mdd", true);
        var created = hub.create(
                "cse-in",
                ADMIN,
                29,
                "m2m:ts",
                Stream.concat(times, Arrays.stream(attributes)).toArray());
        assertThat(created.code()).isEqualTo(CREATED);
    }

    private void subscribe(int number, String duration) {
        var criteria = fields("net", List.of(8), "md", fields("num", number, "dur", duration));
        var created =
                hub.create("cse-in/row", ADMIN, 23, "m2m:sub", "rn", "sub", "nu", List.of(sink.aeId), "enc", criteria);
        assertThat(created.code()).isEqualTo(CREATED);
        sink.requests(hub);
        sink.forget();
    }

    private static String at(long millis) {
        return Timestamp.text(Hub.START.plusMillis(millis));
    }

    private void value(long millis) {
        assertThat(hub.create("cse-in/row", ADMIN, 30, "m2m:tsi", "dgt", at(millis), "con", "v")
                        .code())
                .isEqualTo(CREATED);
    }

    /** Turns the clock to so many milliseconds after the start, and has the CSE do what is due. */
    private void until(long millis) {
        hub.clock.pass(Duration.between(hub.clock.instant(), Hub.START.plusMillis(millis)));
        hub.cse.sweep();
    }

    private List<String> missing() {
        var row = hub.stored("cse-in/row");
        var listed = row.texts(Attributes.MDLT);
        assertThat(row.whole(Attributes.MDC, -1)).isEqualTo(listed.size());
        return listed;
    }

    /** How many were missing in the window, by each notification. */
    private List<Long> counts() {
        return sink.representations(hub).stream()
                .map(each -> (Value.Fields) each.find("m2m:tsn").orElseThrow())
                .map(each -> ((Value.Whole) each.find("mdc").orElseThrow()).number())
                .toList();
    }

    @Test
    @Spec({"TS-0004 §7.4.38.2.1", "TS-0001 §10.2.4.29"})
    void value_that_is_not_there_when_its_timer_ends_is_missing() {
        watch();
        value(0);

        until(1199);
        assertThat(missing()).isEmpty();
        until(1200);

        assertThat(missing()).containsExactly(at(1000));
    }

    @Test
    @Spec("TS-0001 §10.2.4.29")
    void values_within_the_delta_are_not_missing() {
        watch();
        value(0);
        value(1100);
        value(1900);
        value(3101);

        until(3200);

        assertThat(missing()).containsExactly(at(3000));
    }

    @Test
    @Spec("TS-0004 §7.4.38.2.1")
    void nothing_is_missing_before_the_first_value() {
        watch();

        until(60_000);
        value(60_000);
        until(61_000);

        assertThat(missing()).isEmpty();
    }

    @Test
    @Spec("TS-0001 §10.2.4.29")
    void first_value_from_long_ago_makes_only_later_ones_missing() {
        watch();
        value(-3_600_500);

        until(1000);

        assertThat(missing()).containsExactly(at(500));
    }

    @Test
    @Spec("TS-0001 §10.2.4.29")
    void value_that_comes_after_its_judgement_is_missing_all_the_same() {
        watch();
        value(0);
        hub.clock.pass(Duration.ofMillis(1300));

        value(1000);

        assertThat(missing()).containsExactly(at(1000));
    }

    @Test
    @Spec("TS-0001 §9.6.36")
    void newest_come_first_and_no_more_than_the_maximum() {
        watch("mdn", 2);
        value(0);

        until(3200);
        assertThat(missing()).containsExactly(at(3000), at(2000));
        until(4200);

        assertThat(missing()).containsExactly(at(4000), at(3000));
    }

    @Test
    @Spec("TS-0004 §7.4.38.2.3")
    void pause_keeps_what_was_missing_and_a_new_start_forgets_it() {
        watch();
        value(0);
        until(1200);
        hub.update("cse-in/row", ADMIN, "m2m:ts", "mdd", false);
        until(9000);
        assertThat(missing()).containsExactly(at(1000));

        hub.update("cse-in/row", ADMIN, "m2m:ts", "mdd", true);
        assertThat(missing()).isEmpty();
        value(9000);
        until(10_200);

        assertThat(missing()).containsExactly(at(10_000));
    }

    @Test
    @Spec("TS-0001 §10.2.4.29")
    void other_times_forget_what_was_missing() {
        watch();
        value(0);
        until(1200);
        hub.update("cse-in/row", ADMIN, "m2m:ts", "mdd", false);

        hub.update("cse-in/row", ADMIN, "m2m:ts", "mdt", 500);

        assertThat(missing()).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.38.2.4")
    void deleted_series_is_watched_no_more() {
        watch();
        value(0);
        hub.delete("cse-in/row", ADMIN);

        until(5000);

        assertThat(hub.retrieve("cse-in/row", ADMIN).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    @Spec("TS-0004 §7.4.38.2.1")
    void timer_survives_a_restart() {
        watch();
        value(0);
        subscribe(1, "PT10S");
        hub.cse.close();

        hub = new Hub(hub.store, Hub.open());
        sink.attach(hub);
        until(2200);

        assertThat(missing()).containsExactly(at(2000), at(1000));
        assertThat(counts()).containsExactly(1L, 2L);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.9")
    void subscriber_hears_from_the_number_on_and_of_each_further_one() {
        watch();
        value(0);
        subscribe(2, "PT10S");

        until(1200);
        assertThat(counts()).isEmpty();
        until(2200);
        until(3200);

        assertThat(counts()).containsExactly(2L, 3L);
        var event = sink.events(hub).getLast();
        assertThat(event.find("net")).contains(Value.of(8));
        assertThat(event.find("rep"))
                .contains(Value.field("m2m:tsn", fields("mdlt", List.of(at(3000), at(2000), at(1000)), "mdc", 3)));
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.9", "TS-0001 §10.2.4.29"})
    void count_begins_anew_with_the_first_one_after_the_window() {
        watch();
        value(0);
        subscribe(2, "PT3S");

        // The window opens at 1200 and ends at 4200.
        for (int second = 1; second <= 5; second++) until(second * 1000L + 200);

        assertThat(counts()).containsExactly(2L, 3L, 2L);
    }

    @Test
    @Spec("TS-0001 §10.2.4.29")
    void windows_are_the_same_however_late_the_judgement_is() {
        watch();
        value(0);
        subscribe(2, "PT3S");

        until(5200);

        assertThat(counts()).containsExactly(2L, 3L, 2L);
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void changed_condition_counts_anew() {
        watch();
        value(0);
        subscribe(3, "PT10S");
        until(2200);
        var criteria = fields("net", List.of(8), "md", fields("num", 2, "dur", "PT10S"));

        hub.update("cse-in/row/sub", ADMIN, "m2m:sub", "enc", criteria);
        until(3200);
        assertThat(counts()).isEmpty();
        until(4200);

        assertThat(counts()).containsExactly(2L);
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void missing_value_is_an_update_of_the_list() {
        watch();
        value(0);
        var criteria = fields("net", List.of(1), "atr", List.of("mdlt"));
        hub.create("cse-in/row", ADMIN, 23, "m2m:sub", "nu", List.of(sink.aeId), "enc", criteria);
        sink.requests(hub);
        sink.forget();

        until(1200);

        assertThat(sink.events(hub))
                .singleElement()
                .satisfies(event -> assertThat(event.find("net")).contains(Value.of(1)));
    }

    @Test
    void values_in_time_cause_no_request_of_the_cse() {
        watch();
        for (int second = 0; second < 5; second++) {
            until(second * 1000L);
            value(second * 1000L);
        }
        var before = hub.stored("cse-in/row");

        until(5199);

        assertThat(hub.stored("cse-in/row")).isEqualTo(before);
        assertThat(missing()).isEmpty();
    }
}

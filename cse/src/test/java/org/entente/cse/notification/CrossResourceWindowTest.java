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
import org.entente.model.Spec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Within which time events of several resources belong together. */
@OverEveryBinding
class CrossResourceWindowTest extends CrossResourceFixture {
    @Nested
    class A_sliding_window {
        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void tells_when_events_of_all_have_come() {
            var ri = Hub.text(both(SLIDING), "ri");

            put("a");
            assertThat(told()).isEmpty();
            pass(Duration.ofSeconds(30));
            put("b");

            assertThat(told()).containsExactly(fields("sur", "/id-in/" + ri));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void forgets_what_came_before_it() {
            both(SLIDING);

            put("a");
            pass(Duration.ofSeconds(61));
            put("b");
            assertThat(told()).isEmpty();
            put("a");

            assertThat(told()).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §9.6.58")
        void slides_on_when_it_was_told_of() {
            both(SLIDING);

            put("a", "b", "b");
            assertThat(told()).hasSize(1);
            put("a");

            assertThat(told()).hasSize(2);
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void counts_one_that_joined() {
            hub.create(
                    "cse-in/a",
                    ADMIN,
                    23,
                    "m2m:sub",
                    "rn",
                    "old",
                    "nu",
                    List.of(sink.aeId),
                    "enc",
                    fields("net", List.of(3)));
            var response = create(
                    "srat",
                    List.of("cse-in/a/old"),
                    "rrat",
                    List.of("cse-in/b"),
                    "encs",
                    children(),
                    "twt",
                    SLIDING,
                    "tws",
                    "PT1M");
            assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
            sink.requests(hub);
            sink.forget();

            put("b", "a");

            assertThat(told()).contains(fields("sur", "/id-in/" + Hub.text(response, "ri")));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void outlives_the_process() {
            both(SLIDING);
            put("a");
            hub.cse.close();

            hub = new Hub(hub.store, Hub.open());
            sink.attach(hub);
            pass(Duration.ofSeconds(59));
            put("b");

            assertThat(told()).hasSize(1);
        }
    }

    @Nested
    class A_periodic_window {
        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void tells_once() {
            both(PERIODIC);

            put("a", "b", "a", "b");
            assertThat(told()).hasSize(1);
            pass(Duration.ofMinutes(1));
            put("a");
            assertThat(told()).hasSize(1);
            put("b");

            assertThat(told()).hasSize(2);
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void ends_at_its_time_whatever_came() {
            both(PERIODIC);

            pass(Duration.ofSeconds(59));
            put("a");
            pass(Duration.ofSeconds(2));
            put("b");

            assertThat(told()).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.3")
        void begins_anew_with_another_size() {
            both(PERIODIC);
            pass(Duration.ofSeconds(50));
            put("a");

            hub.update("cse-in/both", ADMIN, "m2m:crs", "tws", "PT2M");
            put("b");
            assertThat(told()).isEmpty();
            pass(Duration.ofSeconds(100));
            put("a");

            assertThat(told()).hasSize(1);
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void ends_after_a_restart_too() {
            both(PERIODIC, "eem", 4);
            hub.cse.close();

            hub = new Hub(hub.store, Hub.open());
            sink.attach(hub);
            pass(Duration.ofSeconds(90));

            assertThat(told()).hasSize(1);
        }

        @ParameterizedTest(name = "mode {0}: none {1}, one {2}, both {3}")
        @CsvSource({"1, 0, 0, 1", "2, 0, 1, 1", "3, 1, 1, 0", "4, 1, 0, 0", "5, 0, 1, 0"})
        @Spec({"TS-0001 §9.6.58 (Release 4)", "TS-0004 §7.5.1.2.18"})
        void is_evaluated_as_wanted(int mode, int none, int one, int two) {
            both(PERIODIC, "eem", mode);

            pass(Duration.ofSeconds(60));
            assertThat(told()).as("no event").hasSize(none);
            sink.forget();
            put("a");
            pass(Duration.ofSeconds(60));
            assertThat(told()).as("one of two").hasSize(one);
            sink.forget();
            put("b", "a");
            pass(Duration.ofSeconds(60));
            assertThat(told()).as("both").hasSize(two);
        }
    }
}

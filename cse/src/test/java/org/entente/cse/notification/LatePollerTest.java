// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A notice for a subscriber that fetches what is sent to it, and does not come for long. */
@OverEveryBinding
class LatePollerTest {
    private final Hub hub = Hub.on(
            new HeapStore(),
            settings -> settings.with(new DeliverySettings(
                    Duration.ofMillis(5),
                    Duration.ofMillis(5),
                    3,
                    Duration.ofDays(1),
                    Duration.ofMillis(1),
                    Duration.ofMinutes(10),
                    8,
                    256,
                    1000)));

    @BeforeEach
    void subscribe() {
        hub.register("CPoll");
        hub.create("cse-in/cpoll", "CPoll", 15, "m2m:pch", "rn", "pch");
        hub.create("cse-in/cpoll", "CPoll", 3, "m2m:cnt", "rn", "box");
        hub.create(
                "cse-in/cpoll/box",
                "CPoll",
                23,
                "m2m:sub",
                "nu",
                List.of("CPoll"),
                "enc",
                Hub.fields("net", List.of(3)));
        hub.create("cse-in/cpoll/box", "CPoll", 4, "m2m:cin", "con", "21.5");
        Sink.quiet(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void fail(int attempts) {
        for (int i = 0; i < attempts; i++) {
            hub.clock.pass(Duration.ofMinutes(11));
            Sink.quiet(hub);
        }
    }

    @Test
    @Spec("TS-0001 §10.2.5.17")
    void gets_it_however_many_attempts_have_failed() {
        fail(10);

        var poll = hub.send(Request.retrieve("cse-in/cpoll/pch/pcu", "CPoll")
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "20000"));

        assertThat(hub.cse.deliverer().counters().attempts()).isGreaterThan(10);
        assertThat(poll.code()).isEqualTo(ResultCode.OK);
        assertThat(poll.content().toString()).contains("21.5");
        assertThat(hub.cse.deliverer().undeliverable(10)).isEmpty();
    }

    @Test
    void does_not_get_it_any_more_when_it_is_too_old() {
        hub.clock.pass(Duration.ofDays(2));
        Sink.quiet(hub);

        assertThat(hub.cse.deliverer().undeliverable(10)).hasSize(1);
    }
}

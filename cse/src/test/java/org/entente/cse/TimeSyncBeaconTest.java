// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beacons that tell the time. */
@OverEveryBinding
class TimeSyncBeaconTest {
    private final HeapStore store = new HeapStore();
    private final List<Value.Fields> heard = Collections.synchronizedList(new ArrayList<>());
    private Hub hub = new Hub(store, Hub.open());
    private String listener = "";
    private LocalEntities.Attachment attached = () -> {};

    @BeforeEach
    void somebody_listens() {
        listener = hub.register("Clistener");
        listen();
    }

    @AfterEach
    void close() {
        attached.close();
        hub.close();
    }

    private void listen() {
        attached = hub.entities.attach(listener, notify -> {
            heard.add(notify.content());
            return Response.of(notify, OK);
        });
    }

    private Response beacon(Object... more) {
        var all = new ArrayList<Object>(List.of("rn", "b", "bcnu", List.of(listener)));
        all.addAll(Arrays.asList(more));
        return hub.create("cse-in", ADMIN, 60, "m2m:tsb", all.toArray());
    }

    private void pass(int seconds) {
        hub.clock.pass(Duration.ofSeconds(seconds));
        hub.cse.sweep();
    }

    /** The listener asks for something, and says what time it is there. */
    private void ask(int secondsOff) {
        Instant there = hub.clock.instant().plusSeconds(secondsOff);
        hub.send(Request.retrieve("cse-in", listener).with(Parameter.ORIGINATING_TIMESTAMP, Timestamp.text(there)));
        hub.cse.sweep();
    }

    @Test
    @Spec(value = "TS-0001 §9.6.56", proves = "tsb C")
    void periodic_one_tells_the_time_at_each_interval() {
        var created = beacon("bcnc", 1, "bcni", "PT10S");
        assertThat(created.code()).as(created.sentence()).isEqualTo(CREATED);
        pass(9);
        assertThat(heard).isEmpty();

        pass(1);
        pass(10);

        assertThat(heard).hasSize(2);
        var told = (Value.Fields) heard.getFirst().find("m2m:tsbn").orElseThrow();
        assertThat(told.text("ctm")).contains(Timestamp.text(Hub.START.plusSeconds(10)));
        assertThat(told.text("tbr")).contains("/id-in/" + Hub.text(created, "ri"));
    }

    @Test
    @Spec("TS-0001 §9.6.56")
    void interval_and_threshold_have_usual_values() {
        assertThat(Hub.text(beacon("bcnc", 1), "bcni")).isEqualTo("PT1H");
        hub.delete("cse-in/b", ADMIN);

        assertThat(Hub.text(beacon("bcnc", 2, "bcnr", listener), "bcnt")).isEqualTo("PT5S");
    }

    @Test
    @Spec("TS-0001 §9.6.56")
    void changed_interval_begins_anew_and_deleted_beacon_is_silent() {
        beacon("bcnc", 1, "bcni", "PT10S");
        pass(5);
        hub.update("cse-in/b", ADMIN, "m2m:tsb", "bcni", "PT30S");
        pass(10);
        assertThat(heard).isEmpty();
        pass(20);
        assertThat(heard).hasSize(1);

        hub.delete("cse-in/b", ADMIN);
        pass(60);

        assertThat(heard).hasSize(1);
        assertThat(store.view().errands()).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.56")
    void loss_is_told_when_a_request_shows_a_clock_that_is_too_far_off() {
        beacon("bcnc", 2, "bcnt", "PT10S", "bcnr", listener);

        ask(0);
        ask(9);
        ask(-10);
        assertThat(heard).isEmpty();
        ask(11);
        ask(-60);

        assertThat(heard).hasSize(2);
    }

    @Test
    @Spec("TS-0001 §9.6.56")
    void nobody_elses_clock_matters() {
        beacon("bcnc", 2, "bcnt", "PT10S", "bcnr", listener);
        var other = hub.register("Cother");

        hub.send(Request.retrieve("cse-in", other).with(Parameter.ORIGINATING_TIMESTAMP, "20200101T000000"));
        hub.cse.sweep();
        hub.delete("cse-in/b", ADMIN);
        ask(100);

        assertThat(heard).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.56")
    void goes_on_after_a_restart() {
        beacon("bcnc", 1, "bcni", "PT10S");
        hub.cse.close();
        attached.close();
        hub = new Hub(store, Hub.open());
        listen();

        hub.clock.pass(Duration.ofSeconds(10));
        hub.cse.sweep();

        assertThat(heard).hasSize(1);
    }

    static List<List<Object>> mistakes() {
        return List.of(
                List.of("bcnc", 0),
                List.of("bcnc", 3),
                List.of("bcnc", 1, "bcnt", "PT1S"),
                List.of("bcnc", 2, "bcni", "PT1S"),
                List.of("bcnc", 1, "bcni", "PT0.5S"),
                List.of("bcnc", 1, "bcni", "-PT10S"),
                List.of("bcnc", 2, "bcnr", "Cnobody"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @Spec("TS-0001 §9.6.56")
    void what_has_no_meaning_is_refused(List<Object> attributes) {
        assertThat(beacon(attributes.toArray()).code()).isEqualTo(BAD_REQUEST);
        assertThat(hub.retrieve("cse-in/b", ADMIN).code()).isEqualTo(NOT_FOUND);
    }
}

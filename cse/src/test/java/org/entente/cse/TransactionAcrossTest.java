// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions whose requests go to several CSEs. */
class TransactionAcrossTest {
    private static final int LOCK = 2;
    private static final int EXECUTE = 3;
    private static final int COMMIT = 4;
    private static final long COMMITTED = 4;
    private static final long ABORTED = 6;

    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private final Constellation.Member left = world.middle("left", in);

    TransactionAcrossTest() {
        in.register("Cboss");
        for (var each : List.of(in, left)) box(each);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static void box(Constellation.Member member) {
        var rule = Hub.fields("acor", List.of("/id-in/Cboss", "Cboss"), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        var base = member.identity.name();
        var policy = member.create(base, Hub.ADMIN, 1, "m2m:acp", "rn", "p", "pv", privileges, "pvs", privileges);
        member.create(base, Hub.ADMIN, 3, "m2m:cnt", "rn", "box", "mni", 100, "acpi", List.of(Hub.text(policy, "ri")));
    }

    private static Value.Fields setting(String to, long value, String attribute) {
        return Primitives.fields(Request.update(to, "Cboss", Value.field("m2m:cnt", Hub.fields(attribute, value)))
                .withId(to));
    }

    private void manage(int mode, String attributeThere) {
        var requests = List.of(setting("cse-in/box", 60, "mni"), setting("/id-left/cse-left/box", 140, attributeThere));
        var made = in.create(
                "cse-in/cboss",
                "Cboss",
                50,
                "m2m:tram",
                "rn",
                "all",
                "tmd",
                mode,
                "tmh",
                2,
                "rqps",
                Hub.fields("req", Value.of(requests)));
        assertThat(made.code()).as(made.sentence()).isEqualTo(CREATED);
    }

    private void reaches(long state) {
        Awaitility.await().atMost(Constellation.PATIENCE).untilAsserted(() -> {
            in.cse().sweep();
            assertThat(in.find("cse-in/cboss/all").orElseThrow().whole(Attributes.TRST, 0))
                    .isEqualTo(state);
        });
    }

    private void control(int control) {
        var updated = in.send(
                Request.update("cse-in/cboss/all", "Cboss", Value.field("m2m:tram", Hub.fields("tctl", control))));
        assertThat(updated.code()).as(updated.sentence()).isEqualTo(UPDATED);
    }

    private long here() {
        return in.find("cse-in/box").orElseThrow().whole(Attributes.MNI, 0);
    }

    private long there() {
        return left.find("cse-left/box").orElseThrow().whole(Attributes.MNI, 0);
    }

    @Test
    @Spec("TS-0001 §10.2.18.1")
    void all_happen_here_and_there() {
        manage(1, "mni");

        reaches(COMMITTED);

        assertThat(here()).isEqualTo(60);
        assertThat(there()).isEqualTo(140);
        Awaitility.await()
                .until(() -> left.store
                        .view()
                        .children(left.find("cse-left/box").orElseThrow().ri(), 51)
                        .isEmpty());
    }

    @Test
    @Spec("TS-0001 §10.2.18.1")
    void none_happens_when_the_other_cse_cannot() {
        manage(1, "nothing");

        reaches(ABORTED);

        assertThat(here()).isEqualTo(100);
        assertThat(left.send(Request.update("cse-left/box", Hub.ADMIN, Value.field("m2m:cnt", Hub.fields("mni", 7))))
                        .code())
                .isEqualTo(UPDATED);
    }

    @Test
    @Spec("TS-0001 §10.2.18.1")
    void none_happens_when_the_other_cse_is_not_reached() {
        world.cut(left);

        manage(1, "mni");
        Awaitility.await().untilAsserted(() -> {
            in.cse().sweep();
            world.clock.pass(Duration.ofSeconds(1));
            assertThat(in.find("cse-in/cboss/all").orElseThrow().whole(Attributes.TCTL, 0))
                    .isEqualTo(5);
        });
        world.mend(left);
        world.clock.pass(Duration.ofMinutes(10));

        reaches(ABORTED);
        assertThat(here()).isEqualTo(100);
        assertThat(there()).isEqualTo(100);
    }

    @Test
    @Spec("TS-0001 §10.2.18.1")
    void what_was_decided_reaches_the_other_cse_when_it_is_back() {
        manage(2, "mni");
        control(LOCK);
        reaches(LOCK);
        control(EXECUTE);
        reaches(EXECUTE);
        world.cut(left);
        control(COMMIT);
        Awaitility.await().untilAsserted(() -> assertThat(here()).isEqualTo(60));
        assertThat(there()).isEqualTo(100);

        world.mend(left);
        world.clock.pass(Duration.ofMinutes(10));
        reaches(COMMITTED);

        assertThat(there()).isEqualTo(140);
    }
}

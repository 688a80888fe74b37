// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that cannot position itself is where the nearest node of its network is that can. */
@Spec({"TS-0004 §7.4.10.2.1", "TS-0001 §9.6.10"})
class LocationSharingTest {
    private static final String HERE = "[11.58,48.14]";
    private static final String THERE = "[13.40,52.52]";

    private final Hub hub = new Hub();

    /** A line of nodes: the application's own, one without a position, one with, one farther away with another. */
    @BeforeEach
    void nodes() {
        for (int i = 0; i < 4; i++) node(i);
        for (int i = 0; i < 4; i++) {
            hub.register("C" + i);
            updated(hub.update("cse-in/c" + i, "C" + i, "m2m:ae", "nl", "cse-in/n" + i));
        }
        var own = Hub.fields("acr", List.of(Hub.fields("acor", List.of(ADMIN), "acop", 63)));
        var reading = Hub.fields("acr", List.of(Hub.fields("acor", List.of("C0"), "acop", 2)));
        created(hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "friends", "pv", reading, "pvs", own));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static void updated(Response response) {
        assertThat(response.code()).as(response.toString()).isEqualTo(UPDATED);
    }

    private static Response created(Response response) {
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        return response;
    }

    /** Each names the one before it as its neighbour. */
    private void node(int i) {
        created(hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "n" + i, "ni", "n" + i));
        var device = new ArrayList<Object>(
                List.of("rn", "device", "mgd", 1005, "dvd", "d" + i, "dvt", "sensor", "awi", "cse-in/n0"));
        if (i > 0) device.addAll(List.of("lnh", List.of(i == 1 ? "d0" : "cse-in/n" + (i - 1))));
        created(hub.create("cse-in/n" + i, ADMIN, 13, "m2m:andi", device.toArray()));
    }

    /** It lets the application that cannot know read where it is. */
    private void positioned(int i, String position) {
        alone(i, position);
        updated(hub.update("cse-in/c" + i + "/places", "C" + i, "m2m:cnt", "acpi", List.of("cse-in/friends")));
    }

    private void alone(int i, String position) {
        created(hub.create("cse-in/c" + i, "C" + i, 10, "m2m:lcp", "rn", "own", "los", 2, "lon", "places"));
        created(hub.create("cse-in/c" + i + "/places", "C" + i, 4, "m2m:cin", "con", position));
    }

    private Response share(Object... more) {
        var all = new ArrayList<Object>(List.of("rn", "shared", "los", 3, "lon", "where"));
        all.addAll(List.of(more));
        return created(hub.create("cse-in/c0", "C0", 10, "m2m:lcp", all.toArray()));
    }

    private String where() {
        var latest = hub.retrieve("cse-in/c0/where/la", "C0");
        return latest.isSuccess() ? Hub.text(latest, "con") : latest.code().toString();
    }

    private long count() {
        return Hub.whole(hub.retrieve("cse-in/c0/where", "C0"), "cni");
    }

    @Test
    void nearest_node_that_knows_shares_its_position() {
        positioned(2, HERE);
        positioned(3, THERE);

        var policy = share();

        assertThat(where()).isEqualTo(HERE);
        assertThat(Hub.shown(policy).text("lost")).contains("a position is known");
    }

    @Test
    @Spec("TS-0001 §10.2.3.1")
    void position_that_the_application_may_not_read_is_not_shared_with_it() {
        alone(1, HERE);
        positioned(3, THERE);

        share();

        assertThat(where()).isEqualTo(THERE);
    }

    @Test
    void without_a_period_it_is_where_it_is_when_somebody_looks() {
        positioned(3, THERE);
        share();
        assertThat(where()).isEqualTo(THERE);

        positioned(1, HERE);

        assertThat(where()).isEqualTo(HERE);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void position_is_written_down_each_period() {
        positioned(3, THERE);
        share("lou", List.of("PT1M"));
        positioned(1, HERE);
        assertThat(where()).isEqualTo(THERE);

        hub.clock.pass(Duration.ofSeconds(61));
        hub.cse.sweep();

        assertThat(where()).isEqualTo(HERE);
        assertThat(count()).isEqualTo(2);
        updated(hub.update("cse-in/c0/shared", "C0", "m2m:lcp", "lou", Value.Deleted.DELETED));
        assertThat(hub.store.view().errands()).isEmpty();
    }

    @Test
    void position_of_the_CSE_is_shared_if_no_node_has_one() {
        share();
        assertThat(where()).isEqualTo("NOT_FOUND");
        hub.delete("cse-in/c0/shared", "C0");

        created(hub.create("cse-in", ADMIN, 10, "m2m:lcp", "rn", "own", "los", 2, "lon", "places"));
        created(hub.create("cse-in/places", ADMIN, 4, "m2m:cin", "con", THERE));
        share();

        assertThat(where()).isEqualTo(THERE);
    }

    @Test
    @Spec("TS-0004 §7.4.10.2.1")
    void network_based_one_needs_its_server_and_is_not_there() {
        assertThat(hub.create("cse-in/c0", "C0", 10, "m2m:lcp", "rn", "net", "los", 1)
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(hub.create("cse-in/c0", "C0", 10, "m2m:lcp", "rn", "net", "los", 1, "lot", "a@b", "lor", "http://x")
                        .code())
                .isEqualTo(NOT_IMPLEMENTED);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.START;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application whose registration ends, and what becomes of what it has made. */
@OverEveryBinding
class LifetimeTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void prepare() {
        register();
        var rule = fields("acor", List.of("CApp"), "acop", 63);
        var rules = fields("acr", List.of(rule));
        made(hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "acp", "pv", rules, "pvs", rules));
        made(hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "shared", "acpi", List.of("cse-in/acp")));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    /** For a minute. */
    private void register() {
        var ae = fields("rn", "app", "api", "Napp", "rr", true, "srv", List.of("3"))
                .with("et", Value.of(Timestamp.text(hub.clock.instant().plusSeconds(60))));
        made(hub.send(Request.create("cse-in", "CApp", 2, Value.field("m2m:ae", ae))));
    }

    private static void made(Response response) {
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
    }

    private void expire() {
        hub.clock.pass(Duration.ofSeconds(61));
        hub.cse.sweep();
        assertThat(hub.store.view().byPath("cse-in/app")).isEmpty();
    }

    private ResultCode read(String path) {
        return hub.retrieve(path, "CApp").code();
    }

    @Test
    @Spec(value = "TS-0001 §9.6.1.3.2", proves = "ae D")
    void registration_that_expires_takes_all_below_it_along() {
        made(hub.create("cse-in/app", "CApp", 3, "m2m:cnt", "rn", "own"));
        made(hub.create("cse-in/app/own", "CApp", 4, "m2m:cin", "rn", "value", "con", "x"));

        expire();

        assertThat(hub.store.view().byPath("cse-in/app/own")).isEmpty();
        assertThat(hub.store.view().byPath("cse-in/app/own/value")).isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void no_child_outlives_the_registration_that_it_hangs_on() {
        var far = Timestamp.text(START.plus(Duration.ofDays(1)));

        var child = hub.create("cse-in/app", "CApp", 3, "m2m:cnt", "rn", "own", "et", far);

        assertThat(Hub.text(child, "et")).isEqualTo(Timestamp.text(START.plusSeconds(60)));
    }

    @Test
    @Spec(value = "TS-0004 §7.3.3.4", proves = "ae U")
    void registration_is_renewed_by_a_later_expiration_time() {
        var later = Timestamp.text(START.plusSeconds(600));

        assertThat(hub.update("cse-in/app", "CApp", "m2m:ae", "et", later).code())
                .isEqualTo(UPDATED);
        hub.clock.pass(Duration.ofSeconds(61));
        hub.cse.sweep();

        assertThat(Hub.text(hub.retrieve("cse-in/app", "CApp"), "et")).isEqualTo(later);
    }

    @Test
    @Spec("TS-0004 §7.3.3.4")
    void registration_ends_no_earlier_than_its_children() {
        var child = hub.create("cse-in/app", "CApp", 3, "m2m:cnt", "rn", "own", "et", after(40));
        assertThat(Hub.text(child, "et")).isEqualTo(after(40));

        assertThat(hub.update("cse-in/app", "CApp", "m2m:ae", "et", after(30)).code())
                .isEqualTo(BAD_REQUEST);
        assertThat(hub.update("cse-in/app", "CApp", "m2m:ae", "et", after(40)).code())
                .isEqualTo(UPDATED);
    }

    private static String after(int seconds) {
        return Timestamp.text(START.plusSeconds(seconds));
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void what_it_made_elsewhere_is_its_own_when_it_comes_back() {
        made(hub.create("cse-in/shared", "CApp", 3, "m2m:cnt", "rn", "kept"));
        expire();

        register();

        assertThat(read("cse-in/shared/kept")).isEqualTo(OK);
        assertThat(hub.retrieve("cse-in/shared/kept", "COther").code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        made(hub.create("cse-in/shared/kept", "CApp", 4, "m2m:cin", "con", "again"));
    }

    @Test
    @Spec({"TS-0001 §10.2.2.2", "TS-0004 §7.5.1.2.2"})
    void subscription_that_it_left_behind_serves_it_again() {
        var told = new CopyOnWriteArrayList<Request>();
        hub.entities.attach("CApp", request -> {
            told.add(request);
            return Response.of(request, OK);
        });
        made(hub.create(
                "cse-in/shared", "CApp", 23, "m2m:sub", "nu", List.of("CApp"), "enc", fields("net", List.of(3))));
        expire();
        register();
        told.clear();

        made(hub.create("cse-in/shared", ADMIN, 4, "m2m:cin", "con", "news"));

        await().until(() -> !told.isEmpty());
        assertThat(told.getFirst().content().toString()).contains("news");
    }
}

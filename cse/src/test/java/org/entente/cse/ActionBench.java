// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.entente.cse.store.HeapStore;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A subject that is changed, an object that actions write to. */
abstract class ActionBench {
    final HeapStore store = new HeapStore();
    Hub hub = new Hub(store, Hub.open());

    @BeforeEach
    void a_subject_and_an_object() {
        container("subject");
        container("object");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    void container(String name) {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", name);
    }

    static Value.Fields criterion(String attribute, int operator, Object threshold) {
        return Hub.fields("sbjt", attribute, "optr", operator, "thld", threshold);
    }

    /** A request primitive that makes an instance. */
    static Value.Fields telling(String from, String to, String content) {
        var cin = Value.field("m2m:cin", Hub.fields("con", content));
        return Primitives.fields(Request.create(to, from, 4, cin).withId("x"));
    }

    Response act(String name, Value.Fields evc, int mode, Object... more) {
        var attributes = new ArrayList<Object>(List.of(
                "rn",
                name,
                "evc",
                evc,
                "evm",
                mode,
                "orc",
                "cse-in/object",
                "apv",
                telling(ADMIN, "cse-in/object", name)));
        attributes.addAll(List.of(more));
        return hub.create("cse-in/subject", ADMIN, 65, "m2m:actr", attributes.toArray());
    }

    void change(String attribute, Object value) {
        var updated = hub.update("cse-in/subject", ADMIN, "m2m:cnt", attribute, value);
        assertThat(updated.code()).as(updated.sentence()).isEqualTo(UPDATED);
        settle();
    }

    /** What is due is begun, and one execution brings about the next. */
    void settle() {
        hub.cse.sweep();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> hub.store.view().errands().stream()
                        .noneMatch(each -> each.kind().equals("actions")));
    }

    /** What actions have written, in their order. */
    List<String> told() {
        try (var all = hub.store.view().instances(hub.stored("cse-in/object").ri(), false)) {
            return all.map(each -> each.text(Attributes.CON).orElseThrow()).toList();
        }
    }

    Value.Fields shown(String address) {
        return Hub.shown(hub.retrieve(address, ADMIN));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.entente.cse.Hub;
import org.entente.cse.store.Change;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions that do not wait for what happens cost nothing, however many there are: nobody looks at them. */
class UnconcernedTest {
    private final Seen store = new Seen();
    private final Hub hub = new Hub(store, Hub.open());
    private final Sink sink = new Sink(hub, "CSink");

    @BeforeEach
    void subscribe_to_other_things() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box", "mni", 10);
        for (int i = 0; i < 50; i++) {
            subscribe("gone" + i, fields("net", List.of(4)));
            subscribe("boxes" + i, fields("net", List.of(3), "chty", List.of(3)));
            subscribe("labels" + i, fields("net", List.of(1), "atr", List.of("lbl")));
            subscribe("deletions" + i, fields("om", List.of(fields("ops", 8))));
        }
        store.subscriptions.clear();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void subscribe(String name, Value.Fields criteria) {
        var attributes = fields("rn", name).with("enc", criteria).with("nu", Value.texts(List.of(sink.aeId)));
        var response = hub.send(Request.create("cse-in/box", ADMIN, 23, Value.field("m2m:sub", attributes)));
        assertThat(response.code()).as(response.toString()).isEqualTo(ResultCode.CREATED);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void are_not_looked_at_when_a_child_is_created() {
        hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "v");

        assertThat(store.subscriptions).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void are_not_looked_at_when_the_resource_is_read_or_changed() {
        hub.retrieve("cse-in/box", ADMIN);
        hub.update("cse-in/box", ADMIN, "m2m:cnt", "mni", 5);

        assertThat(store.subscriptions).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void are_not_looked_at_beside_one_that_waits_for_it() {
        subscribe("instances", fields("net", List.of(3), "chty", List.of(4)));
        store.subscriptions.clear();

        hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "v");

        assertThat(sink.events(hub)).hasSize(1);
        assertThat(store.subscriptions).containsOnly("instances");
    }

    /** Which subscriptions the store has shown to anybody. */
    private static final class Seen implements Store {
        private final Store store = new HeapStore();
        private final Queue<String> subscriptions = new ConcurrentLinkedQueue<>();

        @Override
        public View view() {
            return observed(store.view());
        }

        @Override
        public View atHand() {
            return observed(store.view());
        }

        @Override
        public Outcome commit(Change change) {
            return store.commit(view -> change.decide(observed(view)));
        }

        private View observed(View view) {
            return (View) Proxy.newProxyInstance(
                    View.class.getClassLoader(), new Class<?>[] {View.class}, (_, method, arguments) -> {
                        var shown = method.invoke(view, arguments);
                        if (shown instanceof Collection<?> many) many.forEach(this::note);
                        if (shown instanceof Optional<?> one) one.ifPresent(this::note);
                        return shown;
                    });
        }

        private void note(Object shown) {
            if (shown instanceof Resource resource && resource.type() == Subscription.TYPE)
                subscriptions.add(resource.rn());
        }

        @Override
        public void backup(Path target) {
            store.backup(target);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}

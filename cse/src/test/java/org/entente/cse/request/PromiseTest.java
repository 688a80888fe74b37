// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.Change;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.RequestResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was acknowledged is done, also if the process ends at the worst moment, and a change is done once. */
@OverEveryBinding
class PromiseTest {
    private final HeapStore kept = new HeapStore();
    private final Dying store = new Dying(kept);
    private Hub hub = Hub.on(store, UnaryOperator.identity());

    /** A store that writes nothing more from the moment when a result would be written down. */
    private static final class Dying implements Store {
        private final Store store;
        final AtomicBoolean isDead = new AtomicBoolean();
        volatile boolean diesAtResult;

        Dying(Store store) {
            this.store = store;
        }

        @Override
        public View view() {
            return store.view();
        }

        @Override
        public View atHand() {
            return store.view();
        }

        @Override
        public Outcome commit(Change change) {
            return store.commit(view -> {
                var outcome = change.decide(view);
                if (diesAtResult && outcome.writes().stream().anyMatch(Dying::isResult)) isDead.set(true);
                if (isDead.get()) throw new StoreUnavailable("the process has ended", new IllegalStateException());
                return outcome;
            });
        }

        private static boolean isResult(Write write) {
            return write instanceof Write.Updated(var _, var after)
                    && after.type() == RequestResource.TYPE
                    && after.whole(Attributes.RS, 0) <= 2;
        }

        @Override
        public void backup(Path target) {}

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void prepare() {
        hub.register("Capp");
        hub.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "box");
    }

    private void restart() {
        hub.cse.close();
        var now = hub.clock.instant();
        hub = Hub.on(kept, UnaryOperator.identity());
        hub.clock.pass(Duration.between(hub.clock.instant(), now));
    }

    private static Request type(Request request, int type) {
        return request.with(Parameter.RESPONSE_TYPE, Hub.fields("rtv", type));
    }

    private static Request instance() {
        return Request.create("cse-in/capp/box", "Capp", 4, Value.field("m2m:cin", Hub.fields("con", "21.5")));
    }

    private String accepted(Request request) {
        return hub.send(request).content().text("m2m:uri").orElseThrow();
    }

    private Value.Fields result(String reference) {
        Awaitility.await().until(() -> kept.view().errands().isEmpty());
        return (Value.Fields) hub.stored(reference).value(Attributes.ORS).orElseThrow();
    }

    private long instances() {
        return hub.stored("cse-in/capp/box").whole(Attributes.CNI, -1);
    }

    @Test
    void request_for_later_is_done_after_a_restart() {
        prepare();
        var reference = accepted(type(instance(), 1)
                .with(Parameter.OPERATION_EXECUTION_TIME, Timestamp.text(Hub.START.plusSeconds(3600))));

        restart();
        assertThat(instances()).isZero();
        hub.clock.pass(Duration.ofHours(2));
        hub.cse.sweep();

        assertThat(result(reference).find("rsc")).contains(Value.of(2001));
        assertThat(instances()).isEqualTo(1);
    }

    @Test
    void change_is_done_once_though_the_process_ended_before_the_result_was_written() {
        prepare();
        store.diesAtResult = true;
        var reference = accepted(type(instance(), 1));
        Awaitility.await().untilTrue(store.isDead);
        assertThat(instances()).isEqualTo(1);

        restart();

        assertThat(result(reference).find("rsc")).contains(Value.of(2001));
        assertThat(result(reference).find("pc").orElseThrow().toString()).contains("21.5");
        assertThat(instances()).isEqualTo(1);
    }

    @Test
    void deletion_is_done_once_though_the_process_ended_before_the_result_was_written() {
        prepare();
        store.diesAtResult = true;
        var reference = accepted(type(Request.delete("cse-in/capp/box", "Capp"), 1));
        Awaitility.await().untilTrue(store.isDead);

        restart();

        assertThat(result(reference).find("rsc")).contains(Value.of(2002));
    }

    @Test
    void what_goes_to_somebody_else_is_sent_again_if_no_answer_was_written() {
        prepare();
        var calls = new AtomicInteger();
        hub.entities.attach("Capp", request -> answer(request, calls));
        store.diesAtResult = true;
        var notify = Request.notification("cse-in/capp", "Capp", Value.field("m2m:sgn", Hub.fields("sur", "x")));
        var reference = accepted(type(notify, 1));
        Awaitility.await().untilTrue(store.isDead);

        hub.cse.close();
        hub = Hub.on(kept, UnaryOperator.identity());
        hub.entities.attach("Capp", request -> answer(request, calls));
        hub.clock.pass(Duration.ofMinutes(1));
        hub.cse.sweep();

        assertThat(result(reference)).isNotNull();
        assertThat(calls.get()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void result_that_could_not_be_told_is_told_after_a_restart() {
        prepare();
        hub.entities.attach("Capp", request -> Response.of(request, ResultCode.INTERNAL_SERVER_ERROR));
        accepted(type(instance(), 2));
        Awaitility.await().until(() -> !kept.view().queues().isEmpty());

        restart();
        var calls = new AtomicInteger();
        hub.entities.attach("Capp", request -> answer(request, calls));

        Awaitility.await().until(() -> {
            hub.clock.pass(Duration.ofMinutes(1)); // past the pause, whenever it began
            return calls.get() == 1 && kept.view().queues().isEmpty();
        });
    }

    @Test
    void unfinished_request_is_known_after_a_restart() {
        prepare();
        var later = type(instance(), 1)
                .withId("same")
                .with(Parameter.OPERATION_EXECUTION_TIME, Timestamp.text(Hub.START.plusSeconds(3600)));
        accepted(later);

        restart();

        assertThat(hub.send(later).code()).isEqualTo(ResultCode.CONFLICT);
    }

    private static Response answer(Request request, AtomicInteger calls) {
        calls.incrementAndGet();
        return Response.of(request, ResultCode.OK);
    }
}

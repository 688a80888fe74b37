// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.cse.Hub;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Notice;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Samples;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is bounded stays so: queues, memory, requests under way, waits. */
class LimitsTest {
    private static final int MANY = 100;
    private static final int FEW = 3;
    private static final DeliverySettings NARROW = new DeliverySettings(
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            3,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            2,
            2,
            2);

    private final HeapStore store = new HeapStore();
    private final Hub.TestClock clock = new Hub.TestClock();
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final Events events = events(FEW);
    private final Resource base = Samples.base();
    private final Resource box = Samples.container(base, "box");
    private final Resource watch =
            Samples.subscription(box, "watch").with(Attributes.NU, Value.texts(List.of("CSink")));
    private Deliverer deliverer = delivering((target, request, timeout) -> {
        received.add(request);
        return new Delivery.Answered(Response.of(request, ResultCode.OK));
    });

    LimitsTest() {
        store.commit(Samples.create(base, box, watch));
    }

    /** @param queueLimit how many notices may wait */
    private Events events(int queueLimit) {
        var settings = new NotificationSettings(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1), queueLimit);
        return new Events(Hub.IDENTITY, (resource, view) -> resource.representation(), clock, settings);
    }

    @AfterEach
    void close() {
        deliverer.close();
        store.close();
    }

    private Deliverer delivering(Courier courier) {
        return new Deliverer(store, courier, events, Hub.IDENTITY, clock, new Random(1), NARROW);
    }

    /** What an update of the box to each of these maxima means. */
    private List<Write> update(long... maxima) {
        var all = new ArrayList<Write>();
        for (long mni : maxima) all.addAll(update(events, mni));
        return all;
    }

    private List<Write> update(Events events, long mni) {
        return store.commit(view -> {
                    var before = view.byId(box.ri()).orElseThrow();
                    var after = before.with(Attributes.MNI, mni);
                    List<Write> planned = List.of(new Write.Updated(before, after));
                    var request = Request.update(box.path(), "CAdmin", after.representation());
                    return new Outcome(planned, after).plus(events.noticesOf(request, planned, view));
                })
                .writes();
    }

    private List<Long> maxima(List<Value.Fields> contents) {
        return contents.stream().map(LimitsTest::maximum).toList();
    }

    private static long maximum(Value.Fields content) {
        var event = fields(fields(content, "m2m:sgn"), "nev");
        return ((Value.Whole)
                        fields(fields(event, "rep"), "m2m:cnt").find("mni").orElseThrow())
                .number();
    }

    private static Value.Fields fields(Value.Fields parent, String name) {
        return (Value.Fields) parent.find(name).orElseThrow();
    }

    private void quiet() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(deliverer::isIdle);
    }

    @Test
    @Spec("TS-0001 §9.6.3")
    void oldest_notices_go_when_too_many_wait() {
        update(1, 2, 3, 4, 5);

        var waiting = store.view().notices(watch.ri(), 10).stream()
                .map(Notice::content)
                .toList();
        assertThat(maxima(waiting)).containsExactly(3L, 4L, 5L);
    }

    @Test
    void queue_that_is_full_is_not_read_for_each_notice() {
        var full = events(MANY);

        for (int i = 0; i < 3 * MANY; i++) update(full, i);

        assertThat(store.view().waiting(watch.ri())).isEqualTo(MANY);
        assertThat(store.noticesRead.sum()).isLessThan(10 * MANY);
    }

    @Test
    void queue_that_memory_does_not_hold_is_not_read_for_each_notice() {
        var open = new CountDownLatch(1);
        deliverer = delivering((target, request, timeout) -> {
            waitFor(open);
            received.add(request);
            return new Delivery.Answered(Response.of(request, ResultCode.OK));
        });
        var many = events(2 * MANY);
        for (int i = 0; i < MANY; i++) deliverer.settle(update(many, i));
        store.noticesRead.reset();

        open.countDown();
        quiet();

        assertThat(received).hasSize(MANY);
        assertThat(store.noticesRead.sum()).isLessThan(5 * MANY);
    }

    @Test
    void notices_that_memory_does_not_hold_stay_in_order() {
        var open = new CountDownLatch(1);
        deliverer = delivering((target, request, timeout) -> {
            waitFor(open);
            received.add(request);
            return new Delivery.Answered(Response.of(request, ResultCode.OK));
        });
        deliverer.settle(update(1));
        deliverer.settle(update(2));
        deliverer.settle(update(3));

        assertThat(deliverer.counters().waiting()).isEqualTo(2);
        open.countDown();
        quiet();

        assertThat(maxima(received.stream().map(Request::content).toList())).containsExactly(1L, 2L, 3L);
        assertThat(store.view().queues()).isEmpty();
    }

    @Test
    void notice_that_comes_while_the_store_is_read_is_not_forgotten() {
        var lanes = new Lanes(1, 1);
        var first = numbered(1);
        var lane = lanes.add(first, clock.instant()).orElseThrow();
        lanes.add(numbered(2), clock.instant());
        lanes.done(lane, List.of(first));

        var before = lanes.glance(lane);
        lanes.add(numbered(3), clock.instant()); // after the store was read
        lanes.fill(lane, List.of(numbered(2)), before);

        assertThat(lanes.waiting(lane)).containsExactly(numbered(2));
        assertThat(lanes.isOverflowing(lane)).isTrue();
    }

    @Test
    @Spec("TS-0001 §10.2.10.7")
    void notices_leave_in_the_order_of_their_commits_whoever_tells_of_them_first() {
        var first = update(1);
        var second = update(2);
        var third = update(3);

        deliverer.settle(third);
        deliverer.settle(first);
        deliverer.settle(second);
        quiet();

        assertThat(maxima(received.stream().map(Request::content).toList())).containsExactly(1L, 2L, 3L);
        assertThat(store.view().queues()).isEmpty();
    }

    private Notice numbered(long event) {
        return Samples.notice(watch, SubscriptionState.number(event, 0), "n" + event);
    }

    @Test
    void target_has_no_more_requests_under_way_than_allowed() {
        var open = new CountDownLatch(1);
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        deliverer = delivering((target, request, timeout) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            waitFor(open);
            underWay.decrementAndGet();
            return new Delivery.Answered(Response.of(request, ResultCode.OK));
        });
        for (int i = 0; i < 6; i++)
            store.commit(Samples.create(
                    Samples.subscription(box, "more" + i).with(Attributes.NU, Value.texts(List.of("CSink")))));

        deliverer.settle(update(1));
        await().until(() -> underWay.get() == NARROW.perTarget());
        open.countDown();
        quiet();

        assertThat(most).hasValue(NARROW.perTarget());
        assertThat(deliverer.counters().delivered()).isEqualTo(7);
    }

    @Test
    void list_of_undeliverable_notices_keeps_the_newest() {
        deliverer = delivering((target, request, timeout) -> new Delivery.Undeliverable("nobody there"));

        deliverer.settle(update(1));
        deliverer.settle(update(2));
        deliverer.settle(update(3));
        quiet();

        var kept = deliverer.undeliverable(10).stream()
                .map(each -> each.notice().content())
                .toList();
        assertThat(maxima(kept)).containsExactly(2L, 3L);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.4")
    void deletion_does_not_wait_for_a_subscriber_for_ever() {
        var never = new CountDownLatch(1);
        deliverer = delivering((target, request, timeout) -> {
            waitFor(never);
            return new Delivery.Unreachable("too late");
        });
        var farewell = new Write.Enqueued(new Notice(
                watch.ri(), 1, "CSink", Notification.deletion(Hub.IDENTITY, watch.ri(), "CSink"), Samples.BEGIN));
        store.commit(Samples.write(watch, new Write.Deleted(watch), farewell));

        deliverer.settle(List.of(new Write.Deleted(watch), farewell)); // returns

        never.countDown();
        assertThat(store.view().queues()).containsExactly(watch.ri());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

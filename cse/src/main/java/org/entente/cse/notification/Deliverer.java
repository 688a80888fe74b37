// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Target;
import org.entente.cse.store.Notice;
import org.entente.cse.store.Store;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings notices from the outbox to their targets: at least once, in order per subscription. Thread-safe. */
public final class Deliverer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Deliverer.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final Store store;
    private final Courier courier;
    private final Ledger ledger;
    private final Openings openings;
    private final Identity identity;
    private final Clock clock;
    private final RandomGenerator random;
    private final Identifiers identifiers;
    private final DeliverySettings settings;
    private final Lanes lanes;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentHashMap<Notice, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder undeliverable = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    // Read by every worker, set once.
    private volatile boolean closed;
    private volatile Consumer<List<Write>> follower = done -> {};
    private volatile Ways ways = (target, category, now) -> Optional.of(now);
    private volatile BiFunction<String, Request, Request> shape = (_, notification) -> notification;

    /** When what is meant for somebody may leave this CSE. */
    @FunctionalInterface
    public interface Ways {
        /**
         * @param category the event category that a subscription asks for
         * @return not before now; empty if it is not known when
         */
        Optional<Instant> opening(String target, Optional<Value> category, Instant now);
    }

    /** @param random for request identifiers and the jitter of waits; thread-safe */
    public Deliverer(
            Store store,
            Courier courier,
            Events events,
            Identity identity,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings) {
        this.store = store;
        this.courier = courier;
        this.ledger = new Ledger(store, events, identity, clock, settings.undeliverableLimit());
        this.openings = new Openings(identity);
        this.identity = identity;
        this.clock = clock;
        this.random = random;
        this.identifiers = new Identifiers(random);
        this.settings = settings;
        this.lanes = new Lanes(settings.perTarget(), settings.waitingPerTarget());
    }

    /**
     * Numbers since the start, and how many wait now.
     *
     * @param delivered notices that their targets have taken
     * @param attempts requests sent, with or without success
     * @param failed those without
     * @param undeliverable notices given up
     * @param dropped notices that a policy or a limit has let go before they were sent
     * @param waiting notices held in memory
     */
    public record Counters(
            long delivered, long attempts, long failed, long undeliverable, long dropped, long waiting) {}

    /** Has somebody learn of what deliveries bring about beside themselves, such as the end of a subscription. */
    public void follow(Consumer<List<Write>> follower) {
        this.follower = follower;
    }

    /** Has notices wait until a way is open. */
    public void heed(Ways ways) {
        this.ways = ways;
    }

    /** Has notifications changed for their target before they leave. */
    public void shape(BiFunction<String, Request, Request> shape) {
        this.shape = shape;
    }

    /** Takes up all that waits in the store, and begins to watch the clock. */
    public void start() {
        var view = store.view();
        for (var queue : view.queues())
            if (Undelivered.subscription(queue).isEmpty())
                view.notices(queue, Integer.MAX_VALUE).forEach(this::offer);
        Thread.ofVirtual().name("notification-timer").start(this::watch);
    }

    /**
     * Takes what a commit has put into the outbox, and waits, not past the configured time, for what must arrive before
     * the answer: the notices of deleted subscriptions.
     */
    public void settle(List<Write> done) {
        var farewells = new ArrayList<Notice>();
        for (var write : done)
            if (write instanceof Write.Enqueued(var notice) && Notification.isDeletion(notice.content()))
                farewells.add(notice);
        if (farewells.isEmpty() || closed) {
            accept(done);
            return;
        }
        var latch = new CountDownLatch(farewells.size());
        farewells.forEach(notice -> awaited.put(notice, latch));
        accept(done);
        await(latch);
        farewells.forEach(awaited::remove);
    }

    /** Sends what waits for an entity that has begun to poll. */
    public void polled(String entity) {
        lanes.wake(entity, clock.instant()).forEach(this::begin);
    }

    /** What was given up, at most {@code limit}, by subscription and number. */
    public List<Undelivered> undeliverable(int limit) {
        var view = store.view();
        var found = new ArrayList<Undelivered>();
        for (var queue : view.queues())
            if (Undelivered.subscription(queue).isPresent() && found.size() < limit)
                view.notices(queue, limit - found.size()).forEach(kept -> found.add(Undelivered.of(kept)));
        return found;
    }

    /** Sends given-up notices of a subscription again; true if there were any. */
    public boolean retry(String subscription) {
        var writes = ledger.retried(subscription);
        for (var write : writes) if (write instanceof Write.Enqueued(var notice)) offer(notice);
        return !writes.isEmpty();
    }

    /** Strikes given-up notices of a subscription from the list; true if there were any. */
    public boolean dismiss(String subscription) {
        return !ledger.dismissed(subscription).isEmpty();
    }

    public Counters counters() {
        return new Counters(
                delivered.sum(), attempts.sum(), failed.sum(), undeliverable.sum(), dropped.sum(), lanes.waiting());
    }

    /** Waits for what is under way; what waits stays in the store. */
    @Override
    public void close() {
        closed = true;
        workers.shutdown();
        try {
            if (!workers.awaitTermination(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) workers.shutdownNow();
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody who is no URL can be reached again: what waits for such targets is tried at once. TS-0020 §6.5 */
    public void wake() {
        if (!closed)
            lanes.wake(target -> !Target.of(target).isUrl(), clock.instant()).forEach(this::begin);
    }

    /** Looks at the clock now. */
    void tick() {
        lanes.due(clock.instant()).forEach(this::begin);
    }

    boolean isIdle() {
        return lanes.isIdle();
    }

    private void accept(List<Write> done) {
        for (var write : done) {
            switch (write) {
                case Write.Enqueued(var notice) -> offer(notice);
                case Write.Dequeued(var notice) -> {
                    lanes.drop(notice);
                    if (Undelivered.subscription(notice.subscription()).isEmpty()) dropped.increment();
                }
                case Write.Deleted(var resource) -> {
                    if (Notice.isSender(resource.type().number())) lanes.clear(resource.ri());
                }
                case Write.Updated(var before, var after) -> {
                    if (Notice.isSender(after.type().number()) && isRuledAnew(before, after))
                        lanes.reconsider(after.ri()).forEach(this::begin);
                }
                case Write.Created _, Write.Evicted _, Write.Charged _, Write.Discharged _ -> {}
            }
        }
    }

    private static boolean isRuledAnew(Resource before, Resource after) {
        return Step.RULES.stream().anyMatch(rule -> !before.value(rule).equals(after.value(rule)));
    }

    private void offer(Notice notice) {
        lanes.add(notice, clock.instant()).ifPresent(this::begin);
    }

    private void begin(Lane lane) {
        if (!closed) workers.execute(() -> work(lane));
    }

    private void watch() {
        try {
            while (!closed) {
                lanes.awaitNext(clock, LONGEST_SLEEP);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Lane lane) {
        do {
            try {
                boolean more = !closed;
                while (more) more = deliverNext(lane) && !closed;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StoreUnavailable e) {
                log.warn("notices wait, since the store cannot write: subscription={}", lane.subscription, e);
                postpone(lane);
            } catch (RuntimeException e) {
                log.error(
                        "a notice could not be handled: subscription={} target={}", lane.subscription, lane.target, e);
                postpone(lane);
            }
        } while (lanes.leave(lane, clock.instant()) && !closed);
    }

    /** Does the next step of a lane; false if there is none for now. */
    private boolean deliverNext(Lane lane) throws InterruptedException {
        if (lanes.needsStore(lane)) {
            var before = lanes.glance(lane);
            // One more than are held, so that it shows whether there are more.
            int most = settings.waitingPerTarget() + 1;
            lanes.fill(lane, store.view().notices(lane.subscription, lane.target, most), before);
        }
        var waiting = lanes.waiting(lane);
        if (waiting.isEmpty()) return lanes.isOverflowing(lane);
        var view = store.view();
        var subscription = view.byId(lane.subscription);
        // An ancestor's end may have taken the queue along.
        if (subscription.isEmpty()
                && !view.notices(lane.subscription, Integer.MAX_VALUE).contains(waiting.getFirst())) {
            lanes.drop(waiting.getFirst());
            dropped.increment();
            return true;
        }
        var now = clock.instant();
        var latest = now.plus(LONGEST_SLEEP);
        var leaves = ways.opening(lane.target, subscription.flatMap(each -> each.value(Attributes.NEC)), now)
                .filter(latest::isAfter)
                .orElse(latest);
        if (leaves.isAfter(now)) {
            lanes.waitUntil(lane, leaves, waiting.size());
            return false;
        }
        var opening = openings.of(subscription, lane.target, view);
        return switch (Step.next(subscription, waiting, lanes.isOverflowing(lane), opening, now)) {
            case Step.Drop(var missed) -> {
                ledger.missed(missed);
                lanes.done(lane, missed);
                dropped.add(missed.size());
                yield true;
            }
            case Step.Wait(var until) -> {
                lanes.waitUntil(lane, until, waiting.size());
                yield false;
            }
            case Step.Send send -> deliver(lane, send);
        };
    }

    private boolean deliver(Lane lane, Step.Send step) throws InterruptedException {
        try {
            return switch (send(lane, step)) {
                case Delivery.Answered(var response) -> {
                    boolean gone = response.code() == ResultCode.NOT_FOUND && isFarewell(step);
                    if (gone || response.isSuccess()) yield delivered(lane, step, Withdrawals.isWanted(response));
                    var reason = response.code().number() + " " + response.sentence();
                    yield response.code().isPassing() ? failed(lane, step, reason, true) : giveUp(lane, step, reason);
                }
                case Delivery.Unreachable(var reason) -> failed(lane, step, reason, false);
                case Delivery.Awaited(var entity, var reason) -> await(lane, step, entity, reason);
                case Delivery.Undeliverable(var reason) -> {
                    boolean gone = isFarewell(step) && !Target.of(lane.target).isUrl();
                    yield gone ? delivered(lane, step, false) : giveUp(lane, step, reason);
                }
            };
        } finally {
            step.sent().forEach(this::arrived);
        }
    }

    /** Whoever is gone itself need not learn that a subscription is. */
    private static boolean isFarewell(Step.Send step) {
        return step.sent().stream().allMatch(notice -> Notification.isDeletion(notice.content()));
    }

    private Delivery send(Lane lane, Step.Send step) throws InterruptedException {
        lane.gate.passage.acquire();
        try {
            attempts.increment();
            return courier.deliver(lane.target, request(lane.target, step), settings.timeout());
        } finally {
            lane.gate.passage.release();
        }
    }

    private Request request(String target, Step.Send step) {
        var request = Request.notification(Target.of(target).address(), identity.cseId(), step.content())
                .withId(identifiers.requestId())
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return shape.apply(
                target,
                step.category()
                        .map(category -> request.with(Parameter.EVENT_CATEGORY, category))
                        .orElse(request));
    }

    private boolean delivered(Lane lane, Step.Send step, boolean withdrawn) {
        var writes = ledger.delivered(step, withdrawn);
        delivered.add(step.sent().size());
        dropped.add(step.passedOver().size());
        var gone = new ArrayList<>(step.sent());
        gone.addAll(0, step.passedOver());
        lanes.done(lane, gone);
        if (writes.stream().anyMatch(write -> write instanceof Write.Deleted)) {
            accept(further(writes, gone));
        }
        follower.accept(writes);
        return true;
    }

    /** What the end of a subscription brings about, without what was just delivered. */
    private static List<Write> further(List<Write> writes, List<Notice> gone) {
        return writes.stream()
                .filter(write -> !(write instanceof Write.Dequeued(var notice) && gone.contains(notice)))
                .toList();
    }

    private boolean failed(Lane lane, Step.Send step, String reason, boolean answered) {
        int failures = lanes.failed(lane);
        if (isOld(step) || failures >= settings.attempts()) return giveUp(lane, step, reason);
        failed.increment();
        ledger.attempted(step, answered);
        lanes.waitUntil(lane, clock.instant().plus(pause(failures)), 0);
        log.debug("target={} failures={} reason={}", lane.target, failures, reason);
        return false;
    }

    /** The notice stays until its target polls; this is no failure, however often it happens. */
    private boolean await(Lane lane, Step.Send step, String entity, String reason) {
        if (isOld(step)) return giveUp(lane, step, reason);
        ledger.attempted(step, false);
        lanes.park(lane, entity, clock.instant().plus(settings.longestWait()));
        if (courier.isPolled(entity)) polled(entity); // it began a moment ago, when nothing was parked yet
        return false;
    }

    private boolean isOld(Step.Send step) {
        var made = Timestamp.parse(step.sent().getFirst().due());
        return made.plus(settings.age()).isBefore(clock.instant());
    }

    private boolean giveUp(Lane lane, Step.Send step, String reason) {
        failed.increment();
        undeliverable.add(step.sent().size());
        ledger.givenUp(step.sent(), reason);
        lanes.done(lane, step.sent());
        log.warn("undeliverable target={} subscription={} reason={}", lane.target, lane.subscription, reason);
        return true;
    }

    /** Doubles from one attempt to the next; between a half and the whole of it, so that not all come back at once. */
    private Duration pause(int failures) {
        long longest = settings.longestWait().toMillis();
        long wait = failures > Integer.SIZE
                ? longest
                : Math.min(longest, settings.firstWait().toMillis() << (failures - 1));
        return Duration.ofMillis(wait / 2 + random.nextLong(wait / 2 + 1));
    }

    private void postpone(Lane lane) {
        lanes.waitUntil(lane, clock.instant().plus(pause(lanes.failed(lane))), 0);
    }

    private void arrived(Notice notice) {
        var latch = awaited.remove(notice);
        if (latch != null) latch.countDown();
    }

    private void await(CountDownLatch latch) {
        try {
            if (!latch.await(settings.settleTimeout().toMillis(), TimeUnit.MILLISECONDS))
                log.debug("a subscriber did not learn in time that its subscription is gone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * Sends session after session from several threads, and asks between them whether the endpoint still serves. When it
 * does not, the sessions since the last good answer are sent again one by one until the culprit is found.
 */
public final class Fuzzer {
    /**
     * How far a run goes.
     *
     * @param threads how many sessions are under way at the same time
     * @param probeEvery after so many sessions of all threads the endpoint is asked whether it serves
     */
    public record Limits(long sessions, Duration time, int threads, int probeEvery) {}

    /**
     * What came out.
     *
     * @param spliced sessions of earlier runs that were sent first
     */
    public record Outcome(long sessions, int spliced, Duration took, int reactions, List<Finding> findings) {
        public Outcome {
            findings = List.copyOf(findings);
        }

        public double perSecond() {
            return sessions / Math.max(1e-9, took.toNanos() / 1e9);
        }
    }

    /**
     * The endpoint stopped serving.
     *
     * @param first number of the first session that may have done it
     * @param last number of the last one
     * @param culprit the session that does it alone, if one was found, as short as it could be made
     */
    public record Finding(String what, long first, long last, Optional<Session> culprit) {}

    private static final int MINIMISING_TRIES = 400;
    private static final long SETTLE_NANOS = 10_000_000;

    private final Target target;
    private final LongFunction<Session> sessions;
    private final Corpus corpus;
    private final Limits limits;
    /** Brings the endpoint up again; false if nobody said how. */
    private final BooleanSupplier restart;

    private final AtomicLong next = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    /** Held by all who send, and alone by who examines. */
    private final ReentrantReadWriteLock examined = new ReentrantReadWriteLock();

    private final Deque<Long> sinceProbe = new ArrayDeque<>();
    private final List<Finding> findings = new ArrayList<>();
    private long goodUntil;
    /** Set where the endpoint is down for good: read by all threads. */
    private volatile boolean over;

    public Fuzzer(
            Target target, LongFunction<Session> sessions, Corpus corpus, Limits limits, BooleanSupplier restart) {
        this.target = target;
        this.sessions = sessions;
        this.corpus = corpus;
        this.limits = limits;
        this.restart = restart;
    }

    /** Runs until the limits are reached or the endpoint stays down. */
    public Outcome run() {
        var begin = System.nanoTime();
        corpus.earlier()
                .forEach(session -> corpus.offer(session, target.send(session).seen()));
        try (var threads = Executors.newFixedThreadPool(limits.threads())) {
            for (int i = 0; i < limits.threads(); i++) {
                threads.execute(() -> work(begin + limits.time().toNanos()));
            }
        }
        if (!over) {
            check();
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);
        return new Outcome(sent.get(), corpus.earlier().size(), took, corpus.reactions(), findings);
    }

    private void work(long end) {
        while (!over && System.nanoTime() < end) {
            var number = next.getAndIncrement();
            if (number >= limits.sessions()) {
                return;
            }
            var session = sessions.apply(number);
            var reaction = send(number, session);
            corpus.offer(session, reaction.seen());
            if (reaction.unreachable() || sent.incrementAndGet() % limits.probeEvery() == 0) {
                check();
            }
        }
    }

    private Target.Reaction send(long number, Session session) {
        examined.readLock().lock();
        try {
            remember(number);
            return target.send(session);
        } finally {
            examined.readLock().unlock();
        }
    }

    private void remember(long number) {
        lock.lock();
        try {
            sinceProbe.add(number);
        } finally {
            lock.unlock();
        }
    }

    /** One thread asks, the others wait: while the endpoint is examined nothing else may reach it. */
    private void check() {
        examined.writeLock().lock();
        try {
            if (over) {
                return;
            }
            var why = target.probe();
            if (why.isPresent()) {
                examine(why.get());
            } else {
                goodUntil = sinceProbe.stream().mapToLong(Long::longValue).max().orElse(goodUntil);
                // A session that was answered before this probe may still bring it down later: keep a few.
                while (sinceProbe.size() > limits.threads() * 4) {
                    sinceProbe.poll();
                }
            }
        } finally {
            examined.writeLock().unlock();
        }
    }

    private void examine(String why) {
        var suspects = List.copyOf(sinceProbe);
        sinceProbe.clear();
        var first = suspects.stream().mapToLong(Long::longValue).min().orElse(goodUntil);
        var last = suspects.stream().mapToLong(Long::longValue).max().orElse(goodUntil);
        var culprit = Optional.<Session>empty();
        if (restart.getAsBoolean()) {
            culprit = suspects.reversed().stream()
                    .map(sessions::apply)
                    .filter(this::bringsDown)
                    .findFirst()
                    .map(session -> Minimiser.minimise(session, this::bringsDown, target::repaired, MINIMISING_TRIES));
            over = target.probe().isPresent() && !restart.getAsBoolean();
        } else {
            over = true;
        }
        findings.add(new Finding(why, first, last, culprit));
        // Every further session would find the same again.
        over |= culprit.isPresent();
    }

    private boolean bringsDown(Session session) {
        if (target.probe().isPresent() && !restart.getAsBoolean()) {
            return false;
        }
        target.send(session);
        if (target.probe().isPresent()) {
            return true;
        }
        // One that dies of it may still have answered once.
        LockSupport.parkNanos(SETTLE_NANOS);
        return target.probe().isPresent();
    }
}

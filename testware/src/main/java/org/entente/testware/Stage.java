// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** What a case works with: fresh names, a recording, a budget of time, and what to tidy up afterwards. */
public final class Stage {
    /** Work at the end of a case that leaves the endpoint as it was. */
    @FunctionalInterface
    public interface Tidying {
        void run() throws IOException;
    }

    private final Recording recording = new Recording();
    private final RandomGenerator random;
    private final Profile profile;
    private final Duration patience;
    private final long deadline;
    private final List<String> allowances = new ArrayList<>();
    private final Deque<Tidying> tidying = new ArrayDeque<>();
    /** Also read by the watchdog's thread, hence concurrent. */
    private final Deque<Closeable> open = new ConcurrentLinkedDeque<>();

    private int deciding = -1;
    private int names;
    /** Set by the watchdog's thread. */
    private volatile boolean outOfTime;

    Stage(Profile profile, RandomGenerator random, Duration patience, Duration budget) {
        this.profile = profile;
        this.random = random;
        this.patience = patience;
        this.deadline = System.nanoTime() + budget.toNanos();
    }

    public Recording recording() {
        return recording;
    }

    public Profile profile() {
        return profile;
    }

    public RandomGenerator random() {
        return random;
    }

    /** How long one answer is waited for before its absence counts. */
    public Duration patience() {
        return patience;
    }

    /** A name that no other case and no other run uses: at most 20 letters and digits. */
    public String fresh() {
        return "e" + Long.toString(random.nextLong() >>> 4, 36) + "n" + names++;
    }

    /** How long one may wait for something at most: the wish, or what is left of the case's budget. */
    public Duration atMost(Duration wish) {
        var left = Duration.ofNanos(deadline - System.nanoTime());
        return left.compareTo(wish) < 0 ? (left.isNegative() ? Duration.ZERO : left) : wish;
    }

    /** Lets time pass that the purpose is about, such as an expiry; no more than the case has left. */
    public void pass(Duration time) {
        recording.add("tester", Event.Kind.NOTE, time.toMillis() + " ms pass");
        var end = System.nanoTime() + atMost(time).toNanos();
        for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Names the event that settles the verdict so far. */
    public void decided(int event) {
        deciding = event;
    }

    /** Notes that the endpoint made use of something the standard permits. */
    public void allow(String what) {
        if (!allowances.contains(what)) {
            allowances.add(what);
        }
    }

    /** Takes over a connection: closed when the case ends, or by the watchdog when its time is up. */
    public <T extends Closeable> T own(T connection) {
        open.push(connection);
        return connection;
    }

    public void afterwards(Tidying work) {
        tidying.push(work);
    }

    boolean outOfTime() {
        return outOfTime;
    }

    /** Ends every wait of the case, a blocked write included. */
    void timeIsUp() {
        outOfTime = true;
        closeAll();
    }

    void tidy() {
        while (!tidying.isEmpty()) {
            try {
                tidying.pop().run();
            } catch (IOException | Judged e) {
                recording.add("harness", Event.Kind.NOTE, "could not tidy up: " + e.getMessage());
            }
        }
        closeAll();
    }

    private void closeAll() {
        for (var connection = open.poll(); connection != null; connection = open.poll()) {
            try {
                connection.close();
            } catch (IOException _) {
                // A connection that refuses to close is as good as closed: its case is over.
            }
        }
    }

    /** The event named last, or -1. */
    public int decidedBy() {
        return deciding;
    }

    /** The newest event, or -1. */
    public int lastEvent() {
        return recording.events().size() - 1;
    }

    List<String> allowances() {
        return allowances;
    }
}

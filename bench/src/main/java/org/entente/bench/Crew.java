// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that ask a server, each on its own thread and over its own connection, and what that costs the server. */
final class Crew implements Rounds.Measurement, AutoCloseable {
    private final Child server;
    private final Duration round;
    private final List<Member> members;
    private double cpuSeconds;
    private double answers;

    /** Asks once, and waits for the answer. */
    interface Member {
        /** @throws Exception if the answer is no success */
        void ask() throws Exception;

        void leave();
    }

    /** Makes the client of a thread. */
    @FunctionalInterface
    interface Hiring {
        Member of(int number);
    }

    /** @param server whose processor time counts */
    Crew(Child server, int size, Duration round, Hiring hiring) {
        this.server = server;
        this.round = round;
        this.members = new ArrayList<>();
        for (int i = 0; i < size; i++) members.add(hiring.of(i));
    }

    @Override
    public double once() throws Exception {
        var failures = new ConcurrentLinkedQueue<Exception>();
        double before = server.cpuSeconds();
        double begin = System.nanoTime();
        double rate = Load.perSecond(members.size(), round, number -> {
            try {
                if (failures.isEmpty()) members.get(number).ask();
            } catch (Exception e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) throw failures.remove();
        cpuSeconds += server.cpuSeconds() - before;
        answers += rate * (System.nanoTime() - begin) / 1e9;
        return rate;
    }

    /** What was before was to get warm. */
    void forget() {
        cpuSeconds = 0;
        answers = 0;
    }

    Rounds cpuMicros() {
        return new Rounds(cpuSeconds / answers * 1e6);
    }

    @Override
    public void close() {
        members.forEach(Member::leave);
    }
}

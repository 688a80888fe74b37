// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast the endpoint can be asked on this machine at all: the scale for sessions a second.
 *
 * @param barePerSecond exchanges of the shortest kind: connect, ask for a sign of life, read it, end
 * @param load of the machine meanwhile, in runnable threads, as its operating system averages it over a minute
 */
public record Pace(double barePerSecond, double load, int cores) {
    /** Asks from so many threads for so long. */
    public static Pace of(Target target, int threads, Duration time) {
        var answered = new AtomicLong();
        var begin = System.nanoTime();
        try (var askers = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                askers.execute(() -> {
                    while (System.nanoTime() - begin < time.toNanos()
                            && target.probe().isEmpty()) {
                        answered.incrementAndGet();
                    }
                });
            }
        }
        var machine = ManagementFactory.getOperatingSystemMXBean();
        return new Pace(
                answered.get() * 1e9 / (System.nanoTime() - begin),
                machine.getSystemLoadAverage(),
                machine.getAvailableProcessors());
    }
}

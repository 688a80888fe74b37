// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A pump that speaks OPC UA on this machine, changes by itself and prints what is done to it. */
public final class SamplePump implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final long SEED = 1;

    private final PlantServer<Pump> server;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sample-pump").daemon().factory());

    private SamplePump(PlantServer<Pump> server) {
        this.server = server;
    }

    /** Listens on a port that is free, and begins to change. */
    public static SamplePump start(PrintStream out) throws IOException {
        var pump = new SamplePump(PlantServer.start(
                0, PlantServer.OPEN, each -> new Pump(each, SEED, said -> out.println("sample-pump: " + said))));
        long period = PERIOD.toMillis();
        var _ = pump.ticks.scheduleAtFixedRate(pump.server.scenery()::tick, period, period, TimeUnit.MILLISECONDS);
        return pump;
    }

    /** A file for {@code interworking.mapping-files} that says where it is; its type tells what it is. */
    public String description() {
        return """
                standard: opcua
                devices:
                  - { name: sample-pump, url: "%s", security: none, every: 1s }
                """.formatted(server.url());
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        server.close();
    }
}

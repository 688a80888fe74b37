// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** From the command to the first answer, and what is in memory then. */
final class StartRows implements RowGroup {
    /** The launcher's options give back every two seconds what the start needed and nobody needs any more. */
    private static final int IDLE_MILLIS = 10_000;
    /** The launcher's own options; where they are given it does not use what an earlier start has prepared. */
    private static final Map<String, String> UNPREPARED = Map.of(
            "ENTENTE_JAVA_OPTS",
            "-Xms16m -Xmx256m -XX:MaxNewSize=12m -XX:+UseSerialGC -XX:TrimNativeHeapInterval=2000");

    @Override
    public void measure(Bed bed) throws Exception {
        var empty = Files.createDirectory(bed.folder().resolve("empty"));
        try (var first = Hub.start(empty)) {
            first.port(); // the first start of a build prepares the later ones
        }
        starts(bed, empty, "no resources");
        starts(bed, bed.copy(bed.size(), "started"), "%,d resources".formatted(bed.size()));
        if (bed.large() > bed.size())
            starts(bed, bed.copy(bed.large(), "startedLarge"), "%,d resources".formatted(bed.large()));
    }

    private static void starts(Bed bed, Path data, String size) throws Exception {
        warm(bed, data, size);
        var cold = Rounds.of(bed.rounds(), _ -> {
            emptyFileCache();
            long begin = System.nanoTime();
            try (var hub = Hub.start(data, UNPREPARED)) {
                Client.ask(hub.port(), Script.page("readyz"));
                return (System.nanoTime() - begin) / 1e6;
            }
        });
        bed.card().note("ready with " + size + ", cold: nothing prepared, nothing of the files in memory", "ms", cold);
    }

    /** Only the system's administrator may; else the files stay in memory. */
    private static void emptyFileCache() {
        try {
            Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "1\n");
        } catch (IOException notAllowed) {
            System.err.println("the files stay in memory: " + notAllowed.getMessage());
        }
    }

    private static void warm(Bed bed, Path data, String size) throws Exception {
        var ready = new double[bed.rounds()];
        var cpu = new double[bed.rounds()];
        var resident = new double[bed.rounds()];
        for (int i = 0; i < bed.rounds(); i++) {
            long begin = System.nanoTime();
            try (var hub = Hub.start(data)) {
                Client.ask(hub.port(), Script.page("readyz"));
                ready[i] = (System.nanoTime() - begin) / 1e6;
                cpu[i] = hub.cpuSeconds() * 1000;
                Thread.sleep(IDLE_MILLIS); // idle is when nothing of the start goes on any more
                resident[i] = hub.residentMegabytes();
            }
        }
        bed.card().below(1000, "ready with " + size + ", from the command on", "ms", new Rounds(ready));
        bed.card().note("ready with " + size + ": processor time", "ms", new Rounds(cpu));
        bed.card().below(110, "resident memory idle with " + size, "MB", new Rounds(resident));
    }
}

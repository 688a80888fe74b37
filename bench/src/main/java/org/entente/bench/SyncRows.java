// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.SEED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Durability by the hub's system calls: of the answers to CREATEs over HTTP, how many left before their sync. */
final class SyncRows implements RowGroup {
    private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\(\\d+<([^>]*)>(.*)$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)$");
    private static final String ANSWER = "HTTP/1.1 201";
    private static final String LOG = "entente.db-wal";

    @Override
    public void measure(Bed bed) throws Exception {
        if (!Tracer.isThere()) {
            System.err.println("strace is not installed: system calls are not looked at");
            return;
        }
        var trace = bed.folder().resolve("trace");
        var data = bed.copy(1, "traced");
        try (var hub = Hub.start(Tracer.recording(trace), data)) {
            // One after another: whatever was written before an answer belongs to it.
            new Client(hub.port(), 1, Script.creates(1, SEED))
                    .closed(bed.round().multipliedBy(4));
        }
        var read = Reading.of(trace);
        bed.card().note("CREATEs whose system calls were looked at", "", new Rounds(read.answers));
        bed.card().below(1, "of their answers, those that left before the sync", "", new Rounds(read.early));
    }

    /** What the lines of a trace have told so far. */
    private static final class Reading {
        private final Set<String> syncing = new HashSet<>();
        private boolean isUnsynced;
        private boolean isSynced;
        private int answers;
        private int early;

        static Reading of(Path trace) throws Exception {
            var reading = new Reading();
            try (var lines = Files.lines(trace)) {
                lines.forEach(reading::line);
            }
            return reading;
        }

        private void line(String line) {
            var call = CALL.matcher(line);
            var resumed = RESUMED.matcher(line);
            if (call.find()) call(call.group(1), call.group(2), call.group(3), call.group(4));
            else if (resumed.find() && syncing.remove(resumed.group(1))) ended(resumed.group(2));
        }

        private void call(String thread, String name, String file, String rest) {
            if (file.endsWith(LOG) && name.endsWith("sync")) {
                if (rest.endsWith("<unfinished ...>")) syncing.add(thread);
                else ended(rest);
            } else if (file.endsWith(LOG)) {
                isUnsynced = true;
            } else if (rest.contains(ANSWER)) {
                answers++;
                if (isUnsynced || !isSynced) early++;
                isSynced = false;
            }
        }

        private void ended(String result) {
            if (!result.contains("= 0")) return;
            isUnsynced = false;
            isSynced = true;
        }
    }
}

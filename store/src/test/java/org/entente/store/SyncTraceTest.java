// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads from the system calls of a process that it acknowledged nothing before its data was synced. */
class SyncTraceTest {
    private static final int INSTANCES = 200;
    private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((\\d+)<([^>]*)>");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>");

    @TempDir
    Path folder;

    @Test
    void every_acknowledgement_follows_the_sync_that_covers_it() throws Exception {
        assumeTrue(isThere("strace"), "strace is not installed: the system calls cannot be traced");
        var trace = folder.resolve("trace");
        var command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-y",
                "-s",
                "32",
                "-o",
                trace.toString(),
                "-e",
                "trace=write,pwrite64,fsync,fdatasync"));
        command.addAll(Child.command(folder.resolve("data"), 1, INSTANCES));

        var child = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("acknowledged").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(child.waitFor()).isZero();
        assertThat(Files.readAllLines(folder.resolve("acknowledged"))).hasSize(INSTANCES);
        assertThat(unsyncedAcknowledgements(Files.readAllLines(trace))).isEmpty();
    }

    /** A trace in which the answer comes first has to be found out, else this test could not fail. */
    @Test
    void an_acknowledgement_before_its_sync_would_be_found() {
        var written = "7 pwrite64(4</d/entente.db-wal>, \"\", 4096, 32) = 4096";
        var synced = "7 fdatasync(4</d/entente.db-wal>) = 0";
        var said = "8 write(1</d/acknowledged>, \"x-1\\n\", 4) = 4";

        assertThat(unsyncedAcknowledgements(List.of(written, synced, said, written, synced, said)))
                .isEmpty();
        assertThat(unsyncedAcknowledgements(List.of(written, said, synced))).containsExactly(said);
        assertThat(unsyncedAcknowledgements(List.of(written, synced, said, said)))
                .containsExactly(said);
        assertThat(unsyncedAcknowledgements(List.of(
                        written,
                        "7 fdatasync(4</d/entente.db-wal> <unfinished ...>",
                        said,
                        "7 <... fdatasync resumed>) = 0")))
                .containsExactly(said);
    }

    /** One thread commits: each of its lines needs a log that was written and synced since the line before. */
    private static List<String> unsyncedAcknowledgements(List<String> trace) {
        var early = new ArrayList<String>();
        var open = new HashMap<String, Boolean>();
        boolean isUnsynced = false;
        int syncs = 0;
        for (var line : trace) {
            var call = CALL.matcher(line);
            var resumed = RESUMED.matcher(line);
            if (call.find()) {
                boolean isLog = call.group(4).endsWith("entente.db-wal");
                boolean isSync = call.group(2).endsWith("sync");
                if (isLog && !isSync) isUnsynced = true;
                if (call.group(4).endsWith("acknowledged")) {
                    if (isUnsynced || syncs == 0) early.add(line);
                    syncs = 0;
                }
                if (isLog && isSync) {
                    if (line.endsWith("<unfinished ...>")) open.put(call.group(1), Boolean.TRUE);
                    else if (line.endsWith("= 0")) syncs++;
                    if (line.endsWith("= 0")) isUnsynced = false;
                }
            } else if (resumed.find() && open.remove(resumed.group(1)) != null && line.endsWith("= 0")) {
                isUnsynced = false;
                syncs++;
            }
        }
        return early;
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException missing) {
            return false;
        }
    }
}

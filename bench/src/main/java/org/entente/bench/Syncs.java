// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The disk's own limit, in a file that does not grow, as a log that is used again. */
final class Syncs {
    private static final int PAGE_BYTES = 4096;
    private static final int LOG_PAGES = 1000;

    private Syncs() {}

    static Rounds perSecond(Path log, int rounds, Duration round) throws Exception {
        var page = ByteBuffer.allocate(PAGE_BYTES);
        var next = new int[1];
        try (var file = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < LOG_PAGES; i++) file.write(page.clear(), (long) PAGE_BYTES * i);
            return Rounds.of(
                    rounds,
                    _ -> Load.perSecond(1, round, _ -> {
                        try {
                            file.write(page.clear(), (long) PAGE_BYTES * (next[0]++ % LOG_PAGES));
                            file.force(false);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
        }
    }
}

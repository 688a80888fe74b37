// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What this process holds, so that a test can see whether something is left behind.
 *
 * @param heap bytes that are reachable
 * @param descriptors open files and sockets; 0 where the system does not tell
 */
record Footprint(long heap, long descriptors) {
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final long MOST_HEAP_GROWTH = 64L << 20;
    private static final int MOST_MORE_DESCRIPTORS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Footprint now() {
        System.gc();
        return new Footprint(
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(), openDescriptors());
    }

    /** Waits until no more is held than was then, but for what caches may take: connections end on threads of their own. */
    void awaitAgain(String what) {
        await(what + " leaves descriptors behind")
                .atMost(PATIENCE)
                .until(() -> openDescriptors() < descriptors + MOST_MORE_DESCRIPTORS);
        await(what + " leaves memory behind").atMost(PATIENCE).until(() -> now().heap < heap + MOST_HEAP_GROWTH);
    }

    private static long openDescriptors() {
        if (!Files.isDirectory(OPEN)) return 0;
        try (var each = Files.list(OPEN)) {
            return each.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What files hold, read again within a second when one of them changes. Safe for many threads. */
final class Fresh<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Fresh.class);
    private static final long LOOK_EVERY_MILLIS = Duration.ofSeconds(1).toMillis();

    private final List<Path> files;
    private final Supplier<T> reader;
    private final InstantSource clock;
    private volatile Known<T> known; // replaced as a whole
    private volatile long nextLook; // a late update only looks twice

    private record Known<T>(List<Stamp> stamps, T content) {}

    /** @param reader throws IllegalStateException with one sentence if a file is malformed */
    Fresh(List<Path> files, Supplier<T> reader, InstantSource clock) {
        this.files = List.copyOf(files);
        this.reader = reader;
        this.clock = clock;
        this.known = new Known<>(stamps(), reader.get());
        this.nextLook = clock.millis() + LOOK_EVERY_MILLIS;
    }

    T current() {
        long now = clock.millis();
        if (now < nextLook) return known.content;
        nextLook = now + LOOK_EVERY_MILLIS;
        try {
            var stamps = stamps();
            if (!stamps.equals(known.stamps)) {
                known = new Known<>(stamps, reader.get());
                LOG.info("read again files={}", files);
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.error("kept as it was: {}", e.getMessage());
        }
        return known.content;
    }

    private List<Stamp> stamps() {
        return files.stream().map(Stamp::of).toList();
    }
}

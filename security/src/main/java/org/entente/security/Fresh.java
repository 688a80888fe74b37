// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What files hold, read again within a second when one of them changes. Safe for many threads. */
final class Fresh<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Fresh.class);

    private final List<Path> files;
    private final Supplier<T> reader;
    private final OnceASecond look;
    private volatile Known<T> known; // replaced as a whole

    private record Known<T>(List<Stamp> stamps, T content) {}

    /** @param reader throws IllegalStateException with one sentence if a file is malformed */
    Fresh(List<Path> files, Supplier<T> reader, InstantSource clock) {
        this.files = List.copyOf(files);
        this.reader = reader;
        this.known = new Known<>(stamps(), reader.get());
        this.look = new OnceASecond(clock);
    }

    T current() {
        if (!look.isDue()) return known.content;
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

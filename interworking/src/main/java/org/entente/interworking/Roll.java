// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices that may come in by themselves, as somebody said, and those that asked and wait until somebody says. Safe
 * for many threads.
 *
 * <p>Two files in one folder, a device a line: people write who is allowed, the hub who waits, and neither the other's.
 */
public final class Roll {
    private static final Logger LOG = LoggerFactory.getLogger(Roll.class);
    /** Anybody may knock under as many names as there are. */
    private static final int MOST_WAITING = 1000;

    private final Path allowedFile;
    private final Path waitingFile;
    private final ReentrantLock lock = new ReentrantLock();
    /** In memory, so that who knocks all the time has no file read all the time. */
    private final Set<String> noted;

    private Set<String> allowed = Set.of();
    private String read = "";

    public Roll(Path folder) {
        this.allowedFile = folder.resolve("devices-allowed");
        this.waitingFile = folder.resolve("devices-waiting");
        this.noted = lines(waitingFile);
    }

    /** Who asks and may not is noted as waiting. */
    boolean admits(String standard, String device) {
        var entry = standard + ":" + device;
        return guarded(() -> {
            refresh();
            if (allowed.contains(entry)) return true;
            note(entry);
            return false;
        });
    }

    public List<String> allowed() {
        return guarded(() -> List.copyOf(lines(allowedFile)));
    }

    /** Who asked and is not allowed. */
    public List<String> waiting() {
        return guarded(() -> {
            var entries = lines(waitingFile);
            entries.removeAll(lines(allowedFile));
            return List.copyOf(entries);
        });
    }

    /** @param device such as {@code lwm2m:lamp} */
    public void allow(String device) {
        if (!isName(device)) throw new IllegalArgumentException("a device is named such as lwm2m:lamp, not " + device);
        guarded(() -> {
            var entries = lines(allowedFile);
            if (entries.add(device)) write(allowedFile, entries);
            return true;
        });
    }

    /** @return whether it was allowed; it may no longer come in, and what it left stays */
    public boolean forbid(String device) {
        return guarded(() -> {
            var entries = lines(allowedFile);
            if (!entries.remove(device)) return false;
            write(allowedFile, entries);
            return true;
        });
    }

    private void note(String entry) {
        if (!isName(entry) || noted.size() >= MOST_WAITING || !noted.add(entry)) return;
        write(waitingFile, noted);
        LOG.warn("device={} waits to be allowed", entry);
    }

    private static boolean isName(String entry) {
        return entry.length() <= 256 && entry.indexOf(':') > 0 && entry.chars().noneMatch(Character::isISOControl);
    }

    /** Devices ask often and people seldom say: the file is read when it has changed. */
    private void refresh() {
        try {
            var now = state(allowedFile);
            if (now.equals(read)) return;
            allowed = lines(allowedFile);
            read = now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two changes may fall into one tick of the file system's clock, but never into one file. */
    private static String state(Path file) throws IOException {
        if (Files.notExists(file)) return "";
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
    }

    private static Set<String> lines(Path file) {
        try {
            return Files.exists(file) ? new LinkedHashSet<>(Files.readAllLines(file)) : new LinkedHashSet<>();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Nobody reads half of it. */
    private static void write(Path file, Set<String> entries) {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(draft, new ArrayList<>(entries));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private <T> T guarded(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A text file of lines "name hash originator ...", readable by its owner alone. Replaced as a whole, never in part. */
final class CredentialFile {
    private static final String HEAD =
            "# name, hash of the secret, originators; made by \"entente credentials\", read again when it changes";

    private final Path path;
    // A file lock is the process's, so threads need one of their own.
    private final ReentrantLock changing = new ReentrantLock();

    CredentialFile(Path path) {
        this.path = path;
    }

    record Entry(Holder holder, SecretHash hash) {}

    Stamp stamp() {
        return Stamp.of(path);
    }

    Map<String, Entry> read() {
        if (!Files.exists(path)) return Map.of();
        try {
            PrivateFile.demand(path);
            var entries = new LinkedHashMap<String, Entry>();
            int number = 0;
            for (var line : Files.readAllLines(path)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) continue;
                var entry = entry(line, number);
                if (entries.put(entry.holder().name(), entry) != null)
                    throw new IllegalStateException(path + " line " + number + " names a credential twice");
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private Entry entry(String line, int number) {
        var words = List.of(line.strip().split("\\s+"));
        try {
            if (words.size() < 3) throw new IllegalArgumentException("it needs a name, a hash and an originator");
            return new Entry(new Holder(words.get(0), words.subList(2, words.size())), SecretHash.parse(words.get(1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(path + " line " + number + " is malformed: " + e.getMessage(), e);
        }
    }

    /** Keeps other threads and processes from changing the file meanwhile. */
    void locked(Runnable change) {
        changing.lock();
        try (var channel = FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            change.run();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be changed", e);
        } finally {
            changing.unlock();
        }
    }

    void write(Map<String, Entry> entries) {
        var lines = new ArrayList<>(List.of(HEAD));
        for (var entry : entries.values())
            lines.add(entry.holder().name() + " " + entry.hash().text() + " "
                    + String.join(" ", entry.holder().originators()));
        var fresh = beside(".new");
        try {
            create(fresh);
            Files.write(fresh, lines);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be written", e);
        }
    }

    // With its permissions from the first moment on: nobody may open it in between.
    private void create(Path fresh) throws IOException {
        try {
            if (PrivateFile.isPosix(path))
                Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PrivateFile.OWNER_ONLY));
            else Files.createFile(fresh);
        } catch (FileAlreadyExistsException leftover) {
            Files.delete(fresh);
            create(fresh);
        }
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}

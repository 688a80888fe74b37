// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.entente.cse.store.StoreUnavailable;

/** The folder of a store, held against every other process until it is closed. */
final class Folder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private Folder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static Folder hold(Path path) {
        try {
            Files.createDirectories(path);
            var file = path.resolve("entente.lock");
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) return new Folder(path, channel);
            channel.close();
        } catch (IOException fault) {
            throw new StoreUnavailable("the data folder " + path + " cannot be used: " + fault.getMessage(), fault);
        }
        throw new StoreUnavailable("the data folder " + path + " is in use by another Entente");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    Path database() {
        return database(path);
    }

    /** The file of the store in a folder that somebody else may hold. */
    static Path database(Path folder) {
        return folder.resolve("entente.db");
    }

    /** Gives a finished file its name in one step that lasts. */
    static void publish(Path finished, Path target) throws IOException {
        try (var file = FileChannel.open(finished, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException fault) {
            throw new StoreUnavailable("the data folder " + path + " could not be let go", fault);
        }
    }
}

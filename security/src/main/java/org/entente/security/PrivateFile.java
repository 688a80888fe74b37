// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Files that only their owner may have access to, where the file system knows owners. */
public final class PrivateFile {
    static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFile() {}

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** @throws IllegalStateException with one sentence if somebody else has access */
    public static void demand(Path path) throws IOException {
        if (!isPosix(path)) return;
        var permissions = Files.getPosixFilePermissions(path);
        if (!OWNER_ONLY.containsAll(permissions))
            throw new IllegalStateException(path + " has permissions " + PosixFilePermissions.toString(permissions)
                    + "; only its owner may have access (chmod 600)");
    }

    /**
     * Takes the words of each line that is neither blank nor begins with {@code #}.
     *
     * @param taken whether the words of a line are as they have to be
     * @param form what each line must have, for the message, which never shows what one has
     * @throws IllegalStateException with one sentence if somebody else has access, or if lines are wrong, by their numbers
     */
    static void readLines(Path path, Predicate<List<String>> taken, String form) {
        try {
            demand(path);
            var mistaken = new ArrayList<String>();
            int number = 0;
            for (var line : Files.readAllLines(path)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) continue;
                if (!taken.test(List.of(line.strip().split("\\s+")))) mistaken.add(String.valueOf(number));
            }
            if (!mistaken.isEmpty())
                throw new IllegalStateException(
                        path + " must have lines " + form + "; it has not in line " + String.join(", ", mistaken));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}

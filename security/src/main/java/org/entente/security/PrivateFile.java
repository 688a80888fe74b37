// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

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
}

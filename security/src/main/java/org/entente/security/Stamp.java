// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Tells one content of a file from the next. */
record Stamp(boolean exists, FileTime modified, long bytes) {
    private static final Stamp NONE = new Stamp(false, FileTime.fromMillis(0), 0);

    static Stamp of(Path path) {
        try {
            if (!Files.exists(path)) return NONE;
            return new Stamp(true, Files.getLastModifiedTime(path), Files.size(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

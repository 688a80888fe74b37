// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that must never reach a log; whoever needs it says so. */
public record Secret(String reveal) {
    /**
     * The first line of a file, without white space around it.
     *
     * @throws IllegalArgumentException with one sentence if nothing stands there
     * @throws IllegalStateException with one sentence if somebody beside its owner may read it
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Secret in(Path file) {
        try (var lines = Files.lines(file)) {
            PrivateFile.demand(file);
            return new Secret(lines.findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new IllegalArgumentException("the credential file " + file + " is empty")));
        } catch (IOException e) {
            throw new UncheckedIOException("the credential file " + file + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions worth keeping, a file each: one for every reaction seen for the first time. Those of earlier runs are what
 * new sessions are spliced from, and what is sent first.
 */
public final class Corpus {
    private final Optional<Path> folder;
    private final List<Session> earlier;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private Corpus(Optional<Path> folder, List<Session> earlier) {
        this.folder = folder;
        this.earlier = List.copyOf(earlier);
    }

    public static Corpus none() {
        return new Corpus(Optional.empty(), List.of());
    }

    public static Corpus in(Path folder) throws IOException {
        Files.createDirectories(folder);
        var earlier = new ArrayList<Session>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".session"))
                    .sorted()
                    .toList()) {
                earlier.add(Session.parse(Files.readString(file)));
            }
        }
        return new Corpus(Optional.of(folder), earlier);
    }

    public List<Session> earlier() {
        return earlier;
    }

    /** How many reactions were told apart. */
    public int reactions() {
        return seen.size();
    }

    /** Keeps a session whose reaction was not seen before; true if it was kept. */
    boolean offer(Session session, String reaction) {
        if (!seen.add(reaction)) {
            return false;
        }
        folder.ifPresent(to -> write(to.resolve(name(reaction)), "# " + reaction + "\n" + session.text()));
        return true;
    }

    private static String name(String reaction) {
        return String.format("%08x.session", reaction.hashCode());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entente.security.Pem;

/**
 * What must hold between keys, or outside them, beside what each key asks of its own value.
 *
 * @param keys what it reads: where one of them cannot be read, it says nothing
 * @param mistakes sentences that begin with a key; none where it holds
 */
record Rule(List<Key<?>> keys, Function<Configuration, Stream<String>> mistakes) {

    static Rule refusing(
            List<Key<?>> keys, Predicate<Configuration> isWrong, Function<Configuration, String> sentence) {
        return new Rule(keys, config -> isWrong.test(config) ? Stream.of(sentence.apply(config)) : Stream.of());
    }

    /** The first is of no use without the second. */
    static Rule needing(Key<?> key, Key<?> needed) {
        return refusing(
                List.of(key, needed),
                config -> config.names(key) && !config.names(needed),
                _ -> key.name() + " needs " + needed.name() + ", which is empty");
    }

    /** Neither is of use without the other. */
    static Rule both(Key<String> one, Key<String> other) {
        return refusing(
                List.of(one, other),
                config -> config.names(one) != config.names(other),
                config -> one.name() + " and " + other.name() + " need each other, and "
                        + (config.names(one) ? other : one).name() + " is empty");
    }

    /**
     * The files that a key names are there and hold what they are for.
     *
     * @param reader throws with one sentence that names the file if it does not
     */
    static <T> Rule files(Key<T> key, Function<T, Stream<Path>> files, Consumer<Path> reader) {
        return new Rule(
                List.of(key),
                config -> files.apply(config.value(key))
                        .flatMap(file -> unreadable(file)
                                .map(reason -> key.name() + " names " + file + ", " + reason)
                                .or(() -> refused(() -> reader.accept(file))
                                        .map(sentence -> key.name() + ": " + sentence))
                                .stream()));
    }

    static Rule file(Key<String> key, Consumer<Path> reader) {
        return files(key, text -> text.isEmpty() ? Stream.of() : Stream.of(Path.of(text)), reader);
    }

    static Rule listed(Key<List<String>> key) {
        return files(key, names -> names.stream().map(Path::of), _ -> {});
    }

    /** The key is that of the certificate; what cannot be read is for the rules of each of them. */
    static Rule pair(Key<String> certificates, Key<String> key) {
        return new Rule(List.of(certificates, key), config -> {
            if (!config.names(certificates) || !config.names(key)) return Stream.of();
            var chain = Path.of(config.value(certificates));
            var secret = Path.of(config.value(key));
            if (refused(() -> Pem.certificates(chain)).isPresent()
                    || refused(() -> Pem.privateKey(secret)).isPresent()) return Stream.of();
            return refused(() -> Pem.demandPair(chain, secret)).stream()
                    .map(sentence -> certificates.name() + " and " + key.name() + ": " + sentence);
        });
    }

    private static Optional<String> refused(Runnable reading) {
        try {
            reading.run();
            return Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
            return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /** The same, but only where that is switched on. */
    Rule where(Key<Boolean> enabled) {
        return where(enabled, config -> config.value(enabled));
    }

    /** The same, but only where that is used at all. */
    Rule where(Key<?> further, Predicate<Configuration> isUsed) {
        var all = Stream.concat(keys.stream(), Stream.of(further)).toList();
        return new Rule(all, config -> isUsed.test(config) ? mistakes.apply(config) : Stream.of());
    }

    private static Optional<String> unreadable(Path file) {
        if (!Files.exists(file)) return Optional.of("and there is no such file");
        return Files.isReadable(file) ? Optional.empty() : Optional.of("which may not be read");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bearers' secrets of one file, each bound to originators. Safe for many threads; a change of the file, by another
 * process too, counts within a second.
 */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int SECRET_BYTES = 32;

    private final CredentialFile file;
    private final SecureRandom random;
    private final OnceASecond look;
    // One slow hash at a time: guessing must not take every core.
    private final ReentrantLock hashing = new ReentrantLock();

    private volatile Known known; // replaced as a whole when the file changes
    private volatile Optional<Predicate<String>> elsewhere = Optional.empty(); // set before the first request

    /** What a file held, the originators that it names, and what has been verified against it since. */
    private record Known(
            Stamp stamp,
            Map<String, CredentialFile.Entry> entries,
            Set<String> originators,
            Map<String, Holder> verified) {}

    private Credentials(CredentialFile file, SecureRandom random, InstantSource clock) {
        this.file = file;
        this.random = random;
        this.known = read();
        this.look = new OnceASecond(clock);
    }

    /**
     * Opens a file, which need not exist yet.
     *
     * @throws IllegalStateException with one sentence if others may read it or a line of it is malformed
     */
    public static Credentials open(Path file, SecureRandom random, InstantSource clock) {
        return new Credentials(new CredentialFile(file), random, clock);
    }

    private Known read() {
        var stamp = file.stamp();
        var entries = file.read();
        var originators = entries.values().stream()
                .flatMap(entry -> entry.holder().originators().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Known(stamp, entries, originators, new ConcurrentHashMap<>());
    }

    /** Who the bearer of a secret is, empty if nobody. Slow once for each secret. */
    public Optional<Holder> verify(String secret) {
        var now = current();
        var key = digest(secret);
        var before = now.verified().get(key);
        if (before != null) return Optional.of(before);
        int dot = secret.indexOf('.');
        var entry = dot < 0 ? null : now.entries().get(secret.substring(0, dot));
        if (entry == null || !matches(entry, secret)) return Optional.empty();
        now.verified().put(key, entry.holder());
        return Optional.of(entry.holder());
    }

    private boolean matches(CredentialFile.Entry entry, String secret) {
        hashing.lock();
        try {
            return entry.hash().matches(secret);
        } finally {
            hashing.unlock();
        }
    }

    /** @param elsewhere tells of further originators whether they have a credential, such as a key for DTLS */
    public void alsoBound(Predicate<String> elsewhere) {
        this.elsewhere = Optional.of(elsewhere);
    }

    /** Whether an originator has a credential of its own, without which nobody may use its name. */
    public boolean isBound(String originator) {
        return current().originators().contains(originator)
                || elsewhere.filter(each -> each.test(originator)).isPresent();
    }

    /** The same for whichever of its forms. */
    public boolean isBound(String originator, Home home) {
        // Each request of a stranger asks, and where strangers are believed mostly nobody is bound.
        if (elsewhere.isEmpty() && current().originators().isEmpty()) return false;
        return home.forms(originator).stream().anyMatch(this::isBound);
    }

    /** Whether a credential in the file may be called so; those of certificates never are. */
    public boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    public List<Holder> list() {
        return current().entries().values().stream()
                .map(CredentialFile.Entry::holder)
                .toList();
    }

    /**
     * Makes a new secret and binds it.
     *
     * @return the secret, of which only a hash is kept
     * @throws IllegalArgumentException if the name is taken or malformed, or no originator is given
     */
    public Secret add(String name, List<String> originators) {
        if (!NAME.matcher(name).matches())
            throw new IllegalArgumentException("a credential's name has 1 to 64 letters, digits, _ and -");
        if (originators.isEmpty()) throw new IllegalArgumentException("a credential needs an originator");
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        // The name in front tells which hash to try, so that an unknown secret costs one attempt at most.
        var secret = name + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var entry = new CredentialFile.Entry(new Holder(name, originators), SecretHash.of(secret, random));
        change(entries -> {
            if (entries.putIfAbsent(name, entry) != null)
                throw new IllegalArgumentException("there is a credential named " + name);
        });
        return new Secret(secret);
    }

    /** Takes a credential away; false if there is none of that name. */
    public boolean remove(String name) {
        var found = new ArrayList<CredentialFile.Entry>();
        change(entries -> Optional.ofNullable(entries.remove(name)).ifPresent(found::add));
        return !found.isEmpty();
    }

    /** At the first start there is no file: makes it with one credential. Empty at every later start. */
    public Optional<Secret> createFirst(String name, List<String> originators) {
        return file.stamp().exists() ? Optional.empty() : Optional.of(add(name, originators));
    }

    private void change(Consumer<Map<String, CredentialFile.Entry>> change) {
        file.locked(() -> {
            var entries = new LinkedHashMap<>(file.read());
            change.accept(entries);
            file.write(entries);
        });
        known = read();
    }

    private Known current() {
        if (look.isDue() && !file.stamp().equals(known.stamp())) reload();
        return known;
    }

    private void reload() {
        try {
            known = read();
            LOG.info("credentials read again count={}", known.entries().size());
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.error("credentials kept as they were: {}", e.getMessage());
        }
    }

    private static String digest(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

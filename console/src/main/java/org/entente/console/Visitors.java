// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.entente.console.Doorkeeper.Guest;
import org.entente.model.Shown;
import org.entente.model.web.WebRequest;

/** Tells who sits before a page: by a session that began with a secret, or by the name given where names are believed. */
public final class Visitors {
    static final String COOKIE = "entente-console";
    private static final Duration SESSION = Duration.ofHours(12);
    private static final int MOST_SESSIONS = 1_000;
    private static final int ID_BYTES = 24;
    // A page of elsewhere that points its own name at this machine must not pass for ours.
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+])(:\\d+)?");

    private final Doorkeeper doorkeeper;
    private final boolean secure;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** The secret stays in memory: a credential that is taken away ends its sessions too. */
    private record Session(String secret, Instant ends) {}

    /**
     * @param secure whether the pages come over TLS, so that the cookie must never travel without
     * @param random one that cannot be guessed
     */
    public Visitors(Doorkeeper doorkeeper, boolean secure, InstantSource clock, RandomGenerator random) {
        this.doorkeeper = doorkeeper;
        this.secure = secure;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @return the cookie to set
     * @throws Declined if nobody has the secret
     */
    String enter(String secret) {
        if (doorkeeper.admit(secret).isEmpty()) throw new Declined(401, "This secret is not known here.");
        sessions.values().removeIf(session -> session.ends().isBefore(clock.instant()));
        if (sessions.size() >= MOST_SESSIONS) throw new Declined(503, "Too many people are signed in.");
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var id = HexFormat.of().formatHex(bytes);
        sessions.put(id, new Session(secret, clock.instant().plus(SESSION)));
        return cookie(id, SESSION);
    }

    /** @return the cookie to set */
    String leave(WebRequest request) {
        session(request).ifPresent(sessions::remove);
        return cookie("", Duration.ZERO);
    }

    private String cookie(String id, Duration age) {
        return COOKIE + "=" + id + "; Path=" + Console.PATH + "; Max-Age=" + age.toSeconds()
                + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    Optional<Guest> guest(WebRequest request) {
        return session(request)
                .map(sessions::get)
                .filter(session -> session.ends().isAfter(clock.instant()))
                .flatMap(session -> doorkeeper.admit(session.secret()))
                .or(() -> request.originator().map(name -> new Guest(List.of(name), name::equals)));
    }

    /** Whether a visitor without a credential may name an originator at all. */
    boolean believed(WebRequest request) {
        return request.header("host")
                        .filter(host -> THIS_MACHINE.matcher(host).matches())
                        .isPresent()
                && doorkeeper.believes("");
    }

    /** @throws Declined if this visitor may not speak as {@code originator} */
    Visitor as(String originator, WebRequest request) {
        var guest = guest(request);
        if (guest.isPresent()) {
            // Without an originator an AE registers, and the CSE gives it a new name.
            if (originator.isEmpty() || guest.get().speaksFor().test(originator)) return new Visitor(originator, true);
            throw new Declined(403, "Your credential does not speak for " + Shown.of(originator) + ".");
        }
        if (!believed(request)) throw new Declined(401, "Sign in first.");
        if (!doorkeeper.believes(originator))
            throw new Declined(401, Shown.of(originator) + " has a credential: sign in with its secret.");
        return new Visitor(originator, false);
    }

    private static Optional<String> session(WebRequest request) {
        var cookies = request.header("cookie").orElse("");
        for (var each : cookies.split(";"))
            if (each.strip().startsWith(COOKIE + "="))
                return Optional.of(each.strip().substring(COOKIE.length() + 1));
        return Optional.empty();
    }
}

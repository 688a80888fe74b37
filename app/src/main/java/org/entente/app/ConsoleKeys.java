// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.entente.app.Key.matching;
import static org.entente.app.Key.oneOf;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.http.Mount;
import org.entente.bindings.http.StatusCodes;
import org.entente.bindings.wire.Admission;
import org.entente.console.Console;
import org.entente.console.Doorkeeper;
import org.entente.console.Terms;
import org.entente.console.Visitors;
import org.entente.console.Watches;
import org.entente.cse.access.AccessSettings.Strangers;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.type.ResourceTypes;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;
import org.entente.security.Credentials;

/** Whether there are pages for people, and as which AE they hear of changes. */
final class ConsoleKeys {
    /** Where the pages are served. */
    enum Served {
        AUTO,
        ALWAYS,
        NEVER
    }

    static final Key<Served> ENABLED = oneOf(
            "console.enabled",
            Served.AUTO,
            "Whether the pages under /console/ are served: auto serves them if HTTP listens on loopback only.");
    static final Key<String> ORIGINATOR = matching(
            "console.originator",
            "CConsole",
            "[CS][^/\\s?#]+",
            "The AE-ID under which the console takes notifications.");

    static final List<Key<?>> ALL = List.of(ENABLED, ORIGINATOR);

    private ConsoleKeys() {}

    /** The pages, not yet connected to a CSE; empty if none are to be served. */
    static Optional<Console> console(
            Configuration config,
            ResourceTypes types,
            Credentials credentials,
            LocalEntities entities,
            RandomGenerator random,
            TracePage trace) {
        var http = HttpKeys.config(config);
        if (!isServed(config, http)) return Optional.empty();
        var clock = Clock.systemUTC();
        var watches = new Watches(config.value(ORIGINATOR), clock, random);
        entities.attach(config.value(ORIGINATOR), watches::receive);
        return Optional.of(new Console(
                new Terms(types, config.value(Keys.CSE_NAME), StatusCodes::of),
                new Visitors(door(config, http, credentials), isTls(http), clock, random),
                watches,
                trace::diagram));
    }

    /** It judges by itself whom it lets in: somebody has to see the page where one signs in. */
    static List<Mount> mounts(Console console) {
        return List.of(new Mount(Console.PATH, true, console), new Mount("/", true, ConsoleKeys::showTheWay));
    }

    private static WebResponse showTheWay(WebRequest request) {
        var isBrowser = request.header("accept").filter(types -> types.contains("text/html"));
        return isBrowser.isPresent()
                ? new WebResponse(302, Map.of("Location", Console.PATH), _ -> {})
                : WebResponse.of(404, "text/plain", "The CSE answers below this address.\n".getBytes(UTF_8));
    }

    private static boolean isTls(HttpConfig http) {
        return http.listeners().stream().allMatch(each -> each.tls().isPresent());
    }

    private static boolean isServed(Configuration config, HttpConfig http) {
        return switch (config.value(ENABLED)) {
            case AUTO -> http.listeners().stream().allMatch(each -> Admission.of(each.host()) == Admission.ANYBODY);
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /** The same rules as at the door of HTTP: who has a credential shows it, others are believed where that is configured. */
    private static Doorkeeper door(Configuration config, HttpConfig http, Credentials credentials) {
        boolean believing = config.value(Keys.STRANGERS) == Strangers.BELIEVED
                && http.listeners().stream().allMatch(each -> each.admission() == Admission.ANYBODY);
        var home = CseConfiguration.home(config);
        return new Doorkeeper() {
            @Override
            public Optional<Guest> admit(String secret) {
                return credentials
                        .verify(secret)
                        .map(holder ->
                                new Guest(holder.originators(), originator -> holder.speaksFor(originator, home)));
            }

            @Override
            public boolean believes(String originator) {
                return believing && (originator.isEmpty() || !credentials.isBound(originator, home));
            }
        };
    }
}

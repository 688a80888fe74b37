// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.security.Credentials;
import org.entente.security.Holder;
import org.entente.security.Home;

/**
 * Whose session at our broker a Client Identifier stands for: whoever else connects under it ends the connection that is
 * there, and what waits for the other is lost. MQTT 3.1.1 §3.1.4, TS-0010 §6.3.3. Safe for many threads.
 */
final class Sessions {
    private static final int MOST = 10_000;

    private final Home home;
    private final Credentials credentials;
    private final ReentrantLock lock = new ReentrantLock();
    // The one that was opened longest ago goes first.
    private final Map<String, Holder> owners = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Home home, Credentials credentials) {
        this.home = home;
        this.credentials = credentials;
    }

    /** The Client Identifier of a CSE. */
    static String ofCse(Home home) {
        return "C::" + Level.of(home.cse());
    }

    /** Whether somebody goes on under an identifier, which is theirs then. */
    boolean opens(String client, Guest guest) {
        boolean isOfHub = client.equals(ofCse(home));
        return switch (guest) {
            case Guest.Host _ -> isOfHub;
            case Guest.Client other -> !isOfHub && opens(client, other.holder());
        };
    }

    private boolean opens(String client, Optional<Holder> holder) {
        if (client.isEmpty()) return true; // the library finds one that is nobody's
        if (!isNamedRightly(client, holder)) return false;
        lock.lock();
        try {
            var owner = owners.get(client);
            if (owner != null && isCounting(owner) && !isSame(owner, holder)) return false;
            holder.ifPresentOrElse(shown -> owners.put(client, shown), () -> owners.remove(client));
            if (owners.size() > MOST) owners.remove(owners.keySet().iterator().next());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the AE-ID or CSE-ID in it is nobody else's. */
    private boolean isNamedRightly(String client, Optional<Holder> holder) {
        if (!client.startsWith("A::") && !client.startsWith("C::")) return true;
        var meanings = Level.meanings(client.substring(3), home);
        return meanings.stream().noneMatch(each -> credentials.isBound(each, home))
                || holder.filter(shown -> meanings.stream().anyMatch(each -> shown.speaksFor(each, home)))
                        .isPresent();
    }

    /** A credential that was taken away holds nothing; of a certificate only its authority knows. */
    private boolean isCounting(Holder owner) {
        return !credentials.isName(owner.name()) || credentials.list().contains(owner);
    }

    private boolean isSame(Holder owner, Optional<Holder> holder) {
        return holder.filter(shown -> owner.originators().stream().anyMatch(each -> shown.speaksFor(each, home)))
                .isPresent();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.Optional;
import org.entente.security.Secret;

/**
 * As whom one connects to a broker. TS-0010 §6.3.2.
 *
 * @param client the Client Identifier, of which a broker has one connection at a time
 * @param user empty to name none
 * @param lasts whether the broker keeps what arrives while the connection is broken. TS-0010 §6.3.3 (Clean Session)
 */
record Login(String client, Optional<String> user, Optional<Secret> password, boolean lasts) {
    Login {
        if (password.isPresent() && user.isEmpty())
            throw new IllegalArgumentException("MQTT 3.1.1 knows no password without a user");
    }

    /** The name that a secret of a hub begins with; empty for other secrets, of which no part may be shown. */
    static Optional<String> name(Secret secret) {
        int dot = secret.reveal().indexOf('.');
        return dot < 1 ? Optional.empty() : Optional.of(secret.reveal().substring(0, dot));
    }
}

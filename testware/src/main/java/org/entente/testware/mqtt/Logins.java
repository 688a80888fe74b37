// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import org.entente.testware.Profile;
import org.entente.testware.mqtt.wire.Connect;

/** Adds to a CONNECT what an endpoint asks of every client. */
public final class Logins {
    private Logins() {}

    /** Call it last but for user() and password(). */
    public static Connect of(Connect connect, Profile profile) {
        return profile.parameter(Parameters.USER)
                .map(user -> connect.login(
                        user, profile.parameter(Parameters.PASSWORD).orElse("")))
                .orElse(connect);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.remote;

import java.time.Duration;
import org.entente.cse.outbound.Registrar;

/**
 * How this CSE registers with another one. TS-0001 §10.2.2.6.
 *
 * @param infrastructure the CSE-ID of the IN-CSE; it may be above the registrar
 * @param check how often it looks whether its registration is still there
 * @param timeout how long the registrar has to answer
 * @param lifetime for how long it registers; the registration is renewed after half of it
 * @param contracts whether applications register here only if a service subscription at the IN-CSE lets them
 * @param deregister whether it takes its registration away when it stops
 */
public record RegistrationSettings(
        Registrar registrar,
        String infrastructure,
        Duration check,
        Duration timeout,
        Duration lifetime,
        boolean contracts,
        boolean deregister) {
    public static final Duration CHECK = Duration.ofSeconds(30);
    public static final Duration TIMEOUT = Duration.ofSeconds(10);
    public static final Duration LIFETIME = Duration.ofDays(1);

    public RegistrationSettings {
        positive("check", check);
        positive("timeout", timeout);
        positive("lifetime", lifetime);
    }

    public static RegistrationSettings with(Registrar registrar) {
        return new RegistrationSettings(registrar, registrar.cse(), CHECK, TIMEOUT, LIFETIME, false, false);
    }

    /** The same, with applications that register only if a service subscription at the IN-CSE lets them. */
    public RegistrationSettings withContracts() {
        return new RegistrationSettings(registrar, infrastructure, check, timeout, lifetime, true, deregister);
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) throw new IllegalArgumentException(key + " must be positive");
    }
}

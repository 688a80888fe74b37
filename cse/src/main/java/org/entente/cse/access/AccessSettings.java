// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.List;
import java.util.Set;

/**
 * What is permitted without a policy. Everything is closed by default. TS-0001 §9.6.1.3.2, TS-0004 §7.4.5.2.1.
 *
 * <p>Originators are written as a policy's {@code acor} has them: identifiers in any form, with wildcards, or {@code all}.
 *
 * @param administrator the one originator who may do everything; empty for nobody
 * @param registrants which AEs may register themselves: the AE-ID-Stems they ask for; {@code C} alone and {@code S}
 *     alone stand for a stem that the CSE is to assign
 * @param applications the App-IDs of those that may register, with wildcards; {@code *} for any
 * @param cses the CSE-IDs that may register as remoteCSE
 * @param base what whom is allowed on the CSEBase itself, beside its policies
 * @param strangers what becomes of a sender whose identity nobody proved
 */
public record AccessSettings(
        String administrator,
        List<String> registrants,
        List<String> applications,
        List<String> cses,
        List<Grant> base,
        Strangers strangers) {
    public static final AccessSettings CLOSED =
            new AccessSettings("", List.of(), List.of("*"), List.of(), List.of(), Strangers.REFUSED);

    public AccessSettings {
        registrants = List.copyOf(registrants);
        applications = List.copyOf(applications);
        cses = List.copyOf(cses);
        base = List.copyOf(base);
    }

    /**
     * A default privilege on the CSEBase.
     *
     * @param childTypes the types that a granted CREATE may create; empty for all
     */
    public record Grant(List<String> originators, Set<AccessOperation> operations, Set<Integer> childTypes) {
        public Grant {
            originators = List.copyOf(originators);
            operations = Set.copyOf(operations);
            childTypes = Set.copyOf(childTypes);
        }
    }

    /** How far a sender is believed whose identity nobody proved. TS-0003 §7.1.2. */
    public enum Strangers {
        /** Not at all: ORIGINATOR_NOT_AUTHENTICATED. */
        REFUSED,
        /** Only what rules of policies allow that do not ask for authentication; no registration, no default. */
        BY_POLICY,
        /** As the originator it names. For trusted machines and loopback; rules that ask for authentication still deny. */
        BELIEVED
    }
}

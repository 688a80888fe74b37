// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.address;

import java.util.Optional;
import org.entente.model.type.Resource;

/** Where a request goes, once its address has been understood. TS-0001 §7.3, §9.3.1. */
public sealed interface Route {

    /**
     * A resource of this CSE.
     *
     * @param attribute the one attribute that a RETRIEVE's address names behind a {@code #}. TS-0004 §7.3.3.6
     * @param virtual it was reached through {@code la} or {@code ol}, which take no CREATE or UPDATE
     */
    record Here(Resource resource, Optional<String> attribute, boolean virtual) implements Route {}

    /** The newest or the oldest instance of a resource that has none. TS-0004 §7.4.27.2.2 */
    record Empty(Resource parent) implements Route {}

    /**
     * The members of a group. TS-0004 §7.4.14.
     *
     * @param suffix what follows {@code fopt} in the address, without a leading slash; may be empty
     */
    record Members(Resource group, String suffix) implements Route {}

    /**
     * The {@code pcu} of a polling channel, where its entity fetches requests. TS-0001 §9.6.22.
     *
     * @param channel the pollingChannel
     */
    record Channel(Resource channel) implements Route {}

    /** The {@code ntsr} of a subscription, which its targets delete to be told no more. TS-0001 §9.6.34 */
    record SelfReference(Resource subscription) implements Route {}

    /** A resource of another CSE, to which the request is to be forwarded. */
    record Elsewhere(String to) implements Route {}
}

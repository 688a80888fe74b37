// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.util.Optional;
import org.entente.testware.Octets;

/** The endpoint that is fuzzed. Used by several threads. */
public interface Target {
    /** What was seen: the kinds of packets that came, and how it ended. Sessions that look alike are one kind. */
    record Reaction(String seen, boolean unreachable) {}

    Reaction send(Session session);

    /** Makes a packet agree with its length again after something was cut out of it. */
    Octets repaired(Octets packet);

    /** Why the endpoint does not serve, if it does not; waits longer than a session does. */
    Optional<String> probe();
}

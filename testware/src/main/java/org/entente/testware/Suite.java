// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The purposes and cases of one standard against one endpoint. */
public interface Suite {
    /** The endpoint as the command line names it. */
    String endpoint();

    Catalogue catalogue();

    /** The cases by id of their purpose. */
    Map<String, TestCase> cases();

    /** What follows from the endpoint itself and no profile has to claim. */
    default Set<String> capabilities() {
        return Set.of();
    }

    /** Shows that the endpoint serves at all; called before and after each case. */
    void probe(Stage stage) throws IOException;

    /** Whether the endpoint goes on from case to case: only then its death shows after the case that brought it. */
    default boolean lasts() {
        return true;
    }

    /** What one purpose adds to the bound on the whole run; more than the usual budget of a case is also its budget. */
    default Duration share(Purpose purpose) {
        return Duration.ofSeconds(1);
    }

    /** Whether a case exists to bring the endpoint down, so that its death is a fail and not an error. */
    boolean provokesCrash(Purpose purpose);
}

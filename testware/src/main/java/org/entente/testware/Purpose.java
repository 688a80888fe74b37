// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.List;
import java.util.Optional;

/**
 * What a standard asks of an endpoint, as data: one thing that can be seen from outside.
 *
 * @param statements ids of the normative statements it rests on
 * @param parameters what the tester must know about the endpoint before it can run (PIXIT)
 * @param allowed what the standard permits beside the expected behaviour
 * @param unbound why there is no case, if there is none
 */
public record Purpose(
        String id,
        String objective,
        List<String> statements,
        Selection selection,
        List<String> parameters,
        String given,
        String expect,
        Optional<String> allowed,
        Optional<String> unbound) {
    public Purpose {
        statements = List.copyOf(statements);
        parameters = List.copyOf(parameters);
    }
}

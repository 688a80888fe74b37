// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

/**
 * Someone who has to be asked before a request may change anything: a subscription's target, the entity behind a
 * blocking update, a consulted policy server. It waits, and changes nothing.
 */
@FunctionalInterface
public interface Question {

    /** @throws org.entente.model.Refused if the answer is no, or none came and the request cannot go on without */
    void ask(Courier courier);
}

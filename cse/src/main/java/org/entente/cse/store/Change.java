// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

/**
 * Decides in the writer's turn what is to be written. It sees all changes before it, and changes nothing itself: it may
 * run again when the writer has to start over.
 */
@FunctionalInterface
public interface Change {

    /** @throws org.entente.model.Refused if, as things now stand, the request has to be declined; nothing is written then */
    Outcome decide(View view);
}

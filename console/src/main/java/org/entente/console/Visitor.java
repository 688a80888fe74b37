// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import org.entente.model.primitive.Peer;

/**
 * In whose name a page asks: never with more rights than this originator has.
 *
 * @param proven by a credential; otherwise the CSE decides whether it believes strangers
 */
record Visitor(String originator, boolean proven) {

    Peer peer() {
        return proven ? Peer.LOCAL : Peer.UNKNOWN;
    }
}

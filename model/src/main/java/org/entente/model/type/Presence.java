// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

/** Whether a request may or must carry an attribute: the columns of TS-0004 §7.4.1.1. */
public enum Presence {
    /** Mandatory. */
    M,
    /** Optional. */
    O,
    /** Not permitted. */
    NP
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

/** A text that must never reach a log; whoever needs it says so. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}

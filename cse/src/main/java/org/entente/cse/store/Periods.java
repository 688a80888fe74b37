// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

/** When a resource was created, when it was last modified, and when it is to expire. */
public record Periods(Period created, Period modified, Period expiring) {
    public static final Periods ALWAYS = new Periods(Period.ALWAYS, Period.ALWAYS, Period.ALWAYS);
}

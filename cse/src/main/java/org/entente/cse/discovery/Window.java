// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import org.entente.model.primitive.FilterCriteria;

/**
 * Which part of what was found an answer carries. TS-0004 §7.3.3.17.10, §7.3.3.17.15.
 *
 * @param first the place of the first one, counted from 1
 * @param most how many at most
 */
record Window(long first, int most) {

    /** The smaller limit holds, ours or the request's. TS-0001 §10.2.6.1 */
    static Window of(FilterCriteria filter, DiscoverySettings settings) {
        long asked = filter.whole("lim", Long.MAX_VALUE);
        return new Window(Math.max(1, filter.whole("ofst", 1)), (int) Math.min(asked, settings.mostResources()));
    }

    static int levels(FilterCriteria filter) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, filter.whole("lvl", Integer.MAX_VALUE)));
    }
}

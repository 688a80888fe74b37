// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

/**
 * How much one answer carries. TS-0001 §10.2.6.1.
 *
 * @param mostResources at most so many addresses or resources in one answer; the answer then says that it is partial
 */
public record DiscoverySettings(int mostResources) {
    public static final DiscoverySettings DEFAULTS = new DiscoverySettings(1000);

    public DiscoverySettings {
        if (mostResources < 1) throw new IllegalArgumentException("most-resources must be at least 1");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.util.List;

/**
 * Which machines may be sent requests. Closed unless something is allowed, so that nobody can have this CSE reach into
 * the network that it stands in.
 *
 * @param hosts names as URLs have them, {@code *.example.org} for all below; they may resolve to public addresses
 * @param networks addresses that may be contacted, such as {@code 10.1.0.0/16} or {@code ::1}
 * @param loopback whether this machine itself may be contacted
 */
public record TargetRules(List<String> hosts, List<String> networks, boolean loopback) {
    public static final TargetRules CLOSED = new TargetRules(List.of(), List.of(), false);
    public static final TargetRules LOOPBACK = new TargetRules(List.of(), List.of(), true);

    public TargetRules {
        hosts = List.copyOf(hosts);
        networks = List.copyOf(networks);
    }
}

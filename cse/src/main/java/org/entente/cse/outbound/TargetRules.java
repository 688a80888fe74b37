// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * Which machines may be sent requests. Closed unless something is allowed, so that nobody can have this CSE reach into
 * the network that it stands in.
 *
 * @param hosts names as URLs have them, {@code *.example.org} for all below, {@code *} for all; they count only while
 *     they resolve to public addresses
 * @param networks addresses that may be contacted whatever their name, such as {@code 10.1.0.0/16} or {@code ::1}
 * @param loopback whether this machine itself may be contacted
 */
public record TargetRules(List<String> hosts, List<Network> networks, boolean loopback) {
    public static final TargetRules CLOSED = new TargetRules(List.of(), List.of(), false);
    public static final TargetRules LOOPBACK = new TargetRules(List.of(), List.of(), true);

    public TargetRules {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        networks = List.copyOf(networks);
    }

    /** As the configuration has it. */
    public static TargetRules of(List<String> hosts, List<String> networks, boolean loopback) {
        return new TargetRules(hosts, networks.stream().map(Network::of).toList(), loopback);
    }

    /** Whether a machine that was found under a name may be contacted. */
    boolean allow(String host, InetAddress address) {
        if (networks.stream().anyMatch(network -> network.contains(address))) return true;
        if (address.isLoopbackAddress()) return loopback;
        return Network.isPublic(address) && hosts.stream().anyMatch(pattern -> matches(pattern, host));
    }

    private static boolean matches(String pattern, String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (pattern.equals("*")) return true;
        return pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : name.equals(pattern);
    }
}

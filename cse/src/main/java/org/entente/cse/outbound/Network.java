// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.net.InetAddress;
import java.util.List;

/**
 * A block of addresses.
 *
 * @param bits how many leading bits are common to all of them
 */
public record Network(InetAddress base, int bits) {
    // What is neither public nor known to InetAddress: shared carrier space, and unique local IPv6. RFC 6598, RFC 4193
    private static final List<Network> RESERVED = List.of(of("100.64.0.0/10"), of("fc00::/7"), of("0.0.0.0/8"));

    public Network {
        if (bits < 0 || bits > base.getAddress().length * 8)
            throw new IllegalArgumentException(
                    "a network of " + base.getHostAddress() + " cannot have " + bits + " bits");
    }

    /** Reads {@code 10.1.0.0/16}, or one address without a slash. */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        try {
            var base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = slash < 0 ? base.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
            return new Network(base, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a network such as 10.1.0.0/16", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) return false;
        }
        return true;
    }

    /** Whether an address belongs to the open Internet. */
    static boolean isPublic(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && RESERVED.stream().noneMatch(network -> network.contains(address));
    }
}

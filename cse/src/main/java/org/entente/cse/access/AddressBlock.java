// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.entente.model.Refused;

/** An IPv4 or IPv6 address, or all that share a prefix with it (CIDR). TS-0004 §6.3.5.27. */
final class AddressBlock {
    // Only literals reach the parser of the JDK: it would look names up otherwise.
    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final byte[] address;
    private final int prefix;

    /** @throws Refused BAD_REQUEST if the text is not such a block */
    AddressBlock(String text, boolean v6) {
        int slash = text.indexOf('/');
        var literal = slash < 0 ? text : text.substring(0, slash);
        if (!(v6 ? V6 : V4).matcher(literal).matches()) throw malformed(text);
        address = parse(literal, text);
        if (address.length != (v6 ? 16 : 4)) throw malformed(text);
        prefix = slash < 0 ? address.length * 8 : length(text.substring(slash + 1), text);
    }

    boolean includes(InetAddress other) {
        var bytes = other.getAddress();
        if (bytes.length != address.length) return false;
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) if (bytes[i] != address[i]) return false;
        int rest = prefix % 8;
        return rest == 0 || ((bytes[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0;
    }

    private static byte[] parse(String literal, String text) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw malformed(text);
        }
    }

    private int length(String digits, String text) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > address.length * 8) throw malformed(text);
        return Integer.parseInt(digits);
    }

    private static Refused malformed(String text) {
        var shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return Refused.badRequest(
                "\"" + shown + "\" is not an IP address or block such as 10.0.0.0/8 or 2001:db8::/32");
    }
}

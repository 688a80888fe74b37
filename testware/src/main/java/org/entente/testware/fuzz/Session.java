// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.testware.Octets;

/** What is sent on one connection, packet after packet. Its file is hexadecimal, a packet a line, remarks after #. */
public record Session(List<Octets> packets) {
    public Session {
        packets = List.copyOf(packets);
    }

    public int length() {
        return packets.stream().mapToInt(Octets::length).sum();
    }

    /** All packets as one stretch of bytes. */
    public byte[] bytes() {
        var bytes = new byte[length()];
        var at = 0;
        for (var packet : packets) {
            System.arraycopy(packet.toArray(), 0, bytes, at, packet.length());
            at += packet.length();
        }
        return bytes;
    }

    public String text() {
        return packets.stream()
                .map(packet -> HexFormat.of().formatHex(packet.toArray()) + "\n")
                .collect(Collectors.joining());
    }

    public static Session parse(String text) {
        return new Session(text.lines()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(Octets::hex)
                .toList());
    }
}

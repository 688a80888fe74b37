// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: compared by content, never changed. */
public final class Octets {
    public static final Octets NONE = of();

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    public static Octets utf8(String text) {
        return new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads pairs of hexadecimal digits, spaces between them ignored. */
    public static Octets hex(String digits) {
        return new Octets(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    public int length() {
        return bytes.length;
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public Octets first(int count) {
        return count >= bytes.length ? this : new Octets(Arrays.copyOf(bytes, count));
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public String hex() {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}

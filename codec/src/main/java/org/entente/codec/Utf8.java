// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.entente.model.Reason;
import org.entente.model.Refused;

/** Whether bytes and texts are Unicode that every store and serialization can hold. TS-0004 §8.4.2, RFC 3629. */
final class Utf8 {
    private Utf8() {}

    /**
     * A parser may let overlong forms pass and guess UTF-16 from zero bytes; both are refused here.
     *
     * @throws Refused BAD_REQUEST with the position of the first byte that is not UTF-8
     */
    static void check(byte[] bytes) {
        check(bytes, 0, bytes.length);
    }

    /**
     * Looks at a part of a document.
     *
     * @throws Refused BAD_REQUEST with the position in the document of the first byte that is not UTF-8
     */
    static void check(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0)
                throw new Refused(Reason.CONTENT_MALFORMED, "the content is not UTF-8 text: byte " + i + " is zero");
            if (bytes[i] < 0) {
                decode(bytes, i, to);
                return;
            }
        }
    }

    private static void decode(byte[] bytes, int from, int to) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes, from, to - from);
        var out = CharBuffer.allocate(Math.min(to - from + 1, 8192));
        while (true) {
            var result = decoder.decode(in, out, true);
            if (result.isError())
                throw new Refused(
                        Reason.CONTENT_MALFORMED,
                        "the content is not UTF-8 text: byte " + in.position() + " is malformed");
            if (indexOfZero(out) >= 0)
                throw new Refused(Reason.CONTENT_MALFORMED, "the content is not UTF-8 text: it holds a zero byte");
            if (result.isUnderflow()) return;
            out.clear();
        }
    }

    private static int indexOfZero(CharBuffer decoded) {
        for (int i = 0; i < decoded.position(); i++) if (decoded.get(i) == 0) return i;
        return -1;
    }

    /** No U+0000, which databases refuse, and no half of a surrogate pair, which has no UTF-8 form. */
    static boolean isWellFormed(String text) {
        boolean isHalf = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c) != isHalf) return false;
            isHalf = Character.isHighSurrogate(c);
        }
        return !isHalf;
    }
}

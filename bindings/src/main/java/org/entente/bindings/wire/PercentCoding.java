// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import org.entente.model.Refused;
import org.entente.model.Shown;

/** Percent-encoding of paths and queries, strict: what is not UTF-8 or holds U+0000 is refused. RFC 3986. */
public final class PercentCoding {
    private static final String UNRESERVED = "-._~";

    private PercentCoding() {}

    /** @throws Refused BAD_REQUEST if an escape is cut short, no UTF-8, or stands for U+0000 */
    public static String decode(String text) {
        int first = text.indexOf('%');
        if (first < 0) return checked(text, text);
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c != '%') {
                if (c < 0x80) bytes.write(c);
                else bytes.writeBytes(String.valueOf(c).getBytes(UTF_8));
                i++;
                continue;
            }
            bytes.write(escaped(text, i));
            i += 3;
        }
        return checked(utf8(bytes.toByteArray(), text), text);
    }

    private static int escaped(String text, int at) {
        boolean isEscape = at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
        if (!isEscape) throw malformed(text);
        return HexFormat.fromHexDigits(text, at + 1, at + 3);
    }

    private static String utf8(byte[] bytes, String text) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed(text);
        }
    }

    private static String checked(String decoded, String text) {
        if (decoded.indexOf(0) >= 0) throw malformed(text);
        return decoded;
    }

    private static Refused malformed(String text) {
        return Refused.badRequest("\"" + Shown.of(text) + "\" is not percent-encoded UTF-8 text");
    }

    /**
     * Encodes all but letters, digits and the four marks that need it nowhere.
     *
     * @param also further characters to leave as they are
     */
    public static String encode(String text, String also) {
        var out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean isPlain =
                    c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0 || also.indexOf(c) >= 0);
            if (isPlain) out.append(c);
            else out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return out.toString();
    }
}

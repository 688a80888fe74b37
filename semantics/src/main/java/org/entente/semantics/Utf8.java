// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Turtle and JSON-LD are UTF-8 and nothing else; a lenient decoder would pass what is not. */
final class Utf8 {
    private Utf8() {}

    static String text(byte[] document) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("it is not UTF-8");
        }
    }
}

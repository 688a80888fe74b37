// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.entente.model.Value;

/** Writes CBOR as a peer does that streams: here and there it leaves a length open, and cuts texts into pieces. RFC 8949 §3.2. */
final class OpenCbor {
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int OPEN = 31;
    private static final int BREAK = 0xFF;

    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private OpenCbor(Random random) {
        this.random = random;
    }

    static byte[] written(Value value, Random random) {
        var writing = new OpenCbor(random);
        writing.write(value);
        return writing.out.toByteArray();
    }

    private void write(Value value) {
        switch (value) {
            case Value.Text(var text) -> text(text);
            case Value.Items(var values) -> {
                boolean isOpen = begin(ARRAY, values.size());
                values.forEach(this::write);
                if (isOpen) out.write(BREAK);
            }
            case Value.Fields(var members) -> {
                boolean isOpen = begin(MAP, members.size());
                members.forEach((name, member) -> {
                    text(name);
                    write(member);
                });
                if (isOpen) out.write(BREAK);
            }
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> out.writeBytes(Cbor.STRICT.write(value));
        }
    }

    private void text(String text) {
        if (begin(TEXT, text.getBytes(UTF_8).length)) {
            int from = 0;
            while (from < text.length()) {
                int to = text.offsetByCodePoints(
                        from, random.nextInt(1 + Math.min(9, text.codePointCount(from, text.length()))));
                piece(text.substring(from, to));
                from = to;
            }
            out.write(BREAK);
        } else out.writeBytes(text.getBytes(UTF_8));
    }

    private void piece(String text) {
        var bytes = text.getBytes(UTF_8);
        head(TEXT, bytes.length);
        out.writeBytes(bytes);
    }

    private boolean begin(int major, int length) {
        boolean isOpen = random.nextBoolean();
        if (isOpen) out.write((major << 5) | OPEN);
        else head(major, length);
        return isOpen;
    }

    private void head(int major, int length) {
        if (length < 24) out.write((major << 5) | length);
        else {
            out.write((major << 5) | 26);
            for (int shift = 24; shift >= 0; shift -= 8) out.write(length >> shift);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import org.entente.model.Value;
import org.entente.model.type.Resource;

/**
 * Writes values as rows keep them: a tag, then the value; whole numbers and lengths as groups of seven bits. What the
 * row's key and columns tell is not repeated. Belongs to one thread.
 */
final class Packer {
    /** What a value is. The numbers are in every file: a new one needs a new schema version. */
    static final int TEXT = 0;

    static final int WHOLE = 1;
    static final int REAL = 2;
    static final int TRUE = 3;
    static final int FALSE = 4;
    static final int ITEMS = 5;
    static final int FIELDS = 6;
    static final int DELETED = 7;
    static final int TIME = 8;
    static final int DERIVED = 9;
    static final int WIDE_TEXT = 10;

    private final Words words;
    private byte[] out = new byte[1024];
    private int length;

    Packer(Words words) {
        this.words = words;
    }

    /** @param row what the row tells without its body */
    byte[] resource(Resource resource, Derived row) {
        length = 0;
        number(words.id(resource.type().root()));
        var rows = resource.type().rows();
        for (var attribute : resource.attributes().entrySet()) {
            var name = attribute.getKey();
            // Only names of the type's table become words: others may be without end.
            if (rows.containsKey(name)) {
                number(words.id(name) + 1L);
            } else {
                number(0);
                text(name);
            }
            if (attribute.getValue().equals(row.value(name, resource.type()))) tag(DERIVED);
            else value(attribute.getValue());
        }
        return Arrays.copyOf(out, length);
    }

    byte[] fields(Value.Fields fields) {
        length = 0;
        members(fields.members());
        return Arrays.copyOf(out, length);
    }

    private void members(Map<String, Value> members) {
        number(members.size());
        members.forEach((name, value) -> {
            text(name);
            value(value);
        });
    }

    private void value(Value value) {
        switch (value) {
            case Value.Text(var text) -> textValue(text);
            case Value.Whole(var whole) -> {
                tag(WHOLE);
                number((whole << 1) ^ (whole >> 63)); // small negative numbers stay short
            }
            case Value.Real(var real) -> {
                tag(REAL);
                fixed(Double.doubleToRawLongBits(real));
            }
            case Value.Bool(var truth) -> tag(truth ? TRUE : FALSE);
            case Value.Items(var values) -> {
                tag(ITEMS);
                number(values.size());
                values.forEach(this::value);
            }
            case Value.Fields(var members) -> {
                tag(FIELDS);
                members(members);
            }
            case Value.Deleted _ -> tag(DELETED);
        }
    }

    private void textValue(String text) {
        var time = Times.canonical(text);
        if (time.isPresent()) {
            tag(TIME);
            fixed(time.getAsLong());
        } else if (isWellFormed(text)) {
            tag(TEXT);
            text(text);
        } else {
            tag(WIDE_TEXT);
            number(text.length());
            for (int i = 0; i < text.length(); i++) number(text.charAt(i));
        }
    }

    /** Whether UTF-8 can keep it: a lone surrogate it cannot. */
    private static boolean isWellFormed(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) return false;
            i += Character.charCount(point);
        }
        return true;
    }

    private void text(String text) {
        var bytes = text.getBytes(UTF_8);
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
    }

    private void tag(int tag) {
        room(1);
        out[length++] = (byte) tag;
    }

    private void number(long number) {
        room(10);
        long rest = number;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) out[length++] = (byte) (rest | 0x80);
        out[length++] = (byte) rest;
    }

    private void fixed(long bits) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) out[length++] = (byte) (bits >> shift);
    }

    private void room(int more) {
        if (out.length - length < more) out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
    }
}

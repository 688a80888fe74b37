// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.entente.model.Value;

/** Writes values as JSON without white space, straight into bytes: every answer is written so. RFC 8259. Used once. */
final class JsonText {
    private static final int USUAL_BYTES = 512;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);
    private static final byte[] NULL = "null".getBytes(ISO_8859_1);
    private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
    private static final byte[] FALSE = "false".getBytes(ISO_8859_1);
    /** What stands behind the backslash for a control character that has a short form; else 0. */
    private static final byte[] SHORT = shortForms();

    private byte[] out = new byte[USUAL_BYTES];
    private int length;

    private static byte[] shortForms() {
        var forms = new byte[' '];
        forms['\b'] = 'b';
        forms['\t'] = 't';
        forms['\n'] = 'n';
        forms['\f'] = 'f';
        forms['\r'] = 'r';
        return forms;
    }

    byte[] of(Value value) {
        value(value);
        return Arrays.copyOf(out, length);
    }

    private void value(Value value) {
        switch (value) {
            case Value.Text(var text) -> text(text);
            case Value.Whole(var number) -> plain(Long.toString(number));
            case Value.Real(var number) -> plain(Double.toString(finite(number)));
            case Value.Bool(var truth) -> bytes(truth ? TRUE : FALSE);
            case Value.Deleted _ -> bytes(NULL);
            case Value.Items(var values) -> items(values);
            case Value.Fields(var members) -> members(members);
        }
    }

    private static double finite(double number) {
        if (Double.isFinite(number)) return number;
        throw new IllegalArgumentException(number + " has no JSON form");
    }

    private void items(List<Value> values) {
        symbol('[');
        int first = length;
        for (var each : values) {
            if (length > first) symbol(',');
            value(each);
        }
        symbol(']');
    }

    private void members(Map<String, Value> members) {
        symbol('{');
        int first = length;
        members.forEach((name, member) -> {
            if (length > first) symbol(',');
            text(name);
            symbol(':');
            value(member);
        });
        symbol('}');
    }

    private void text(String text) {
        int size = text.length();
        room(size + 2);
        out[length++] = '"';
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                out[length++] = (byte) c;
            } else {
                i = special(text, i);
                room(size - i + 1); // what is left, if all of it is plain
            }
        }
        out[length++] = '"';
    }

    /** @return the place of its last character */
    private int special(String text, int at) {
        room(6);
        char c = text.charAt(at);
        if (c < 0x80) {
            escaped(c);
        } else if (c < 0x800) {
            out[length++] = (byte) (0xc0 | (c >> 6));
            continued(c);
        } else if (!Character.isSurrogate(c)) {
            out[length++] = (byte) (0xe0 | (c >> 12));
            continued(c >> 6);
            continued(c);
        } else {
            int point = text.codePointAt(at);
            if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT)
                throw new IllegalArgumentException("half of a surrogate pair has no JSON form");
            out[length++] = (byte) (0xf0 | (point >> 18));
            continued(point >> 12);
            continued(point >> 6);
            continued(point);
            return at + 1;
        }
        return at;
    }

    private void escaped(char c) {
        out[length++] = '\\';
        if (c >= ' ') {
            out[length++] = (byte) c;
        } else if (SHORT[c] != 0) {
            out[length++] = SHORT[c];
        } else {
            out[length++] = 'u';
            out[length++] = '0';
            out[length++] = '0';
            out[length++] = HEX[c >> 4];
            out[length++] = HEX[c & 0xf];
        }
    }

    private void continued(int bits) {
        out[length++] = (byte) (0x80 | (bits & 0x3f));
    }

    private void plain(String ascii) {
        bytes(ascii.getBytes(ISO_8859_1));
    }

    private void bytes(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
    }

    private void symbol(char symbol) {
        room(1);
        out[length++] = (byte) symbol;
    }

    private void room(int more) {
        if (out.length - length < more) out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
    }
}

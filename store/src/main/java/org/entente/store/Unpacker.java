// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.model.Value;
import org.entente.model.type.ResourceType;

/** Reads what {@link Packer} wrote. A file may be damaged: it trusts no length. Used once. */
final class Unpacker {
    private final byte[] in;
    private final Words words;
    private int at;

    Unpacker(byte[] in, Words words) {
        this.in = in;
        this.words = words;
    }

    /** The root name of the type, which comes first. */
    String root() {
        return words.text(count());
    }

    /** All that follows the type. */
    Map<String, Value> attributes(Derived row, ResourceType type) {
        var attributes = new LinkedHashMap<String, Value>();
        while (at < in.length) {
            int word = count();
            var name = word == 0 ? text() : words.text(word - 1);
            attributes.put(
                    name,
                    peek() == Packer.DERIVED
                            ? derived(name, row, type)
                            : words.common().held(value()));
        }
        return attributes;
    }

    Value.Fields fields() {
        return new Value.Fields(members());
    }

    private Value derived(String name, Derived row, ResourceType type) {
        at++;
        var value = row.value(name, type);
        if (value == null) throw damaged();
        return value;
    }

    private Map<String, Value> members() {
        int count = count();
        var members = new LinkedHashMap<String, Value>();
        for (int i = 0; i < count; i++) {
            var name = text();
            members.put(name, value());
        }
        return members;
    }

    private Value value() {
        int tag = peek();
        at++;
        return switch (tag) {
            case Packer.TEXT -> Value.of(text());
            case Packer.WHOLE -> {
                long folded = number();
                yield Value.of((folded >>> 1) ^ -(folded & 1));
            }
            case Packer.REAL -> Value.of(Double.longBitsToDouble(fixed()));
            case Packer.TRUE -> Value.of(true);
            case Packer.FALSE -> Value.of(false);
            case Packer.ITEMS -> items();
            case Packer.FIELDS -> new Value.Fields(members());
            case Packer.DELETED -> Value.Deleted.DELETED;
            case Packer.TIME -> Value.of(Times.text(fixed()));
            case Packer.WIDE_TEXT -> wideText();
            default -> throw damaged();
        };
    }

    private Value items() {
        int count = count();
        var values = new ArrayList<Value>();
        for (int i = 0; i < count; i++) values.add(value());
        return Value.of(values);
    }

    private Value wideText() {
        int count = count();
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append((char) number());
        return Value.of(text.toString());
    }

    private String text() {
        int bytes = count();
        if (bytes > in.length - at) throw damaged();
        var text = new String(in, at, bytes, UTF_8);
        at += bytes;
        return text;
    }

    private int peek() {
        if (at >= in.length) throw damaged();
        return in[at];
    }

    private int count() {
        long count = number();
        if (count < 0 || count > Integer.MAX_VALUE) throw damaged();
        return (int) count;
    }

    private long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = peek();
            at++;
            number |= (long) (part & 0x7f) << shift;
            if (part >= 0) return number;
        }
        throw damaged();
    }

    private long fixed() {
        if (in.length - at < Long.BYTES) throw damaged();
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) bits = bits << 8 | (in[at++] & 0xff);
        return bits;
    }

    private DamagedRow damaged() {
        return new DamagedRow("a row of the store is damaged at byte " + at + " of " + in.length);
    }

    /** A row that nobody can have written so. */
    static final class DamagedRow extends RuntimeException {
        private static final long serialVersionUID = 1;

        DamagedRow(String sentence) {
            super(sentence);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.entente.model.Value;

/**
 * Reads JSON that devices put into contentInstances, as far as a query needs it: null is {@link Value.Deleted}, a
 * member that occurs twice counts once. RFC 8259.
 */
public final class Json {
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /** Empty if the text is not JSON. */
    public static Optional<Value> parse(String text) {
        try {
            var json = new Json(text);
            var value = json.value();
            json.space();
            return json.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Value value() throws Malformed {
        space();
        if (depth > DEEPEST) throw new Malformed();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> Value.of(string());
            case 't' -> word("true", Value.of(true));
            case 'f' -> word("false", Value.of(false));
            case 'n' -> word("null", Value.Deleted.DELETED);
            default -> number();
        };
    }

    private Value object() throws Malformed {
        var members = new LinkedHashMap<String, Value>();
        depth++;
        at++;
        space();
        if (peek() != '}') {
            do {
                space();
                if (peek() != '"') throw new Malformed();
                var name = string();
                space();
                take(':');
                members.put(name, value());
                space();
            } while (more());
        }
        take('}');
        depth--;
        return new Value.Fields(members);
    }

    private Value array() throws Malformed {
        var values = new ArrayList<Value>();
        depth++;
        at++;
        space();
        if (peek() != ']') {
            do {
                values.add(value());
                space();
            } while (more());
        }
        take(']');
        depth--;
        return Value.of(values);
    }

    private boolean more() throws Malformed {
        if (peek() != ',') return false;
        at++;
        return true;
    }

    private String string() throws Malformed {
        var out = new StringBuilder();
        at++;
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') throw new Malformed();
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() throws Malformed {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new Malformed();
        };
    }

    private char unicode() throws Malformed {
        if (at + 4 > text.length()) throw new Malformed();
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.charAt(at++), 16);
            if (digit < 0) throw new Malformed();
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Value number() throws Malformed {
        int from = at;
        boolean whole = true;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            whole &= ".eE".indexOf(text.charAt(at)) < 0;
            at++;
        }
        var digits = text.substring(from, at);
        try {
            return whole && digits.length() < 19
                    ? Value.of(Long.parseLong(digits))
                    : Value.of(Double.parseDouble(digits));
        } catch (NumberFormatException e) {
            throw new Malformed();
        }
    }

    private Value word(String word, Value value) throws Malformed {
        if (!text.startsWith(word, at)) throw new Malformed();
        at += word.length();
        return value;
    }

    private void take(char c) throws Malformed {
        if (peek() != c) throw new Malformed();
        at++;
    }

    private char peek() throws Malformed {
        if (at >= text.length()) throw new Malformed();
        return text.charAt(at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }
}

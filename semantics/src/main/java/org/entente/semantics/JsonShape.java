// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks over a JSON-LD document before its contexts are applied: not too deep, no name twice, numbers of a usual size,
 * and contexts that cannot blow it up. JSON-LD 1.1 §1.4, §9. Belongs to one check.
 */
final class JsonShape {
    private static final String CONTEXT = "@context";
    private static final int LONGEST_NUMBER = 64;
    private static final int LARGEST_EXPONENT = 400; // beyond what an xsd:double holds

    private final String document;
    private final CheckLimits limits;
    private final Deque<Set<String>> names = new ArrayDeque<>();
    private int contextDepth = Integer.MAX_VALUE;
    private boolean contextFollows;
    private long inContexts;
    private long outside;

    JsonShape(String document, CheckLimits limits) {
        this.document = document;
        this.limits = limits;
    }

    void check() {
        try (var parser = JsonProvider.provider().createParser(new StringReader(document))) {
            while (parser.hasNext()) step(parser);
        } catch (JsonException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
        // An IRI is put together of texts in contexts, each at most once; each text outside may become one.
        if (inContexts * outside > limits.expansion()) throw new Unreadable("its contexts are too large for its texts");
    }

    private void step(JsonParser parser) {
        switch (parser.next()) {
            case START_OBJECT, START_ARRAY -> {
                if (contextFollows) contextDepth = names.size();
                contextFollows = false;
                names.push(new HashSet<>());
                if (names.size() > limits.depth())
                    throw new Unreadable("it is deeper than " + limits.depth() + " levels");
            }
            case END_OBJECT, END_ARRAY -> {
                names.pop();
                if (names.size() == contextDepth) contextDepth = Integer.MAX_VALUE;
            }
            case KEY_NAME -> name(parser.getString());
            case VALUE_STRING -> {
                contextFollows = false;
                text(parser.getString());
            }
            case VALUE_NUMBER -> {
                contextFollows = false;
                number(parser.getString());
            }
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> contextFollows = false;
        }
    }

    private void name(String name) {
        if (!names.element().add(name)) throw new Unreadable("the name " + name + " stands twice in one object");
        if (name.equals(CONTEXT) && contextDepth == Integer.MAX_VALUE) contextFollows = true;
        else text(name);
    }

    private void text(String text) {
        if (contextDepth < Integer.MAX_VALUE) inContexts += text.length();
        else outside++;
    }

    private static void number(String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (number.length() > LONGEST_NUMBER
                || (e > 0 && Math.abs(Double.parseDouble(number.substring(e + 1))) > LARGEST_EXPONENT))
            throw new Unreadable("a number is too large");
    }
}

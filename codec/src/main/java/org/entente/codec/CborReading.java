// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads one CBOR document. The parser takes more than oneM2M has, and collects tags without end, so the head of each
 * item is judged before the parser sees it. TS-0004 §8.5.1.
 */
final class CborReading {
    private static final int LONGEST_NAME = 1_000;

    private final byte[] document;
    private final JsonParser parser;
    private final Limits limits;
    /** Of the item that the parser came to last. */
    private CborHead head = new CborHead(0, 0, 0, 0);

    CborReading(byte[] document, JsonParser parser, Limits limits) {
        this.document = document;
        this.parser = parser;
        this.limits = limits;
    }

    /** @throws Refused BAD_REQUEST with what is wrong and at which byte */
    Value read() {
        try {
            if (document.length == 0) throw new Refused(Reason.CONTENT_MALFORMED, "the content is empty");
            var value = value();
            if (position() < document.length) throw CborHead.refused(position(), "more follows the value");
            return value;
        } catch (JacksonException malformed) {
            throw CborHead.refused(head.at(), reason(malformed));
        }
    }

    /** What the outermost map, or the primitive within it, holds before the place where it cannot be read. */
    Value.Fields salvage() {
        var members = new LinkedHashMap<String, Value>();
        try {
            salvage(members);
        } catch (Refused | JacksonException damaged) {
            // What came before is all there is.
        }
        return new Value.Fields(members);
    }

    private void salvage(Map<String, Value> members) {
        judgeNext();
        if (parser.nextToken() != JsonToken.START_OBJECT) return;
        var opened = head;
        for (long i = 0; goesOn(opened, i); i++) {
            var name = name();
            if (Primitives.isRoot(name)) {
                salvage(members);
                return;
            }
            members.putIfAbsent(name, value());
        }
    }

    private Value value() {
        judgeNext();
        return switch (parser.nextToken()) {
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT -> Value.of(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> real();
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_NULL -> Value.Deleted.DELETED; // [TS-0004 §8.4.2]
            case START_OBJECT -> fields(head);
            case START_ARRAY -> items(head);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw CborHead.refused(head.at(), "a value was expected");
            case null -> throw CborHead.refused(document.length, "it ends too early");
        };
    }

    private void judgeNext() {
        head = CborHead.of(document, position());
        head.check(document.length);
    }

    private Value fields(CborHead opened) {
        var members = new LinkedHashMap<String, Value>();
        for (long i = 0; goesOn(opened, i); i++) {
            var name = name();
            if (members.containsKey(name)) // [TS-0004 §8.4.2]
            throw CborHead.refused(head.at(), "the name \"" + Shown.of(name) + "\" stands twice");
            members.put(name, value());
        }
        parser.nextToken(); // the end, which is a break or has no bytes
        return new Value.Fields(members);
    }

    private Value items(CborHead opened) {
        var values = new ArrayList<Value>();
        for (long i = 0; goesOn(opened, i); i++) values.add(value());
        parser.nextToken(); // the end, which is a break or has no bytes
        return Value.of(values);
    }

    /** Whether an array or a map has another item or member after so many. RFC 8949 §3.2.2 */
    private boolean goesOn(CborHead opened, long already) {
        return opened.isOpen() ? !CborHead.isBreak(document, position()) : already < opened.argument();
    }

    private String name() {
        judgeNext();
        head.demandName();
        checkText();
        parser.nextToken();
        var name = parser.currentName();
        if (name.length() > LONGEST_NAME) throw CborHead.refused(head.at(), "a name is too long");
        return name;
    }

    private Value text() {
        checkText();
        return Value.of(parser.getString());
    }

    // The parser lets overlong forms and halves of surrogate pairs pass.
    private void checkText() {
        if (head.isOpen()) checkPieces();
        else Utf8.check(document, head.end(), head.end() + (int) head.argument());
    }

    // [RFC 8949 §3.2.3] no character is cut in two by the pieces
    private void checkPieces() {
        var piece = CborHead.of(document, head.end());
        while (!piece.isBreak()) {
            piece.demandPiece(document.length);
            int next = piece.end() + (int) piece.argument();
            Utf8.check(document, piece.end(), next);
            piece = CborHead.of(document, next);
        }
    }

    private Value real() {
        double number = parser.getDoubleValue();
        if (Double.isFinite(number)) return Value.of(number);
        throw CborHead.refused(head.at(), "a number is not finite");
    }

    /** Where the next item starts; the parser has consumed all before it. */
    private int position() {
        return (int) parser.currentLocation().getByteOffset();
    }

    private String reason(JacksonException malformed) {
        return malformed instanceof StreamConstraintsException
                ? "it nests deeper than " + limits.depth() + " levels"
                : "it is malformed";
    }
}

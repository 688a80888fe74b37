// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.entente.model.Imprint;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** JSON text to values and back, strict in what it takes. TS-0004 §8.4, RFC 8259. Safe for many threads. */
public final class Json implements Codec {
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_NUMBER = 400;

    /** With the default {@link Limits}. */
    public static final Json STRICT = new Json(Limits.DEFAULT);

    private final Limits limits;
    private final JsonFactory factory;

    public Json(Limits limits) {
        this.limits = limits;
        // Text is bounded by the size of the document, so a second limit would only make two messages of one.
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(LONGEST_NAME)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .build();
    }

    /**
     * Reads one document.
     *
     * @throws Refused BAD_REQUEST with what is wrong and where
     */
    public Value read(byte[] document) {
        if (document.length > limits.bytes())
            throw new Refused(
                    Reason.CONTENT_MALFORMED,
                    "the content has " + document.length + " bytes, more than " + limits.bytes());
        Utf8.check(document);
        try (var parser = factory.createParser(ObjectReadContext.empty(), document)) {
            return document(parser);
        }
    }

    private Value document(JsonParser parser) {
        try {
            if (parser.nextToken() == null) throw new Refused(Reason.CONTENT_MALFORMED, "the content is empty");
            var value = value(parser);
            if (parser.nextToken() != null) throw refused(parser.currentTokenLocation(), "more follows the value");
            return value;
        } catch (JacksonException malformed) {
            throw refused(parser.currentLocation(), reason(malformed));
        }
    }

    @Override
    public Value.Fields readObject(byte[] document) {
        if (read(document) instanceof Value.Fields fields) return fields;
        throw new Refused(Reason.CONTENT_MALFORMED, "the content must be a JSON object");
    }

    @Override
    public Value.Fields salvage(byte[] damaged) {
        var members = new LinkedHashMap<String, Value>();
        if (damaged.length > limits.bytes()) return Value.Fields.EMPTY;
        try (var parser = factory.createParser(ObjectReadContext.empty(), damaged)) {
            parser.nextToken();
            salvage(parser, members);
        } catch (Refused | JacksonException e) {
            // What came before is all there is.
        }
        return new Value.Fields(members);
    }

    private void salvage(JsonParser parser, Map<String, Value> members) {
        if (parser.currentToken() != JsonToken.START_OBJECT) return;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            if (Primitives.isRoot(name)) {
                salvage(parser, members);
                return;
            }
            members.putIfAbsent(name, value(parser));
        }
    }

    /** Writes a value without white space; what is shown often is written once. */
    @Override
    public byte[] write(Value value) {
        var imprint = imprint(value);
        return imprint == null ? written(value) : kept(imprint, value);
    }

    private static @Nullable Imprint imprint(Value value) {
        return value instanceof Value.Fields fields ? fields.imprint() : null;
    }

    private byte[] kept(Imprint imprint, Value value) {
        var kept = imprint.json();
        if (kept != null) return kept;
        var written = written(value);
        imprint.keepJson(written);
        return written;
    }

    private byte[] written(Value value) {
        var bytes = new ByteArrayBuilder();
        try (var generator = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(value, generator, bytes);
        }
        return bytes.toByteArray();
    }

    /** What is shown often stands inside a primitive as it was written. */
    private void member(Value value, JsonGenerator out, ByteArrayBuilder bytes) {
        var imprint = imprint(value);
        if (imprint == null) {
            write(value, out, bytes);
            return;
        }
        out.writeRawValue(""); // the comma or colon before it
        out.flush();
        bytes.write(kept(imprint, value));
    }

    private void write(Value value, JsonGenerator out, ByteArrayBuilder bytes) {
        switch (value) {
            case Value.Text(var text) -> out.writeString(text);
            case Value.Whole(var number) -> out.writeNumber(number);
            case Value.Real(var number) -> out.writeNumber(finite(number));
            case Value.Bool(var truth) -> out.writeBoolean(truth);
            case Value.Deleted _ -> out.writeNull();
            case Value.Items(var values) -> {
                out.writeStartArray();
                for (var each : values) member(each, out, bytes);
                out.writeEndArray();
            }
            case Value.Fields(var members) -> {
                out.writeStartObject();
                members.forEach((name, member) -> {
                    out.writeName(name);
                    member(member, out, bytes);
                });
                out.writeEndObject();
            }
        }
    }

    private static double finite(double number) {
        if (Double.isFinite(number)) return number;
        throw new IllegalArgumentException(number + " has no JSON form");
    }

    private Value value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> Value.of(text(parser));
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> real(parser);
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_NULL -> Value.Deleted.DELETED; // [TS-0004 §8.4.2]
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw refused(parser.currentTokenLocation(), "a value was expected");
        };
    }

    private Value fields(JsonParser parser) {
        var members = new LinkedHashMap<String, Value>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (members.containsKey(name)) // [TS-0004 §8.4.2]
            throw refused(parser.currentTokenLocation(), "the name \"" + Shown.of(name) + "\" stands twice");
            if (!Utf8.isWellFormed(name)) throw refused(parser.currentTokenLocation(), "a name is not Unicode text");
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new Value.Fields(members);
    }

    private Value items(JsonParser parser) {
        var values = new ArrayList<Value>();
        while (parser.nextToken() != JsonToken.END_ARRAY) values.add(value(parser));
        return Value.of(values);
    }

    private static String text(JsonParser parser) {
        var text = parser.getString();
        if (!Utf8.isWellFormed(text))
            throw refused(parser.currentTokenLocation(), "a text holds U+0000 or half of a surrogate pair");
        return text;
    }

    private static Value whole(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> Value.of(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                throw refused(parser.currentTokenLocation(), "a whole number exceeds 64 bits");
        };
    }

    private static Value real(JsonParser parser) {
        double number = parser.getDoubleValue();
        if (Double.isFinite(number)) return Value.of(number);
        throw refused(parser.currentTokenLocation(), "a number exceeds the range of a double");
    }

    private String reason(JacksonException malformed) {
        return switch (malformed) {
            case StreamConstraintsException limit -> exceeded(limit.getOriginalMessage());
            case UnexpectedEndOfInputException _ -> "it ends too early";
            default -> firstWords(malformed.getOriginalMessage());
        };
    }

    private String exceeded(String message) {
        return message.contains("nesting depth")
                ? "it nests deeper than " + limits.depth() + " levels"
                : message.contains("Number") ? "a number has too many digits" : "a name is too long";
    }

    /** What the parser says before it goes into its own terms. */
    private static String firstWords(String message) {
        int end = 0;
        while (end < message.length() && "(:\n\"'[".indexOf(message.charAt(end)) < 0) end++;
        var words = message.substring(0, end).strip();
        return words.isEmpty()
                ? "it is malformed"
                : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private static Refused refused(TokenStreamLocation where, String reason) {
        return new Refused(
                Reason.CONTENT_MALFORMED,
                "the content is not valid JSON: " + reason + " (line " + where.getLineNr() + ", column "
                        + where.getColumnNr() + ")");
    }
}

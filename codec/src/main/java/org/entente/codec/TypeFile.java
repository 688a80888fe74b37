// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.MistakenTypes;
import org.entente.model.type.ResourceType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads flexContainer specialisations from a file, all mistakes at once with their lines. TS-0004 §7.4.37.
 *
 * <p>The file is a JSON object with {@code types}, and {@code about} and {@code licence} if you like. A type has a
 * {@code root} such as {@code cod:binSh}, a {@code name}, a {@code definition}, and may have {@code children} (roots of
 * other types) and {@code attributes}. Each attribute is one text that looks like a row of the specification's table:
 * short name, long name, create, update, announced, data type; see {@link TypeRow}.
 */
public final class TypeFile {
    private static final Pattern ROOT = Pattern.compile("[a-z][a-z0-9]*:[A-Za-z0-9]+");
    private static final Pattern DERIVED = Pattern.compile(".+(Annc|Inst)");
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String name;
    private final List<ResourceType> types = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    private TypeFile(String name) {
        this.name = name;
    }

    /** The module classes and devices of TS-0023. */
    public static List<ResourceType> ts0023() {
        try (var file = TypeFile.class.getResourceAsStream("ts-0023.json")) {
            if (file == null) throw new IllegalStateException("ts-0023.json is not in the program");
            return read("ts-0023.json", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file.
     *
     * @param name of the file, for the messages
     * @throws MistakenTypes with every mistake in the file, as {@code name:line: what is wrong}
     */
    public static List<ResourceType> read(String name, InputStream document) {
        var file = new TypeFile(name);
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            file.document(parser);
        }
        if (!file.mistakes.isEmpty()) throw new MistakenTypes(file.mistakes);
        return List.copyOf(file.types);
    }

    private void document(JsonParser parser) {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                note(parser, "the file must be a JSON object with types");
                return;
            }
            Map<String, Consumer<JsonParser>> keys =
                    Map.of("about", this::text, "licence", this::text, "types", p -> array(p, "types", () -> type(p)));
            object(parser, keys);
        } catch (JacksonException malformed) {
            note(parser, "not well-formed JSON: " + malformed.getOriginalMessage());
        }
    }

    private void type(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            note(parser, "a type must be an object");
            parser.skipChildren();
            return;
        }
        int line = line(parser);
        int before = mistakes.size();
        var texts = new LinkedHashMap<String, String>();
        var children = new ArrayList<String>();
        var rows = new ArrayList<TypeRow>();
        Map<String, Consumer<JsonParser>> keys = Map.of(
                "root", p -> texts.put("root", text(p)),
                "name", p -> texts.put("name", text(p)),
                "definition", p -> texts.put("definition", text(p)),
                "children", p -> array(p, "children", () -> children.add(text(p))),
                "attributes", p -> array(p, "attributes", () -> row(p, rows)));
        object(parser, keys);
        checkTexts(line, texts);
        if (mistakes.size() == before) types.add(build(texts, rows, children));
    }

    private static ResourceType build(Map<String, String> texts, List<TypeRow> rows, List<String> children) {
        var builder = FlexContainer.specialisation(
                texts.getOrDefault("root", ""), texts.getOrDefault("name", ""), texts.getOrDefault("definition", ""));
        for (var row : rows) builder.attribute(row.attribute(), row.create(), row.update(), row.announced());
        return builder.children(children.toArray(String[]::new)).build();
    }

    private void checkTexts(int line, Map<String, String> texts) {
        for (var key : List.of("root", "name", "definition"))
            if (texts.getOrDefault(key, "").isBlank()) note(line, "a type lacks its " + key);
        var root = texts.getOrDefault("root", "x:x");
        if (!ROOT.matcher(root).matches()) note(line, "the root " + root + " must look like cod:binSh");
        if (DERIVED.matcher(root).matches()) note(line, root + " is derived by the program, leave it out");
    }

    private void row(JsonParser parser, List<TypeRow> rows) {
        int line = line(parser);
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            note(line, "an attribute must be a text");
            parser.skipChildren();
            return;
        }
        try {
            rows.add(TypeRow.parse(text(parser)));
        } catch (IllegalArgumentException wrong) {
            note(line, String.valueOf(wrong.getMessage()));
        }
    }

    /** Reads the members of an object, each by the reader of its key; the parser stands at the opening brace. */
    private void object(JsonParser parser, Map<String, Consumer<JsonParser>> keys) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = parser.currentName();
            var reader = keys.get(key);
            if (reader == null)
                note(
                        parser,
                        "unknown key " + key + ", known are "
                                + keys.keySet().stream().sorted().toList());
            parser.nextToken();
            if (reader == null) parser.skipChildren();
            else reader.accept(parser);
        }
    }

    private void array(JsonParser parser, String key, Runnable element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            note(parser, key + " must be a list");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) element.run();
    }

    private String text(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) return parser.getString();
        note(parser, "a text was expected");
        parser.skipChildren();
        return "";
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private void note(JsonParser parser, String mistake) {
        note(line(parser), mistake);
    }

    private void note(int line, String mistake) {
        mistakes.add(name + ":" + line + ": " + mistake);
    }
}

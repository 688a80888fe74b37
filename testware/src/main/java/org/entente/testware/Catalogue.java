// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The test purposes of a suite and the normative statements they rest on, read from data and checked whole. */
public record Catalogue(Map<String, Purpose> purposes, Map<String, Statement> statements) {
    private static final Set<String> PURPOSE_FIELDS =
            Set.of("same", "objective", "statement", "selection", "parameter", "given", "expect", "allowed", "unbound");
    private static final Set<String> STATEMENT_FIELDS = Set.of("binds", "text", "untested", "client");

    /**
     * Reads resources beside a class; every mistake in them is reported at once.
     *
     * @param obliged whose conformity the purposes judge, such as {@code server}: what obliges another needs none
     * @param modelFiles purposes that others may be the same as, without being in the catalogue themselves
     */
    public static Catalogue read(
            Class<?> beside,
            String obliged,
            List<String> purposeFiles,
            List<String> modelFiles,
            List<String> statementFiles) {
        var models = new LinkedHashMap<String, Blocks.Block>();
        for (var file : modelFiles) {
            Blocks.read(file, text(beside, file)).forEach(block -> models.put(block.name(), block));
        }
        var mistakes = new ArrayList<String>();
        var statements = new LinkedHashMap<String, Statement>();
        for (var file : statementFiles) {
            for (var block : Blocks.read(file, text(beside, file))) {
                unknownFields(file, block, STATEMENT_FIELDS, mistakes);
                var statement = new Statement(
                        block.name(), field(block, "binds"), field(block, "text"), untested(block, obliged));
                if (statements.put(statement.id(), statement) != null) {
                    mistakes.add(statement.id() + ": defined twice");
                }
            }
        }
        var purposes = new LinkedHashMap<String, Purpose>();
        for (var file : purposeFiles) {
            for (var block : Blocks.read(file, text(beside, file))) {
                unknownFields(file, block, PURPOSE_FIELDS, mistakes);
                var purpose = purpose(inheriting(block, models, mistakes));
                if (purposes.put(purpose.id(), purpose) != null) {
                    mistakes.add(purpose.id() + ": defined twice");
                }
            }
        }
        excuse(purposes, statements, obliged);
        mistakes.addAll(Lint.of(purposes.values(), statements));
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException("test purposes are not sound:\n  " + String.join("\n  ", mistakes));
        }
        return new Catalogue(purposes, statements);
    }

    /** A purpose may be the same as one of another standard, resting on other statements. */
    private static Blocks.Block inheriting(
            Blocks.Block block, Map<String, Blocks.Block> models, List<String> mistakes) {
        var same = block.fields().get("same");
        if (same == null) {
            return block;
        }
        var model = models.get(same);
        if (model == null) {
            mistakes.add(block.name() + ": the same as " + same + ", which is not there");
            return block;
        }
        var fields = new LinkedHashMap<>(model.fields());
        fields.putAll(block.fields());
        return new Blocks.Block(block.name(), block.line(), fields);
    }

    /** The reason given for the one who is judged: {@code untested} for servers, {@code client} for clients. */
    private static Optional<String> untested(Blocks.Block block, String obliged) {
        return optional(block, obliged.equals("client") ? "client" : "untested");
    }

    /** What obliges only another needs no reason of its own. */
    private static void excuse(Map<String, Purpose> purposes, Map<String, Statement> statements, String obliged) {
        var used = purposes.values().stream()
                .flatMap(purpose -> purpose.statements().stream())
                .collect(Collectors.toSet());
        statements.replaceAll((id, statement) -> used.contains(id)
                        || statement.untested().isPresent()
                        || statement.binds().equals("both")
                        || statement.binds().equals(obliged)
                ? statement
                : new Statement(
                        id, statement.binds(), statement.text(), Optional.of("obliges the " + statement.binds())));
    }

    private static Purpose purpose(Blocks.Block block) {
        return new Purpose(
                block.name(),
                field(block, "objective"),
                words(field(block, "statement")),
                Selection.parse(field(block, "selection")),
                words(field(block, "parameter")),
                field(block, "given"),
                field(block, "expect"),
                optional(block, "allowed"),
                optional(block, "unbound"));
    }

    private static void unknownFields(String file, Blocks.Block block, Set<String> known, List<String> mistakes) {
        block.fields().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> mistakes.add(file + ":" + block.line() + ": unknown field " + name));
    }

    private static String field(Blocks.Block block, String name) {
        return block.fields().getOrDefault(name, "");
    }

    private static Optional<String> optional(Blocks.Block block, String name) {
        return Optional.ofNullable(block.fields().get(name));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toList());
    }

    private static String text(Class<?> beside, String file) {
        try (var in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what is missing or dangling in purposes and statements. */
final class Lint {
    private static final Pattern ID = Pattern.compile("(TP|ENT)(_[A-Z0-9]+)+");

    private Lint() {}

    static List<String> of(Collection<Purpose> purposes, Map<String, Statement> statements) {
        var mistakes = new ArrayList<String>();
        purposes.forEach(purpose -> check(purpose, statements, mistakes));
        var used = purposes.stream().flatMap(p -> p.statements().stream()).collect(Collectors.toSet());
        for (var statement : statements.values()) {
            if (statement.text().isEmpty() || statement.binds().isEmpty()) {
                mistakes.add(statement.id() + ": text or binds missing");
            }
            if (used.contains(statement.id()) == statement.untested().isPresent()) {
                mistakes.add(statement.id() + ": needs either a purpose or a reason why it has none");
            }
        }
        return mistakes;
    }

    private static void check(Purpose purpose, Map<String, Statement> statements, List<String> mistakes) {
        if (!ID.matcher(purpose.id()).matches()) {
            mistakes.add(purpose.id() + ": not an id of a purpose");
        }
        if (!purpose.objective().endsWith(".")) {
            mistakes.add(purpose.id() + ": the objective is not a sentence");
        }
        if (purpose.given().isEmpty() || purpose.expect().isEmpty()) {
            mistakes.add(purpose.id() + ": given or expect missing");
        }
        if (purpose.statements().isEmpty()) {
            mistakes.add(purpose.id() + ": rests on no statement");
        }
        if (purpose.selection().capabilities().contains("")) {
            mistakes.add(purpose.id() + ": selection missing");
        }
        purpose.statements().stream()
                .filter(id -> !statements.containsKey(id))
                .forEach(id -> mistakes.add(purpose.id() + ": unknown statement " + id));
    }
}

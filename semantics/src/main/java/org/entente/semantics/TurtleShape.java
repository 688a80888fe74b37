// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import java.util.Locale;
import java.util.Set;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.tokens.Token;
import org.apache.jena.riot.tokens.TokenizerText;

/**
 * Looks over a Turtle document before it is read: its parser calls itself for each level, and forgives a missing end.
 * Belongs to one check.
 */
final class TurtleShape {
    private static final Set<String> DIRECTIVES = Set.of("PREFIX", "BASE", "VERSION");

    private final String document;
    private final CheckLimits limits;
    private int depth;
    private boolean directive;
    private boolean open;

    TurtleShape(String document, CheckLimits limits) {
        this.document = document;
        this.limits = limits;
    }

    void check() {
        // The parser's own tokens, so that brackets in texts, comments and IRIs do not count.
        var tokens = TokenizerText.create()
                .fromString(document)
                .errorHandler(new Complaints())
                .build();
        try {
            while (tokens.hasNext()) step(tokens.next());
        } catch (RiotException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        } finally {
            tokens.close();
        }
        if (open) throw new Unreadable("its last triple does not end with a dot");
    }

    private void step(Token token) {
        switch (token.getType()) {
            case LBRACKET, LPAREN, LBRACE, LT2, L_TRIPLE, L_ANN -> depth++;
            case RBRACKET, RPAREN, RBRACE, GT2, R_TRIPLE, R_ANN -> depth--;
            default -> {}
        }
        if (depth > limits.depth()) throw new Unreadable("it is deeper than " + limits.depth() + " levels");
        open = leavesOpen(token);
    }

    /** Triples end with a dot; a directive that is written as in SPARQL ends with its IRI. */
    private boolean leavesOpen(Token token) {
        return switch (token.getType()) {
            case DOT -> {
                directive = false;
                yield false;
            }
            case KEYWORD -> {
                if (DIRECTIVES.contains(token.getImage().toUpperCase(Locale.ROOT))) directive = true;
                yield true;
            }
            case IRI, STRING -> {
                boolean inTriple = !directive;
                directive = false;
                yield inTriple;
            }
            default -> true;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.model.Value;

/**
 * One comparison of a content query, such as {@code $.a[0] GT 5}. TS-0001 §J.2.
 *
 * @param path names of members and indexes of elements
 * @param literal what is compared with; text if it was quoted or is no number
 */
record Comparison(List<Object> path, Operator operator, String literal, Optional<BigDecimal> number) {
    private static final Pattern STEP = Pattern.compile("\\.\"([^\"]+)\"|\\.([^.\\[\\]\"$ {}]+)|\\[([0-9]{1,9})]");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?([eE][-+]?[0-9]{1,2})?");

    enum Operator {
        EQ,
        NE,
        GT,
        LT,
        GE,
        LE,
        MATCH
    }

    static Comparison of(String path, String operator, String literal) {
        var known = Optional.<Operator>empty();
        for (var each : Operator.values()) if (each.name().equals(operator)) known = Optional.of(each);
        boolean quoted = literal.length() > 1 && literal.startsWith("\"") && literal.endsWith("\"");
        var text = quoted ? literal.substring(1, literal.length() - 1) : literal;
        var number = !quoted && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.<BigDecimal>empty();
        var chosen = known.orElseThrow(() -> ContentQuery.malformed(operator));
        if (isOrder(chosen) && number.isEmpty()) throw ContentQuery.malformed(operator + " " + literal);
        return new Comparison(path(path), chosen, text, number);
    }

    boolean holds(Value content) {
        return located(content).filter(this::accepts).isPresent();
    }

    private static boolean isOrder(Operator operator) {
        return switch (operator) {
            case GT, LT, GE, LE -> true;
            case EQ, NE, MATCH -> false;
        };
    }

    private static List<Object> path(String text) {
        if (!text.startsWith("$")) throw ContentQuery.malformed(text);
        var steps = new ArrayList<Object>();
        var step = STEP.matcher(text).region(1, text.length());
        int end = 1;
        while (step.lookingAt()) {
            if (step.group(3) != null) steps.add(Integer.parseInt(step.group(3)));
            else steps.add(step.group(1) != null ? step.group(1) : step.group(2));
            end = step.end();
            step.region(end, text.length());
        }
        if (end != text.length()) throw ContentQuery.malformed(text);
        return steps;
    }

    private Optional<Value> located(Value content) {
        var at = Optional.of(content);
        for (var step : path) at = at.flatMap(value -> below(value, step));
        return at;
    }

    private static Optional<Value> below(Value value, Object step) {
        if (step instanceof Integer index)
            return value instanceof Value.Items(var values) && index < values.size()
                    ? Optional.of(values.get(index))
                    : Optional.empty();
        return value instanceof Value.Fields fields ? fields.find((String) step) : Optional.empty();
    }

    private boolean accepts(Value target) {
        return switch (target) {
            case Value.Text(var text) -> acceptsText(text);
            case Value.Whole(var value) -> acceptsNumber(BigDecimal.valueOf(value));
            case Value.Real(var value) -> Double.isFinite(value) && acceptsNumber(BigDecimal.valueOf(value));
            case Value.Bool(var truth) -> acceptsText(Boolean.toString(truth));
            case Value.Items _, Value.Fields _, Value.Deleted _ -> false;
        };
    }

    private boolean acceptsText(String text) {
        return switch (operator) {
            case EQ -> text.equals(literal);
            case NE -> !text.equals(literal);
            case MATCH -> text.contains(literal);
            case GT, LT, GE, LE -> false;
        };
    }

    private boolean acceptsNumber(BigDecimal value) {
        if (number.isEmpty()) return operator == Operator.NE;
        int order = value.compareTo(number.get());
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case LT -> order < 0;
            case GE -> order >= 0;
            case LE -> order <= 0;
            case MATCH -> false;
        };
    }
}

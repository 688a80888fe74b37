// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.content;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.DataType;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Scalar;

/**
 * A comparison of an attribute with a value. TS-0004 §6.3.5 (m2m:evalCriteria, Release 4).
 *
 * @param subject the short name of the attribute
 */
public record Criterion(String subject, Operator operator, Value threshold) {
    private static final Set<String> MEMBERS = Set.of("sbjt", "optr", "thld");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{1,18})?([eE][-+]?[0-9]{1,2})?");

    /** m2m:evalCriteriaOperator, 1 to 6 in this order. */
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        GREATER,
        LESS,
        GREATER_OR_EQUAL,
        LESS_OR_EQUAL;

        boolean isOrder() {
            return this != EQUAL && this != NOT_EQUAL;
        }
    }

    /** @throws Refused BAD_REQUEST unless it has the three members, and no others */
    public static Criterion of(Value value) {
        if (!(value instanceof Value.Fields fields)
                || !MEMBERS.equals(fields.members().keySet()))
            throw Refused.badRequest("a criterion has a subject (sbjt), an operator (optr) and a threshold (thld)");
        if (!(fields.find("sbjt").orElse(null) instanceof Value.Text(var subject)) || subject.startsWith("_"))
            throw Refused.badRequest("sbjt must name an attribute");
        if (!(fields.find("optr").orElse(null) instanceof Value.Whole(var number))
                || number < 1
                || number > Operator.values().length) throw Refused.badRequest("optr must be 1 to 6");
        return new Criterion(
                subject,
                Operator.values()[(int) number - 1],
                fields.find("thld").orElseThrow());
    }

    /**
     * Whether resources of a type can be compared like this.
     *
     * @throws Refused BAD_REQUEST if they have no such attribute, or it never has such a value or such an order
     */
    public void check(ResourceType type) {
        var row = type.row(subject);
        if (row.isEmpty()) throw Refused.badRequest(type + " has no attribute " + subject + " (sbjt)");
        var kind = row.get().attribute().type();
        kind.check(typed(threshold, kind), "thld");
        if (operator.isOrder() && !isOrdered(kind))
            throw Refused.badRequest(subject + " can only be equal or not equal (optr 1 or 2)");
    }

    /** A member of any type comes from XML as a text, be it a number. TS-0004 §8.3.1 */
    private static Value typed(Value given, DataType kind) {
        if (!(given instanceof Value.Text) || !isNumber(kind)) return given;
        return number(given)
                .map(number -> number.scale() <= 0 ? Value.of(number.longValue()) : Value.of(number.doubleValue()))
                .orElse(given);
    }

    private static boolean isNumber(DataType kind) {
        return kind instanceof DataType.Enumerated
                || kind == Scalar.INTEGER
                || kind == Scalar.NON_NEGATIVE
                || kind == Scalar.POSITIVE
                || kind == Scalar.UNSIGNED_BYTE
                || kind == Scalar.UNSIGNED_INT
                || kind == Scalar.FLOAT;
    }

    private boolean isOrdered(DataType type) {
        return switch (type) {
            case Scalar scalar -> scalar != Scalar.BOOLEAN && isSingle(threshold);
            case DataType.Enumerated _, DataType.ListOf _, DataType.Complex _ -> false;
        };
    }

    private static boolean isSingle(Value value) {
        return value instanceof Value.Text || value instanceof Value.Whole || value instanceof Value.Real;
    }

    /** Does not hold if the attribute is absent or cannot be compared with the threshold. */
    public boolean holds(Map<String, Value> attributes) {
        var actual = attributes.get(subject);
        if (actual == null) return false;
        return order(actual).map(this::accepts).orElseGet(() -> isStructured() && differs(actual));
    }

    private boolean isStructured() {
        return threshold instanceof Value.Items || threshold instanceof Value.Fields;
    }

    private boolean differs(Value actual) {
        return operator == (actual.equals(threshold) ? Operator.EQUAL : Operator.NOT_EQUAL);
    }

    private boolean accepts(int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case LESS -> order < 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS_OR_EQUAL -> order <= 0;
        };
    }

    /** How a value lies to the threshold; empty if nothing can be said. */
    private Optional<Integer> order(Value actual) {
        if (actual instanceof Value.Text(var a) && threshold instanceof Value.Text(var b))
            return Optional.of(order(a, b));
        if (actual instanceof Value.Bool(var a) && threshold instanceof Value.Bool(var b))
            return Optional.of(Boolean.compare(a, b));
        var left = number(actual);
        var right = number(threshold);
        return left.isPresent() && right.isPresent()
                ? Optional.of(left.get().compareTo(right.get()))
                : Optional.empty();
    }

    /** Times as times, however many digits they have; other texts by their characters. */
    private static int order(String a, String b) {
        try {
            return Timestamp.parse(a).compareTo(Timestamp.parse(b));
        } catch (Refused noTimes) {
            return a.compareTo(b);
        }
    }

    /** Content is often a number in a text: beside a number it counts as one. */
    private static Optional<BigDecimal> number(Value value) {
        return switch (value) {
            case Value.Whole(var number) -> Optional.of(BigDecimal.valueOf(number));
            case Value.Real(var number) ->
                Double.isFinite(number) ? Optional.of(BigDecimal.valueOf(number)) : Optional.empty();
            case Value.Text(var text) ->
                NUMBER.matcher(text.strip()).matches() ? Optional.of(new BigDecimal(text.strip())) : Optional.empty();
            case Value.Bool _, Value.Items _, Value.Fields _, Value.Deleted _ -> Optional.empty();
        };
    }
}

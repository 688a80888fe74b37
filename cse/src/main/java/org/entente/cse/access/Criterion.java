// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.Optional;
import java.util.Set;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Resource;

/**
 * A comparison of one of the target's attributes with a value (accessControlEvalCriteria, Release 4).
 *
 * @param subject the short name of the attribute
 */
record Criterion(String subject, Operator operator, Value threshold) {

    /** m2m:evalCriteriaOperator, 1 to 6 in this order. */
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        GREATER,
        LESS,
        GREATER_OR_EQUAL,
        LESS_OR_EQUAL
    }

    static Criterion of(Value value) {
        var fields = Rules.fields(value, "acec", Set.of("sbjt", "optr", "thld"));
        if (!(Rules.require(fields, "sbjt") instanceof Value.Text(var subject)) || subject.startsWith("_"))
            throw Refused.badRequest("sbjt must name an attribute");
        if (!(Rules.require(fields, "optr") instanceof Value.Whole(var number))
                || number < 1
                || number > Operator.values().length) throw Refused.badRequest("optr must be 1 to 6");
        return new Criterion(subject, Operator.values()[(int) number - 1], Rules.require(fields, "thld"));
    }

    /** Does not hold if the attribute is absent or cannot be compared with the threshold. */
    boolean holds(Resource target) {
        var actual = target.attributes().get(subject);
        if (actual == null) return false;
        return compare(actual, threshold).map(this::accepts).orElse(false);
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

    private static Optional<Integer> compare(Value actual, Value threshold) {
        if (actual instanceof Value.Text(var a) && threshold instanceof Value.Text(var b))
            return Optional.of(a.compareTo(b));
        if (actual instanceof Value.Whole(var a) && threshold instanceof Value.Whole(var b))
            return Optional.of(Long.compare(a, b));
        if (actual instanceof Value.Bool(var a) && threshold instanceof Value.Bool(var b))
            return Optional.of(Boolean.compare(a, b));
        var left = number(actual);
        var right = number(threshold);
        return left.isPresent() && right.isPresent()
                ? Optional.of(Double.compare(left.get(), right.get()))
                : Optional.empty();
    }

    private static Optional<Double> number(Value value) {
        return switch (value) {
            case Value.Whole(var number) -> Optional.of((double) number);
            case Value.Real(var number) -> Optional.of(number);
            case Value.Text _, Value.Bool _, Value.Items _, Value.Fields _, Value.Deleted _ -> Optional.empty();
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.entente.cse.notification.Expiry;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * When and how often a command is executed. TS-0004 §7.4.16.1 says which attributes a mode uses, TS-0001 §9.6.16 that
 * they are least times, to which the random modes add.
 *
 * @param delay before the first execution
 * @param interval between the beginnings of two executions, at least
 */
record Pace(Duration delay, long times, Duration interval) {
    private static final int IMMEDIATE_ONCE = 1; // m2m:execModeType
    private static final int IMMEDIATE_REPEAT = 2;
    private static final int RANDOM_ONCE = 3;
    private static final int RANDOM_REPEAT = 4;

    /** @param command a mgmtCmd or an execInstance, which have the same attributes */
    static Pace of(Resource command, RandomGenerator random) {
        long times = Math.max(1, command.whole(Attributes.EXN, 1));
        return switch ((int) command.whole(Attributes.EXM, IMMEDIATE_ONCE)) {
            case IMMEDIATE_REPEAT -> new Pace(Duration.ZERO, times, span(command, Attributes.EXF));
            case RANDOM_ONCE -> new Pace(stretched(command, Attributes.EXY, random), 1, Duration.ZERO);
            case RANDOM_REPEAT ->
                new Pace(stretched(command, Attributes.EXY, random), times, stretched(command, Attributes.EXF, random));
            default -> new Pace(Duration.ZERO, 1, Duration.ZERO);
        };
    }

    /** At least the given time and less than twice as long, so that many devices do not begin together. */
    private static Duration stretched(Resource command, Attribute attribute, RandomGenerator random) {
        var least = span(command, attribute);
        return least.isZero() ? least : least.plusMillis(random.nextLong(Math.max(1, least.toMillis())));
    }

    private static Duration span(Resource command, Attribute attribute) {
        var span = command.text(attribute).map(Expiry::parse).orElse(Duration.ZERO);
        return span.isNegative() ? Duration.ZERO : span;
    }
}

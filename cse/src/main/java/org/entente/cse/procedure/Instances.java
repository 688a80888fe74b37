// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.entente.cse.address.Identifiers;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Counts the instances of a container, and makes room for new ones. TS-0004 §7.4.7.2.1. */
public final class Instances {
    /** The number of the newest instance that a resource ever had; never shown. */
    static final Attribute NUMBER = new Attribute("_seq", "instanceNumber", Scalar.NON_NEGATIVE);

    /** The number of the newest instance that has to go, while some are left of those; never shown. */
    private static final Attribute DISCARDED = new Attribute("_dis", "discardedInstances", Scalar.NON_NEGATIVE);

    /** How many instances may go in one turn. */
    static final int AT_ONCE = 256;

    private Instances() {}

    public static long next(Resource parent) {
        return parent.whole(NUMBER, 0) + 1;
    }

    /**
     * Adds an instance, and evicts the oldest until the parent's limits hold.
     *
     * @param before the parent as the turn found it
     * @param parent the parent with all that changes in it but its counters
     */
    static void admit(Turn turn, Resource before, Resource parent, Resource instance) {
        if (!parent.type().has(Attributes.CNI)) { // an announced one, whose limits and counters are its original's
            turn.create(instance);
            turn.update(before, parent.with(NUMBER, next(parent)));
            return;
        }
        long size = instance.whole(Attributes.CS, 0);
        var mbs = limit(parent, Attributes.MBS);
        if (mbs.isPresent() && size > mbs.getAsLong())
            throw new Refused(
                    ResultCode.NOT_ACCEPTABLE,
                    "the content has " + size + " bytes, the container takes at most mbs = " + mbs.getAsLong());
        if (limit(parent, Attributes.MNI).orElse(1) == 0)
            throw new Refused(ResultCode.NOT_ACCEPTABLE, "the container takes no instance: mni = 0");
        var counted = parent.with(NUMBER, next(parent))
                .with(Attributes.CNI, parent.whole(Attributes.CNI, 0) + 1)
                .with(Attributes.CBS, parent.whole(Attributes.CBS, 0) + size);
        turn.create(instance);
        turn.update(before, evict(turn, counted));
    }

    /** Drops the oldest that are too many or too large; nobody is notified. TS-0004 §7.4.7.2.1 */
    static Resource evict(Turn turn, Resource parent) {
        if (!hasSurplus(parent)) return parent;
        var left = drop(turn.instances(parent.ri()), parent, turn::evict);
        if (hasSurplus(left)) turn.add(Surplus.of(left, turn.now()));
        return left;
    }

    /** Whatever instances there are now have to go, but none that comes later. */
    static Resource discarded(Resource parent) {
        return parent.with(DISCARDED, next(parent) - 1);
    }

    static boolean hasSurplus(Resource parent) {
        return isTooFull(parent) || parent.has(DISCARDED);
    }

    private static boolean isTooFull(Resource parent) {
        return parent.whole(Attributes.CNI, 0) > limit(parent, Attributes.MNI).orElse(Long.MAX_VALUE)
                || parent.whole(Attributes.CBS, 0)
                        > limit(parent, Attributes.MBS).orElse(Long.MAX_VALUE);
    }

    /**
     * Drops as many of the oldest as others can wait for.
     *
     * @param oldest the instances, oldest first; it is closed
     */
    static Resource drop(Stream<Resource> oldest, Resource parent, Consumer<Resource> evict) {
        var left = parent;
        try (oldest) {
            var each = oldest.limit(AT_ONCE).iterator();
            for (int room = AT_ONCE; room > 0 && hasSurplus(left); room--)
                left = each.hasNext() ? without(each.next(), left, evict) : left.without(DISCARDED);
        }
        return left;
    }

    private static Resource without(Resource oldest, Resource parent, Consumer<Resource> evict) {
        if (!isTooFull(parent) && Identifiers.instanceNumber(oldest) > parent.whole(DISCARDED, 0))
            return parent.without(DISCARDED);
        evict.accept(oldest);
        return parent.with(Attributes.CNI, parent.whole(Attributes.CNI, 0) - 1)
                .with(Attributes.CBS, parent.whole(Attributes.CBS, 0) - oldest.whole(Attributes.CS, 0));
    }

    /** Takes a deleted instance off its parent's counters. */
    static void release(Turn turn, Resource parent, Resource instance, Instant now) {
        turn.delete(instance);
        if (!parent.type().has(Attributes.CNI)) return;
        var counted = parent.with(Attributes.CNI, parent.whole(Attributes.CNI, 1) - 1)
                .with(Attributes.CBS, parent.whole(Attributes.CBS, 0) - instance.whole(Attributes.CS, 0))
                .with(Attributes.LT, Timestamp.text(now));
        turn.update(
                parent,
                parent.has(Attributes.ST) // a timeSeries has none
                        ? counted.with(Attributes.ST, parent.whole(Attributes.ST, 0) + 1)
                        : counted);
    }

    /** Shortens an instance's life to its parent's maxInstanceAge. TS-0004 §7.4.7.2.1 */
    static Resource age(Resource parent, Resource instance, Instant now) {
        var mia = parent.type().has(Attributes.CNI) ? limit(parent, Attributes.MIA) : OptionalLong.empty();
        if (mia.isEmpty()) return instance;
        var latest = Timestamp.text(now.plusSeconds(Math.min(mia.getAsLong(), Integer.MAX_VALUE)));
        var et = instance.text(Attributes.ET).orElse(latest);
        return instance.with(Attributes.ET, et.compareTo(latest) < 0 ? et : latest);
    }

    private static OptionalLong limit(Resource parent, Attribute attribute) {
        return parent.has(attribute) ? OptionalLong.of(parent.whole(attribute, 0)) : OptionalLong.empty();
    }

    /** The size of a value in bytes: of a text its UTF-8 form, of anything else its JSON form. TS-0001 §9.6.7 (contentSize) */
    public static long bytes(Value value) {
        return value instanceof Value.Text(var text) ? utf8(text) : json(value);
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long json(Value value) {
        return switch (value) {
            case Value.Text(var text) -> utf8(text) + 2;
            case Value.Whole(var number) -> Long.toString(number).length();
            case Value.Real(var number) -> Double.toString(number).length();
            case Value.Bool(var truth) -> truth ? 4 : 5;
            case Value.Deleted _ -> 4;
            case Value.Items(var values) ->
                2
                        + Math.max(0, values.size() - 1)
                        + values.stream().mapToLong(Instances::json).sum();
            case Value.Fields(var members) ->
                2
                        + Math.max(0, members.size() - 1)
                        + members.entrySet().stream()
                                .mapToLong(e -> utf8(e.getKey()) + 3 + json(e.getValue()))
                                .sum();
        };
    }
}

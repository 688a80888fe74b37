// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.entente.cse.address.Identity;
import org.entente.cse.address.References;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Subscription;

/**
 * Has nobody who joins or leaves a subscription undo what another has done. All read its lists and write them anew:
 * those of this CSE wait for each other, and those of others are noticed by a condition. Thread-safe.
 */
final class Ties {
    private static final int STRIPES = 64;

    /** An attempt fails only if somebody else's succeeds. */
    private static final int MOST_ATTEMPTS = 100;

    private final References references;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    Ties(Identity identity) {
        this.references = new References(identity);
    }

    /**
     * @param response to the last request
     * @param shown the subscription before the change; empty if it could not be read
     */
    record Changed(Response response, Optional<Value.Fields> shown) {}

    /**
     * Changes a subscription as it is at that moment.
     *
     * @param subscription in any form; those of one CSE wait for each other, since one may have several
     * @param change the attributes to write, from those that the subscription shows
     */
    Changed change(
            String subscription,
            String originator,
            Function<Request, Response> send,
            UnaryOperator<Value.Fields> change) {
        var lock = locks.get(Math.floorMod(references.cse(subscription).hashCode(), STRIPES));
        lock.lock();
        try {
            var changed = attempt(subscription, originator, send, change);
            for (int further = 1; further < MOST_ATTEMPTS && isMissed(changed); further++)
                changed = attempt(subscription, originator, send, change);
            return changed;
        } finally {
            lock.unlock();
        }
    }

    private static Changed attempt(
            String subscription,
            String originator,
            Function<Request, Response> send,
            UnaryOperator<Value.Fields> change) {
        var read = send.apply(Request.retrieve(subscription, originator));
        if (!(read.content().find(Subscription.TYPE.root()).orElse(null) instanceof Value.Fields shown))
            return new Changed(read, Optional.empty());
        var written = Value.field(Subscription.TYPE.root(), change.apply(shown));
        var update = Request.update(subscription, originator, written).withFilter(unmodifiedSince(shown));
        return new Changed(send.apply(update), Optional.of(shown));
    }

    /** What was there when it was read, and is not there as it was. TS-0004 §7.3.3.1 */
    private static boolean isMissed(Changed changed) {
        return changed.shown().isPresent() && changed.response().code() == ResultCode.NOT_FOUND;
    }

    /** The condition compares with times before, so it names the next one that there can be. TS-0004 §7.3.3.17.1 */
    private static FilterCriteria unmodifiedSince(Value.Fields shown) {
        return shown.text(Attributes.LT.shortName())
                .map(lt -> Timestamp.text(Timestamp.parse(lt).plus(1, ChronoUnit.MICROS)))
                .map(next -> new FilterCriteria(Value.field("fu", Value.of(2)).with("us", Value.of(next))))
                .orElse(FilterCriteria.NONE);
    }
}

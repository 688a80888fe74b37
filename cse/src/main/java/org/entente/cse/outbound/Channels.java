// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.PollingChannel;
import org.entente.model.type.Resource;

/**
 * The polling channels of all entities that fetch their requests. They hold nothing that would be lost with them: who
 * sends waits for the answer, and keeps the request meanwhile. Thread-safe. TS-0001 §10.2.5.12.
 */
public final class Channels {
    private final Clock clock;
    private final ChannelSettings settings;
    private final ConcurrentHashMap<String, Channel> byEntity = new ConcurrentHashMap<>();
    // Each is written once, while the CSE is put together or when it stops.
    private volatile Consumer<String> listener = _ -> {};
    private volatile boolean closed;

    public Channels(Clock clock, ChannelSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** @param listener learns, by its {@code ri}, that an entity has begun to fetch */
    public void tell(Consumer<String> listener) {
        this.listener = listener;
    }

    /**
     * Whether requests for an entity go through a polling channel: it has one, and cannot be reached without.
     * TS-0001 §10.2.5.17, §9.6.4 (pointOfAccess)
     */
    boolean leadTo(Resource entity, View view) {
        boolean isReachable = entity.truth(Attributes.RR).orElse(false)
                && !entity.texts(Attributes.POA).isEmpty();
        return !isReachable
                && !view.children(entity.ri(), PollingChannel.TYPE.number()).isEmpty();
    }

    /** Has an entity fetch a request, and waits for its answer. */
    Delivery send(Resource entity, Request request, Duration timeout) {
        if (closed) return new Delivery.Unreachable("the CSE stops");
        var expiring = request.find(Parameter.REQUEST_EXPIRATION_TIMESTAMP).isPresent()
                ? request
                : request.with(
                        Parameter.REQUEST_EXPIRATION_TIMESTAMP,
                        Timestamp.text(clock.instant().plus(timeout)));
        try {
            return channel(entity.ri()).send(expiring, timeout, settings.waiting());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Unreachable("the CSE stops");
        }
    }

    /** Whether an entity waits for requests at this moment. */
    boolean isPolled(String entity) {
        var channel = byEntity.get(entity);
        return channel != null && channel.polls() > 0;
    }

    /**
     * Answers a poll with a request, which is waited for as long as the poll and the settings allow.
     *
     * @param channel the pollingChannel
     * @throws Refused REQUEST_TIMEOUT if none came; OPERATION_NOT_ALLOWED if too many polls wait already
     */
    public Response fetch(Request poll, Resource channel) {
        var entity = channel.pi();
        var open = channel(entity);
        try {
            var request = closed
                    ? Optional.<Request>empty()
                    : open.fetch(timeout(poll), settings.polls(), () -> listener.accept(entity));
            return request.map(each -> answer(poll, each))
                    .orElseThrow(() -> new Refused(
                            ResultCode.REQUEST_TIMEOUT, "no request came; poll again")); // [TS-0004 §7.4.22.2.2]
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ResultCode.REQUEST_TIMEOUT, "the CSE stops");
        }
    }

    private static Response answer(Request poll, Request request) {
        var primitive = Primitives.fields(request);
        return Response.of(poll, ResultCode.OK, Value.field(Primitives.REQUEST, primitive));
    }

    /** Takes an entity's answer to a request that it has fetched; false if nobody waits for it. TS-0004 §7.4.22.2.5 */
    public boolean answer(Response response, Resource channel) {
        var open = byEntity.get(channel.pi());
        return open != null && open.answer(response);
    }

    /** Ends what goes through a channel that does not last. */
    public void settle(List<Write> done) {
        for (var write : done) {
            if (!(write instanceof Write.Deleted(var gone))) continue;
            close(gone.type() == PollingChannel.TYPE ? gone.pi() : gone.ri());
        }
    }

    private void close(String entity) {
        var channel = byEntity.remove(entity);
        if (channel != null) channel.close();
    }

    /** Ends all polls; whoever polls again is told at once that there is nothing. */
    public void close() {
        closed = true;
        byEntity.values().forEach(Channel::close);
    }

    private Duration timeout(Request poll) {
        var now = clock.instant();
        var left = poll.time(Parameter.REQUEST_EXPIRATION_TIMESTAMP, now)
                .map(time -> Duration.between(now, time))
                .orElse(settings.longestPoll());
        if (left.isNegative()) return Duration.ZERO;
        return left.compareTo(settings.longestPoll()) < 0 ? left : settings.longestPoll();
    }

    private Channel channel(String entity) {
        return byEntity.computeIfAbsent(entity, Channel::new);
    }
}

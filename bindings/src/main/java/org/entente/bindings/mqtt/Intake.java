// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.TooFast;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the requests that arrive, has them answered, and acknowledges them to the broker. TS-0010 §6.4.3. */
final class Intake implements Station.Party {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    // Brokers keep the order of acknowledgements: a request that waits long must not hold up those of others.
    private static final Duration LONGEST_UNACKNOWLEDGED = Duration.ofSeconds(1);

    private final Answerer answerer;
    private final Overload overload;
    private final Lanes lanes;
    private final Done done;
    private volatile boolean stopping;

    /** Answers a request that could be read. */
    interface Answerer {
        /**
         * @throws Refused as the answer
         * @throws TooFast as an answer that does not last: the same request may come again and be done
         */
        Response answer(Request request, Topic topic, Arrival arrival, Station station);
    }

    /** @param duplicates for how long a request that comes again is answered as before */
    Intake(Answerer answerer, Overload overload, Lanes.Limits limits, Duration duplicates) {
        this.answerer = answerer;
        this.overload = overload;
        this.lanes = new Lanes(limits);
        this.done = new Done(duplicates);
    }

    @Override
    public void requested(Topic topic, Arrival arrival, Station station) {
        // Not acknowledged: the broker brings it again after the next start.
        if (stopping) return;
        var answered = new CompletableFuture<Void>();
        var _ = answered.completeOnTimeout(null, LONGEST_UNACKNOWLEDGED.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((_, _) -> arrival.acknowledge().run());
        var entry = lanes.start(topic.originator(), arrival.payload().length, () -> {
            try {
                // Until the broker has the answer the request is under way: a stop that did not wait for it would leave
                // the request unacknowledged, to be done again after the next start.
                answer(topic, arrival, station)
                        .completeOnTimeout(null, LONGEST_UNACKNOWLEDGED.toNanos(), TimeUnit.NANOSECONDS)
                        .join();
            } catch (CompletionException e) {
                LOG.debug("an answer could not be sent: {}", String.valueOf(e.getCause()));
            } catch (RuntimeException fault) {
                LOG.error("a request over mqtt failed", fault);
            } finally {
                answered.complete(null);
            }
        });
        switch (entry) {
            case ENTERED -> {
                return;
            }
            case OWN_SHARE_TAKEN -> overload.count(Overload.Reason.OWN_SHARE_TAKEN);
            case FULL -> overload.count(Overload.Reason.FULL);
        }
        LOG.debug("too much waits from {}", topic.originator());
        // Acknowledged when the broker has the refusal: so it brings no more than can be told.
        var _ = refuse(topic, arrival, station).whenComplete((_, _) -> answered.complete(null));
    }

    /** Tells at once that there is no room. It is not written down as done, and may be sent again. */
    private static CompletableFuture<Void> refuse(Topic topic, Arrival arrival, Station station) {
        Response response;
        try {
            response = Response.of(id(read(topic, arrival, station)), busy());
        } catch (Refused refused) {
            response = unreadable(topic, arrival, station, refused);
        }
        return station.answer(topic, station.written(topic, response));
    }

    private static Value.Fields read(Topic topic, Arrival arrival, Station station) {
        return station.codecs().of(topic.serialization()).readObject(arrival.payload());
    }

    private CompletableFuture<Void> answer(Topic topic, Arrival arrival, Station station) {
        Value.Fields fields;
        try {
            fields = read(topic, arrival, station);
        } catch (Refused refused) {
            return station.answer(topic, station.written(topic, unreadable(topic, arrival, station, refused)));
        }
        Request request;
        try {
            request = Primitives.request(fields, Peer.UNKNOWN);
        } catch (Refused refused) {
            return station.answer(topic, station.written(topic, Response.of(id(fields), refused)));
        }
        return station.answer(topic, lasting(request, topic, arrival, station));
    }

    private byte[] lasting(Request request, Topic topic, Arrival arrival, Station station) {
        try {
            // What only reads is simply done again, and shows what is there now.
            return request.operation() == Operation.RETRIEVE
                    ? answer(request, topic, arrival, station)
                    : done.once(
                            topic.originator(),
                            request.id(),
                            arrival.payload(),
                            () -> answer(request, topic, arrival, station));
        } catch (TooFast early) {
            return station.written(topic, Response.of(request, early.refused()));
        }
    }

    private byte[] answer(Request request, Topic topic, Arrival arrival, Station station) {
        try {
            return station.written(topic, answerer.answer(request, topic, arrival, station));
        } catch (Refused refused) {
            return station.written(topic, Response.of(request, refused));
        } catch (TooFast early) {
            throw early;
        } catch (RuntimeException fault) {
            LOG.error("request {} failed", request.id(), fault);
            return station.written(topic, Response.fault(request, request.id()));
        }
    }

    /** Tells which request it was, as far as that can be read. */
    private static Response unreadable(Topic topic, Arrival arrival, Station station, Refused refused) {
        return Response.of(id(station.codecs().of(topic.serialization()).salvage(arrival.payload())), refused);
    }

    private static String id(Value.Fields fields) {
        var inner = fields.find(Primitives.REQUEST).orElse(fields) instanceof Value.Fields bare ? bare : fields;
        return Optional.of(inner)
                .flatMap(each -> each.text(Parameter.REQUEST_IDENTIFIER.shortName()))
                .orElse("");
    }

    /** Takes nothing more, and waits for what was taken. */
    void drain(Duration patience) {
        stopping = true;
        if (!lanes.drain(patience)) LOG.warn("mqtt stops although requests={} are under way", lanes.inside());
    }

    private static Refused busy() {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, "the CSE works on too many requests of this originator");
    }

    static Refused notReady() {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, "the CSE is starting or stopping");
    }
}

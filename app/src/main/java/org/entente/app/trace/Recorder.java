// SPDX-License-Identifier: Apache-2.0
package org.entente.app.trace;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/**
 * Keeps the last primitives that came in over the bindings, and those that went out to whomever: who, what, where to, how
 * it ended, never a value of an attribute. Safe for many threads.
 */
public final class Recorder implements LocalEntities.Onlooker {
    private final int most;
    private final String cse;
    private final InstantSource clock;
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * @param most how many primitives to keep; 0 records nothing and stands in nobody's way
     * @param cse what this CSE is called
     */
    public Recorder(int most, String cse, InstantSource clock) {
        this.most = most;
        this.cse = cse;
        this.clock = clock;
    }

    public boolean isOn() {
        return most > 0;
    }

    /** The same CSE, with what it is asked and answers on record. */
    public Mca incoming(Mca asked) {
        return isOn() ? new Incoming(asked) : asked;
    }

    private final class Incoming implements Mca {
        private final Mca asked;

        Incoming(Mca asked) {
            this.asked = asked;
        }

        @Override
        public Response send(Request request) {
            var from = from(request);
            add(from, cse, told(request), false);
            carried(
                    request.content(),
                    Primitives.RESPONSE,
                    answer -> add(from, cse, told(Primitives.response(answer)), true));
            var response = asked.send(request);
            add(cse, from, told(response), true);
            carried(
                    response.content(),
                    Primitives.REQUEST,
                    polled -> add(cse, from, told(Primitives.request(polled, Peer.UNKNOWN)), false));
            return response;
        }

        @Override
        public Optional<Response> atOnce(Request request) {
            var response = asked.atOnce(request);
            response.ifPresent(found -> {
                add(from(request), cse, told(request), false);
                add(cse, from(request), told(found), true);
            });
            return response;
        }

        private static String from(Request request) {
            return request.from().isEmpty() ? "?" : request.from();
        }
    }

    /** What a poll brings is a request of its own, and so is the answer that comes by a NOTIFY. TS-0004 §7.4.22 */
    private static void carried(Value.Fields content, String name, Consumer<Value.Fields> what) {
        if (!(content.find(name).orElse(null) instanceof Value.Fields primitive)) return;
        try {
            what.accept(primitive);
        } catch (Refused malformed) {
            // Whoever is to read it says so.
        }
    }

    /** The same application inside the process, with what it is told on record. */
    @Override
    public Mca before(String aeId, Mca entity) {
        if (!isOn()) return entity;
        return request -> {
            add(cse, aeId, told(request), false);
            var response = entity.send(request);
            add(aeId, cse, told(response), true);
            return response;
        };
    }

    /** The same connection that somebody has opened, with what goes over it on record. */
    @Override
    public Outbound before(String id, Outbound connection) {
        return isOn() ? new Way(connection) : connection;
    }

    /** The same ways out, with what leaves by them on record: notifications and what is forwarded. */
    public Map<String, Outbound> outgoing(Map<String, Outbound> ways) {
        if (!isOn()) return ways;
        return ways.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> new Way(each.getValue())));
    }

    /** A way out on record. */
    private final class Way implements Outbound {
        private final Outbound way;

        Way(Outbound way) {
            this.way = way;
        }

        @Override
        public Delivery send(String url, Request request, Duration timeout) {
            add(cse, place(url), told(request), false);
            return ended(place(url), way.send(url, request, timeout));
        }

        @Override
        public Delivery sendToCse(String peer, String url, Request request, Duration timeout) {
            add(cse, peer, told(request), false);
            return ended(peer, way.sendToCse(peer, url, request, timeout));
        }

        @Override
        public Delivery sendToAe(String ae, String url, Request request, Duration timeout) {
            add(cse, ae, told(request), false);
            return ended(ae, way.sendToAe(ae, url, request, timeout));
        }

        @Override
        public Outbound in(List<String> serializations) {
            return new Way(way.in(serializations));
        }

        private Delivery ended(String other, Delivery delivery) {
            var what =
                    switch (delivery) {
                        case Delivery.Answered(var response) -> told(response);
                        case Delivery.Unreachable _ -> "no answer";
                        case Delivery.Awaited _ -> "waits for a poll";
                        case Delivery.Undeliverable _ -> "cannot be sent";
                    };
            add(other, cse, what, true);
            return delivery;
        }
    }

    private void add(String from, String to, String what, boolean answer) {
        var message = new Message(clock.instant(), from, to, what, answer);
        turn.lock();
        try {
            messages.addLast(message);
            if (messages.size() > most) messages.removeFirst();
        } finally {
            turn.unlock();
        }
    }

    private List<Message> newest() {
        turn.lock();
        try {
            return List.copyOf(messages);
        } finally {
            turn.unlock();
        }
    }

    /** One line for each primitive, oldest first. */
    public String text() {
        return Sequence.text(newest());
    }

    /** A sequence diagram, oldest at the top. */
    public String svg() {
        return Sequence.svg(newest());
    }

    private static String told(Request request) {
        var what = new StringBuilder(request.operation().name());
        // A query of an address may carry what is nobody's business.
        what.append(' ').append(place(request.to()).replaceFirst("[?#].*", ""));
        if (request.type() != 0) what.append(" ty=").append(request.type());
        if (!request.content().members().isEmpty()) what.append(' ').append(names(request.content()));
        return what.append(" [").append(request.id()).append(']').toString();
    }

    private static String told(Response response) {
        var what = new StringBuilder(response.code().number() + " " + response.code());
        response.error()
                .ifPresent(error ->
                        what.append(' ').append(error.word()).append(' ').append(error.attribute()));
        return what.append(" [").append(response.id()).append(']').toString();
    }

    /** Root names with the names of what they hold, as {@code m2m:cin{cnf,con}}. */
    private static String names(Value.Fields content) {
        return content.members().entrySet().stream()
                .map(each -> each.getKey()
                        + (each.getValue() instanceof Value.Fields fields
                                ? "{" + String.join(",", fields.members().keySet()) + "}"
                                : ""))
                .collect(Collectors.joining(" "));
    }

    /** Of a URL its scheme, host and port: paths and queries of strangers may be secrets. */
    private static String place(String url) {
        return url.replaceFirst("^([A-Za-z+.-]+://)(?:[^/?#]*@)?([^/?#]*).*$", "$1$2");
    }
}

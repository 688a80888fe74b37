// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.entente.codec.Codecs;
import org.entente.codec.Limits;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a broker, over which requests are sent and answered. TS-0010 §6.4.5. Safe for many threads. */
final class Station implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Station.class);
    private static final int DEPTH = 128;

    private final String prefix;
    private final Codecs codecs;
    private final Party party;
    private final Map<String, CompletableFuture<Response>> asked = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> subscribed = new ConcurrentHashMap<>();
    private final Wire wire;

    /** Who takes the requests that come to a station. */
    interface Party {
        /** For who only asks. What comes nevertheless is forgotten. */
        Party NOBODY = (_, arrival, _) -> arrival.acknowledge().run();

        /** Must not hold up its thread. */
        void requested(Topic topic, Arrival arrival, Station station);
    }

    /** @param prefix what stands before the topics of oneM2M, mostly empty */
    Station(
            InetSocketAddress broker,
            boolean secure,
            String prefix,
            Login login,
            MqttClientConfig config,
            Party party) {
        this.prefix = prefix;
        this.codecs = Codecs.within(new Limits(config.messageBytes(), DEPTH), config.types());
        this.party = party;
        this.wire = Wire.open(broker, secure, login, config, this::arrived);
    }

    Codecs codecs() {
        return codecs;
    }

    String prefix() {
        return prefix;
    }

    boolean isConnected() {
        return wire.isConnected();
    }

    /** Takes requests to an entity from here on, and its registrations. */
    CompletableFuture<Void> listen(String receiver) {
        return CompletableFuture.allOf(
                subscribe(Topic.requestsTo(prefix, Topic.Kind.REQUEST, receiver)),
                subscribe(Topic.requestsTo(prefix, Topic.Kind.REGISTRATION_REQUEST, receiver)));
    }

    /** Takes requests to an entity from here on that nobody registers at. */
    CompletableFuture<Void> listenAsEntity(String receiver) {
        return subscribe(Topic.requestsTo(prefix, Topic.Kind.REQUEST, receiver));
    }

    private CompletableFuture<Void> subscribe(String filter) {
        return subscribed.compute(
                filter,
                (_, known) -> known == null || known.isCompletedExceptionally() ? wire.subscribe(filter) : known);
    }

    /** Sends a request, and waits for its answer. */
    Delivery send(Topic topic, Request request, Duration timeout) {
        return send(topic, request, CompletableFuture.completedFuture(null), timeout);
    }

    /** @param before what has to end first, with success or without */
    Delivery send(Topic topic, Request request, CompletableFuture<Void> before, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var answer = new CompletableFuture<Response>();
        var key = key(topic.answer(), request.id());
        if (asked.putIfAbsent(key, answer) != null)
            return new Delivery.Unreachable("request " + request.id() + " is under way already");
        try {
            await(before.exceptionally(_ -> null), deadline);
            // Otherwise the answer would find nobody. [TS-0010 §6.4.3]
            await(subscribe(topic.answers()), deadline);
            await(
                    wire.publish(topic.name(), codecs.of(topic.serialization()).write(Primitives.fields(request))),
                    deadline);
            return new Delivery.Answered(await(answer, deadline));
        } catch (TimeoutException e) {
            return new Delivery.Unreachable(wire.obstacle("no answer came", timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Unreachable("the program stops");
        } catch (ExecutionException e) {
            return new Delivery.Unreachable(reason(e.getCause()));
        } finally {
            asked.remove(key, answer);
        }
    }

    /** Publishes what nobody answers; the broker has it when this ends. */
    Delivery tell(String topic, byte[] payload, Response done, Duration timeout) {
        try {
            await(wire.publish(topic, payload), System.nanoTime() + timeout.toNanos());
            return new Delivery.Answered(done);
        } catch (TimeoutException e) {
            return new Delivery.Unreachable(wire.obstacle("the broker did not take it", timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Unreachable("the program stops");
        } catch (ExecutionException e) {
            return new Delivery.Unreachable(reason(e.getCause()));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "it failed";
            // The broker tells no reason.
            case Mqtt3SubAckException _, Mqtt5SubAckException _ ->
                "the broker does not let this client listen under this name, which may need a credential";
            case Throwable other -> Attempts.sentence(other);
        };
    }

    /** Ends when the broker has the answer. */
    CompletableFuture<Void> answer(Topic request, byte[] payload) {
        return wire.publish(request.answer().name(), payload);
    }

    byte[] written(Topic topic, Response response) {
        return codecs.of(topic.serialization()).write(Primitives.fields(response));
    }

    /** Nobody waits for a broker that has refused this client. */
    private <T> T await(CompletableFuture<T> outcome, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.anyOf(outcome, wire.refusal())
                .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        return outcome.get(0, TimeUnit.NANOSECONDS);
    }

    private void arrived(Arrival arrival) {
        var topic = Topic.read(prefix, arrival.topic());
        if (topic.isEmpty()) {
            LOG.debug("a message on a topic that is none of oneM2M");
            arrival.acknowledge().run();
        } else if (topic.get().kind().isRequest()) party.requested(topic.get(), arrival, this);
        else {
            arrival.acknowledge().run();
            // Reading may take long, and this thread is the connection's.
            Thread.ofVirtual().name("mqtt-answer").start(() -> answered(topic.get(), arrival.payload()));
        }
    }

    private void answered(Topic topic, byte[] payload) {
        Value.Fields fields;
        try {
            fields = codecs.of(topic.serialization()).readObject(payload);
        } catch (Refused refused) {
            waiting(topic, codecs.of(topic.serialization()).salvage(payload)).completeExceptionally(refused);
            return;
        }
        var inner = fields.find(Primitives.RESPONSE).orElse(fields) instanceof Value.Fields bare ? bare : fields;
        var waiting = waiting(topic, inner);
        try {
            waiting.complete(Primitives.response(fields));
        } catch (Refused refused) {
            waiting.completeExceptionally(refused);
        }
    }

    /** Who waits for an answer, by the identifier in it; the result is nobody's if nobody does. */
    private CompletableFuture<Response> waiting(Topic topic, Value.Fields answer) {
        var waiting = asked.get(
                key(topic, answer.text(Parameter.REQUEST_IDENTIFIER.shortName()).orElse("")));
        if (waiting != null) return waiting;
        LOG.debug("an answer that nobody waits for");
        return new CompletableFuture<>();
    }

    /** An answer belongs to a request only if it comes from whom it was sent to. */
    private static String key(Topic answer, String request) {
        return answer.kind() + " " + answer.originator() + " " + answer.receiver() + " " + request;
    }

    @Override
    public void close() {
        wire.close();
        asked.values()
                .forEach(each -> each.completeExceptionally(new IllegalStateException("the connection is closed")));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.entente.bindings.wire.Closings;
import org.entente.codec.Codec;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open connection: requests and responses of both sides, told apart by what they carry. TS-0020 §5.2. Safe for many threads. */
final class Link implements Frames.Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    /** Pings in the time after which a connection is idle. */
    static final int PINGS = 3;

    private final Codec codec;
    private final Frames frames;
    private final Party party;
    private final Semaphore room;
    private final Map<String, CompletableFuture<Response>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger unheard = new AtomicInteger(); // pings since something came
    private volatile boolean closed;

    /** Who stands on our side of a connection. */
    interface Party {
        /**
         * The request with what is known of its sender.
         *
         * @throws Refused if the sender may not send it, or not so soon
         */
        Request admitted(Request request);

        /** What can be answered to an admitted request without a wait. */
        Optional<Response> atOnce(Request request, Link link);

        Response answer(Request request, Link link);

        void closed(Link link);

        /** We end the connection, since more came than may, or nothing did. */
        void exceeded(Closings.Limit limit);
    }

    Link(Codec codec, boolean isBinary, Party party, LinkLimits limits) {
        this.codec = codec;
        this.frames = new Frames(this, isBinary, limits.messageBytes());
        this.party = party;
        this.room = new Semaphore(limits.inFlight());
    }

    /** What Jetty hands frames to. */
    FrameHandler frames() {
        return frames;
    }

    /** Sends a request to the other side, and waits for its answer. */
    Delivery send(Request request, Duration timeout) {
        var answer = new CompletableFuture<Response>();
        if (asked.putIfAbsent(request.id(), answer) != null)
            return new Delivery.Unreachable("request " + request.id() + " is under way on this connection already");
        try {
            if (closed) return new Delivery.Unreachable("the connection is closed");
            frames.awaitOpen(timeout);
            frames.send(
                    codec.write(Primitives.fields(request)), Callback.from(() -> {}, failure -> fail(answer, failure)));
            return new Delivery.Answered(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new Delivery.Unreachable("no answer came within " + timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Unreachable("the program stops");
        } catch (ExecutionException e) {
            return new Delivery.Unreachable(reason(e));
        } finally {
            asked.remove(request.id(), answer);
        }
    }

    static String reason(ExecutionException failed) {
        Throwable last = failed;
        for (var cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) return cause.getMessage();
            last = cause;
        }
        return last.getClass().getSimpleName();
    }

    boolean isOpen() {
        return !closed;
    }

    void close(int status, String reason) {
        frames.close(status, reason);
    }

    /**
     * Moves something on the connection, so that neither side nor anything between them takes it for dead; ends it where
     * nothing has come back, since what we send ourselves keeps Jetty from it.
     */
    void ping() {
        // While all places are taken nothing is read, and so nothing can be heard.
        boolean isGone = room.availablePermits() > 0 && unheard.getAndIncrement() >= PINGS;
        if (isGone) {
            party.exceeded(Closings.Limit.IDLE);
            frames.cut();
        } else frames.ping();
    }

    @Override
    public void heard() {
        unheard.set(0);
    }

    @Override
    public void tooLarge() {
        party.exceeded(Closings.Limit.TOO_LARGE);
    }

    @Override
    public void ended() {
        if (closed) return;
        closed = true;
        asked.values().forEach(each -> fail(each, new IllegalStateException("the connection was closed")));
        party.closed(this);
    }

    private static void fail(CompletableFuture<Response> answer, Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void received(byte[] message) {
        unheard.set(0);
        Value.Fields primitive;
        try {
            primitive = codec.readObject(message);
        } catch (Refused refused) {
            unreadable(message, refused);
            return;
        } catch (RuntimeException fault) {
            LOG.error("a message could not be read", fault);
            refuse("", new Refused(ResultCode.INTERNAL_SERVER_ERROR, "a fault of the WebSocket binding"));
            return;
        }
        var fields = unwrapped(primitive);
        if (isResponse(fields)) answered(fields);
        else requested(fields);
    }

    /** Tells whoever sent a request which one it was, or whoever waits for an answer that it cannot be read. */
    private void unreadable(byte[] message, Refused refused) {
        var rest = codec.salvage(message);
        var id = id(rest);
        var waiting = isRequest(rest) ? null : asked.get(id);
        if (waiting != null) fail(waiting, refused);
        else if (isResponse(rest)) LOG.debug("an answer that cannot be read: {}", refused.sentence());
        else refuse(id, refused);
    }

    private static boolean isRequest(Value.Fields fields) {
        return fields.find(Parameter.OPERATION.shortName()).isPresent();
    }

    private static boolean isResponse(Value.Fields fields) {
        return fields.find(Parameter.RESPONSE_STATUS_CODE.shortName()).isPresent();
    }

    private static String id(Value.Fields fields) {
        return fields.text(Parameter.REQUEST_IDENTIFIER.shortName()).orElse("");
    }

    /** XML needs a root, and older peers send it in JSON too. */
    private static Value.Fields unwrapped(Value.Fields primitive) {
        if (primitive.members().size() != 1) return primitive;
        var root = primitive.find(Primitives.REQUEST).or(() -> primitive.find(Primitives.RESPONSE));
        return root.orElse(null) instanceof Value.Fields inner ? inner : primitive;
    }

    private void answered(Value.Fields fields) {
        var id = id(fields);
        var waiting = asked.get(id);
        if (waiting == null) {
            LOG.debug("an answer to request {} that nobody waits for", id);
            return;
        }
        try {
            waiting.complete(Primitives.response(fields));
        } catch (Refused refused) {
            fail(waiting, refused);
        }
    }

    private void requested(Value.Fields fields) {
        Request request;
        try {
            request = Primitives.request(fields, Peer.UNKNOWN);
        } catch (Refused refused) {
            refuse(id(fields), refused);
            return;
        }
        // Who sends faster than we answer is not read any further.
        room.acquireUninterruptibly();
        var atOnce = guarded(request, () -> atOnce(request));
        if (atOnce.isPresent()) respond(atOnce.get());
    }

    /** Whatever takes a wait goes on in a thread of its own. */
    private Optional<byte[]> atOnce(Request request) {
        Request admitted;
        try {
            admitted = party.admitted(request);
        } catch (Refused refused) {
            return Optional.of(written(Response.of(request, refused)));
        }
        var atOnce = party.atOnce(admitted, this).map(this::written);
        if (atOnce.isEmpty())
            Thread.ofVirtual()
                    .name("websocket-request")
                    .start(() -> guarded(request, () -> Optional.of(written(party.answer(admitted, this))))
                            .ifPresent(this::respond));
        return atOnce;
    }

    private Optional<byte[]> guarded(Request request, Supplier<Optional<byte[]>> work) {
        try {
            return work.get();
        } catch (RuntimeException fault) {
            LOG.error("request {} failed", request.id(), fault);
            return Optional.of(written(Response.fault(request, request.id())));
        }
    }

    private void refuse(String id, Refused refused) {
        room.acquireUninterruptibly();
        respond(written(Response.of(id, refused)));
    }

    /** The place of a request is free once its answer is on the wire, so that a client that never reads is not read either. */
    private void respond(byte[] response) {
        frames.send(response, Callback.from(room::release, _ -> room.release()));
    }

    private byte[] written(Response response) {
        return codec.write(Primitives.fields(response));
    }
}

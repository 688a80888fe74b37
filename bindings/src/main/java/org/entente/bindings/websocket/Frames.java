// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of one connection as messages of bytes, which is what codecs read and write; the layer of Jetty above this
 * one has texts. RFC 6455 §5. One thread at a time brings frames, many may send.
 */
final class Frames implements FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Frames.class);

    private final Inbox inbox;
    private final boolean isBinary;
    private final int most;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream(0); // of the thread that brings frames
    private final CompletableFuture<CoreSession> opened = new CompletableFuture<>();

    /** Who reads the messages. */
    interface Inbox {
        void received(byte[] message);

        /** Something came that is no message. */
        void heard();

        /** A message that may not come ends the connection. */
        void tooLarge();

        /** May come more than once. */
        void ended();
    }

    /**
     * @param isBinary whether messages come and go in binary frames
     * @param most bytes of a message
     */
    Frames(Inbox inbox, boolean isBinary, int most) {
        this.inbox = inbox;
        this.isBinary = isBinary;
        this.most = most;
    }

    /** @throws ExecutionException if the connection could not be opened */
    void awaitOpen(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        opened.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Sends a message on a connection that is open. */
    void send(byte[] message, Callback sent) {
        var session = opened.getNow(null);
        if (session == null) sent.failed(new IllegalStateException("the connection is not open yet"));
        else
            session.sendFrame(new Frame(isBinary ? OpCode.BINARY : OpCode.TEXT, ByteBuffer.wrap(message)), sent, false);
    }

    void ping() {
        var _ = opened.thenAccept(session -> session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false));
    }

    void close(int status, String reason) {
        var _ = opened.thenAccept(session -> session.close(status, reason, Callback.NOOP));
    }

    /** Ends the connection without a farewell. */
    void cut() {
        var _ = opened.thenAccept(CoreSession::abort);
    }

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        callback.succeeded();
        opened.complete(session);
        session.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> data(frame, callback);
            case OpCode.PING -> answer(frame, callback);
            case OpCode.CLOSE -> {
                inbox.ended();
                callback.succeeded(); // the farewell is answered by Jetty
            }
            default -> {
                inbox.heard();
                next(callback);
            }
        }
    }

    private void data(Frame frame, Callback callback) {
        if (frame.getOpCode() == (isBinary ? OpCode.TEXT : OpCode.BINARY)) {
            close(CloseStatus.BAD_DATA, "this subprotocol has " + (isBinary ? "binary" : "text") + " messages");
            next(callback);
            return;
        }
        if (begun.size() + frame.getPayloadLength() > most) {
            callback.failed(new MessageTooLargeException("a message has more than " + most + " bytes"));
            return; // told as an error
        }
        var payload = BufferUtil.toArray(frame.getPayload());
        if (!frame.isFin()) {
            begun.writeBytes(payload);
            next(callback);
            return;
        }
        var message = whole(payload);
        if (!isBinary && !isText(message)) {
            callback.failed(new BadPayloadException("a text is not UTF-8"));
            return;
        }
        inbox.received(message);
        next(callback);
    }

    private byte[] whole(byte[] last) {
        if (begun.size() == 0) return last;
        begun.writeBytes(last);
        var message = begun.toByteArray();
        begun.reset();
        return message;
    }

    private static boolean isText(byte[] message) {
        for (byte each : message) if (each < 0) return isDecodable(message);
        return true;
    }

    private static boolean isDecodable(byte[] message) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Reads on when the answer is on the wire, so that who pings and never reads is not read either. */
    private void answer(Frame ping, Callback callback) {
        inbox.heard();
        var pong = new Frame(OpCode.PONG, BufferUtil.copy(ping.getPayload()));
        var sent = Callback.from(() -> next(callback), _ -> next(callback));
        opened.getNow(null).sendFrame(pong, sent, false);
    }

    private void next(Callback callback) {
        callback.succeeded();
        opened.getNow(null).demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.debug("websocket failed: {}", String.valueOf(cause));
        if (cause instanceof MessageTooLargeException) inbox.tooLarge();
        end();
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        end();
        callback.succeeded();
    }

    private void end() {
        opened.completeExceptionally(new IllegalStateException("the connection could not be opened"));
        inbox.ended();
    }
}

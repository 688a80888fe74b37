// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket client: another implementation than ours, that sends whatever it is told. */
final class Chat implements WebSocket.Listener, AutoCloseable {
    private final HttpClient http;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    /** Pongs that came. */
    final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();

    private final WebSocket socket;

    Chat(URI server, String... subprotocol) {
        this(HttpClient.newHttpClient(), server, subprotocol);
    }

    /** @param http may show a certificate */
    Chat(HttpClient http, URI server, String... subprotocol) {
        this.http = http;
        var builder = http.newWebSocketBuilder();
        if (subprotocol.length > 0)
            builder.subprotocols(subprotocol[0], Arrays.copyOfRange(subprotocol, 1, subprotocol.length));
        socket = builder.buildAsync(server, this).join();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    Chat say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** In two frames, with a ping between them. */
    Chat sayInPieces(String one, String rest) {
        socket.sendText(one, false).join();
        socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
        socket.sendText(rest, true).join();
        return this;
    }

    Chat say(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    String hear() throws InterruptedException {
        var heard = received.poll(60, TimeUnit.SECONDS);
        if (heard == null) throw new AssertionError("nothing came");
        return heard;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            received.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        received.add(HexFormat.of().formatHex(bytes));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
        pongs.add(data);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}

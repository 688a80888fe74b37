// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server of an application that is notified: takes everything, and keeps it. */
final class HttpSink implements AutoCloseable {
    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger outages = new AtomicInteger();

    private HttpSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
    }

    static HttpSink start() throws IOException {
        var sink = new HttpSink();
        sink.server.start();
        return sink;
    }

    record Heard(String path, Headers headers, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) exchange.sendResponseHeaders(503, -1);
        else {
            heard.add(new Heard(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            exchange.getResponseHeaders().add("X-M2M-RSC", "2000");
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    /** Refuses the next requests. */
    void fail(int requests) {
        outages.set(requests);
    }

    /** What came so far, oldest first. */
    List<Heard> heard() {
        return List.copyOf(heard);
    }

    List<String> bodies() {
        return heard.stream().map(Heard::body).toList();
    }

    /** @param path with its slash */
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.io.EOFException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.entente.bindings.http.RequestWriter.Manner;
import org.entente.bindings.wire.Query;
import org.entente.bindings.wire.Target;
import org.entente.codec.Codecs;
import org.entente.codec.Limits;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;

/** Sends requests over HTTP and reads what comes back; connections are kept for the next. Safe for many threads. */
final class HttpCaller implements AutoCloseable {
    private static final Limits ANSWER = Limits.DEFAULT;

    private final HttpClient client;
    private final RequestWriter writer;
    private final ResponseReader reader;

    HttpCaller(HttpClientConfig config, AddressLookup lookup) {
        var codecs = Codecs.within(ANSWER, config.types());
        reader = new ResponseReader(codecs);
        writer = new RequestWriter(codecs);
        client = JettyClients.client("http-client", config.tls(), config.connect(), config.idle(), lookup);
        client.setMaxConnectionsPerDestination(config.connectionsPerTarget());
        client.setMaxResponseHeadersSize(config.headerBytes());
        start();
    }

    private void start() {
        try {
            client.start();
            client.getContentDecoderFactories().clear(); // what is compressed has no size that one can know
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not start", e);
        }
    }

    /** @param base where the other side listens; its path goes before that of the request */
    Delivery send(String base, Request request, Manner manner, Duration timeout) {
        return send(base, target(base, request), request, manner, timeout);
    }

    /** Sends to a CSE, where the target of the primitive always counts. */
    Delivery forward(String base, Request request, Manner manner, Duration timeout) {
        return send(base, resource(base, request), request, manner, timeout);
    }

    private Delivery send(String base, String target, Request request, Manner manner, Duration timeout) {
        RequestWriter.Message message;
        URI uri;
        try {
            message = writer.write(request, manner);
            uri = new URI(target);
        } catch (Refused | URISyntaxException e) {
            return new Delivery.Undeliverable(String.valueOf(e.getMessage()));
        }
        if (uri.getHost() == null || uri.getUserInfo() != null)
            return new Delivery.Undeliverable(base + " is no URL that requests can be sent to");
        var http = client.newRequest(uri)
                .method(message.method())
                .headers(headers -> headers.add(message.headers()))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (message.body().length > 0) http.body(new BytesRequestContent(message.mediaType(), message.body()));
        return exchange(http, request);
    }

    private Delivery exchange(org.eclipse.jetty.client.Request http, Request request) {
        try {
            var answer =
                    new CompletableResponseListener(http, ANSWER.bytes()).send().get();
            return delivery(answer, request);
        } catch (ExecutionException e) {
            return new Delivery.Unreachable(reason(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Unreachable("interrupted");
        }
    }

    private Delivery delivery(ContentResponse answer, Request request) {
        int status = answer.getStatus();
        if (status == 502
                || status == 503
                || (status == 504 && !answer.getHeaders().contains(HeaderFields.STATUS)))
            return new Delivery.Unreachable("HTTP status " + status);
        if (status < 200 || (status >= 300 && status < 400))
            return new Delivery.Undeliverable("HTTP status " + status + ", which is not followed");
        try {
            return new Delivery.Answered(reader.read(request, status, answer.getHeaders(), answer.getContent()));
        } catch (Refused malformed) {
            return new Delivery.Unreachable("the answer is malformed: " + malformed.sentence());
        }
    }

    // A notice goes to the URL that the subscription names, or to the path that an entity gave as its own. A bare
    // machine says nothing of a path, so the target of the primitive is it, as for all other requests.
    private static String target(String base, Request request) {
        if (request.to().equals(base)) return base;
        int authority = base.indexOf("://") + 3;
        int slash = base.indexOf('/', authority);
        boolean hasPath = slash >= 0 && slash < base.length() - 1;
        if (hasPath && request.operation() == Operation.NOTIFY) return base;
        return resource(base, request);
    }

    private static String resource(String base, Request request) {
        var root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        var query = Query.write(request);
        return root + Target.path(request.to()) + (query.isEmpty() ? "" : "?" + query);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof EOFException) return "the connection was closed before an answer came";
        var message = failure.getMessage();
        var name = failure.getClass().getSimpleName();
        return message == null || message.isEmpty() ? name : name + ": " + message;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not stop", e);
        }
    }
}

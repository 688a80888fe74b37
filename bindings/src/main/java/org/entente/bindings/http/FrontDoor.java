// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Parts;
import org.entente.bindings.wire.Places;
import org.entente.bindings.wire.Preferences;
import org.entente.bindings.wire.Target;
import org.entente.bindings.wire.TooFast;
import org.entente.codec.Codecs;
import org.entente.codec.Limits;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes every HTTP request: to a mounted part of the site, or as a primitive to the CSE. TS-0009 §5. */
final class FrontDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final String MDC_REQUEST = "request";
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
    private static final String STOPPING = "the CSE is stopping";
    private static final String RETRY_AFTER_SECONDS = "2";

    private final Function<Connector, Admission> admissions;
    private final Gate gate;
    private final ConnectionWatch watch;
    private final Bodies bodies;
    private final RequestReader reader;
    private final ResponseWriter writer;
    private final Cors cors;
    private final List<Mount> mounts;
    private final WebSite site;
    private final Optional<Upgrade> upgrade;
    private final Places places;
    private final Traffic traffic = new Traffic();

    private volatile @Nullable Mca mca; // set by the starting thread, read by every request
    private volatile Preferences preferences = Preferences.UNKNOWN; // set before the Mca
    private volatile boolean stopping; // set by the stopping thread

    FrontDoor(
            HttpConfig config,
            Function<Connector, Admission> admissions,
            Gate gate,
            ConnectionWatch watch,
            ResourceTypes types,
            List<Mount> mounts,
            Optional<Upgrade> upgrade) {
        this.upgrade = upgrade;
        this.admissions = admissions;
        this.gate = gate;
        this.watch = watch;
        this.mounts = List.copyOf(mounts);
        var codecs = Codecs.within(
                new Limits(config.limits().bodyBytes(), config.limits().depth()), types);
        bodies = new Bodies(config.limits());
        reader = new RequestReader(codecs, types.attributeNames()::contains);
        writer = new ResponseWriter(codecs);
        cors = new Cors(config.corsOrigins());
        site = new WebSite(gate, bodies);
        places = new Places(config.limits().inFlight());
    }

    void serve(Mca mca, Preferences preferences) {
        this.preferences = preferences;
        this.mca = mca;
    }

    boolean isServing() {
        return mca != null && !stopping;
    }

    /** From here on new requests are declined; what was accepted goes on. */
    void stopTaking() {
        stopping = true;
    }

    Traffic traffic() {
        return traffic;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var connection = request.getConnectionMetaData().getConnection();
        watch.begins(connection);
        traffic.begins();
        var done = Callback.from(callback, () -> traffic.ends(response.getStatus()));
        var id = request.getHeaders().get(HeaderFields.REQUEST_ID);
        MDC.put(MDC_REQUEST, id == null ? "-" : Shown.of(id));
        try {
            answer(request, response, done);
        } finally {
            MDC.remove(MDC_REQUEST);
            watch.ends(connection);
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        try {
            if (!Bodies.isFramedPlainly(request.getHeaders()))
                throw new Unavailable(400, "Transfer-Encoding is something else than chunked");
            cors.answer(request.getHeaders(), response.getHeaders());
            if (upgrade.isPresent() && upgrade.get().isWanted(request)) {
                if (stopping) throw new Unavailable(503, STOPPING);
                upgrade.get().take(request, gate.holder(request), admission(request), response, callback);
                return;
            }
            var path = Target.decode(request.getHttpURI().getPath());
            var isPrimitive = request.getHeaders().contains(HeaderFields.REQUEST_ID);
            for (var mount : mounts)
                if (mount.takes(path, isPrimitive)) {
                    site.answer(mount, path, admission(request), request, response, callback);
                    return;
                }
            if (request.getMethod().equals("OPTIONS")) options(request, response, callback);
            else primitive(path, request, response, callback);
        } catch (Refused refused) {
            refuse(refused, request, response, callback);
        } catch (Upgrade.Declined declined) {
            send(
                    refusal(declined.refused(), request),
                    declined.status(),
                    refusal(request.getHeaders()),
                    response,
                    callback);
        } catch (TooFast early) {
            decline(new Unavailable(429, early.sentence()), request, response, callback);
        } catch (Unavailable unavailable) {
            decline(unavailable, request, response, callback);
        } catch (HttpException.RuntimeException malformed) { // a header that Jetty cannot read, or a handshake
            decline(new Unavailable(malformed.getCode(), malformed.getReason()), request, response, callback);
        } catch (IOException e) {
            callback.failed(e); // the sender has gone
        } catch (RuntimeException fault) {
            LOG.error("request failed method={}", request.getMethod(), fault);
            refuse(
                    new Refused(
                            ResultCode.INTERNAL_SERVER_ERROR, "a fault of the HTTP binding; its log has the details"),
                    request,
                    response,
                    callback);
        }
    }

    private void primitive(String path, Request request, Response response, Callback callback) throws IOException {
        var cse = mca;
        if (stopping) throw new Unavailable(503, STOPPING);
        if (cse == null) throw new Unavailable(503, "the CSE is starting");
        var headers = request.getHeaders();
        var peer = gate.admit(request, admission(request));
        var mediaType = MediaTypes.answer(headers, () -> usual(headers));
        var query = request.getHttpURI().getQuery();
        var message = new RequestReader.Message(
                request.getMethod(), path, query == null ? "" : query, headers, bodies.read(request));
        var primitive = reader.read(message, peer);
        // The limits of connections hold for a poll.
        var answered = Parts.isPoll(primitive) ? cse.send(primitive) : work(cse, primitive);
        send(answered, StatusCodes.of(answered.code()), mediaType, response, callback);
    }

    private org.entente.model.primitive.Response work(Mca cse, org.entente.model.primitive.Request primitive) {
        switch (places.enter(primitive.from())) {
            case FULL -> throw tooMany(Overload.Reason.FULL, 503, "the CSE works on too many requests");
            case OWN_SHARE_TAKEN ->
                throw tooMany(
                        Overload.Reason.OWN_SHARE_TAKEN, 429, "the CSE works on too many requests of this originator");
            case ENTERED -> {}
        }
        try {
            return cse.send(primitive);
        } finally {
            places.leave(primitive.from());
        }
    }

    private Unavailable tooMany(Overload.Reason reason, int status, String sentence) {
        gate.overload().count(reason);
        return new Unavailable(status, sentence);
    }

    private void send(
            org.entente.model.primitive.Response answered,
            int status,
            String mediaType,
            Response response,
            Callback callback) {
        response.setStatus(status);
        var body = writer.write(answered, mediaType, response.getHeaders());
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void options(Request request, Response response, Callback callback) {
        cors.preflight(request.getHeaders(), response.getHeaders());
        response.getHeaders().put(HttpHeader.ALLOW, METHODS);
        response.setStatus(204);
        callback.succeeded();
    }

    private void refuse(Refused refused, Request request, Response response, Callback callback) {
        int status = StatusCodes.of(refused.code());
        if (status == 405) response.getHeaders().put(HttpHeader.ALLOW, METHODS);
        LOG.debug("refused code={} sentence={}", refused.code(), refused.sentence());
        send(refusal(refused, request), status, refusal(request.getHeaders()), response, callback);
    }

    private void decline(Unavailable unavailable, Request request, Response response, Callback callback) {
        var headers = response.getHeaders();
        // oneM2M's table has no code for these; the nearest in meaning goes with the exact HTTP status.
        boolean isBusy = unavailable.status() == 503 || unavailable.status() == 429;
        var code = isBusy
                ? ResultCode.TARGET_NOT_REACHABLE
                : unavailable.status() == 408 ? ResultCode.REQUEST_TIMEOUT : ResultCode.BAD_REQUEST;
        if (isBusy) headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        if (!isBusy || stopping) headers.put(HttpHeader.CONNECTION, "close");
        var refused = new Refused(code, unavailable.sentence());
        // What the originator has registered would have to be looked up, and there is no room for work.
        var mediaType = MediaTypes.refusal(
                request.getHeaders(),
                () -> MediaTypes.likeRequest(request.getHeaders()).orElse(MediaTypes.JSON));
        send(refusal(refused, request), unavailable.status(), mediaType, response, callback);
    }

    /** What an answer takes if the sender does not say. [TS-0004 §7.3.3.12] */
    private String usual(HttpFields headers) {
        var origin = headers.get(HeaderFields.ORIGIN);
        return MediaTypes.likeRequest(headers)
                .orElseGet(() -> MediaTypes.of(preferences.answer(origin == null ? "" : origin)));
    }

    private String refusal(HttpFields headers) {
        return MediaTypes.refusal(headers, () -> usual(headers));
    }

    /** A refusal of what never became a primitive; identifier and release come from the headers as they are. */
    private static org.entente.model.primitive.Response refusal(Refused refused, Request request) {
        var id = request.getHeaders().get(HeaderFields.REQUEST_ID);
        var release = request.getHeaders().get(HeaderFields.RELEASE);
        var response = org.entente.model.primitive.Response.of(id == null ? "" : id, refused);
        return release == null ? response : response.with(Parameter.RELEASE_VERSION_INDICATOR, Value.of(release));
    }

    private Admission admission(Request request) {
        return admissions.apply(request.getConnectionMetaData().getConnector());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
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
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes every HTTP request: to a mounted part of the site, or as a primitive to the CSE. TS-0009 §5.
 *
 * <p>It comes on a thread of its own, or on the one of the {@linkplain WatchedEndPoint selector}: there it answers what
 * takes no wait, and has another thread go on with the rest.
 */
final class FrontDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final String MDC_REQUEST = "request";
    private static final String STOPPING = "the CSE is stopping";

    private final Function<Connector, Admission> admissions;
    private final Gate gate;
    private final ConnectionWatch watch;
    private final Bodies bodies;
    private final RequestReader reader;
    private final Replies replies;
    private final Cors cors;
    private final List<Mount> mounts;
    private final WebSite site;
    private final Optional<Upgrade> upgrade;
    private final Places places;
    private final Traffic traffic = new Traffic();

    private volatile @Nullable Mca mca; // set by the starting thread, read by every request
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
        replies = new Replies(new ResponseWriter(codecs));
        cors = new Cors(config.corsOrigins());
        site = new WebSite(gate, bodies);
        places = new Places(config.limits().inFlight());
    }

    void serve(Mca mca, Preferences preferences) {
        replies.prefer(preferences);
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
        watch.begins(Visit.connection(request));
        traffic.begins();
        var visit = Visit.of(request, response, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                ended(request, response);
                super.succeeded();
            }

            @Override
            public void failed(Throwable cause) {
                ended(request, response);
                super.failed(cause);
            }
        });
        guarded(visit, () -> {
            if (visit.socket().isHurried() && !isQuick(visit)) inTurn(visit, () -> answer(visit));
            else answer(visit);
        });
        return true;
    }

    /** Before others learn of it, since the next request of the connection may begin at once. */
    private void ended(Request request, Response response) {
        watch.ends(Visit.connection(request));
        traffic.ends(response.getStatus());
    }

    /** A part of the way of a request. */
    @FunctionalInterface
    private interface Step {
        void go() throws IOException;
    }

    /** Whether it can be judged without a wait, as the last of its connection could. */
    private boolean isQuick(Visit visit) {
        var headers = visit.headers();
        return visit.socket().mayAnswer()
                && visit.request().getMethod().equals("GET")
                && headers.contains(HeaderFields.REQUEST_ID)
                && !headers.contains(HttpHeader.UPGRADE)
                && Bodies.isMissing(headers)
                && gate.isAcquainted(visit)
                && replies.isMediaTypeAtHand(visit);
    }

    /** On a thread that may wait, if this one may not. */
    private void patiently(Visit visit, Step step) throws IOException {
        if (visit.socket().isHurried()) inTurn(visit, step);
        else step.go();
    }

    private void inTurn(Visit visit, Step step) {
        visit.request().getComponents().getExecutor().execute(() -> guarded(visit, step));
    }

    private void guarded(Visit visit, Step step) {
        var id = visit.headers().get(HeaderFields.REQUEST_ID);
        MDC.put(MDC_REQUEST, id == null ? "-" : Shown.of(id));
        try {
            step.go();
        } catch (Refused refused) {
            replies.refuse(visit, refused);
        } catch (Upgrade.Declined declined) {
            replies.refuse(visit, declined.refused(), declined.status());
        } catch (TooFast early) {
            replies.decline(visit, new Unavailable(429, early.sentence()), stopping);
        } catch (Unavailable unavailable) {
            replies.decline(visit, unavailable, stopping);
        } catch (HttpException.RuntimeException malformed) { // a header that Jetty cannot read, or a handshake
            replies.decline(visit, new Unavailable(malformed.getCode(), malformed.getReason()), stopping);
        } catch (IOException e) {
            visit.callback().failed(e); // the sender has gone
        } catch (RuntimeException fault) {
            LOG.error("request failed method={}", visit.request().getMethod(), fault);
            replies.refuse(
                    visit,
                    new Refused(
                            ResultCode.INTERNAL_SERVER_ERROR, "a fault of the HTTP binding; its log has the details"));
        } finally {
            MDC.remove(MDC_REQUEST);
        }
    }

    private void answer(Visit visit) throws IOException {
        var request = visit.request();
        if (!Bodies.isFramedPlainly(visit.headers()))
            throw new Unavailable(400, "Transfer-Encoding is something else than chunked");
        cors.answer(visit.headers(), visit.answered());
        if (upgrade.isPresent() && upgrade.get().isWanted(request)) {
            visit.socket().hasAsked(false);
            if (stopping) throw new Unavailable(503, STOPPING);
            upgrade.get().take(request, gate.holder(request), admission(request), visit.response(), visit.callback());
            return;
        }
        var path = Target.decode(request.getHttpURI().getPath());
        var isPrimitive = visit.headers().contains(HeaderFields.REQUEST_ID);
        for (var mount : mounts)
            if (mount.takes(path, isPrimitive)) {
                patiently(visit, () -> site.answer(mount, path, admission(request), visit));
                return;
            }
        if (request.getMethod().equals("OPTIONS")) options(visit);
        else primitive(path, visit);
    }

    private void primitive(String path, Visit visit) throws IOException {
        var cse = mca;
        if (stopping) throw new Unavailable(503, STOPPING);
        if (cse == null) throw new Unavailable(503, "the CSE is starting");
        var request = visit.request();
        var peer = gate.admit(visit, admission(request));
        var mediaType = replies.mediaType(visit);
        var query = request.getHttpURI().getQuery();
        var message = new RequestReader.Message(
                request.getMethod(), path, query == null ? "" : query, visit.headers(), bodies.read(request));
        var primitive = reader.read(message, peer);
        var atOnce = cse.atOnce(primitive);
        visit.socket().hasAsked(atOnce.isPresent());
        if (atOnce.isPresent()) replies.answer(visit, atOnce.get(), mediaType);
        else patiently(visit, () -> replies.answer(visit, work(cse, primitive), mediaType));
    }

    private org.entente.model.primitive.Response work(Mca cse, org.entente.model.primitive.Request primitive) {
        if (Parts.isPoll(primitive)) return cse.send(primitive); // the limits of connections hold for a poll
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

    private void options(Visit visit) {
        cors.preflight(visit.headers(), visit.answered());
        visit.answered().put(HttpHeader.ALLOW, Replies.METHODS);
        visit.response().setStatus(204);
        visit.callback().succeeded();
    }

    private Admission admission(Request request) {
        return admissions.apply(request.getConnectionMetaData().getConnector());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.entente.bindings.http.Upgrade;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.Registration;
import org.entente.bindings.wire.TooFast;
import org.entente.codec.Codecs;
import org.entente.codec.Limits;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Holder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens WebSocket connections on the port of HTTP, and answers what comes over them through an {@code Mca}. Whoever has
 * shown by a request of their own who they are is reached over the same connection. TS-0020 §6.
 */
public final class WebSocketServer implements Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketServer.class);
    /** Entities that are reached over one connection. */
    private static final int MOST_NAMES = 10_000;

    private final Admittance admittance;
    private final Consumer<Closings.Limit> closings;
    private final LinkLimits limits;
    private final Set<String> origins;
    private final LocalEntities entities;
    private final Codecs codecs;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Mca mca; // set by the starting thread, read by every request
    private volatile boolean stopping;
    private volatile @Nullable WebSocketMappings handshakes; // set before the server starts

    /**
     * @param origins web origins whose pages may open connections, besides the hub's own
     * @param types whose attributes XML is read and written by
     */
    public WebSocketServer(
            Admittance admittance,
            LinkLimits limits,
            int depth,
            List<String> origins,
            ResourceTypes types,
            LocalEntities entities) {
        this.admittance = admittance;
        this.closings = admittance.overload().closings().on(Closings.Way.WEBSOCKET);
        this.limits = limits;
        this.origins = Set.copyOf(origins);
        this.entities = entities;
        this.codecs = Codecs.within(new Limits(limits.messageBytes(), depth), types);
    }

    @Override
    public void join(Server server) {
        handshakes = new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle started) {
                pingEvery(server.getScheduler());
            }
        });
    }

    /** From here on requests are answered. */
    public void serve(Mca mca) {
        this.mca = mca;
    }

    private void pingEvery(Scheduler scheduler) {
        if (stopping) return;
        links.forEach(Link::ping);
        scheduler.schedule(() -> pingEvery(scheduler), limits.idle().toMillis() / Link.PINGS, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isWanted(Request request) {
        var upgrade = request.getHeaders().get(HttpHeader.UPGRADE);
        return upgrade != null && upgrade.equalsIgnoreCase("websocket");
    }

    @Override
    public void take(
            Request request, Optional<Holder> holder, Admission admission, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals("/"))
            throw new Declined(
                    404, ResultCode.NOT_FOUND, "the request target of a handshake is /"); // [TS-0020 §6.2.2.1]
        if (!isAllowed(request.getHeaders()))
            throw new Declined(
                    403, ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE, "pages of this web origin may not open connections");
        if (holder.isEmpty() && admission == Admission.CREDENTIAL_DEMANDED) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"entente\"");
            throw new Declined(
                    401,
                    ResultCode.ORIGINATOR_NOT_AUTHENTICATED,
                    "this address takes no connection without a credential");
        }
        var chosen = Subprotocol.chosen(request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false))
                .orElseThrow(() -> bad("Sec-WebSocket-Protocol must name oneM2M.json, oneM2M.cbor or oneM2M.xml"));
        if (stopping || handshakes == null)
            throw new Declined(503, ResultCode.TARGET_NOT_REACHABLE, "the CSE is stopping");
        open(request, holder, admission, chosen, response, callback);
    }

    private static Declined bad(String sentence) {
        return new Declined(400, ResultCode.BAD_REQUEST, sentence);
    }

    private void open(
            Request request,
            Optional<Holder> holder,
            Admission admission,
            Subprotocol protocol,
            Response response,
            Callback callback) {
        var address = ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
        var visitor = new Visitor(holder, admission, address);
        var link = new Link(codecs.of(protocol.serialization()), protocol.binary(), visitor, limits);
        boolean taken = Objects.requireNonNull(handshakes)
                .upgrade(
                        (_, answer, _) -> {
                            answer.setAcceptedSubProtocol(protocol.registered());
                            // What is compressed has no size that one can know. [TS-0020 §6.2.3.6]
                            answer.setExtensions(List.of());
                            links.add(link);
                            return link.frames();
                        },
                        request,
                        response,
                        callback,
                        limits.toJetty());
        if (!taken) throw bad("this is no WebSocket handshake");
    }

    /** A page elsewhere must not speak in the name of the browser's user. RFC 6455 §10.2 */
    private boolean isAllowed(HttpFields headers) {
        var origin = headers.get(HttpHeader.ORIGIN);
        if (origin == null || origins.contains("*") || origins.contains(origin)) return true;
        var host = headers.get(HttpHeader.HOST);
        int scheme = origin.indexOf("://");
        return host != null && scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }

    @Override
    public void drain() {
        stopping = true;
        links.forEach(link -> link.close(CloseStatus.SHUTDOWN, "the CSE is stopping"));
    }

    /** The other side of one connection. */
    private final class Visitor implements Link.Party {
        private final Optional<Holder> holder;
        private final Admission admission;
        private final InetAddress address;
        private final Set<String> names = ConcurrentHashMap.newKeySet();
        // The one that was heard first goes first.
        private final SequencedMap<String, LocalEntities.Attachment> attachments = new LinkedHashMap<>();
        private boolean left;

        Visitor(Optional<Holder> holder, Admission admission, InetAddress address) {
            this.holder = holder;
            this.admission = admission;
            this.address = address;
        }

        @Override
        public org.entente.model.primitive.Request admitted(org.entente.model.primitive.Request request) {
            try {
                var peer = admittance.admit(holder, request.from(), address, admission);
                if (mca == null || stopping)
                    throw new Refused(ResultCode.TARGET_NOT_REACHABLE, "the CSE is starting or stopping");
                return request.withPeer(peer);
            } catch (TooFast early) {
                throw early.refused();
            }
        }

        @Override
        public Optional<org.entente.model.primitive.Response> atOnce(
                org.entente.model.primitive.Request request, Link link) {
            var response = Objects.requireNonNull(mca).atOnce(request);
            response.ifPresent(answer -> reach(request, answer, link));
            return response;
        }

        @Override
        public org.entente.model.primitive.Response answer(org.entente.model.primitive.Request request, Link link) {
            var response = Objects.requireNonNull(mca).send(request);
            reach(request, response, link);
            return response;
        }

        /** A CSE that forwards stands here itself, and not those whose requests it forwards. */
        private void reach(
                org.entente.model.primitive.Request request, org.entente.model.primitive.Response response, Link link) {
            if (!response.isSuccess()) return;
            var names = request.peer().via().map(Set::of).orElseGet(() -> Registration.names(request, response));
            names.forEach(name -> reach(name, link));
        }

        /** From here on requests to this entity go over the connection. TS-0020 §6.4 */
        private void reach(String name, Link link) {
            if (!names.add(name)) return;
            synchronized (attachments) {
                if (left) return;
                attachments.put(name, entities.connect(name, (_, request, timeout) -> link.send(request, timeout)));
                if (attachments.size() > MOST_NAMES) forgetFirst();
            }
            LOG.debug("{} is reached over websocket from {}", name.toLowerCase(Locale.ROOT), address);
        }

        private void forgetFirst() {
            var first = attachments.pollFirstEntry();
            first.getValue().close();
            names.remove(first.getKey());
        }

        @Override
        public void exceeded(Closings.Limit limit) {
            closings.accept(limit);
        }

        @Override
        public void closed(Link link) {
            links.remove(link);
            synchronized (attachments) {
                left = true;
                attachments.values().forEach(LocalEntities.Attachment::close);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.PollingChannel;
import org.entente.model.type.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A CSE, as an application works with it. Every method waits for the answer, and throws {@link RequestFailed} unless
 * that is a success.
 *
 * <p>What subscriptions tell comes over the client's own connection where the binding goes both ways (WebSocket, MQTT),
 * else by long polling: an application needs no server, no open port, and no permission to be called. Safe for many
 * threads; listeners are called on threads of the client, one notice of a subscription after the other.
 */
public final class Client implements AutoCloseable {
    private static final String CHANNEL = "polling";

    private final ClientSettings settings;
    private final Listeners listeners = new Listeners();
    private final Homecoming homecoming;
    private final Connection connection;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicLong requests = new AtomicLong();
    private final String session;
    private final ReentrantLock startingToPoll = new ReentrantLock();
    private volatile @Nullable Registered registered; // set by whoever registers, read by every request
    private @Nullable Polling polling;

    /** This application at the CSE. */
    private record Registered(String originator, String ae) {}

    private Client(ClientSettings settings) {
        this.settings = settings;
        var random = new byte[6];
        new SecureRandom().nextBytes(random);
        this.session = HexFormat.of().formatHex(random);
        this.homecoming = new Homecoming(this::arrive, new Pause(end));
        this.connection = Connection.open(settings, "entente-" + session, listeners, homecoming::lost);
    }

    /** To a hub that was started without any configuration, from the same machine. */
    public static Client connect(String cse) {
        return connect(ClientSettings.to(cse));
    }

    /**
     * Nothing is sent yet: the first request opens the connection.
     *
     * @throws IllegalArgumentException if no binding has such an address
     */
    public static Client connect(ClientSettings settings) {
        return new Client(settings);
    }

    /**
     * Registers this application, which is then the originator of all that follows. One that is registered already,
     * under the same originator and name, is that again.
     *
     * @param name below the CSEBase
     * @param appId begins with N or R. TS-0001 §7.3
     */
    public Representation register(String name, String appId) {
        var ae = Draft.of(Ae.TYPE)
                .named(name)
                .with(Attributes.API, appId)
                .with(Attributes.RR, true)
                .with(Attributes.SRV, List.of(Request.RELEASE));
        var request = Request.create(settings.base(), originator(), Ae.TYPE.number(), ae.rooted());
        var response = send(request);
        boolean isKnown = response.code() == ResultCode.ORIGINATOR_HAS_ALREADY_REGISTERED
                || response.code() == ResultCode.CONFLICT;
        var shown = isKnown ? retrieve(settings.base() + "/" + name) : shown(request, response);
        registered = new Registered(shown.text(Attributes.AEI).orElse(originator()), shown.id());
        return shown;
    }

    public Representation create(String parent, Draft draft) {
        return shown(Request.create(parent, originator(), draft.type().number(), draft.rooted()));
    }

    public Representation retrieve(String address) {
        return shown(Request.retrieve(address, originator()));
    }

    public Representation update(String address, Draft changes) {
        return shown(Request.update(address, originator(), changes.rooted()));
    }

    public void delete(String address) {
        demand(Request.delete(address, originator()));
    }

    /** The addresses of what matches below a resource. */
    public List<String> discover(String below, Filter filter) {
        var request = Request.retrieve(below, originator()).withFilter(filter.asParameter());
        if (!(demand(request).content().find("m2m:uril").orElse(null) instanceof Value.Items(var addresses)))
            return List.of();
        return addresses.stream()
                .filter(Value.Text.class::isInstance)
                .map(address -> ((Value.Text) address).text())
                .toList();
    }

    /** Hears of new children and instances of a resource, each as a whole. */
    public Subscribed subscribe(String address, Consumer<Notice> listener) {
        var children = Value.field("net", Value.of(List.of(Value.of(3))));
        return subscribe(address, Draft.of(Subscription.TYPE).with(Attributes.ENC, children), listener);
    }

    /**
     * @param subscription anything but its target, which is this application
     * @throws IllegalStateException if this application has not registered
     */
    public Subscribed subscribe(String address, Draft subscription, Consumer<Notice> listener) {
        var self = self();
        if (!connection.isBothWays()) poll(self);
        var draft = subscription.with(Attributes.NU, List.of(self.originator()));
        return new Subscribed(
                this, listeners.add(listener, () -> create(address, draft).id()));
    }

    /**
     * Hears a subscription again that an earlier run of this application has made, from the first notice that it has
     * not taken.
     *
     * @param subscription its address
     */
    public Subscribed resume(String subscription, Consumer<Notice> listener) {
        var self = self();
        if (!connection.isBothWays()) poll(self);
        return new Subscribed(
                this, listeners.add(listener, () -> retrieve(subscription).id()));
    }

    void end(String subscription) {
        listeners.remove(subscription);
        delete(subscription);
    }

    /** Any request; a failure is a response too. What it lacks, such as an identifier, is added. */
    public Response send(Request request) {
        return connection.cse().send(complete(request));
    }

    private Request complete(Request request) {
        var identified = request.id().isEmpty() ? request.withId(session + "-" + requests.incrementAndGet()) : request;
        return identified.find(Parameter.RELEASE_VERSION_INDICATOR).isPresent()
                ? identified
                : identified.with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
    }

    private String originator() {
        var self = registered;
        return self == null ? settings.originator() : self.originator();
    }

    private Registered self() {
        return Optional.ofNullable(registered)
                .orElseThrow(() -> new IllegalStateException("an application registers before it subscribes"));
    }

    private Response demand(Request request) {
        return demand(request, send(request));
    }

    private static Response demand(Request request, Response response) {
        if (response.isSuccess()) return response;
        throw new RequestFailed(request, response);
    }

    private Representation shown(Request request) {
        return shown(request, send(request));
    }

    private static Representation shown(Request request, Response response) {
        return Representation.of(demand(request, response).content())
                .orElseThrow(() -> new RequestFailed(request, response));
    }

    private void poll(Registered self) {
        startingToPoll.lock();
        try {
            if (polling != null) return;
            var channel = Draft.of(PollingChannel.TYPE).named(CHANNEL);
            var request = Request.create(self.ae(), self.originator(), PollingChannel.TYPE.number(), channel.rooted());
            var response = send(request);
            // One of an earlier run of this application serves as well.
            if (response.code() != ResultCode.CONFLICT) demand(request, response);
            polling = new Polling(
                    channelOf(self), self.originator(), this::complete, connection.cse(), listeners, new Pause(end));
        } finally {
            startingToPoll.unlock();
        }
    }

    private String channelOf(Registered self) {
        var name = retrieve(self.ae()).text(Attributes.RN).orElseThrow();
        return settings.base() + "/" + name + "/" + CHANNEL + "/pcu";
    }

    /** A request of this application makes it reachable over a connection that is opened again. */
    private boolean arrive() {
        var self = registered;
        return self == null
                || send(Request.retrieve(self.ae(), self.originator())).isSuccess();
    }

    @Override
    public void close() {
        end.countDown();
        homecoming.close();
        startingToPoll.lock();
        try {
            if (polling != null) polling.close();
        } finally {
            startingToPoll.unlock();
        }
        connection.close();
    }
}

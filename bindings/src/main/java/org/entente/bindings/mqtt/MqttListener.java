// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Registration;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Credentials;
import org.entente.security.Holder;
import org.entente.security.Home;
import org.entente.security.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests that come to this CSE over a broker, and answers them through an {@code Mca}. Whoever has sent one
 * with success is reached over the same broker. TS-0010 §6.4. Safe for many threads.
 */
public final class MqttListener implements AutoCloseable {
    private final Home home;
    private final Place place;
    private final Sender.Source senders;
    private final Admittance admittance;
    private final Reach reach;
    private final Intake intake;
    private final Settings settings;
    private volatile @Nullable Station station; // set when requests are served
    private volatile boolean listening; // set by the connection's thread
    private volatile Mca mca = request -> Response.of(request, Intake.notReady());

    /**
     * Where the broker is, and as whom to connect.
     *
     * @param url as others know it
     * @param broker as we connect to it
     * @param ready is told once the broker keeps for us what is sent
     */
    record Place(BrokerUrl url, InetSocketAddress broker, Login login, Runnable ready) {
        static Place of(BrokerUrl url, Login login) {
            return new Place(url, InetSocketAddress.createUnresolved(url.host(), url.port()), login, () -> {});
        }

        /** The way into our own process is plain. */
        boolean isSecure() {
            return url.isSecure() && broker.isUnresolved();
        }
    }

    /**
     * How to listen.
     *
     * @param duplicates for how long a request that comes again is answered as before, and not done again
     * @param drain how long a stop waits for what was accepted
     */
    public record Settings(MqttClientConfig client, Duration duplicates, Duration drain, Overload overload) {
        public Settings withVersion(MqttVersion version) {
            return new Settings(client.withVersion(version), duplicates, drain, overload);
        }
    }

    MqttListener(
            Home home,
            Place place,
            Sender.Source senders,
            Credentials credentials,
            LocalEntities entities,
            Settings settings) {
        this.home = home;
        this.place = place;
        this.senders = senders;
        this.admittance = new Admittance(credentials, home, settings.overload());
        this.reach = new Reach(entities, Level.of(home.cse()));
        this.intake = new Intake(this::answer, settings.overload(), Lanes.Limits.DEFAULT, settings.duplicates());
        this.settings = settings;
    }

    /**
     * Listens at somebody else's broker.
     *
     * @param broker such as {@code mqtt://127.0.0.1:1883}; a path stands before the topics
     * @param user and password, if the broker wants them
     * @throws IllegalArgumentException if it is no broker's URL
     */
    public static MqttListener at(
            URI broker,
            Optional<String> user,
            Optional<Secret> password,
            TopicTrust trust,
            Home home,
            Credentials credentials,
            LocalEntities entities,
            Settings settings) {
        var url = BrokerUrl.read(broker)
                .orElseThrow(() -> new IllegalArgumentException(broker + " is no URL such as mqtt://127.0.0.1:1883"));
        // [TS-0010 §6.3.3] with the session kept, so that what is sent while we are away is there when we come back
        var login = new Login(Sessions.ofCse(home), user, password, true);
        return new MqttListener(home, Place.of(url, login), trust.source(credentials), credentials, entities, settings);
    }

    /** Connects; from here on requests are answered. */
    public void serve(Mca cse) {
        mca = cse;
        var opened = new Station(
                place.broker(), place.isSecure(), place.url().prefix(), place.login(), settings.client(), intake);
        station = opened;
        var _ = CompletableFuture.allOf(names().stream().map(opened::listen).toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    listening = true;
                    place.ready().run();
                });
    }

    /** Whether the broker keeps for us what is sent from now on. */
    public boolean isListening() {
        return listening;
    }

    /** Requests between service providers name the receiver absolutely. TS-0010 §6.4.2 (Mcc') */
    private Set<String> names() {
        return Set.of(Level.of(home.cse()), Level.of("//" + home.serviceProvider() + home.cse()));
    }

    /** Where others reach this CSE, as a point of access. TS-0010 §6.6 */
    public String pointOfAccess() {
        return place.url().toString();
    }

    /** The connection to a broker, if this listener is there and serves. */
    Optional<Station> at(BrokerUrl url) {
        return place.url().equals(url) ? Optional.ofNullable(station) : Optional.empty();
    }

    public boolean isConnected() {
        var opened = station;
        return opened != null && opened.isConnected();
    }

    private Response answer(Request request, Topic topic, Arrival arrival, Station over) {
        var sender = senders.of(topic, arrival);
        var bound = bound(sender, request, topic);
        var peer = admittance.admit(bound.holder(), request.from(), bound.address(), bound.admission());
        var response = mca.send(request.withPeer(peer));
        if (response.isSuccess()) reach(request, topic, peer, response, over);
        return response;
    }

    /** The originator in the topic is the one in the request, or the CSE that hands it over. TS-0010 §6.4.2, §7.2 */
    private Sender bound(Sender sender, Request request, Topic topic) {
        if (topic.kind() == Topic.Kind.REGISTRATION_REQUEST) return sender;
        var level = topic.originator();
        if (Level.allOf(request.from(), home).contains(level))
            return new Sender(
                    sender.holder().map(each -> named(each, request.from(), level)),
                    sender.address(),
                    sender.admission());
        if (sender.holder()
                .flatMap(Holder::cse)
                .filter(cse -> Level.of(cse).equals(level))
                .isPresent()) return sender;
        throw new Refused(
                ResultCode.ORIGINATOR_NOT_AUTHENTICATED,
                "the topic is that of " + Shown.of(level) + " and not of originator " + Shown.of(request.from()));
    }

    /** A topic may name the originator in another form than the request does. */
    private Holder named(Holder holder, String from, String level) {
        return holder.name().equals(level) && !holder.speaksFor(from, home) ? new Holder(level, List.of(from)) : holder;
    }

    /** A CSE that forwards stands there itself, and not those whose requests it forwards. */
    private void reach(Request request, Topic topic, Peer peer, Response response, Station over) {
        var names = peer.via().map(Set::of).orElseGet(() -> Registration.names(request, response));
        // Who registered under the name of a credential listens under the name that it was given. [TS-0010 §6.4.4]
        names.forEach(name -> reach.note(
                name,
                topic.kind() == Topic.Kind.REQUEST ? topic.originator() : Level.of(name),
                topic.serialization(),
                over));
    }

    @Override
    public void close() {
        intake.drain(settings.drain());
        reach.close();
        var opened = station;
        if (opened != null) opened.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.entente.bindings.http.AddressLookup;
import org.entente.bindings.wire.SerializedOutbound;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Home;
import org.entente.security.Secret;

/**
 * The CSE's way out over brokers: to points of access of AEs and CSEs, and to topics that subscriptions name. TS-0010
 * §6.6. Safe for many threads.
 */
public final class MqttOutbound extends SerializedOutbound {
    private static final int MOST_BROKERS = 100;
    private static final int LONGEST_TOPIC = 1024;

    private final Home home;
    private final MqttClientConfig config;
    private final AddressLookup lookup;
    private final Peers peers;
    private final List<MqttListener> listeners;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    // The broker that was used longest ago goes first.
    private final Map<Way, Station> stations = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Other CSEs, as the operator has named them.
     *
     * @param secrets what to show at a broker to reach a CSE, by its CSE-ID
     * @param registrar the URL that may be connected to wherever it leads; empty for none
     */
    public record Peers(Map<String, Secret> secrets, Optional<String> registrar) {
        public static final Peers NONE = new Peers(Map.of(), Optional.empty());

        public Peers {
            secrets = Map.copyOf(secrets);
        }
    }

    /** A broker, and what is shown there. */
    private record Way(BrokerUrl broker, Optional<Secret> secret, boolean isNamed) {}

    /**
     * @param lookup gives only addresses that may be contacted
     * @param listeners whose connections serve for the brokers where they are
     * @param random makes Client Identifiers, of which a broker has one connection at a time
     */
    public MqttOutbound(
            Home home,
            MqttClientConfig config,
            AddressLookup lookup,
            Peers peers,
            List<MqttListener> listeners,
            RandomGenerator random) {
        super(Serialization.JSON);
        this.home = home;
        this.config = config;
        this.lookup = lookup;
        this.peers = peers;
        this.listeners = List.copyOf(listeners);
        this.random = random;
    }

    @Override
    protected Delivery sendToAe(String ae, String url, Request request, Serialization serialization, Duration timeout) {
        var topic = new Ends(Level.of(home.cse()), Level.of(ae), serialization);
        return toReceiver(url, Optional.empty(), false, topic, request, timeout);
    }

    @Override
    protected Delivery sendToCse(
            String cse, String url, Request request, Serialization serialization, Duration timeout) {
        // [TS-0010 §6.4.2] between service providers both are named absolutely
        var own = cse.startsWith("//") ? "//" + home.serviceProvider() + home.cse() : home.cse();
        var secret = Optional.ofNullable(peers.secrets().get(cse));
        boolean isNamed = peers.registrar().filter(url::equals).isPresent();
        var topic = new Ends(Level.of(own), Level.of(cse), serialization);
        return toReceiver(url, secret, isNamed, topic, request, timeout);
    }

    /** The path of a notification target is the topic, which may say the serialization itself. TS-0010 §6.6 */
    @Override
    protected Delivery send(String url, Request request, Serialization serialization, Duration timeout) {
        var broker = BrokerUrl.read(url);
        if (broker.isEmpty()) return new Delivery.Undeliverable(url + " is no URL of a broker");
        var topic = broker.get().path();
        if (!isTopic(topic)) return new Delivery.Undeliverable(url + " names no topic that can be published to");
        var way = new Way(broker.get().withPath(""), Optional.empty(), false);
        var ours = Topic.read("", topic.startsWith("/") ? topic : "/" + topic);
        if (ours.isPresent()
                && ours.get().kind() == Topic.Kind.REQUEST
                && isHome(ours.get().originator()))
            return through(way, timeout, (station, left) -> station.send(ours.get(), request, left));
        // Nobody may have us speak in the name of somebody else.
        if (List.of(topic.split("/", -1)).contains("oneM2M"))
            return new Delivery.Undeliverable(url + " names a topic of others");
        return through(way, timeout, (station, left) -> {
            var payload = station.codecs().of(serialization).write(Primitives.fields(request));
            // Whoever reads such a topic does not answer; that the broker has it is what can be known.
            return station.tell(topic, payload, Response.of(request, ResultCode.OK), left);
        });
    }

    /** What a topic says besides what stands before it. */
    private record Ends(String originator, String receiver, Serialization serialization) {}

    private Delivery toReceiver(
            String url, Optional<Secret> secret, boolean isNamed, Ends ends, Request request, Duration timeout) {
        var broker = BrokerUrl.read(url);
        if (broker.isEmpty()) return new Delivery.Undeliverable(url + " is no URL of a broker");
        var prefix = broker.get().prefix();
        if (!Level.isPlain(ends.receiver()) || (!prefix.isEmpty() && !isTopic(prefix)))
            return new Delivery.Undeliverable(url + " and " + ends.receiver() + " make no topic");
        var topic = Topic.request(prefix, ends.originator(), ends.receiver(), ends.serialization());
        var way = new Way(broker.get().withPath(prefix), secret, isNamed);
        return through(way, timeout, (station, left) -> station.send(topic, request, left));
    }

    private boolean isHome(String level) {
        return Level.allOf(home.cse(), home).contains(level);
    }

    private static boolean isTopic(String topic) {
        return !topic.isEmpty()
                && topic.length() <= LONGEST_TOPIC
                && !topic.startsWith("$")
                && topic.chars().allMatch(c -> c >= ' ' && c != '+' && c != '#' && c != 0x7f);
    }

    private interface Attempt {
        Delivery over(Station station, Duration left);
    }

    private Delivery through(Way way, Duration timeout, Attempt attempt) {
        var here = listeners.stream()
                .flatMap(each -> each.at(way.broker()).stream())
                .findFirst();
        if (here.isPresent()) return attempt.over(here.get(), timeout);
        Station station;
        try {
            station = station(way);
        } catch (UnknownHostException e) {
            return new Delivery.Unreachable(String.valueOf(e.getMessage()));
        }
        var delivery = attempt.over(station, timeout);
        // The next attempt looks the broker up again, and nobody knocks there meanwhile.
        if (!station.isConnected()) forget(way, station);
        return delivery;
    }

    private Station station(Way way) throws UnknownHostException {
        lock.lock();
        try {
            var known = stations.get(way);
            if (known != null) return known;
        } finally {
            lock.unlock();
        }
        var broker = way.broker();
        var addresses = (way.isNamed() ? AddressLookup.ANY : lookup).addresses(broker.host());
        var fresh = new Station(
                new InetSocketAddress(addresses.getFirst(), broker.port()),
                broker.isSecure(),
                broker.path(),
                login(way),
                config,
                Station.Party.NOBODY);
        return keep(way, fresh);
    }

    private Station keep(Way way, Station fresh) {
        Station surplus = null;
        lock.lock();
        try {
            var known = stations.putIfAbsent(way, fresh);
            if (known != null) surplus = fresh;
            else if (stations.size() > MOST_BROKERS) {
                var oldest = stations.entrySet().iterator();
                surplus = oldest.next().getValue();
                oldest.remove();
            }
            return known == null ? fresh : known;
        } finally {
            lock.unlock();
            if (surplus != null) surplus.close();
        }
    }

    private void forget(Way way, Station station) {
        lock.lock();
        try {
            stations.remove(way, station);
        } finally {
            lock.unlock();
        }
        station.close();
    }

    /** Another connection than the listener's, which may be at the same broker under another name. */
    private Login login(Way way) {
        var bytes = new byte[4];
        random.nextBytes(bytes);
        var client = Sessions.ofCse(home) + "::" + HexFormat.of().formatHex(bytes);
        var user = way.secret().map(secret -> Login.name(secret).orElse(home.cse()));
        return new Login(client, user, way.secret(), false);
    }

    @Override
    public void close() {
        List<Station> all;
        lock.lock();
        try {
            all = List.copyOf(stations.values());
            stations.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Station::close);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.testware.Octets;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Wire;

/** A correct MQTT 3.1.1 broker with defects that can be switched on: it shows what each case can see. */
final class ReferenceBroker implements Closeable {
    static final String USER = "tester";
    static final String PASSWORD = "secret";
    static final String RESTRICTED_TOPIC = "restricted/topic";

    /** Publishes wills: nobody's own. */
    static final ReferenceSession NOBODY = new ReferenceSession("", true, new Flaws(Set.of()));

    final Flaws flaws;
    final TopicMatch match;
    private final ServerSocket server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ReferenceSession> sessions = new HashMap<>();
    private final Map<String, Message> retained = new HashMap<>();
    private final Map<String, Message> survivingWills = new HashMap<>();
    private final Map<String, Runnable> waitingWills = new HashMap<>();
    private final Set<ReferenceConnection> connections = ConcurrentHashMap.newKeySet();

    private ReferenceBroker(Flaws flaws, ServerSocket server) {
        this.flaws = flaws;
        this.match = new TopicMatch(flaws);
        this.server = server;
    }

    static ReferenceBroker start(Defect... defects) throws IOException {
        return start(listening(InetAddress.getLoopbackAddress()), defects);
    }

    static ReferenceBroker start(ServerSocket server, Defect... defects) {
        var broker = new ReferenceBroker(new Flaws(Set.of(defects)), server);
        Thread.ofVirtual().name("reference-broker").start(broker::accept);
        return broker;
    }

    /** A broker on the transport that a purpose is about. */
    static ReferenceBroker startFor(String purpose, InetAddress address, Defect... defects) throws IOException {
        var isFramed = purpose.contains("_WEBSOCKET_");
        return start(isFramed ? new ReferenceWebSocketServer(address, defects) : listening(address), defects);
    }

    private static ServerSocket listening(InetAddress address) throws IOException {
        return new ServerSocket(0, 50, address);
    }

    Endpoint endpoint() {
        var scheme = server instanceof ReferenceWebSocketServer ? "ws" : "mqtt";
        return Endpoint.parse(scheme + "://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    /** What a tester has to know about this broker. */
    static Profile profile() {
        return Parameters.ASSUMED
                .with(Parameters.USER, USER)
                .with(Parameters.PASSWORD, PASSWORD)
                .with(Parameters.RESTRICTED_TOPIC, RESTRICTED_TOPIC)
                .with(Parameters.KEEP_ALIVE_TOLERANCE, "400")
                .with(Parameters.EXPIRY_TOLERANCE, "100");
    }

    private void accept() {
        try {
            while (true) {
                var connection = new ReferenceConnection(this, server.accept());
                connections.add(connection);
                if (flaws.has(Defect.DIES_OF_CONNECTIONS) && connections.size() > 100) {
                    break;
                }
                Thread.ofVirtual().start(connection);
            }
        } catch (IOException e) {
            connections.forEach(ReferenceConnection::close);
            return;
        }
        close();
        connections.forEach(ReferenceConnection::close);
    }

    /** Runs under the lock that all state of the broker is guarded by. */
    void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a client in: its session, and whether it was there before. */
    ReferenceSession admit(ReferenceConnection connection, String clientId, boolean clean, boolean lasts) {
        forgetExpired(clientId);
        var before = sessions.get(clientId);
        if (before != null && !flaws.has(Defect.OLD_CLIENT_KEPT)) {
            before.connection().ifPresent(ReferenceConnection::evict); // [MQTT-3.1.4-2]
        }
        var goesOn = before != null && !clean && (!before.clean || flaws.has(Defect.CLEAN_SESSION_STORED));
        var session = before != null && goesOn ? before : new ReferenceSession(clientId, !lasts, flaws);
        if (before != null && !goesOn && flaws.has(Defect.SUBSCRIPTIONS_SURVIVE_CLEAN)) {
            session.subscriptions.addAll(before.subscriptions);
        }
        endWaiting(clientId, goesOn);
        session.attach(connection);
        sessions.put(clientId, session);
        return session;
    }

    boolean stored(String clientId) {
        forgetExpired(clientId);
        return sessions.containsKey(clientId);
    }

    private void forgetExpired(String clientId) {
        sessions.computeIfPresent(clientId, (id, session) -> session.expired() ? null : session);
    }

    /** A connection has ended. */
    void leave(ReferenceConnection connection, ReferenceSession session) {
        connections.remove(connection);
        if (session.connection().filter(connection::equals).isEmpty()) {
            return;
        }
        session.detach();
        if (session.clean && !flaws.has(Defect.CLEAN_SESSION_STORED)) {
            sessions.remove(session.clientId);
        }
        if (flaws.has(Defect.RETAINED_EMPTIED)) {
            retained.replaceAll((topic, message) -> message.payload(Octets.NONE));
        }
    }

    /** A will that waits: given up when its client is back with its session, due when that session ends. */
    void publishLater(String clientId, long seconds, Runnable will) {
        waitingWills.put(clientId, will);
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS)
                .execute(() -> locked(() -> {
                    if (waitingWills.remove(clientId, will)) {
                        will.run();
                    }
                }));
    }

    private void endWaiting(String clientId, boolean sessionGoesOn) {
        var will = waitingWills.remove(clientId);
        if (will != null && !sessionGoesOn && !flaws.has(Defect.WILL_OUTLIVES_SESSION)) {
            will.run();
        }
    }

    void keepWill(String clientId, Message will) {
        survivingWills.put(clientId, will);
    }

    /** Publishes what a defect has kept of an earlier connection. */
    void publishSurvivingWill(String clientId) {
        var will = survivingWills.remove(clientId);
        if (will != null) {
            publish(will, 0, NOBODY);
        }
    }

    /** Retains a message if asked to and delivers it to all whose subscriptions match. */
    void publish(Message message, int lengthBytes, ReferenceSession from) {
        if (flaws.has(Defect.DIES_OF_SYS) && message.topic().startsWith("$SYS")) {
            die();
        }
        retain(message);
        var routed = damaged(message, lengthBytes);
        for (var session : List.copyOf(sessions.values())) {
            var matching = session.subscriptions.stream()
                    .filter(s -> !s.shared() && match.matches(s.filter(), routed.topic()))
                    .filter(s -> !s.noLocal() || session != from || flaws.has(Defect.NO_LOCAL_IGNORED))
                    .toList();
            if (flaws.has(Defect.SUBSCRIPTION_ADDED)) {
                matching.forEach(one -> session.deliver(outgoing(routed, List.of(one))));
            } else if (!matching.isEmpty()) {
                session.deliver(outgoing(routed, matching));
            }
        }
        share(routed);
    }

    /** Each group of a shared subscription gets a message once. [MQTT-4.8.2-4] */
    private void share(Message message) {
        var served = new HashSet<String>();
        for (var session : List.copyOf(sessions.values())) {
            for (var subscription : session.subscriptions) {
                if (subscription.shared()
                        && match.matches(subscription.sharedFilter(), message.topic())
                        && (served.add(subscription.filter()) || flaws.has(Defect.SHARED_TO_ALL))) {
                    var raised =
                            flaws.has(Defect.SHARED_AT_PUBLISHED_QOS) ? subscription.qos(message.qos()) : subscription;
                    session.deliver(outgoing(message, List.of(raised)));
                }
            }
        }
    }

    /** What a new subscription brings at once. [MQTT-3.3.1-6] */
    List<Message> retainedFor(String filter, int qos, boolean again) {
        var found = new ArrayList<Message>();
        for (var message : retained.values()) {
            if (match.matches(filter, message.topic())) {
                var unmarked = flaws.has(Defect.RETAINED_UNMARKED)
                        || (again && flaws.has(Defect.RETAINED_AGAIN_UNMARKED))
                        || (message.fromWill() && flaws.has(Defect.RETAINED_WILL_UNMARKED));
                found.add(message.qos(Math.min(qos, message.qos()))
                        .retain(!unmarked)
                        .dup(false));
            }
        }
        return found;
    }

    private void retain(Message message) {
        var keep = message.retain()
                || (flaws.has(Defect.PLAIN_REPLACES_RETAINED) && retained.containsKey(message.topic()))
                || (message.fromWill() && flaws.has(Defect.WILL_ALWAYS_RETAINED));
        if (!keep) {
            return;
        }
        if (message.payload().length() == 0) {
            if (!flaws.has(Defect.RETAINED_NOT_DELETED)) {
                retained.remove(message.topic()); // [MQTT-3.3.1-10]
            }
        } else if (message.qos() > 0 || !flaws.has(Defect.QOS_0_DOES_NOT_REPLACE)) {
            retained.put(message.topic(), message);
        } else {
            retained.putIfAbsent(message.topic(), message);
        }
    }

    private int granted(List<ReferenceSession.Subscription> matching) {
        var granted = matching.getFirst().qos();
        for (var subscription : matching) {
            var qos = subscription.qos();
            granted = flaws.has(Defect.QOS_OF_LOWEST) ? Math.min(granted, qos) : Math.max(granted, qos);
        }
        return granted;
    }

    private Message outgoing(Message message, List<ReferenceSession.Subscription> matching) {
        var granted = granted(matching);
        var qos = Math.min(message.qos(), granted); // [MQTT-3.8.4-6]
        if (flaws.has(Defect.QOS_RAISED)) {
            qos = granted;
        } else if (flaws.has(Defect.QOS_OF_PUBLISHER)) {
            qos = message.qos();
        }
        var asPublished = matching.stream().anyMatch(ReferenceSession.Subscription::retainAsPublished)
                && !flaws.has(Defect.RETAIN_AS_PUBLISHED_IGNORED);
        var marked = message.retain()
                && (asPublished
                        || flaws.has(Defect.RETAIN_PASSED_ON)
                        || (flaws.has(Defect.EMPTY_RETAIN_PASSED_ON)
                                && message.payload().length() == 0));
        var dup = message.dup() && flaws.has(Defect.DUP_PASSED_ON);
        var stripped = flaws.has(Defect.DOLLAR_STRIPPED) && message.topic().startsWith("$");
        return message.qos(qos)
                .retain(marked)
                .dup(dup)
                .properties(told(message.properties(), matching))
                .topic(stripped ? message.topic().substring(1) : message.topic());
    }

    /** What is passed on unaltered, and the identifiers of the subscriptions. [MQTT-3.3.4-3] */
    private Properties told(Properties published, List<ReferenceSession.Subscription> matching) {
        var told = Properties.NONE;
        for (var property : published.all()) {
            if (flaws.has(Defect.USER_PROPERTIES_REVERSED) && property.id() == Properties.USER) {
                var reversed = new ArrayList<>(told.all());
                reversed.addFirst(property);
                told = new Properties(reversed);
            } else if (!flaws.has(Defect.of(property.id()))) {
                told = told.and(property.id(), property.value());
            }
        }
        if (!flaws.has(Defect.SUBSCRIPTION_ID_UNTOLD)) {
            for (var subscription : matching) {
                var first = told.first(Properties.SUBSCRIPTION_ID).isEmpty();
                if (subscription.id() > 0 && (first || !flaws.has(Defect.ONE_SUBSCRIPTION_ID))) {
                    told = told.and(
                            Properties.SUBSCRIPTION_ID,
                            new Wire().varint(subscription.id()).octets());
                }
            }
        }
        return told;
    }

    private Message damaged(Message message, int lengthBytes) {
        var defect =
                switch (lengthBytes) {
                    case 1 -> Defect.LENGTH_1_CORRUPTED;
                    case 2 -> Defect.LENGTH_2_CORRUPTED;
                    case 3 -> Defect.LENGTH_3_CORRUPTED;
                    default -> Defect.LENGTH_4_CORRUPTED;
                };
        if (lengthBytes == 0 || message.payload().length() == 0 || !flaws.has(defect)) {
            return message;
        }
        var bytes = message.payload().toArray();
        bytes[bytes.length - 1]++;
        return message.payload(Octets.of(bytes));
    }

    /** How many connections have sent a part of a packet. */
    long halfPackets() {
        return connections.stream().filter(ReferenceConnection::holdsHalf).count();
    }

    /** Ends everything at once, as a crash would. */
    void die() {
        close();
        connections.forEach(ReferenceConnection::close);
        throw new Flaws.Violation("a defect on purpose");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

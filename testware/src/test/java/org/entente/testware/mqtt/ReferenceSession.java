// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;

/** What the reference broker keeps for a client: subscriptions, deliveries, identifiers. Guarded by the broker's lock. */
final class ReferenceSession {
    /** A filter and the QoS granted; a list of them lets a defect keep the same filter twice. */
    record Subscription(String filter, int qos, boolean noLocal, boolean retainAsPublished, int id) {
        private static final String SHARE = "$share/";

        Subscription qos(int level) {
            return new Subscription(filter, level, noLocal, retainAsPublished, id);
        }

        boolean shared() {
            return filter.startsWith(SHARE);
        }

        String sharedFilter() {
            return filter.substring(filter.indexOf('/', SHARE.length()) + 1);
        }
    }

    /** A message under way, and whether PUBREC has come for it. */
    private record Delivery(Aging message, boolean received) {}

    /** A message, and when it came to the broker. */
    private record Aging(Message message, long since) {
        static Aging now(Message message) {
            return new Aging(message, System.nanoTime());
        }

        private long seconds() {
            return Duration.ofNanos(System.nanoTime() - since).toSeconds();
        }

        boolean expired() {
            return message.properties()
                    .number(Properties.MESSAGE_EXPIRY)
                    .filter(expiry -> seconds() >= expiry)
                    .isPresent();
        }

        /** With what is left of its time. [MQTT-3.3.2-6] */
        Message left() {
            var expiry = message.properties().number(Properties.MESSAGE_EXPIRY);
            if (expiry.isEmpty()) {
                return message;
            }
            var others = message.properties().all().stream()
                    .filter(p -> p.id() != Properties.MESSAGE_EXPIRY)
                    .toList();
            return message.properties(new Properties(others).u32(Properties.MESSAGE_EXPIRY, expiry.get() - seconds()));
        }
    }

    final String clientId;
    final boolean clean;
    final List<Subscription> subscriptions = new ArrayList<>();
    final Map<Integer, String> aliases = new LinkedHashMap<>();
    final Set<Integer> receivedIds = new HashSet<>();
    final Set<Integer> completedIds = new HashSet<>();
    final Set<Integer> acknowledgedIds = new HashSet<>();
    private final Flaws flaws;
    private final Map<Integer, Delivery> underWay = new LinkedHashMap<>();
    private final Deque<Aging> waiting = new ArrayDeque<>();
    private final Map<Integer, Aging> handshakes = new HashMap<>();
    private final List<Integer> heldPubrels = new ArrayList<>();
    private Optional<ReferenceConnection> connection = Optional.empty();
    private Optional<Message> held = Optional.empty();
    private boolean unsubscribed;
    private int lastId;
    private int receiveMaximum = Integer.MAX_VALUE;
    private long expirySeconds;
    private long leftAt;

    ReferenceSession(String clientId, boolean clean, Flaws flaws) {
        this.clientId = clientId;
        this.clean = clean;
        this.flaws = flaws;
    }

    Optional<ReferenceConnection> connection() {
        return connection;
    }

    void attach(ReferenceConnection to) {
        connection = Optional.of(to);
    }

    void detach() {
        connection = Optional.empty();
        leftAt = System.nanoTime();
    }

    /** How long the session lasts without a connection. [MQTT 5.0 §3.1.2.11.2] */
    void expiresAfter(long seconds) {
        expirySeconds = seconds;
    }

    long expirySeconds() {
        return expirySeconds;
    }

    /** Whether its time without a connection is over; one without any time ends with its connection. [MQTT-4.1.0-2] */
    boolean expired() {
        return connection.isEmpty()
                && expirySeconds > 0
                && Duration.ofNanos(System.nanoTime() - leftAt).toSeconds() >= expirySeconds
                && !flaws.has(Defect.EXPIRED_SESSION_KEPT);
    }

    /** A message at QoS 2 that came from this client, until its handshake is over. */
    void received(Message message, int id) {
        handshakes.put(id, Aging.now(message));
    }

    boolean expiredSince(int id) {
        var message = handshakes.remove(id);
        return message != null && message.expired();
    }

    /** Sends again what was not acknowledged, then what came meanwhile. [MQTT-4.4.0-1] */
    void resume() {
        var deliveries = new ArrayList<>(underWay.entrySet());
        if (flaws.has(Defect.RESENT_REVERSED)) {
            Collections.reverse(deliveries);
        }
        for (var entry : deliveries) {
            var id = entry.getKey();
            var delivery = entry.getValue();
            if (delivery.received() && !flaws.has(Defect.PUBLISH_AFTER_PUBREC)) {
                send(Packet.acknowledging(PacketType.PUBREL, id));
            } else {
                var dup = !flaws.has(Defect.RESENT_WITHOUT_DUP);
                send(delivery.message().message().dup(dup), id);
            }
        }
        var stored = List.copyOf(waiting);
        waiting.clear();
        for (var aging : stored) {
            var message = aging.left();
            if (!aging.expired() || flaws.has(Defect.EXPIRED_DELIVERED)) { // [MQTT-3.3.2-5]
                deliver(flaws.has(Defect.OFFLINE_LOWERED) ? message.qos(0) : message);
            }
        }
    }

    void deliver(Message message) {
        if (connection.isEmpty()) {
            if (message.qos() > 0) {
                waiting.add(Aging.now(message)); // [MQTT-3.1.2-5]
            }
            return;
        }
        if (message.qos() > 0 && exhausted()) {
            waiting.add(Aging.now(message));
            return;
        }
        if (flaws.has(Defect.ORDER_REVERSED) && held.isEmpty()) {
            held = Optional.of(message);
            return;
        }
        sendNow(message);
        held.ifPresent(this::sendNow);
        held = Optional.empty();
    }

    private void sendNow(Message message) {
        var id = 0;
        if (message.qos() > 0) {
            id = flaws.has(Defect.SAME_IDENTIFIER) ? 1 : ++lastId;
            underWay.put(id, new Delivery(Aging.now(message), false));
        }
        send(message, id);
    }

    private void send(Message message, int id) {
        connection.ifPresent(to -> to.send(message.packet(id), message.properties()));
    }

    /** How many messages above QoS 0 may be under way at once. [MQTT-3.3.4-9] */
    void receiveMaximum(int most) {
        receiveMaximum = flaws.has(Defect.RECEIVE_MAXIMUM_IGNORED) ? Integer.MAX_VALUE : most;
    }

    /** Whether nothing more may be sent until something is acknowledged. */
    boolean exhausted() {
        return underWay.size() >= receiveMaximum;
    }

    private void flush() {
        while (!waiting.isEmpty() && underWay.size() < receiveMaximum) {
            sendNow(waiting.poll().left());
        }
    }

    void puback(int id, int reason) {
        var again = reason >= 0x80 && flaws.has(Defect.NACK_SENT_AGAIN);
        if (!flaws.has(Defect.ACKNOWLEDGED_SENT_AGAIN) && !again) {
            underWay.remove(id);
        }
        flush();
    }

    void pubrec(int id) {
        if (unsubscribed && flaws.has(Defect.UNSUBSCRIBE_DROPS_DELIVERY)) {
            throw new Flaws.Violation("a defect on purpose");
        }
        var delivery = underWay.get(id);
        if (delivery != null && delivery.message().expired() && flaws.has(Defect.EXPIRED_PUBREC_CLOSES)) {
            throw new Flaws.Violation("a defect on purpose");
        }
        underWay.computeIfPresent(id, (key, before) -> new Delivery(before.message(), true));
        if (flaws.has(Defect.PUBREL_SWAPPED) && heldPubrels.isEmpty()) {
            heldPubrels.add(id);
            return;
        }
        send(Packet.acknowledging(PacketType.PUBREL, id));
        heldPubrels.forEach(heldId -> send(Packet.acknowledging(PacketType.PUBREL, heldId)));
        heldPubrels.clear();
    }

    void pubcomp(int id) {
        underWay.remove(id);
        flush();
    }

    /** Whether the same filter was there before. */
    boolean subscribe(Subscription subscription) {
        var before = subscriptions.stream().anyMatch(s -> s.filter().equals(subscription.filter()));
        if (!flaws.has(Defect.SUBSCRIPTION_ADDED)) {
            subscriptions.removeIf(s -> s.filter().equals(subscription.filter())); // [MQTT-3.8.4-3]
        }
        subscriptions.add(subscription);
        return before;
    }

    /** Whether there was anything to end. */
    boolean unsubscribe(String filter, TopicMatch match) {
        unsubscribed = true;
        return subscriptions.removeIf(s -> s.filter().equals(filter)
                || (flaws.has(Defect.UNSUBSCRIBE_BY_MATCH) && match.matches(filter, s.filter())));
    }

    private void send(Packet packet) {
        connection.ifPresent(to -> to.send(packet));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Upgrade;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;

/** One client of the reference broker: its packets, one after the other. MQTT 3.1.1 §3. */
final class ReferenceConnection implements Runnable {
    private static final int NO_SUBSCRIPTION = 0x11;
    private static final int WITH_WILL = 0x04;
    private static final int MOST_ALIASES = 10;
    private static final int CHUNK = 64 << 10;

    private final ReferenceBroker broker;
    private final Flaws flaws;
    private final Socket socket;
    private final List<Packet> heldAnswers = new ArrayList<>();
    private ReferenceSession session;
    private Optional<Message> will = Optional.empty();
    private final Map<Integer, String> ownAliases = new HashMap<>();
    private Version version = Version.V311;
    private final ReferenceOutput output;
    private boolean connected;
    private boolean violated;
    private boolean left;
    private int repeated;
    /** Read by the threads of other connections. */
    private volatile boolean holdsHalf;

    ReferenceConnection(ReferenceBroker broker, Socket socket) {
        this.broker = broker;
        this.flaws = broker.flaws;
        this.socket = socket;
        this.output = new ReferenceOutput(socket, flaws);
        this.session = new ReferenceSession("", true, flaws);
    }

    @Override
    public void run() {
        try {
            socket.setTcpNoDelay(true);
            read();
        } catch (IOException | UncheckedIOException e) {
            // The client is gone, or silent for too long: both end the connection below.
            violated = false;
        } catch (Flaws.Violation e) {
            violated = true;
            sayWhy();
        } finally {
            // First the consequences, then the closing: whoever sees it closed sees them too.
            broker.locked(this::evict);
        }
    }

    private void sayWhy() {
        if (connected || !flaws.has(Defect.DISCONNECT_BEFORE_CONNACK)) {
            return;
        }
        try {
            output.disconnectBeforeConnack();
        } catch (IOException e) {
            close();
        }
    }

    boolean holdsHalf() {
        return holdsHalf;
    }

    /** Ends the connection with all its consequences; under the broker's lock. */
    void evict() {
        if (!left) {
            left = true;
            leave();
        }
        close();
    }

    private void read() throws IOException {
        var frames = new Frames();
        var chunk = new byte[CHUNK];
        for (int count = socket.getInputStream().read(chunk);
                count >= 0;
                count = socket.getInputStream().read(chunk)) {
            frames.add(chunk, count);
            if (flaws.has(Defect.DIES_OF_HUGE_LENGTH)
                    && count > 4
                    && chunk[1] == -1
                    && chunk[2] == -1
                    && chunk[3] == -1) {
                broker.die();
            }
            for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                var whole = frame.get();
                if (whole.malformed()) {
                    throw new Flaws.Violation("malformed remaining length");
                }
                broker.locked(() -> handle(whole));
            }
            holdsHalf = frames.waiting() > 0;
            if (flaws.has(Defect.DIES_OF_HALF_PACKETS) && broker.halfPackets() > 50) {
                broker.die();
            }
        }
        // Nobody hears us any more; a proper end of tens of thousands a minute would use up the ports, which wait after
        // it.
        socket.setSoLinger(true, 0);
    }

    private void leave() {
        var words = will;
        will = Optional.empty();
        broker.leave(this, session);
        if (connected) {
            if (flaws.has(Defect.WILL_TWICE) || flaws.has(Defect.WILL_SURVIVES_DISCONNECT)) {
                broker.publishSurvivingWill(session.clientId);
            }
            words.ifPresent(this::leaveWill);
        }
    }

    /** A will waits for its delay, but no longer than the session. [MQTT 5.0 §3.1.3.2.2] */
    private void leaveWill(Message message) {
        var delay = message.properties().number(Properties.WILL_DELAY).orElse(0L);
        var waits = flaws.has(Defect.WILL_OUTLIVES_SESSION) ? delay : Math.min(delay, session.expirySeconds());
        if (waits == 0 || flaws.has(Defect.WILL_DELAY_IGNORED)) {
            publishWill(message);
        } else {
            broker.publishLater(session.clientId, waits, () -> publishWill(message));
        }
    }

    private void publishWill(Message message) {
        if (message.topic().equals(ReferenceBroker.RESTRICTED_TOPIC) && !flaws.has(Defect.WILL_UNASKED)) {
            return;
        }
        var emptied = flaws.has(Defect.WILL_EMPTIED) || (violated && flaws.has(Defect.WILL_EMPTIED_ON_VIOLATION));
        broker.publish(emptied ? message.payload(Octets.NONE) : message, 0, ReferenceBroker.NOBODY);
        if (flaws.has(Defect.WILL_TWICE)) {
            broker.keepWill(session.clientId, message);
        }
    }

    private void handle(Frames.Frame frame) {
        var type = PacketType.of(frame.header());
        var flags = frame.header() & 0x0F;
        if (!connected && type != PacketType.CONNECT) {
            flaws.must(false, Defect.FIRST_PACKET); // [MQTT-3.1.0-1]
        }
        var in = new StrictReader(frame.body(), flaws);
        switch (type) {
            case CONNECT -> connect(flags, in);
            case PUBLISH ->
                publish(flags, in, frame.bytes().length() - frame.body().length() - 1);
            case PUBACK -> {
                var id = acknowledged(flags, 0, in, Defect.PUBACK_FLAGS);
                session.puback(id, in.hasMore() ? in.u8() : 0);
            }
            case PUBREC -> session.pubrec(acknowledged(flags, 0, in, Defect.PUBREC_FLAGS));
            case PUBREL -> pubrel(acknowledged(flags, 2, in, Defect.PUBREL_FLAGS));
            case PUBCOMP -> session.pubcomp(acknowledged(flags, 0, in, Defect.PUBCOMP_FLAGS));
            case SUBSCRIBE -> subscribe(flags, in);
            case UNSUBSCRIBE -> unsubscribe(flags, in);
            case PINGREQ -> pingreq(flags);
            case DISCONNECT -> disconnect(flags, in);
            case AUTH -> flaws.must(false, Defect.AUTH_IGNORED);
            case RESERVED, CONNACK, SUBACK, UNSUBACK, PINGRESP -> throw new Flaws.Violation(type + " from a client");
        }
    }

    private void connect(int flags, StrictReader in) {
        flaws.must(flags == 0, Defect.CONNECT_FLAGS); // [MQTT-2.2.2-2]
        if (connected) {
            flaws.must(false, Defect.SECOND_CONNECT); // [MQTT-3.1.0-2]
            connack(false, 0, Properties.NONE);
            return;
        }
        var reading = ConnectReading.of(in, flaws);
        version = reading.version();
        output.as(version, reading.properties());
        if (reading.code() != 0) {
            refuse(reading.code());
            return;
        }
        var id = reading.clientId().isEmpty() ? "assigned-" + socket.getPort() : reading.clientId();
        var present = (broker.stored(id) && !reading.clean() && !flaws.has(Defect.PRESENT_SESSION_HIDDEN))
                || (reading.clean() && flaws.has(Defect.CLEAN_SESSION_PRESENT))
                || (!broker.stored(id) && !reading.clean() && flaws.has(Defect.NEW_SESSION_PRESENT));
        session = broker.admit(this, id, reading.clean(), reading.lasts());
        session.receiveMaximum(reading.properties()
                .number(Properties.RECEIVE_MAXIMUM)
                .orElse((long) Integer.MAX_VALUE)
                .intValue());
        session.expiresAfter(reading.expirySeconds());
        connected = true;
        will = reading.will();
        keepAlive(reading.keepAliveSeconds());
        var told = Properties.NONE.u16(Properties.TOPIC_ALIAS_MAXIMUM, MOST_ALIASES);
        if (reading.clientId().isEmpty() && !flaws.has(Defect.ASSIGNED_ID_UNTOLD)) {
            told = told.text(Properties.ASSIGNED_CLIENT_ID, id);
        }
        if (flaws.has(Defect.RESPONSE_INFORMATION_UNASKED)) {
            told = told.text(Properties.RESPONSE_INFORMATION, "entente/answers");
        }
        connack(present, 0, told);
        session.resume();
    }

    private void refuse(int code) {
        if (code != ConnectReading.SILENTLY) {
            connack(false, code, Properties.NONE);
        }
        var serves = (code == 5 && flaws.has(Defect.REFUSED_CLIENT_SERVED))
                || (code == 1 && flaws.has(Defect.REJECTED_CONNECT_SERVED));
        if (!serves) {
            throw new Flaws.Violation("refused"); // [MQTT-3.2.2-5]
        }
        connected = true;
    }

    private void connack(boolean present, int code, Properties properties) {
        var header = PacketType.CONNACK.header() | (flaws.has(Defect.CONNACK_FLAGS) ? 1 : 0);
        var told = code == ConnectReading.BAD_METHOD ? code : Upgrade.reason(version, code);
        send(new Packet(header, new Wire().u8(present ? 1 : 0).u8(told)), properties);
    }

    private void keepAlive(int seconds) {
        try {
            // One and a half times the keep-alive, 0 for none. [MQTT-3.1.2-24]
            socket.setSoTimeout(flaws.has(Defect.KEEP_ALIVE_IGNORED) ? 0 : seconds * 1500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(int flags, StrictReader in, int lengthBytes) {
        var qos = (flags >> 1) & 3;
        var dup = (flags & 8) != 0;
        flaws.must(qos < 3, Defect.PUBLISH_QOS_3); // [MQTT-3.3.1-4]
        flaws.must(!dup || qos > 0, Defect.DUP_AT_QOS_0); // [MQTT-3.3.1-2]
        if (flaws.has(Defect.DIES_OF_OVERLONG_TOPIC) && in.claimsTooMuch()) {
            broker.die();
        }
        var text = in.text(Defect.TOPIC_SURROGATE, Defect.TOPIC_NULL);
        var id = qos > 0 ? in.u16() : 0;
        var properties = version == Version.V5 ? in.properties() : Properties.NONE;
        var topic =
                broker.match.name(aliased(text, properties), Defect.TOPIC_EMPTY, Defect.TOPIC_HASH, Defect.TOPIC_PLUS);
        flaws.must(qos != 1 || id != 0, Defect.PUBLISH_ID_0_QOS_1); // [MQTT-2.3.1-1]
        flaws.must(qos != 2 || id != 0, Defect.PUBLISH_ID_0_QOS_2); // [MQTT-2.3.1-1]
        if (qos == 0 && in.hasMore() && flaws.has(Defect.SURPLUS_ID_SWALLOWED)) {
            in.u16();
        }
        var message = new Message(
                topic, in.rest(), qos, dup, (flags & 1) != 0, false, PublishProperties.passedOn(properties, flaws));
        if (flaws.has(Defect.TOPIC_AS_PATH) && topic.equals("./" + ReferenceBroker.RESTRICTED_TOPIC)) {
            broker.publish(message.topic(ReferenceBroker.RESTRICTED_TOPIC), lengthBytes, session);
        } else if (topic.equals(ReferenceBroker.RESTRICTED_TOPIC)) {
            answer(qos == 1 && flaws.has(Defect.RESTRICTED_ANSWERED_BY_PUBREC) ? 2 : qos, id);
        } else {
            accept(message, id, lengthBytes);
        }
    }

    /** The topic that an alias stands for, which it may also be the first to name. [MQTT 5.0 §3.3.2.3.4] */
    private String aliased(String topic, Properties properties) {
        var alias = properties.number(Properties.TOPIC_ALIAS).map(Long::intValue);
        if (alias.isEmpty()) {
            return topic;
        }
        var aliases = flaws.has(Defect.ALIASES_KEPT) ? session.aliases : ownAliases;
        flaws.must(alias.get() > 0, Defect.ALIAS_0); // [MQTT-3.3.2-8]
        flaws.must(alias.get() <= MOST_ALIASES, Defect.ALIAS_ABOVE_MAXIMUM); // [MQTT-3.3.2-9]
        if (!topic.isEmpty()) {
            aliases.put(alias.get(), flaws.has(Defect.ALIAS_FORGETS_LAST) ? topic.substring(1) : topic);
        }
        return topic.isEmpty() ? aliases.getOrDefault(alias.get(), "") : topic;
    }

    private void accept(Message message, int id, int lengthBytes) {
        var repeated =
                switch (message.qos()) {
                    case 1 ->
                        !session.acknowledgedIds.add(id) && message.dup() && flaws.has(Defect.QOS_1_DUP_DISCARDED);
                    case 2 ->
                        (!fresh(id) && !flaws.has(Defect.QOS_2_TWICE))
                                || (session.completedIds.contains(id) && flaws.has(Defect.QOS_2_ID_REMEMBERED));
                    default -> false;
                };
        session.received(message, id);
        if (!repeated) {
            broker.publish(message, lengthBytes, session);
        }
        answer(message.qos(), id);
    }

    private boolean fresh(int id) {
        var fresh = session.receivedIds.add(id);
        repeated += fresh ? 0 : 1;
        if (repeated > 100 && flaws.has(Defect.DIES_OF_SAME_IDENTIFIER)) {
            broker.die();
        }
        return fresh;
    }

    private void answer(int qos, int id) {
        if (qos == 0) {
            return;
        }
        var type = qos == 1 ? PacketType.PUBACK : PacketType.PUBREC;
        var packet = Packet.acknowledging(type, id);
        var swapped = qos == 1 ? flaws.has(Defect.PUBACK_SWAPPED) : flaws.has(Defect.PUBREC_SWAPPED);
        if (swapped && heldAnswers.isEmpty()) {
            heldAnswers.add(packet);
            return;
        }
        send(packet);
        heldAnswers.forEach(this::send);
        heldAnswers.clear();
    }

    private int acknowledged(int flags, int right, StrictReader in, Defect forgiven) {
        flaws.must(flags == right, forgiven); // [MQTT-2.2.2-2]
        return in.u16();
    }

    private void pubrel(int id) {
        if (session.expiredSince(id) && flaws.has(Defect.EXPIRED_PUBREL_CLOSES)) {
            throw new Flaws.Violation("a defect on purpose");
        }
        session.receivedIds.remove(id);
        session.completedIds.add(id);
        send(Packet.acknowledging(PacketType.PUBCOMP, id));
    }

    private void subscribe(int flags, StrictReader in) {
        flaws.must(flags == 2, Defect.SUBSCRIBE_FLAGS); // [MQTT-3.8.1-1]
        if (session.exhausted() && flaws.has(Defect.QUOTA_ENDS_ALL)) {
            throw new Flaws.Violation("a defect on purpose");
        }
        var id = in.u16();
        flaws.must(id != 0, Defect.SUBSCRIBE_ID_0); // [MQTT-2.3.1-1]
        var properties = version == Version.V5 ? in.properties() : Properties.NONE;
        flaws.must(in.hasMore(), Defect.SUBSCRIBE_WITHOUT_FILTER); // [MQTT-3.8.3-3]
        var subscriptionId =
                properties.number(Properties.SUBSCRIPTION_ID).orElse(-1L).intValue();
        flaws.must(subscriptionId != 0, Defect.SUBSCRIPTION_ID_0); // [MQTT 5.0 §3.8.2.1.2]
        var codes = new ArrayList<Integer>();
        var messages = new ArrayList<Message>();
        while (in.hasMore()) {
            var filter = filter(in);
            var options = new SubscribeOptions(in.u8(), version, flaws);
            if ((codes.size() > 1000 && flaws.has(Defect.DIES_OF_MANY_FILTERS))
                    || (filter.length() > 1000 && filter.startsWith("+/") && flaws.has(Defect.DIES_OF_DEEP_FILTER))) {
                broker.die();
            }
            options.check(filter);
            var again = session.subscribe(new ReferenceSession.Subscription(
                    filter, options.qos(), options.noLocal(), options.retainAsPublished(), subscriptionId));
            if (options.wantsRetained(again)) {
                messages.addAll(broker.retainedFor(filter, options.qos(), again));
            }
            codes.add(options.code());
        }
        if (flaws.has(Defect.SUBACK_CODES_SORTED)) {
            Collections.sort(codes);
        }
        var wire = new Wire().u16(flaws.has(Defect.SUBACK_OTHER_ID) ? id + 1 : id);
        codes.forEach(wire::u8);
        send(new Packet(PacketType.SUBACK.header() | (flaws.has(Defect.SUBACK_FLAGS) ? 1 : 0), wire));
        messages.forEach(session::deliver);
    }

    private String filter(StrictReader in) {
        try {
            return broker.match.filter(in.text(Defect.FILTER_SURROGATE, Defect.FILTER_NULL));
        } catch (Flaws.Violation e) {
            if (flaws.has(Defect.DIES_OF_OVERLONG_FILTER)) {
                broker.die();
            }
            throw e;
        } catch (IllegalStateException e) {
            broker.die();
            throw e;
        }
    }

    private void unsubscribe(int flags, StrictReader in) {
        flaws.must(flags == 2, Defect.UNSUBSCRIBE_FLAGS); // [MQTT-3.10.1-1]
        var id = in.u16();
        flaws.must(id != 0, Defect.UNSUBSCRIBE_ID_0); // [MQTT-2.3.1-1]
        if (version == Version.V5) {
            in.properties();
        }
        flaws.must(in.hasMore(), Defect.UNSUBSCRIBE_WITHOUT_FILTER); // [MQTT-3.10.3-2]
        var codes = new ArrayList<Integer>();
        while (in.hasMore()) {
            var filter = in.text(Defect.UNFILTER_SURROGATE, Defect.UNFILTER_NULL);
            flaws.must(!filter.isEmpty(), Defect.UNFILTER_EMPTY); // [MQTT-4.7.3-1]
            var ended = flaws.has(Defect.UNSUBSCRIBE_IGNORED) || session.unsubscribe(filter, broker.match);
            flaws.must(ended || !flaws.has(Defect.UNSUBSCRIBE_NOTHING_CLOSES), Defect.FIRST_PACKET);
            codes.add(ended ? 0 : flaws.has(Defect.NO_SUBSCRIPTION_UNTOLD) ? 0 : NO_SUBSCRIPTION);
        }
        if (flaws.has(Defect.UNSUBACK_REASONS_SORTED)) {
            Collections.sort(codes);
        }
        var told = id == 0 || flaws.has(Defect.UNSUBACK_OTHER_ID) ? id + 1 : id;
        var header = PacketType.UNSUBACK.header() | (flaws.has(Defect.UNSUBACK_FLAGS) ? 1 : 0);
        var wire = new Wire().u16(told);
        if (version == Version.V5) {
            codes.forEach(wire::u8);
        }
        for (int i = 0; i < (flaws.has(Defect.UNSUBACK_FOR_EACH) ? codes.size() : 1); i++) {
            send(new Packet(header, wire));
        }
    }

    private void pingreq(int flags) {
        flaws.must(flags == 0, Defect.PINGREQ_FLAGS); // [MQTT-2.2.2-2]
        send(new Packet(PacketType.PINGRESP.header() | (flaws.has(Defect.PINGRESP_FLAGS) ? 1 : 0), new Wire()));
    }

    private void disconnect(int flags, StrictReader in) {
        flaws.must(flags == 0, Defect.DISCONNECT_FLAGS); // [MQTT-3.14.1-1]
        if (flags != 0 || flaws.has(Defect.DISCONNECT_IGNORED)) {
            return;
        }
        if (flaws.has(Defect.WILL_SURVIVES_DISCONNECT)) {
            will.ifPresent(message -> broker.keepWill(session.clientId, message));
        }
        var withWill = version == Version.V5 && in.hasMore() && in.u8() == WITH_WILL;
        if (withWill && flaws.has(Defect.WILL_EMPTIED_ON_REQUEST)) {
            will = will.map(message -> message.payload(Octets.NONE));
        }
        if (!withWill && !flaws.has(Defect.WILL_SENT_ON_DISCONNECT)) {
            will = Optional.empty(); // [MQTT-3.14.4-3]
        }
        evict();
    }

    void send(Packet packet) {
        send(packet, Properties.NONE);
    }

    void send(Packet packet, Properties properties) {
        try {
            output.send(packet, properties);
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

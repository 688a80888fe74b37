// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.connack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.entente.testware.Judged;
import org.entente.testware.Stage;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Version;

/** What an MQTT case works with: connections to the broker, fresh names, and the steps cases share. */
final class Scene {
    /** How long nothing may come after a fence has passed: for brokers that deliver on several threads. */
    private static final Duration GRACE = Duration.ofMillis(40);

    /** What a broker may do that has one message under way to a client, and the next one after its acknowledgement. */
    static final String ONE_AT_A_TIME = "sends one message at a time";

    private static final String FENCE = "fence";

    private final Stage stage;
    private final Endpoint endpoint;
    private final Version version;
    private int peers;
    private int ids = 100;

    Scene(Stage stage, Endpoint endpoint, Version version) {
        this.stage = stage;
        this.endpoint = endpoint;
        this.version = version;
    }

    Version version() {
        return version;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Stage stage() {
        return stage;
    }

    /** What the profile tells under this name; the selection of a purpose makes sure that it does. */
    String told(String parameter) {
        return stage.profile().parameter(parameter).orElseThrow(() -> Judged.error("profile lacks " + parameter, -1));
    }

    String fresh() {
        return stage.fresh();
    }

    String topic() {
        return "entente/" + stage.fresh();
    }

    /** A correct CONNECT with a clean session and a fresh client identifier. */
    Connect connect() {
        return connectAs(stage.fresh());
    }

    Connect connectAs(String clientId) {
        return Logins.of(Connect.as(clientId), stage.profile());
    }

    /** A connection on which nothing was sent yet. */
    Peer open() throws IOException {
        return new Peer(stage, "client-" + ++peers, endpoint, version);
    }

    Peer client() throws IOException {
        return client(connect());
    }

    /** A connected client; that it connects is the initial condition and not what is judged. */
    Peer client(Connect connect) throws IOException {
        var peer = open();
        given(() -> peer.send(connect).expect(connack(0)));
        return peer;
    }

    /** Features of 5.0 that a server may lack, and then says so. */
    void available(int property, String what) throws IOException {
        if (greeting().number(property).orElse(1L) == 0) {
            throw Judged.notApplicable("the broker has no " + what + ", as its CONNACK says");
        }
    }

    /** What the broker tells of itself when a client connects. */
    Properties greeting() throws IOException {
        var peer = open();
        var seen = new Observation[1];
        given(() -> seen[0] = peer.send(connect()).expect(connack(0)));
        return seen[0] instanceof Observation.Arrived(Inbound.Connack connack, int _)
                ? connack.properties()
                : Properties.NONE;
    }

    Peer subscriber(String filter, int qos) throws IOException {
        var peer = client();
        subscribe(peer, filter, qos);
        return peer;
    }

    void subscribe(Peer peer, String filter, int qos) {
        var id = ids++;
        given(() -> peer.send(Packet.subscribe(id, filter, qos)).expect(Expectation.granted(id)));
    }

    /** Publishes at QoS 1 and waits until the broker has taken it over. */
    void publish(Peer peer, Publication publication) {
        var id = ids++;
        given(() -> peer.send(publication.qos(1, id)).expect(Expectation.ack(PacketType.PUBACK, id)));
    }

    /** Publishes at QoS 2 with the whole handshake. */
    void publishExactlyOnce(Peer peer, Publication publication) {
        var id = ids++;
        given(() -> {
            peer.send(publication.qos(2, id)).expect(Expectation.ack(PacketType.PUBREC, id));
            peer.send(Packet.acknowledging(PacketType.PUBREL, id)).expect(Expectation.ack(PacketType.PUBCOMP, id));
        });
    }

    /** Publishes from a fresh client and waits until the broker has the message, whatever the QoS. */
    void publishAt(int qos, Publication publication) throws IOException {
        var peer = client();
        if (qos == 0) {
            given(() -> peer.send(publication).send(Packet.pingreq()).expect(Expectation.pingresp()));
        } else if (qos == 1) {
            publish(peer, publication);
        } else {
            publishExactlyOnce(peer, publication);
        }
    }

    /** A client with a session that outlives its connection, discarded at the end of the case. */
    Peer lasting(String clientId) throws IOException {
        forgetSession(clientId);
        return client(connectAs(clientId).lasting());
    }

    void forgetSession(String clientId) {
        stage.afterwards(() -> {
            var peer = client(connectAs(clientId));
            peer.send(Packet.disconnect());
        });
    }

    /**
     * Sends DISCONNECT and waits until the broker closes, as it should: only then has it read it for sure.
     * One that leaves the closing to the client costs the patience of an answer.
     */
    void leave(Peer peer) throws IOException {
        peer.send(Packet.disconnect()).next(stage.patience());
        peer.close();
    }

    /** Takes the retained message of a topic away at the end of the case. */
    void forgetRetained(String topic) {
        stage.afterwards(() -> {
            var peer = client();
            publish(peer, Publication.of(topic, "").retained());
        });
    }

    /**
     * No message of that kind comes. A message of ours follows on the same connection: whatever the broker
     * had to deliver before it should have come by then.
     */
    void expectNoMessage(Peer peer, Predicate<Inbound.Publish> unwanted) throws IOException {
        var fence = topic();
        var id = ids++;
        peer.send(Packet.subscribe(id, fence, 0));
        passOver(peer, unwanted, in -> in instanceof Inbound.Suback suback && suback.id() == id);
        publish(client(), Publication.of(fence, FENCE));
        passOver(
                peer,
                unwanted,
                in -> in instanceof Inbound.Publish publish && publish.topic().equals(fence));
        for (var seen = peer.next(GRACE); !(seen instanceof Observation.Silent); seen = peer.next(GRACE)) {
            refuse(seen, unwanted);
            if (seen instanceof Observation.Closed(int event, var _)) {
                throw Judged.inconclusive("the broker closed the subscriber's connection", event);
            }
        }
    }

    /**
     * The messages on a topic, and on no topic but ours, that come before one of ours that follows them.
     * A message whose topic the broker has changed counts too.
     */
    List<Observation> delivered(Peer peer, String topic) throws IOException {
        var fence = topic();
        var messages = new ArrayList<Observation>();
        subscribeAmid(peer, fence, messages, topic);
        publish(client(), Publication.of(fence, FENCE));
        collect(
                peer,
                messages,
                topic,
                in -> in instanceof Inbound.Publish publish && publish.topic().equals(fence));
        return messages;
    }

    /** Subscribes and waits for the SUBACK, keeping messages on a topic that come with it. */
    void subscribeAmid(Peer peer, String filter, List<Observation> messages, String topic) {
        var id = ids++;
        peer.send(Packet.subscribe(id, filter, 1));
        collect(peer, messages, topic, in -> in instanceof Inbound.Suback suback && suback.id() == id);
    }

    private void collect(Peer peer, List<Observation> messages, String topic, Predicate<Inbound> until) {
        while (true) {
            var seen = peer.next(stage.patience());
            if (!(seen instanceof Observation.Arrived(Inbound inbound, int _))) {
                throw Judged.inconclusive("expected our own later message, got " + seen.words(), seen.event());
            }
            if (until.test(inbound)) {
                acknowledge(peer, inbound);
                // What has not come by now is convicted by this frame.
                stage.decided(seen.event());
                return;
            }
            acknowledge(peer, inbound);
            if (inbound instanceof Inbound.Publish publish && topic.contains(publish.topic())) {
                messages.add(seen);
            }
        }
    }

    /** Answers a delivery: a broker may keep the next message back until this one is done with. */
    private static void acknowledge(Peer peer, Inbound inbound) {
        switch (inbound) {
            case Inbound.Publish publish
            when publish.qos() > 0 ->
                peer.send(
                        Packet.acknowledging(publish.qos() == 1 ? PacketType.PUBACK : PacketType.PUBREC, publish.id()));
            case Inbound.Ack ack
            when ack.type() == PacketType.PUBREL -> peer.send(Packet.acknowledging(PacketType.PUBCOMP, ack.id()));
            case Inbound _ -> {} // asks for no answer
        }
    }

    /** No message of that kind comes before the answer to a ping, nor at once after it. */
    void expectNothingBeforePing(Peer peer, Predicate<Inbound.Publish> unwanted) {
        peer.send(Packet.pingreq());
        passOver(peer, unwanted, Inbound.Pingresp.class::isInstance);
        refuse(peer.next(GRACE), unwanted);
    }

    /** Steps towards the initial condition: what goes wrong in them does not convict the broker of this purpose. */
    void given(Runnable steps) {
        try {
            steps.run();
        } catch (Judged judged) {
            throw judged.beforeThePurpose();
        }
    }

    private void passOver(Peer peer, Predicate<Inbound.Publish> unwanted, Predicate<Inbound> until) {
        while (true) {
            var seen = peer.next(stage.patience());
            refuse(seen, unwanted);
            if (!(seen instanceof Observation.Arrived(Inbound inbound, int event))) {
                throw Judged.inconclusive("expected our own later message, got " + seen.words(), seen.event());
            }
            if (until.test(inbound)) {
                stage.decided(event);
                return;
            }
        }
    }

    private static void refuse(Observation seen, Predicate<Inbound.Publish> unwanted) {
        if (seen instanceof Observation.Arrived(Inbound.Publish publish, int event) && unwanted.test(publish)) {
            throw Judged.fail("expected no such message, got " + publish.words(), event);
        }
    }
}

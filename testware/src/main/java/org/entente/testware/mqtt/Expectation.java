// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Upgrade;
import org.entente.testware.mqtt.wire.Version;

/**
 * What the endpoint may do next, required or expressly permitted.
 *
 * @param permission where the standard says MAY or SHOULD, what the endpoint makes use of
 */
record Expectation(String words, Predicate<Observation> test, Optional<String> permission) {
    private static Expectation of(String words, Predicate<Observation> test) {
        return new Expectation(words, test, Optional.empty());
    }

    private static Expectation frame(String words, Predicate<Inbound> test) {
        return of(words, seen -> seen instanceof Observation.Arrived(Inbound inbound, int _) && test.test(inbound));
    }

    static Expectation closes() {
        return of(
                "the connection closed",
                seen -> seen instanceof Observation.Closed
                        || (seen instanceof Observation.Arrived(Inbound.Connack connack, int _)
                                && connack.refusesIn5()));
    }

    static Expectation silence() {
        return of("nothing", Observation.Silent.class::isInstance);
    }

    static Expectation connack(int code) {
        return frame(
                "CONNACK with code " + code,
                in -> in instanceof Inbound.Connack c && c.flags() == 0 && c.acknowledgeFlags() <= 1 && says(c, code));
    }

    static Expectation connack(int code, boolean sessionPresent) {
        var words = "CONNACK with code " + code + " and session-present " + (sessionPresent ? 1 : 0);
        return connack(code).and(words, in -> in instanceof Inbound.Connack c && c.sessionPresent() == sessionPresent);
    }

    static Expectation ack(PacketType type, int id) {
        return frame(
                type + " with id " + id,
                in -> in instanceof Inbound.Ack a
                        && a.type() == type
                        && a.flags() == type.flags()
                        && a.id() == id
                        && a.reason() < 0x80);
    }

    /** An acknowledgement whatever its reason: 5.0 may tell with it that nothing was done. */
    static Expectation answer(PacketType type, int id) {
        return frame(
                type + " with id " + id + ", whatever its reason",
                in -> in instanceof Inbound.Ack a && a.type() == type && a.flags() == type.flags() && a.id() == id);
    }

    static Expectation suback(int id, Integer... codes) {
        var wanted = List.of(codes);
        return frame(
                "SUBACK with id " + id + " and codes " + wanted,
                in -> in instanceof Inbound.Suback s
                        && s.flags() == 0
                        && s.id() == id
                        && s.codes().equals(wanted));
    }

    /** A SUBACK for one filter that grants whatever QoS. */
    static Expectation granted(int id) {
        return frame(
                "SUBACK with id " + id + " that grants the subscription",
                in -> in instanceof Inbound.Suback(int flags, int got, List<Integer> codes, var _)
                        && flags == 0
                        && got == id
                        && codes.size() == 1
                        && codes.getFirst() <= 2);
    }

    static Expectation pingresp() {
        return frame("PINGRESP", new Inbound.Pingresp(0)::equals);
    }

    static Expectation message(String topic, String payload) {
        return message(topic, Octets.utf8(payload));
    }

    static Expectation message(String topic, Octets payload) {
        var shown = payload.length() <= 40 ? '"' + payload.text() + '"' : "the " + payload.length() + " bytes sent";
        return frame(
                "PUBLISH on " + topic + " with " + shown,
                in -> in instanceof Inbound.Publish publish
                        && publish.topic().equals(topic)
                        && publish.payload().equals(payload));
    }

    /** UNSUBACK of 5.0, with its reasons. */
    static Expectation unsuback(int id, Integer... reasons) {
        var wanted = List.of(reasons);
        return answer(PacketType.UNSUBACK, id)
                .and(
                        "UNSUBACK with id " + id + " and reasons " + wanted,
                        in -> in instanceof Inbound.Ack a && a.reasons().equals(wanted));
    }

    Expectation greeting(String what, Predicate<Properties> right) {
        return and(words + " with " + what, in -> in instanceof Inbound.Connack c && right.test(c.properties()));
    }

    Expectation properties(String what, Predicate<Properties> right) {
        return and(words + " with " + what, in -> in instanceof Inbound.Publish p && right.test(p.properties()));
    }

    Expectation qos(int level) {
        return and(words + " at QoS " + level, in -> in instanceof Inbound.Publish p && p.qos() == level);
    }

    Expectation retain(boolean flag) {
        var more = " with RETAIN " + (flag ? 1 : 0);
        return and(words + more, in -> in instanceof Inbound.Publish p && p.retain() == flag);
    }

    Expectation dup(boolean flag) {
        var more = " with DUP " + (flag ? 1 : 0);
        return and(words + more, in -> in instanceof Inbound.Publish p && p.dup() == flag);
    }

    Expectation id(int id) {
        return and(words + " with id " + id, in -> in instanceof Inbound.Publish p && p.id() == id);
    }

    /** The same behaviour, but as something the standard permits and not what it asks for. */
    Expectation permitted(String what) {
        return new Expectation(words, test, Optional.of(what));
    }

    // Wrong credentials have two codes in both versions, and 5.0 has two more for whom it does not let in.
    private static boolean says(Inbound.Connack connack, int returnCode) {
        return connack.code() == Upgrade.reason(connack.version(), returnCode)
                || (connack.version() == Version.V5 && returnCode == 4 && connack.code() == 0x81);
    }

    private Expectation and(String moreWords, Predicate<Inbound> more) {
        return new Expectation(
                moreWords,
                test.and(seen -> seen instanceof Observation.Arrived a && more.test(a.inbound())),
                permission);
    }
}

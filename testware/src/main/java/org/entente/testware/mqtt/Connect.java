// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.ArrayList;
import java.util.List;
import org.entente.testware.Octets;

/** Builds a CONNECT, right or wrong: the flags follow from what is added, unless they are overruled. MQTT 3.1.1 §3.1. */
final class Connect {
    static final int USER = 0x80;
    static final int PASSWORD = 0x40;
    static final int WILL_RETAIN = 0x20;
    static final int WILL = 0x04;
    static final int CLEAN = 0x02;
    static final int RESERVED = 0x01;

    private static final int DEFAULT_KEEP_ALIVE_SECONDS = 60;

    private final List<Octets> payload = new ArrayList<>();
    private final List<Octets> login = new ArrayList<>();
    private Octets protocol = Octets.utf8("MQTT");
    private int header = PacketType.CONNECT.header();
    private int level = Version.V311.level();
    private int flags = CLEAN;
    private int keepAliveSeconds = DEFAULT_KEEP_ALIVE_SECONDS;

    private Connect(Octets clientId) {
        payload.add(clientId);
    }

    static Connect as(String clientId) {
        return as(Octets.utf8(clientId));
    }

    static Connect as(Octets clientId) {
        return new Connect(clientId);
    }

    Connect header(int byteOne) {
        header = byteOne;
        return this;
    }

    Connect protocol(String name, int protocolLevel) {
        protocol = Octets.utf8(name);
        level = protocolLevel;
        return this;
    }

    Connect keepAlive(int seconds) {
        keepAliveSeconds = seconds;
        return this;
    }

    /** Keeps the session when the connection ends: CleanSession 0. */
    Connect lasting() {
        flags &= ~CLEAN;
        return this;
    }

    Connect will(Octets topic, Octets message, int qos, boolean retain) {
        flags |= WILL | (qos << 3) | (retain ? WILL_RETAIN : 0);
        return field(topic).field(message);
    }

    Connect will(String topic, String message, int qos, boolean retain) {
        return will(Octets.utf8(topic), Octets.utf8(message), qos, retain);
    }

    Connect user(Octets name) {
        flags |= USER;
        return field(name);
    }

    Connect password(Octets secret) {
        flags |= PASSWORD;
        return field(secret);
    }

    /** Credentials that come last whatever is added later. */
    Connect login(String name, String secret) {
        flags |= USER | PASSWORD;
        login.add(Octets.utf8(name));
        login.add(Octets.utf8(secret));
        return this;
    }

    /** One more payload field that no flag tells of. */
    Connect field(Octets bytes) {
        payload.add(bytes);
        return this;
    }

    /** Flags beside those that follow from the payload. */
    Connect and(int moreFlags) {
        flags |= moreFlags;
        return this;
    }

    String words() {
        return "CONNECT protocol=" + protocol.text() + " level=" + level + " client="
                + payload.getFirst().text() + " flags=" + String.format("%02x", flags) + " keep-alive="
                + keepAliveSeconds;
    }

    Packet packet() {
        var wire = new Wire().field(protocol).u8(level).u8(flags).u16(keepAliveSeconds);
        payload.forEach(wire::field);
        login.forEach(wire::field);
        return new Packet(header, wire);
    }
}

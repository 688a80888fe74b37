// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.entente.testware.Octets;

/** Builds a CONNECT, right or wrong: the flags follow from what is added, unless they are overruled. MQTT 3.1.1 §3.1. */
public final class Connect {
    public static final int USER = 0x80;
    public static final int PASSWORD = 0x40;
    public static final int WILL_RETAIN = 0x20;
    public static final int WILL = 0x04;
    public static final int CLEAN = 0x02;
    public static final int RESERVED = 0x01;

    /** How long a lasting session of 5.0 is to last: longer than any run. */
    private static final int LASTING_SECONDS = 3600;

    private static final int DEFAULT_KEEP_ALIVE_SECONDS = 60;

    /** Encoded parts of the payload, in order. */
    private final List<Octets> payload = new ArrayList<>();

    private final String clientId;
    private final List<Octets> login = new ArrayList<>();
    private Octets protocol = Octets.utf8("MQTT");
    private int header = PacketType.CONNECT.header();
    private int level = Version.V311.level();
    private int flags = CLEAN;
    private int keepAliveSeconds = DEFAULT_KEEP_ALIVE_SECONDS;

    private Properties properties = Properties.NONE;
    private Properties willProperties = Properties.NONE;
    /** Where in the payload the will begins, or -1. */
    private int willAt = -1;

    private Connect(Octets clientId) {
        this.clientId = clientId.text();
        field(clientId);
    }

    public static Connect as(String clientId) {
        return as(Octets.utf8(clientId));
    }

    public static Connect as(Octets clientId) {
        return new Connect(clientId);
    }

    public Connect header(int byteOne) {
        header = byteOne;
        return this;
    }

    public Connect protocol(String name, int protocolLevel) {
        protocol = Octets.utf8(name);
        level = protocolLevel;
        return this;
    }

    public Connect keepAlive(int seconds) {
        keepAliveSeconds = seconds;
        return this;
    }

    /** Keeps the session when the connection ends: CleanSession 0. */
    public Connect lasting() {
        return lasting(LASTING_SECONDS);
    }

    /** Keeps the session for so long; 3.1.1 knows no end of it. */
    public Connect lasting(int seconds) {
        flags &= ~CLEAN;
        properties = properties.u32(Properties.SESSION_EXPIRY, seconds);
        return this;
    }

    /** Takes up an earlier session, and leaves none behind: what 5.0 makes of a session without an expiry. */
    public Connect resuming() {
        flags &= ~CLEAN;
        return this;
    }

    public Connect will(Octets topic, Octets message, int qos, boolean retain) {
        flags |= WILL | (qos << 3) | (retain ? WILL_RETAIN : 0);
        willAt = payload.size();
        return field(topic).field(message);
    }

    public Connect will(String topic, String message, int qos, boolean retain) {
        return will(Octets.utf8(topic), Octets.utf8(message), qos, retain);
    }

    public Connect user(Octets name) {
        flags |= USER;
        return field(name);
    }

    public Connect password(Octets secret) {
        flags |= PASSWORD;
        return field(secret);
    }

    /** Credentials that come last whatever is added later. */
    public Connect login(String name, String secret) {
        flags |= USER | PASSWORD;
        login.add(Octets.utf8(name));
        login.add(Octets.utf8(secret));
        return this;
    }

    /** One more payload field that no flag tells of. */
    public Connect field(Octets bytes) {
        payload.add(new Wire().field(bytes).octets());
        return this;
    }

    /** Leaves the payload empty. */
    public Connect withoutPayload() {
        payload.clear();
        login.clear();
        flags &= CLEAN;
        return this;
    }

    /** Properties of 5.0 that 3.1.1 leaves out. */
    public Connect with(Properties more) {
        properties = new Properties(
                Stream.concat(properties.all().stream(), more.all().stream()).toList());
        return this;
    }

    /** Properties of the will that 3.1.1 leaves out. */
    public Connect willWith(Properties more) {
        willProperties = more;
        return this;
    }

    /** Flags beside those that follow from the payload. */
    public Connect and(int moreFlags) {
        flags |= moreFlags;
        return this;
    }

    public String words() {
        return "CONNECT protocol=" + protocol.text() + (level == Version.V311.level() ? "" : " level=" + level)
                + " client="
                + clientId + " flags=" + String.format("%02x", flags) + " keep-alive="
                + keepAliveSeconds;
    }

    public Packet packet(Version version) {
        var announced = level == Version.V311.level() ? version.level() : level;
        var wire = new Wire().field(protocol).u8(announced).u8(flags).u16(keepAliveSeconds);
        if (version == Version.V5) {
            wire.raw(properties.octets());
        }
        for (int i = 0; i < payload.size(); i++) {
            if (i == willAt && version == Version.V5) {
                wire.raw(willProperties.octets());
            }
            wire.raw(payload.get(i));
        }
        login.forEach(wire::field);
        return new Packet(header, wire);
    }
}

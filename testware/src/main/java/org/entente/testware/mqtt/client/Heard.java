// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.util.List;
import java.util.Optional;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;

/** A frame from a client, read without mercy. MQTT 3.1.1 §3. */
sealed interface Heard {
    /** The frame in words. */
    String words();

    PacketType type();

    /** The flags of the fixed header. */
    int flags();

    /** Fields that the connect flags do not announce are empty; bytes beyond them are counted. */
    record Connect(
            int flags,
            Octets protocol,
            int level,
            int connectFlags,
            int keepAliveSeconds,
            Properties properties,
            Octets clientId,
            Optional<Will> will,
            Optional<Octets> user,
            Optional<Octets> password,
            int surplus)
            implements Heard {
        static final int USER = 0x80;
        static final int PASSWORD = 0x40;
        static final int WILL_RETAIN = 0x20;
        static final int WILL = 0x04;
        static final int CLEAN = 0x02;
        static final int RESERVED = 0x01;

        boolean has(int flag) {
            return (connectFlags & flag) != 0;
        }

        int willQos() {
            return (connectFlags >> 3) & 3;
        }

        @Override
        public PacketType type() {
            return PacketType.CONNECT;
        }

        @Override
        public String words() {
            return "CONNECT protocol=" + protocol.text() + " level=" + level + " flags="
                    + String.format("%02x", connectFlags) + " keep-alive=" + keepAliveSeconds + " client="
                    + clientId.text() + (surplus > 0 ? " and " + surplus + " bytes too many" : "");
        }
    }

    /** What a client wants to have said when it is lost. */
    record Will(Octets topic, Octets message, Properties properties) {}

    record Publish(int flags, Octets topic, int id, Properties properties, Octets payload) implements Heard {
        int qos() {
            return (flags >> 1) & 3;
        }

        boolean dup() {
            return (flags & 8) != 0;
        }

        boolean retain() {
            return (flags & 1) != 0;
        }

        @Override
        public PacketType type() {
            return PacketType.PUBLISH;
        }

        @Override
        public String words() {
            return "PUBLISH topic=" + topic.text() + " qos=" + qos() + (qos() > 0 ? " id=" + id : "")
                    + (dup() ? " dup" : "") + (retain() ? " retain" : "") + " " + payload.length() + " bytes"
                    + properties;
        }
    }

    /** PUBACK, PUBREC, PUBREL, PUBCOMP. */
    record Ack(PacketType type, int flags, int id, int reason) implements Heard {
        @Override
        public String words() {
            return type + " id=" + id + (flags == type.flags() ? "" : " flags=" + flags)
                    + (reason == 0 ? "" : " reason=" + reason);
        }
    }

    record Subscribe(int flags, int id, List<Octets> filters, List<Integer> options) implements Heard {
        public Subscribe {
            filters = List.copyOf(filters);
            options = List.copyOf(options);
        }

        @Override
        public PacketType type() {
            return PacketType.SUBSCRIBE;
        }

        @Override
        public String words() {
            return "SUBSCRIBE id=" + id + " "
                    + filters.stream().map(Octets::text).toList() + " options=" + options
                    + (flags == type().flags() ? "" : " flags=" + flags);
        }
    }

    record Unsubscribe(int flags, int id, List<Octets> filters) implements Heard {
        public Unsubscribe {
            filters = List.copyOf(filters);
        }

        @Override
        public PacketType type() {
            return PacketType.UNSUBSCRIBE;
        }

        @Override
        public String words() {
            return "UNSUBSCRIBE id=" + id + " "
                    + filters.stream().map(Octets::text).toList() + (flags == type().flags() ? "" : " flags=" + flags);
        }
    }

    /** PINGREQ, DISCONNECT, AUTH. */
    record Plain(PacketType type, int flags, Octets body) implements Heard {
        @Override
        public String words() {
            return type
                    + (flags == type.flags() ? "" : " flags=" + flags)
                    + (body.length() == 0 ? "" : " body=" + body.hex());
        }
    }

    /** Bytes that are no packet a client may send. */
    record Garbled(int flags, String reason) implements Heard {
        @Override
        public PacketType type() {
            return PacketType.RESERVED;
        }

        @Override
        public String words() {
            return "garbled: " + reason;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.util.List;
import java.util.Set;
import org.entente.testware.Octets;

/** A frame from the endpoint, read without mercy. MQTT 3.1.1 §3. */
public sealed interface Inbound {
    /** The frame in words. */
    String words();

    record Connack(Version version, int flags, int acknowledgeFlags, int code, Properties properties)
            implements Inbound {
        /** Reasons that lie in who asks or when, not in what the packet holds. */
        private static final Set<Integer> BESIDE_THE_PACKET =
                Set.of(0x86, 0x87, 0x88, 0x89, 0x8A, 0x97, 0x9C, 0x9D, 0x9F);

        /** Whether it refuses the packet in the words of 5.0, which lets a server say why it closes. */
        public boolean refusesIn5() {
            return version == Version.V5 && code >= 0x80 && !BESIDE_THE_PACKET.contains(code);
        }

        public boolean sessionPresent() {
            return (acknowledgeFlags & 1) != 0;
        }

        @Override
        public String words() {
            return "CONNACK flags=" + flags + " session-present=" + (acknowledgeFlags & 1) + " code=" + code
                    + properties;
        }
    }

    record Publish(boolean dup, int qos, boolean retain, String topic, int id, Octets payload, Properties properties)
            implements Inbound {
        String text() {
            return payload.text();
        }

        @Override
        public String words() {
            return "PUBLISH topic=" + topic + " qos=" + qos + (qos > 0 ? " id=" + id : "") + (dup ? " dup" : "")
                    + (retain ? " retain" : "") + " payload="
                    + (payload.length() <= 40 ? '"' + text() + '"' : payload.length() + " bytes")
                    + properties;
        }
    }

    /** PUBACK, PUBREC, PUBREL, PUBCOMP; UNSUBACK, which in 5.0 has a reason for each filter. */
    record Ack(PacketType type, int flags, int id, List<Integer> reasons, Properties properties) implements Inbound {
        public Ack {
            reasons = List.copyOf(reasons);
        }

        /** The worst of its reasons; success where it names none. */
        public int reason() {
            return reasons.stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        @Override
        public String words() {
            return type + " id=" + id + (flags == type.flags() ? "" : " flags=" + flags)
                    + (reason() == 0 ? "" : reasons.size() == 1 ? " reason=" + reason() : " reasons=" + reasons)
                    + properties;
        }
    }

    record Suback(int flags, int id, List<Integer> codes, Properties properties) implements Inbound {
        public Suback {
            codes = List.copyOf(codes);
        }

        @Override
        public String words() {
            return "SUBACK id=" + id + " codes=" + codes + (flags == 0 ? "" : " flags=" + flags) + properties;
        }
    }

    record Pingresp(int flags) implements Inbound {
        @Override
        public String words() {
            return "PINGRESP" + (flags == 0 ? "" : " flags=" + flags);
        }
    }

    /** The answer to a ping of WebSocket. RFC 6455 §5.5.3. */
    record Pong(Octets payload) implements Inbound {
        @Override
        public String words() {
            return "WebSocket pong of " + payload.length() + " bytes";
        }
    }

    /** With it a server of 5.0 says why it closes. */
    record Disconnect(int reason, Properties properties) implements Inbound {
        @Override
        public String words() {
            return "DISCONNECT reason=" + reason + properties;
        }
    }

    /** Bytes that are no packet a server may send. */
    record Garbled(String reason) implements Inbound {
        @Override
        public String words() {
            return "garbled: " + reason;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.Optional;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Version;

/** A CONNECT as the reference broker understands it, or the code it is refused with. MQTT 3.1.1 §3.1. */
record ConnectReading(
        Version version,
        String clientId,
        boolean clean,
        boolean lasts,
        long expirySeconds,
        int keepAliveSeconds,
        Optional<Message> will,
        Properties properties,
        int code) {
    static final int SILENTLY = -1;

    static final int BAD_METHOD = 0x8C;

    private static final int LONGEST_ID = 23;

    static ConnectReading of(StrictReader in, Flaws flaws) {
        var name = in.text(Defect.CONNECT_FLAGS, Defect.CONNECT_FLAGS);
        if (!name.equals("MQTT")) {
            return refused(Version.V311, flaws.has(Defect.PROTOCOL_NAME_UNAUTHORISED) ? 5 : SILENTLY);
        }
        var level = in.u8();
        if ((level != 4 && level != 5 && !flaws.has(Defect.LEVEL_255_ACCEPTED)) || flaws.has(Defect.LEVEL_4_REFUSED)) {
            return refused(level == 5 ? Version.V5 : Version.V311, 1); // [MQTT-3.1.2-2]
        }
        return new Reading(level == 5 ? Version.V5 : Version.V311, in, flaws).read();
    }

    private static ConnectReading refused(Version version, int code) {
        return new ConnectReading(version, "", true, false, 0, 0, Optional.empty(), Properties.NONE, code);
    }

    /** The part from the connect flags on. */
    private record Reading(Version version, StrictReader in, Flaws flaws) {
        ConnectReading read() {
            var flags = in.u8();
            check(flags);
            var keepAlive = in.u16();
            var clean = (flags & Connect.CLEAN) != 0;
            var properties = version == Version.V5 ? in.properties() : Properties.NONE;
            var expiry = properties.number(Properties.SESSION_EXPIRY).orElse(0L);
            flaws.must(
                    properties.number(Properties.RECEIVE_MAXIMUM).orElse(1L) > 0,
                    Defect.RECEIVE_MAXIMUM_0); // [MQTT 5.0 §3.1.2.11.3]
            var clientId = !in.hasMore() && flaws.has(Defect.CLIENT_ID_MISSING)
                    ? ""
                    : in.text(Defect.CLIENT_ID_SURROGATE, Defect.CLIENT_ID_NULL);
            var will = will(flags);
            var code = credentials(flags);
            flaws.must(!in.hasMore(), Defect.CONNECT_SURPLUS);
            var identity = identity(clientId, clean);
            if (identity != 0) {
                code = identity;
            } else if (will.isEmpty() && flaws.has(Defect.NO_WILL_REFUSED)) {
                code = 3;
            } else if (will.filter(w -> w.qos() == 0).isPresent() && flaws.has(Defect.WILL_QOS_0_REFUSED)) {
                code = 2;
            }
            if (properties.first(Properties.AUTHENTICATION_METHOD).isPresent() && !flaws.has(Defect.METHOD_IGNORED)) {
                code = BAD_METHOD; // [MQTT-4.12.0-1]
            }
            var lasts = version == Version.V5 ? expiry > 0 || flaws.has(Defect.SESSION_WITHOUT_EXPIRY_KEPT) : !clean;
            var expires = version == Version.V5 ? expiry : Long.MAX_VALUE;
            return new ConnectReading(version, clientId, clean, lasts, expires, keepAlive, will, properties, code);
        }

        private void check(int flags) {
            var will = (flags & Connect.WILL) != 0;
            var qos = (flags >> 3) & 3;
            flaws.must((flags & Connect.RESERVED) == 0, Defect.RESERVED_CONNECT_FLAG); // [MQTT-3.1.2-3]
            flaws.must(will || qos == 0, Defect.WILL_QOS_WITHOUT_WILL); // [MQTT-3.1.2-13]
            flaws.must(will || (flags & Connect.WILL_RETAIN) == 0, Defect.WILL_RETAIN_WITHOUT_WILL); // [MQTT-3.1.2-15]
            flaws.must(qos < 3, Defect.WILL_QOS_3); // [MQTT-3.1.2-14]
            var password = (flags & Connect.PASSWORD) != 0;
            flaws.must(
                    version == Version.V5 || (flags & Connect.USER) != 0 || !password,
                    Defect.PASSWORD_WITHOUT_USER); // [MQTT-3.1.2-22]
        }

        private Optional<Message> will(int flags) {
            if ((flags & Connect.WILL) == 0 || (!in.hasMore() && flaws.has(Defect.WILL_MISSING))) {
                return Optional.empty();
            }
            var properties = version == Version.V5 ? in.properties() : Properties.NONE;
            var match = new TopicMatch(flaws);
            var topic = match.name(
                    in.text(Defect.WILL_TOPIC_SURROGATE, Defect.WILL_TOPIC_NULL),
                    Defect.WILL_TOPIC_EMPTY,
                    Defect.WILL_TOPIC_HASH,
                    Defect.WILL_TOPIC_PLUS);
            var message = Octets.of(in.binary());
            var retain = (flags & Connect.WILL_RETAIN) != 0;
            return Optional.of(new Message(topic, message, (flags >> 3) & 3, false, retain, true, properties));
        }

        private int credentials(int flags) {
            var user = "";
            var password = "";
            if ((flags & Connect.USER) != 0 && !(flaws.has(Defect.USER_MISSING) && !in.hasMore())) {
                user = in.text(
                        Defect.USER_SURROGATE,
                        flaws.has(Defect.USER_CUT_AT_NULL) ? Defect.USER_CUT_AT_NULL : Defect.USER_NULL);
            }
            if ((flags & Connect.PASSWORD) != 0 && !(flaws.has(Defect.PASSWORD_MISSING) && !in.hasMore())) {
                password = Octets.of(in.binary()).text();
            }
            var hasUser = (flags & Connect.USER) != 0;
            var hasPassword = (flags & Connect.PASSWORD) != 0;
            var cut = user.indexOf('\0') >= 0;
            if ((!hasUser && flaws.has(Defect.ANONYMOUS_ACCEPTED))
                    || (hasUser && !hasPassword && flaws.has(Defect.NO_PASSWORD_ACCEPTED))
                    || (hasPassword && password.isEmpty() && flaws.has(Defect.EMPTY_PASSWORD_ACCEPTED))
                    || (cut && flaws.has(Defect.USER_CUT_AT_NULL))
                    || (user.equals("guest") && flaws.has(Defect.GUEST_ACCEPTED))) {
                return 0;
            }
            var rightUser = user.equals(ReferenceBroker.USER) || flaws.has(Defect.WRONG_USER_ACCEPTED);
            var rightPassword = password.equals(ReferenceBroker.PASSWORD) || flaws.has(Defect.WRONG_PASSWORD_ACCEPTED);
            return rightUser && rightPassword ? 0 : 5;
        }

        private int identity(String clientId, boolean clean) {
            if (version == Version.V311 && clientId.isEmpty() && !clean && !flaws.has(Defect.EMPTY_ID_LASTING)) {
                return 2; // [MQTT-3.1.3-8]
            }
            var four = (clientId.isEmpty() && flaws.has(Defect.EMPTY_ID_ANSWERED_4))
                    || (clientId.length() > LONGEST_ID && flaws.has(Defect.LONG_ID_ANSWERED_4))
                    || (clientId.contains("-") && flaws.has(Defect.ODD_ID_ANSWERED_4));
            if (four) {
                return 4;
            }
            return clientId.length() == LONGEST_ID && flaws.has(Defect.ID_23_REJECTED) ? 2 : 0;
        }
    }
}

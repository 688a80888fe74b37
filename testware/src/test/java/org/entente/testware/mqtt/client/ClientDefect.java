// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.util.List;
import org.entente.testware.mqtt.wire.Version;

/** One thing a client may do wrong, seen on the wire, and the purposes whose case must notice. */
enum ClientDefect {
    CONNECT_FLAGS("sends CONNECT with flags in its fixed header", "CONNECT_001"),
    PROTOCOL_NAME("names the protocol MQIsdp", "CONNECT_002"),
    PROTOCOL_LEVEL("names another protocol level", "CONNECT_003"),
    RESERVED_FLAG("sets the reserved connect flag", "CONNECT_004"),
    WILL_DROPPED("connects without the will it was given", "CONNECT_005"),
    WILL_RETAIN_WITHOUT_WILL("sets will retain without a will", "CONNECT_006"),
    EMPTY_USER("sends an empty user name without being given one", "CONNECT_007"),
    EMPTY_PASSWORD("sends an empty password with a user name alone", "CONNECT_008"),
    PASSWORD_DROPPED("drops the password", "CONNECT_009"),
    LOGIN_BEFORE_WILL("sends the credentials before the will", "CONNECT_010"),
    CLIENT_ID_LATIN("sends the client identifier in Latin-1", "CONNECT_011"),
    EMPTY_ID_LASTING("asks for a lasting session without an identifier", "CONNECT_012"),
    WILL_TOPIC_LATIN("sends the will topic in Latin-1", "CONNECT_013"),
    USER_LATIN("sends the user name in Latin-1", "CONNECT_014"),
    CONNACK_FLAGS("takes a CONNACK with flags in its fixed header", "CONNACK_001"),
    DUP_AT_QOS_0("sends a new message at QoS 0 with DUP 1", "PUBLISH_001"),
    DUP_AT_QOS_1("sends a new message at QoS 1 with DUP 1", "PUBLISH_002"),
    DUP_AT_QOS_2("sends a new message at QoS 2 with DUP 1", "PUBLISH_003"),
    TOPIC_LATIN("sends the topic in Latin-1", "PUBLISH_004"),
    TOPIC_WILDCARD("appends /# to the topic it publishes on", "PUBLISH_005"),
    QOS_0_ANSWERED("answers a message at QoS 0 by PUBACK", "PUBLISH_006"),
    QOS_1_ANSWERED_BY_PUBREC("answers a message at QoS 1 by PUBREC", "PUBLISH_007"),
    QOS_2_ANSWERED_BY_PUBACK("answers a message at QoS 2 by PUBACK", "PUBLISH_008"),
    IDENTIFIER_0("publishes at QoS 1 with identifier 0", "PUBLISH_009"),
    SAME_PUBLISH_IDENTIFIER("publishes twice with the same identifier", "PUBLISH_010"),
    QOS_0_IDENTIFIER("puts an identifier into a message at QoS 0", "PUBLISH_011"),
    PUBACK_FLAGS("sends PUBACK with flags", "PUBACK_001"),
    PUBACK_OTHER_ID("sends PUBACK with another identifier", "PUBACK_002"),
    PUBREC_FLAGS("sends PUBREC with flags", "PUBREC_001"),
    PUBREC_OTHER_ID("sends PUBREC with another identifier", "PUBREC_002"),
    PUBREL_FLAGS("sends PUBREL without its flag", "PUBREL_001"),
    PUBREL_OTHER_ID("sends PUBREL with another identifier", "PUBREL_002"),
    PUBCOMP_FLAGS("sends PUBCOMP with flags", "PUBCOMP_001"),
    SUBSCRIBE_FLAGS("sends SUBSCRIBE without its flag", "SUBSCRIBE_001"),
    SUBSCRIBE_ID_0("sends SUBSCRIBE with identifier 0", "SUBSCRIBE_002"),
    SAME_SUBSCRIBE_IDENTIFIER("subscribes twice with the same identifier", "SUBSCRIBE_003"),
    UNSUBSCRIBE_FLAGS("sends UNSUBSCRIBE without its flag", "UNSUBSCRIBE_001"),
    UNFILTER_LATIN("sends the filter of UNSUBSCRIBE in Latin-1", "UNSUBSCRIBE_002"),
    DISCONNECT_FLAGS("sends DISCONNECT with flags", "DISCONNECT_001"),
    DISCONNECT_PINGS("pings instead of closing after DISCONNECT", "DISCONNECT_002"),
    NO_PING("never pings", "FEAT_KEEPALIVE_001"),
    PING_FIRST("sends PINGREQ before CONNECT", "OWN:CONNECT_001"),
    CONNECT_TWICE("sends CONNECT again after CONNACK", "OWN:CONNECT_002"),
    PUBACKS_REVERSED("sends PUBACKs in reverse order", "OWN:ORDER_001"),
    PUBRECS_REVERSED("sends PUBRECs in reverse order", "OWN:ORDER_002"),
    QOS_2_TWICE("hands on a message at QoS 2 twice", "OWN:QOS_001"),
    PUBLISH_AFTER_PUBREC("sends a message again after PUBREC", "OWN:QOS_002"),
    TOPIC_SURROGATE("takes a surrogate in a topic", "OWN:STRING_001"),
    TOPIC_NULL("takes U+0000 in a topic", "OWN:STRING_002"),
    QOS_3("takes QoS 3", "OWN:PUBLISH_001"),
    PUBREL_FLAGS_TAKEN("takes a PUBREL with wrong flags", "OWN:PUBREL_001"),
    DUP_BELIEVED("takes a new message at QoS 1 with DUP 1 for the one before", "OWN:QOS_003"),
    IDENTIFIER_REMEMBERED("takes a new message at QoS 2 for one that is completed", "OWN:QOS_004"),
    MARK_STRIPPED("strips U+FEFF from a topic", "OWN:STRING_003"),
    PUBREL_FORGOTTEN("sends the message again where PUBREL is due", "OWN:SESSION_002"),
    RESENT_WITHOUT_DUP("sends a message again with DUP 0", "OWN:SESSION_001"),
    SUBSCRIBE_QOS_3("asks for QoS 3", "OWN:SUBSCRIBE_001"),
    UNSUBSCRIBE_EMPTY("sends UNSUBSCRIBE without a filter", "OWN:UNSUBSCRIBE_001"),
    SUBACK_FLAGS("takes a SUBACK with flags", "OWN:SUBACK_001"),
    PING_AFTER_DISCONNECT("sends PINGREQ after DISCONNECT, then closes", "OWN:DISCONNECT_001"),
    ALIAS_UNASKED("sends an alias to a server that takes none", "V5:ALIAS_001"),
    ALIAS_REFUSED("closes on an alias without a topic", "V5:ALIAS_002"),
    MAXIMUM_QOS_IGNORED("publishes above the Maximum QoS", "V5:QOS_001"),
    RETAIN_AVAILABLE_IGNORED("publishes a retained message that nobody retains", "V5:RETAIN_001"),
    MAXIMUM_PACKET_SIZE_IGNORED("publishes more than the server takes", "V5:SIZE_001"),
    RECEIVE_MAXIMUM_IGNORED("publishes more at once than the server takes", "V5:FLOW_001"),
    SERVER_KEEP_ALIVE_IGNORED("keeps its own keep-alive", "V5:KEEPALIVE_001"),
    DISCONNECT_IGNORED("goes on after the server's DISCONNECT", "V5:DISCONNECT_003"),
    PROPERTY_IGNORED("takes a property that nobody knows", "V5:PROPERTY_001"),
    AUTH_IGNORED("ignores an AUTH it did not ask for", "V5:AUTH_001"),
    LENGTH_PADDED("writes the length of its properties in two bytes", "V5:LENGTH_001"),
    PAIR_SURROGATE("takes a surrogate in a user property", "V5:PAIR_001"),
    ALIAS_CARRIED("keeps an alias beyond its connection", "V5:ALIAS_003"),
    SUBSCRIBE_HELD("subscribes only when it may publish", "V5:FLOW_002"),
    ANSWER_HELD("takes no message while it may not publish", "V5:FLOW_003"),
    REFUSED_REMEMBERED("takes a new message at QoS 2 for one that it refused", "V5:PAYLOAD_001"),
    REFUSAL_IGNORED("sends a message again that was refused", "V5:REASON_001");

    private static final String FIVE = "V5:";
    private static final String OWN = "OWN:";

    private final String difference;
    private final String noticedBy;

    ClientDefect(String difference, String noticedBy) {
        this.difference = difference;
        this.noticedBy = noticedBy;
    }

    String difference() {
        return difference;
    }

    /** The purposes of a version whose mutant this is. */
    List<String> noticedIn(Version version) {
        return switch (version) {
            case V311 -> noticedIn311();
            case V5 -> List.of("ENT_MQTT5_CLIENT_" + noticedBy.replace(FIVE, "").replace(OWN, "MORE_"));
        };
    }

    private List<String> noticedIn311() {
        return noticedBy.startsWith(FIVE)
                ? List.of()
                : List.of(
                        noticedBy.startsWith(OWN)
                                ? "ENT_MQTT_CLIENT_" + noticedBy.substring(OWN.length())
                                : "TP_MQTT_CLIENT_" + noticedBy);
    }
}

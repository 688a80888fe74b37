// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Version;

/** One thing a broker may do wrong, seen on the wire, and the purposes whose case must notice. MQTT 3.1.1. */
enum Defect {
    CONNECT_FLAGS("takes a CONNECT with flags in its fixed header", "CONNECT_001"),
    PROTOCOL_NAME_UNAUTHORISED("answers an unknown protocol name with CONNACK 5", "CONNECT_002"),
    LEVEL_4_REFUSED("answers protocol level 4 with CONNACK 1", "CONNECT_003"),
    RESERVED_CONNECT_FLAG("takes a CONNECT with the reserved flag", "CONNECT_004"),
    WILL_MISSING("takes a CONNECT whose announced will is missing", "CONNECT_005"),
    CONNECT_SURPLUS("takes a CONNECT with more fields than announced", "CONNECT_006", "CONNECT_013", "CONNECT_015"),
    WILL_QOS_WITHOUT_WILL("takes a will QoS without a will", "CONNECT_007"),
    WILL_QOS_3("takes a will of QoS 3", "CONNECT_008"),
    WILL_QOS_0_REFUSED("answers a will of QoS 0 with CONNACK 2", "CONNECT_009"),
    WILL_RETAIN_WITHOUT_WILL("takes will retain without a will", "CONNECT_010"),
    NO_WILL_REFUSED("answers a CONNECT without a will with CONNACK 3", "CONNECT_011"),
    PASSWORD_WITHOUT_USER("takes a password without a user name", "CONNECT_012"),
    USER_MISSING("takes a CONNECT whose announced user name is missing", "CONNECT_014"),
    PASSWORD_MISSING("takes a CONNECT whose announced password is missing", "CONNECT_016"),
    LONG_ID_ANSWERED_4("answers a long identifier with CONNACK 4", "CONNECT_017"),
    ODD_ID_ANSWERED_4("answers an identifier with a hyphen with CONNACK 4", "CONNECT_018"),
    EMPTY_ID_ANSWERED_4("answers an empty identifier with CONNACK 4", "CONNECT_019"),
    CLIENT_ID_SURROGATE("takes a surrogate in the client identifier", "CONNECT_020"),
    CLIENT_ID_NULL("takes U+0000 in the client identifier", "CONNECT_021"),
    WILL_TOPIC_SURROGATE("takes a surrogate in the will topic", "CONNECT_022"),
    WILL_TOPIC_NULL("takes U+0000 in the will topic", "CONNECT_023"),
    WILL_TOPIC_PLUS("takes + in the will topic", "CONNECT_024"),
    WILL_TOPIC_HASH("takes # in the will topic", "CONNECT_025"),
    USER_SURROGATE("takes a surrogate in the user name", "CONNECT_026", "CONNACK_007"),
    USER_NULL("takes U+0000 in the user name", "CONNECT_027"),
    FIRST_PACKET("serves a client that has not sent CONNECT", "CONNECT_028"),
    SECOND_CONNECT("answers a second CONNECT with CONNACK", "CONNECT_029"),
    OLD_CLIENT_KEPT("keeps the earlier client under the same identifier", "CONNECT_030"),
    WILL_TOPIC_EMPTY("takes an empty will topic", "CONNECT_031"),
    REFUSED_CLIENT_SERVED("serves a client after CONNACK 5", "CONNECT_032"),
    CONNACK_FLAGS("sets a flag in the fixed header of CONNACK", "CONNACK_001"),
    CLEAN_SESSION_PRESENT("reports a clean session as present", "CONNACK_002"),
    PRESENT_SESSION_HIDDEN("reports a stored session as absent", "CONNACK_003"),
    NEW_SESSION_PRESENT("reports a new session as present", "CONNACK_004"),
    LEVEL_255_ACCEPTED("answers protocol level 255 with CONNACK 0", "CONNACK_005"),
    EMPTY_ID_LASTING("takes an empty identifier with CleanSession 0", "CONNACK_006"),
    WRONG_USER_ACCEPTED("takes any user name with the right password", "CONNACK_008"),
    WRONG_PASSWORD_ACCEPTED("takes any password", "CONNACK_009"),
    DUP_AT_QOS_0("takes DUP at QoS 0", "PUBLISH_001", "PUBLISH_008"),
    PUBLISH_QOS_3("takes a PUBLISH of QoS 3", "PUBLISH_002"),
    TOPIC_SURROGATE("takes a surrogate in a topic name", "PUBLISH_003"),
    TOPIC_HASH("takes # in a topic name", "PUBLISH_004"),
    TOPIC_PLUS("takes + in a topic name", "PUBLISH_005"),
    TOPIC_EMPTY("takes an empty topic name", "PUBLISH_006"),
    TOPIC_NULL("takes U+0000 in a topic name", "PUBLISH_007"),
    SURPLUS_ID_SWALLOWED("takes the first two bytes of a QoS 0 payload for an identifier", "PUBLISH_009"),
    PUBLISH_ID_0_QOS_1("takes identifier 0 at QoS 1", "PUBLISH_010"),
    PUBLISH_ID_0_QOS_2("takes identifier 0 at QoS 2", "PUBLISH_011"),
    RESTRICTED_ANSWERED_BY_PUBREC("answers a PUBLISH that is not authorised with PUBREC", "PUBLISH_012"),
    PUBACK_FLAGS("takes a PUBACK with flags", "PUBACK_001"),
    PUBACK_SWAPPED("sends PUBACKs in reverse order", "PUBACK_002"),
    PUBREC_FLAGS("takes a PUBREC with flags", "PUBREC_001"),
    PUBREC_SWAPPED("sends PUBRECs in reverse order", "PUBREC_002"),
    PUBREL_FLAGS("takes a PUBREL with other flags", "PUBREL_001"),
    PUBREL_SWAPPED("sends PUBRELs in reverse order", "PUBREL_002"),
    PUBCOMP_FLAGS("takes a PUBCOMP with flags", "PUBCOMP_001"),
    SUBSCRIBE_FLAGS("takes a SUBSCRIBE with other flags", "SUBSCRIBE_001"),
    SUBSCRIBE_ID_0("takes a SUBSCRIBE with identifier 0", "SUBSCRIBE_002"),
    FILTER_SURROGATE("takes a surrogate in a filter", "SUBSCRIBE_003"),
    FILTER_NULL("takes U+0000 in a filter", "SUBSCRIBE_004"),
    FILTER_EMPTY("takes an empty filter", "SUBSCRIBE_005"),
    SUBSCRIBE_WITHOUT_FILTER("answers a SUBSCRIBE without filters", "SUBSCRIBE_006"),
    SUBSCRIBE_RESERVED_BITS("takes reserved bits beside the requested QoS", "SUBSCRIBE_007"),
    SUBSCRIBE_QOS_3("takes a requested QoS of 3", "SUBSCRIBE_008"),
    FILTER_HASH_ANYWHERE("takes # anywhere in a filter", "SUBSCRIBE_009", "SUBACK_006"),
    FILTER_PLUS_ANYWHERE("takes + beside other characters in a level", "SUBSCRIBE_010"),
    FILTER_NO_BREAK_SPACE_REFUSED("closes on U+FEFF in a filter", "SUBSCRIBE_011"),
    SUBACK_FLAGS("sets a flag in the fixed header of SUBACK", "SUBACK_001"),
    SUBACK_OTHER_ID("answers SUBSCRIBE with another identifier", "SUBACK_002"),
    QOS_0_GRANTED_1("grants QoS 1 where 0 was asked for", "SUBACK_003"),
    QOS_1_GRANTED_2("grants QoS 2 where 1 was asked for", "SUBACK_004"),
    QOS_2_GRANTED_3("answers QoS 2 with the reserved code 3", "SUBACK_005"),
    UNSUBSCRIBE_FLAGS("takes an UNSUBSCRIBE with other flags", "UNSUBSCRIBE_001"),
    UNSUBSCRIBE_ID_0("answers identifier 0 in UNSUBSCRIBE with 1", "UNSUBSCRIBE_002"),
    UNFILTER_SURROGATE("takes a surrogate in an UNSUBSCRIBE", "UNSUBSCRIBE_003"),
    UNFILTER_EMPTY("takes an empty filter in an UNSUBSCRIBE", "UNSUBSCRIBE_004"),
    UNFILTER_NULL("takes U+0000 in an UNSUBSCRIBE", "UNSUBSCRIBE_005"),
    UNSUBSCRIBE_WITHOUT_FILTER("answers an UNSUBSCRIBE without filters", "UNSUBSCRIBE_006"),
    UNSUBACK_FLAGS("sets a flag in the fixed header of UNSUBACK", "UNSUBACK_001"),
    UNSUBACK_OTHER_ID("answers UNSUBSCRIBE with another identifier", "UNSUBACK_002"),
    UNSUBSCRIBE_NOTHING_CLOSES("closes when there is nothing to unsubscribe", "UNSUBACK_003"),
    UNSUBACK_FOR_EACH("sends an UNSUBACK for each filter", "UNSUBACK_004"),
    PINGREQ_FLAGS("takes a PINGREQ with flags", "PINGREQ_001"),
    PINGRESP_FLAGS("sets a flag in the fixed header of PINGRESP", "PINGRESP_001"),
    DISCONNECT_IGNORED("serves on after DISCONNECT", "DISCONNECT_001"),
    DISCONNECT_FLAGS("ignores a DISCONNECT with flags", "DISCONNECT_002"),
    LENGTH_1_CORRUPTED("damages messages whose length takes one byte", "FEAT_REMLEN_001"),
    LENGTH_2_CORRUPTED("damages messages whose length takes two bytes", "FEAT_REMLEN_002"),
    LENGTH_3_CORRUPTED("damages messages whose length takes three bytes", "FEAT_REMLEN_003"),
    LENGTH_4_CORRUPTED("damages messages whose length takes four bytes", "FEAT_REMLEN_004"),
    KEEP_ALIVE_IGNORED("serves a client however long it was silent", "FEAT_KEEPALIVE_001"),
    RETAINED_EMPTIED("empties retained messages when their publisher leaves", "FEAT_RTND_001"),
    RETAINED_UNMARKED("sends retained messages with RETAIN 0", "FEAT_RTND_002"),
    RETAIN_PASSED_ON("passes RETAIN on to present subscribers", "FEAT_RTND_003"),
    EMPTY_RETAIN_PASSED_ON("passes RETAIN on where there is no payload", "FEAT_RTND_004"),
    RETAINED_NOT_DELETED("keeps a retained message that was deleted", "FEAT_RTND_005"),
    PLAIN_REPLACES_RETAINED("replaces a retained message by one without RETAIN", "FEAT_RTND_006"),
    QOS_0_DOES_NOT_REPLACE("keeps the retained message when one of QoS 0 comes", "FEAT_RTND_007"),
    WILL_EMPTIED("publishes wills without their message", "FEAT_LWT_001"),
    WILL_SENT_ON_DISCONNECT("publishes the will on DISCONNECT", "FEAT_LWT_002"),
    WILL_SURVIVES_DISCONNECT("publishes the will of an earlier connection", "FEAT_LWT_003"),
    RETAINED_WILL_UNMARKED("sends retained wills with RETAIN 0", "FEAT_LWT_004"),
    WILL_ALWAYS_RETAINED("retains every will", "FEAT_LWT_005"),
    NO_BREAK_SPACE_STRIPPED_FROM_TOPIC("strips U+FEFF from topic names", "FEAT_PUBSUB_001"),
    NO_BREAK_SPACE_STRIPPED_FROM_FILTER("strips U+FEFF from filters", "FEAT_PUBSUB_002"),
    DOLLAR_MATCHED_BY_HASH("matches # with topics that begin with $", "FEAT_PUBSUB_003"),
    DOLLAR_MATCHED_BY_PLUS("matches + with topics that begin with $", "FEAT_PUBSUB_004"),
    DOLLAR_STRIPPED("delivers topics that begin with $ without it", "FEAT_PUBSUB_005"),
    RESENT_REVERSED("sends unacknowledged messages again in reverse order", "FEAT_PUBSUB_006", "FEAT_PUBSUB_007"),
    QOS_RAISED(
            "delivers at the QoS granted, above that of the message",
            "FEAT_QOS_001",
            "FEAT_QOS_002",
            "FEAT_QOS_003",
            "ENT:QOS_005"),
    QOS_OF_PUBLISHER("delivers at the QoS of the message, above the one granted", "FEAT_QOS_004"),
    QOS_OF_LOWEST("delivers at the lowest QoS of overlapping subscriptions", "FEAT_QOS_005"),
    DIES_OF_OVERLONG_FILTER("dies of a filter that is longer than its packet", "SEC_CVE_001"),
    DIES_OF_SYS("dies of a topic that begins like $SYS", "SEC_CVE_002"),
    DIES_OF_SEPARATORS("dies of a filter with thousands of separators", "SEC_CVE_003"),
    ID_23_REJECTED("answers an identifier of 23 letters with CONNACK 2", "ENT:CONNECT_001"),
    CLIENT_ID_MISSING("takes a CONNECT without a client identifier", "ENT:CONNECT_002"),
    REJECTED_CONNECT_SERVED("processes what follows a rejected CONNECT", "ENT:CONNECT_003", "V5:VERSION_001"),
    OFFLINE_LOWERED("delivers stored messages at QoS 0", "ENT:SESSION_001"),
    SUBSCRIPTIONS_SURVIVE_CLEAN("keeps subscriptions for a clean session", "ENT:SESSION_002"),
    CLEAN_SESSION_STORED("stores a clean session", "ENT:SESSION_003"),
    RESENT_WITHOUT_DUP("sends messages again with DUP 0", "ENT:REDELIVERY_001"),
    PUBLISH_AFTER_PUBREC("sends PUBLISH again after PUBREC", "ENT:REDELIVERY_002"),
    ACKNOWLEDGED_SENT_AGAIN("sends acknowledged messages again", "ENT:REDELIVERY_003"),
    DUP_PASSED_ON("passes DUP on to subscribers", "ENT:DUP_001"),
    QOS_1_DUP_DISCARDED("takes a QoS 1 message with a used identifier for a repetition", "ENT:QOS_001"),
    QOS_2_TWICE("delivers a repeated QoS 2 message twice", "ENT:QOS_002"),
    QOS_2_ID_REMEMBERED("takes a QoS 2 identifier for used after PUBCOMP", "ENT:QOS_003"),
    SAME_IDENTIFIER("uses one identifier for all messages under way", "ENT:QOS_004"),
    ORDER_REVERSED("swaps messages on their way", "ENT:ORDER_001"),
    SUBSCRIPTION_ADDED("keeps both subscriptions to the same filter", "ENT:SUBSCRIBE_001"),
    RETAINED_AGAIN_UNMARKED("sends a retained message the second time with RETAIN 0", "ENT:SUBSCRIBE_002"),
    SUBACK_CODES_SORTED("sorts the codes of SUBACK", "ENT:SUBSCRIBE_003"),
    CASE_IGNORED("matches topics without regard to case", "ENT:SUBSCRIBE_004"),
    UNSUBSCRIBE_IGNORED("delivers on after UNSUBSCRIBE", "ENT:UNSUBSCRIBE_001"),
    UNSUBSCRIBE_BY_MATCH("unsubscribes all that a filter matches", "ENT:UNSUBSCRIBE_002"),
    UNSUBSCRIBE_DROPS_DELIVERY("closes on PUBREC after UNSUBSCRIBE", "ENT:UNSUBSCRIBE_003"),
    WILL_EMPTIED_ON_VIOLATION("publishes an empty will after a protocol violation", "ENT:WILL_001"),
    WILL_TWICE("publishes a will again when the next connection breaks", "ENT:WILL_002"),

    // Of 5.0 alone.
    PROPERTY_TWICE("takes a property that comes twice", "V5:PROPERTY_001"),
    PROPERTY_UNKNOWN("takes a property that no standard knows", "V5:PROPERTY_002"),
    ASSIGNED_ID_UNTOLD("does not tell the identifier it assigned", "V5:IDENTIFIER_001"),
    SESSION_WITHOUT_EXPIRY_KEPT("keeps a session without an expiry interval", "V5:SESSION_001"),
    ALIAS_FORGETS_LAST("mixes up the topic that an alias stands for", "V5:ALIAS_001"),
    ALIAS_0("takes topic alias 0", "V5:ALIAS_002"),
    ALIAS_ABOVE_MAXIMUM("takes a topic alias above its own maximum", "V5:ALIAS_003"),
    SUBSCRIPTION_ID_UNTOLD("delivers without the subscription identifier", "V5:SUBSCRIPTION_001"),
    SUBSCRIPTION_ID_0("takes subscription identifier 0", "V5:SUBSCRIPTION_002"),
    SUBSCRIPTION_ID_FROM_CLIENT("takes a subscription identifier in a PUBLISH of a client", "V5:SUBSCRIPTION_003"),
    NO_LOCAL_IGNORED("delivers to the publisher in spite of no local", "V5:SUBSCRIPTION_004"),
    NO_LOCAL_SHARED("takes no local on a shared subscription", "V5:SUBSCRIPTION_005"),
    RETAIN_AS_PUBLISHED_IGNORED("clears RETAIN in spite of retain as published", "V5:RETAIN_001"),
    RETAIN_HANDLING_1_IGNORED("sends retained messages again in spite of retain handling 1", "V5:RETAIN_002"),
    RETAIN_HANDLING_2_IGNORED("sends retained messages in spite of retain handling 2", "V5:RETAIN_003"),
    RETAIN_HANDLING_3("takes retain handling 3", "V5:RETAIN_004"),
    USER_PROPERTIES_REVERSED("passes user properties on in reverse order", "V5:FORWARD_001"),
    CONTENT_TYPE_DROPPED("drops the content type", "V5:FORWARD_002"),
    RESPONSE_TOPIC_DROPPED("drops the response topic", "V5:FORWARD_003"),
    CORRELATION_DATA_DROPPED("drops the correlation data", "V5:FORWARD_004"),
    PAYLOAD_FORMAT_DROPPED("drops the payload format", "V5:FORWARD_005"),
    MESSAGE_EXPIRY_DROPPED("drops the message expiry interval", "V5:FORWARD_006"),
    NO_SUBSCRIPTION_UNTOLD("answers success where there was nothing to unsubscribe", "V5:UNSUBSCRIPTION_001"),
    RECEIVE_MAXIMUM_IGNORED("sends more at once than the client takes", "V5:FLOW_001"),
    RECEIVE_MAXIMUM_0("takes receive maximum 0", "V5:FLOW_002"),
    MAXIMUM_PACKET_SIZE_IGNORED("sends larger packets than the client takes", "V5:SIZE_001"),
    SHARED_TO_ALL("delivers to every member of a shared subscription", "V5:SHARED_001"),
    WILL_EMPTIED_ON_REQUEST("publishes an empty will on DISCONNECT with will", "V5:WILL_001"),
    AUTH_IGNORED("ignores an AUTH nobody asked for", "V5:AUTH_001"),
    METHOD_IGNORED("accepts any authentication method", "V5:AUTH_002"),
    ALIASES_KEPT("carries aliases to the next connection", "V5:ALIAS_004"),
    ONE_SUBSCRIPTION_ID("tells one subscription identifier alone", "V5:SUBSCRIPTION_006"),
    SHARE_NAME_EMPTY("takes a share without a name", "V5:SHARED_002"),
    SHARE_NAME_WILDCARD("takes a wildcard in the name of a share", "V5:SHARED_003"),
    NACK_SENT_AGAIN("sends a refused message again", "V5:NACK_001"),
    RESPONSE_TOPIC_WILDCARD("takes a wildcard in a response topic", "V5:RESPONSE_001"),
    RESPONSE_INFORMATION_UNASKED("tells response information to those who do not ask", "V5:RESPONSE_002"),
    RESPONSE_TOPIC_SURROGATE("takes a surrogate in a response topic", "V5:RESPONSE_003"),
    CONTENT_TYPE_SURROGATE("takes a surrogate in a content type", "V5:CONTENT_001"),
    USER_PROPERTY_SURROGATE("takes a surrogate in a user property", "V5:PROPERTY_003"),
    REASON_STRING_UNASKED("gives reasons to those who want none", "V5:PROBLEM_001"),
    OVERSIZE_SWALLOWS_NEXT("drops the message after one that is too large as well", "V5:SIZE_002"),
    REASON_STRING_TOO_LONG("gives a reason that makes its answer too large for the client", "V5:SIZE_003"),
    QUOTA_ENDS_ALL("closes on a SUBSCRIBE while no quota is left", "V5:FLOW_003"),
    UNSUBACK_REASONS_SORTED("sorts the reasons of UNSUBACK", "V5:UNSUBSCRIPTION_002"),
    DISCONNECT_BEFORE_CONNACK("says DISCONNECT before any CONNACK", "V5:DISCONNECT_003"),
    ALIAS_ABOVE_CLIENTS_MAXIMUM("uses an alias above the client's maximum", "V5:ALIAS_005"),
    ALIAS_UNASKED("uses an alias towards a client that takes none", "V5:ALIAS_006"),
    SHARED_AT_PUBLISHED_QOS("serves shared subscriptions at the QoS of the message", "V5:SHARED_004"),
    EXPIRED_DELIVERED("delivers messages that have expired", "V5:EXPIRY_001"),
    EXPIRED_PUBREC_CLOSES("closes on PUBREC for a message that has expired", "V5:EXPIRY_002"),
    EXPIRED_PUBREL_CLOSES("closes on PUBREL for a message that has expired", "V5:EXPIRY_003"),
    EXPIRED_SESSION_KEPT("keeps sessions that have expired", "V5:SESSION_002"),
    WILL_DELAY_IGNORED("publishes a will at once in spite of its delay", "V5:WILL_002"),
    WILL_OUTLIVES_SESSION("lets a will wait though its session has ended", "V5:WILL_003"),
    WEBSOCKET_TEXT("takes text frames of WebSocket", "ENT:WEBSOCKET_001"),
    WEBSOCKET_FRAME_IS_PACKET("takes a frame that holds a part of a packet for a wrong packet", "ENT:WEBSOCKET_002"),
    WEBSOCKET_FIRST_PACKET_ONLY("garbles the second packet in a frame", "ENT:WEBSOCKET_003"),
    WEBSOCKET_PROTOCOL_UNSELECTED("selects no sub-protocol", "ENT:WEBSOCKET_004"),
    WEBSOCKET_SENDS_TEXT("sends PINGRESP in a text frame", "ENT:WEBSOCKET_005"),
    WEBSOCKET_UNMASKED("takes frames without a mask", "ENT:WEBSOCKET_006"),
    WEBSOCKET_RESERVED_BITS("takes frames with reserved bits", "ENT:WEBSOCKET_007"),
    WEBSOCKET_OPCODE("takes frames of an unknown opcode", "ENT:WEBSOCKET_008"),
    WEBSOCKET_PONG_EMPTY("answers a ping with an empty pong", "ENT:WEBSOCKET_009"),
    WEBSOCKET_CLOSE_UNANSWERED("closes without a Close frame", "ENT:WEBSOCKET_010"),
    WEBSOCKET_FRAGMENTS_LOST("closes on a continuation", "ENT:WEBSOCKET_011"),
    DIES_OF_HUGE_LENGTH("dies of a packet that claims 256 MB", "ENT:SEC_LENGTH_001"),
    DIES_OF_OVERLONG_TOPIC("dies of a topic longer than its packet", "ENT:SEC_LENGTH_002"),
    DIES_OF_SAME_IDENTIFIER("dies of many messages with one identifier", "ENT:SEC_QOS_001"),
    DIES_OF_MANY_FILTERS("dies of thousands of filters", "ENT:SEC_FILTER_001"),
    DIES_OF_DEEP_FILTER("dies of thousands of levels", "ENT:SEC_FILTER_002"),
    DIES_OF_CONNECTIONS("dies of a hundred connections", "ENT:SEC_EXHAUST_001"),
    DIES_OF_HALF_PACKETS("dies of fifty half packets", "ENT:SEC_EXHAUST_002"),
    ANONYMOUS_ACCEPTED("lets in who has no credentials", "ENT:SEC_LOGIN_001"),
    NO_PASSWORD_ACCEPTED("lets in who has no password", "ENT:SEC_LOGIN_002"),
    EMPTY_PASSWORD_ACCEPTED("lets in who has an empty password", "ENT:SEC_LOGIN_003"),
    USER_CUT_AT_NULL("ends user names at U+0000", "ENT:SEC_LOGIN_004"),
    GUEST_ACCEPTED("lets in guest with the password guest", "ENT:SEC_LOGIN_005"),
    TOPIC_AS_PATH("takes topics for paths", "ENT:SEC_TOPIC_001"),
    WILL_UNASKED("publishes wills where their clients may not", "ENT:SEC_TOPIC_002");

    private static final String FIVE = "ENT_MQTT5_BROKER_";

    private final String difference;
    private final List<String> noticedBy;

    Defect(String difference, String... noticedBy) {
        this.difference = difference;
        this.noticedBy = Stream.of(noticedBy).map(Defect::whole).toList();
    }

    /** Read once: every mutant asks. */
    private static final class There {
        static final Set<String> SECURITY =
                Set.copyOf(BrokerSuite.purposesOfSecurity().purposes().keySet());

        static final Set<String> PURPOSES =
                Set.copyOf(BrokerSuite.purposes(Version.V5).purposes().keySet());
    }

    private static String whole(String id) {
        return id.startsWith("ENT:")
                ? "ENT_MQTT_BROKER_" + id.substring(4)
                : id.startsWith("V5:") ? "ENT_MQTT5_BROKER_" + id.substring(3) : "TP_MQTT_BROKER_" + id;
    }

    /** The defect of not passing a property on. */
    static Defect of(int property) {
        return switch (property) {
            case Properties.CONTENT_TYPE -> CONTENT_TYPE_DROPPED;
            case Properties.RESPONSE_TOPIC -> RESPONSE_TOPIC_DROPPED;
            case Properties.CORRELATION_DATA -> CORRELATION_DATA_DROPPED;
            case Properties.PAYLOAD_FORMAT -> PAYLOAD_FORMAT_DROPPED;
            default -> MESSAGE_EXPIRY_DROPPED;
        };
    }

    String difference() {
        return difference;
    }

    /** The purposes of a version whose mutant this is. */
    List<String> noticedIn(Version version) {
        return switch (version) {
            case V311 ->
                noticedBy.stream()
                        .filter(id -> !id.startsWith(FIVE) && !There.SECURITY.contains(id))
                        .toList();
            case V5 ->
                noticedBy.stream()
                        .map(id -> id.replace("TP_MQTT_BROKER_", FIVE).replace("ENT_MQTT_BROKER_", FIVE + "MORE_"))
                        .filter(There.PURPOSES::contains)
                        .toList();
        };
    }

    /** The purposes about security whose mutant this is. */
    List<String> noticedBySecurity() {
        return noticedBy.stream().filter(There.SECURITY::contains).toList();
    }
}

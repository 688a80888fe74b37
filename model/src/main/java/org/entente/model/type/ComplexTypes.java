// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.DataType.Complex.complex;
import static org.entente.model.type.DataType.ListOf.list;
import static org.entente.model.type.DataType.ListOf.nonEmptyList;
import static org.entente.model.type.DataType.Member.mandatory;
import static org.entente.model.type.DataType.Member.optional;

/** The structures of resource attributes, with the members that Releases 4 and 5 added. TS-0004 §6.3.5. */
public final class ComplexTypes {
    public static final DataType.Complex ATTRIBUTE =
            complex("m2m:attribute", mandatory("nm", "name", Scalar.NC_NAME), mandatory("val", "value", Scalar.ANY));

    public static final DataType.Complex SPECIALIZATION_TYPE = complex(
                    "m2m:specializationType",
                    optional("cnd", "containerDefinition", Scalar.ANY_URI),
                    optional("mgd", "mgmtDefinition", Enumerations.MGMT_DEFINITION))
            .exactlyOneOf("cnd", "mgd");

    public static final DataType.Complex BATCH_NOTIFY = complex(
            "m2m:batchNotify",
            optional("num", "number", Scalar.NON_NEGATIVE),
            optional("dur", "duration", Scalar.DURATION));

    public static final DataType.Complex RATE_LIMIT = complex(
            "m2m:rateLimit",
            mandatory("mnn", "maxNrOfNotify", Scalar.NON_NEGATIVE),
            mandatory("tww", "timeWindow", Scalar.DURATION));

    public static final DataType.Complex MISSING_DATA = complex(
            "m2m:missingData",
            mandatory("num", "number", Scalar.POSITIVE),
            mandatory("dur", "duration", Scalar.DURATION));

    public static final DataType.Complex SCHEDULE_ENTRIES =
            complex("m2m:scheduleEntries", mandatory("sce", "scheduleEntry", nonEmptyList(Scalar.SCHEDULE_ENTRY)));

    public static final DataType.Complex OPERATION_MONITOR = complex(
                    "m2m:operationMonitor",
                    optional("ops", "operations", Scalar.OPERATION_SET),
                    optional("or", "originator", Scalar.ID))
            .someOf("ops", "or");

    public static final DataType.Complex EVENT_NOTIFICATION_CRITERIA = complex(
            "m2m:eventNotificationCriteria",
            optional("crb", "createdBefore", Scalar.TIMESTAMP),
            optional("cra", "createdAfter", Scalar.TIMESTAMP),
            optional("ms", "modifiedSince", Scalar.TIMESTAMP),
            optional("us", "unmodifiedSince", Scalar.TIMESTAMP),
            optional("sts", "stateTagSmaller", Scalar.POSITIVE),
            optional("stb", "stateTagBigger", Scalar.NON_NEGATIVE),
            optional("exb", "expireBefore", Scalar.TIMESTAMP),
            optional("exa", "expireAfter", Scalar.TIMESTAMP),
            optional("sza", "sizeAbove", Scalar.NON_NEGATIVE),
            optional("szb", "sizeBelow", Scalar.POSITIVE),
            optional("om", "operationMonitor", list(OPERATION_MONITOR)),
            optional("atr", "attribute", nonEmptyList(Scalar.NC_NAME)),
            optional("net", "notificationEventType", nonEmptyList(Enumerations.NOTIFICATION_EVENT_TYPE)),
            optional("chty", "childResourceType", nonEmptyList(Enumerations.RESOURCE_TYPE)),
            optional("md", "missingData", MISSING_DATA),
            optional("fo", "filterOperation", Enumerations.FILTER_OPERATION));

    /** Its entries have one name up to Release 3, and another afterwards. */
    public static final DataType.Complex EVENT_NOTIFICATION_CRITERIA_SET = complex(
                    "m2m:eventNotificationCriteriaSet",
                    optional("encn", "eventNotificationCriteriaEntry", nonEmptyList(EVENT_NOTIFICATION_CRITERIA)),
                    optional("enc", "eventNotificationCriteria", nonEmptyList(EVENT_NOTIFICATION_CRITERIA)))
            .exactlyOneOf("encn", "enc");

    public static final DataType.Complex NOTIFICATION_STATISTICS = complex(
            "m2m:setOfNotificationStatsInfo",
            mandatory("tg", "target", Scalar.ID),
            mandatory("rqs", "requestsSent", Scalar.NON_NEGATIVE),
            mandatory("rsr", "responsesReceived", Scalar.NON_NEGATIVE),
            optional("noec", "notificationEventCount", Scalar.NON_NEGATIVE));

    public static final DataType.Complex ACTION_STATUS = complex(
            "m2m:actionStatus",
            optional("acn", "action", Scalar.ANY_URI),
            optional("sus", "status", Enumerations.STATUS));

    public static final DataType.Complex MGMT_LINK_REF = complex(
            "m2m:mgmtLinkRef",
            mandatory("nm", "name", Scalar.STRING),
            mandatory("typ", "type", Enumerations.MGMT_DEFINITION),
            mandatory("val", "value", Scalar.ID));

    public static final DataType.Complex CONTENT_REFERENCE = complex(
            "m2m:URIReference", mandatory("nm", "name", Scalar.NC_NAME), mandatory("uri", "URI", Scalar.ANY_URI));

    public static final DataType.Complex CONTENT_REF =
            complex("m2m:contentRef", mandatory("urir", "URIReference", nonEmptyList(CONTENT_REFERENCE)));

    public static final DataType.Complex GEO_COORDINATES = complex(
            "m2m:geoCoordinates",
            mandatory("typ", "type", Enumerations.GEOMETRY_TYPE),
            mandatory("crd", "coordinates", Scalar.COORDINATES));

    /** A circle is latitude, longitude and radius in metres. */
    public static final DataType.Complex LOCATION_REGION = complex(
                    "m2m:locationRegion",
                    optional("accc", "countryCode", nonEmptyList(Scalar.COUNTRY_CODE)),
                    optional("accr", "circRegion", new DataType.ListOf(Scalar.FLOAT, 3, 3)))
            .exactlyOneOf("accc", "accr");

    public static final DataType.Complex IP_ADDRESS = complex(
                    "m2m:ipAddress",
                    optional("ip4", "ipv4Address", Scalar.IPV4),
                    optional("ip6", "ipv6Address", Scalar.IPV6))
            .someOf("ip4", "ip6");

    public static final DataType.Complex DELETION_CONTEXTS = complex(
            "m2m:deletionContexts",
            optional("tod", "timeOfDay", list(Scalar.SCHEDULE_ENTRY)),
            optional("lr", "locationRegions", list(LOCATION_REGION)));

    public static final DataType.Complex ACTIVITY_PATTERN = complex(
            "m2m:activityPattern",
            mandatory("se", "scheduleElement", nonEmptyList(SCHEDULE_ENTRIES)),
            optional("sti", "stationaryIndication", Enumerations.STATIONARY_INDICATION),
            optional("dsi", "dataSizeIndicator", Scalar.POSITIVE));

    public static final DataType.Complex DELIVERY_METADATA = complex(
            "m2m:deliveryMetaData",
            mandatory("tcop", "tracingOption", Scalar.BOOLEAN),
            optional("tcin", "tracingInfo", nonEmptyList(Scalar.ID)));

    public static final DataType.Complex BACK_OFF_PARAMETERS_SET = complex(
            "m2m:backOffParametersSet",
            optional("nwa", "networkAction", Enumerations.NETWORK_ACTION),
            mandatory("ibt", "initialBackoffTime", Scalar.NON_NEGATIVE),
            mandatory("abt", "additionalBackoffTime", Scalar.NON_NEGATIVE),
            mandatory("mbt", "maximumBackoffTime", Scalar.NON_NEGATIVE),
            optional("rbt", "optionalRandomBackoffTime", Scalar.NON_NEGATIVE));

    public static final DataType.Complex BACK_OFF_PARAMETERS = complex(
            "m2m:backOffParameters", mandatory("bops", "backOffParametersSet", nonEmptyList(BACK_OFF_PARAMETERS_SET)));

    public static final DataType.Complex MASHUP_MEMBER = complex(
            "m2m:mashupMember",
            mandatory("muri", "memberURI", Scalar.ANY_URI),
            optional("mvl", "memberValue", Scalar.FLOAT));

    public static final DataType.Complex MASHUP_MEMBERS =
            complex("m2m:mashupMembers", mandatory("mmb", "mashupMember", nonEmptyList(MASHUP_MEMBER)));

    public static final DataType.Complex DATA_LINK = complex(
            "m2m:dataLink",
            mandatory("nm", "name", Scalar.ANY_URI),
            mandatory("dcid", "dataContainerID", Scalar.ID),
            optional("atn", "attributeName", Scalar.NC_NAME));

    public static final DataType.Complex LIST_OF_DATA_LINKS =
            complex("m2m:listOfDataLinks", mandatory("dle", "dataLinkEntry", nonEmptyList(DATA_LINK)));

    public static final DataType.Complex SESSION_DESCRIPTIONS = complex(
            "m2m:sessionDescriptions",
            mandatory("sdc", "sessionDescription", nonEmptyList(Scalar.SESSION_DESCRIPTION)));

    public static final DataType.Complex EVAL_CRITERIA = complex(
            "m2m:evalCriteria",
            mandatory("optr", "operator", Enumerations.EVAL_CRITERIA_OPERATOR),
            mandatory("sbjt", "subject", Scalar.NC_NAME),
            mandatory("thld", "threshold", Scalar.ANY));

    public static final DataType.Complex PROCESS_CONDITIONS = complex(
            "m2m:processConditions",
            mandatory("sri", "subjectResourceID", Scalar.ID),
            mandatory("evc", "evalCriteria", EVAL_CRITERIA));

    public static final DataType.Complex STATE_TRANSITION = complex(
            "m2m:stateTransition",
            mandatory("nxst", "nextState", Scalar.ID),
            optional("sri", "subjectResourceID", Scalar.ID), // our own, where it is not the process's parent
            mandatory("evc", "evalCriteria", EVAL_CRITERIA));

    public static final DataType.Complex ACTION_INPUT = complex(
            "m2m:actionInput",
            optional("rsid", "resourceID", Scalar.ID),
            optional("raid", "resourceAttributeID", Scalar.ID),
            optional("cstr", "contentString", Scalar.NC_NAME));

    public static final DataType.Complex WIFI_CREDENTIALS = complex(
            "dcfg:wifiCredentials",
            mandatory("enct", "encryptionType", Enumerations.WIFI_ENCRYPTION_TYPE),
            optional("unm", "username", Scalar.STRING),
            optional("pwd", "password", Scalar.STRING),
            optional("wepk", "wepKey", Scalar.STRING),
            optional("wpap", "wpaPsk", Scalar.STRING));

    private ComplexTypes() {}
}

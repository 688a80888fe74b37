// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.DataType.Complex.complex;
import static org.entente.model.type.DataType.ListOf.list;
import static org.entente.model.type.DataType.ListOf.nonEmptyList;
import static org.entente.model.type.DataType.Member.mandatory;
import static org.entente.model.type.DataType.Member.optional;

/** The structures of requests, responses and notices. TS-0004 §6.3.5, §6.4. */
public final class PrimitiveTypes {
    public static final DataType.Complex RESPONSE_TYPE_INFO = complex(
            "m2m:responseTypeInfo",
            mandatory("rtv", "responseTypeValue", Enumerations.RESPONSE_TYPE),
            optional("nu", "notificationURI", list(Scalar.ANY_URI)));

    public static final DataType.Complex FILTER_CRITERIA = complex(
            "m2m:filterCriteria",
            optional("crb", "createdBefore", Scalar.TIMESTAMP),
            optional("cra", "createdAfter", Scalar.TIMESTAMP),
            optional("ms", "modifiedSince", Scalar.TIMESTAMP),
            optional("us", "unmodifiedSince", Scalar.TIMESTAMP),
            optional("sts", "stateTagSmaller", Scalar.POSITIVE),
            optional("stb", "stateTagBigger", Scalar.NON_NEGATIVE),
            optional("exb", "expireBefore", Scalar.TIMESTAMP),
            optional("exa", "expireAfter", Scalar.TIMESTAMP),
            optional("lbl", "labels", list(Scalar.STRING)),
            optional("clbl", "childLabels", list(Scalar.STRING)),
            optional("palb", "parentLabels", list(Scalar.STRING)),
            optional("lbq", "labelsQuery", Scalar.STRING),
            optional("ty", "resourceType", list(Scalar.NON_NEGATIVE)),
            optional("chty", "childResourceType", list(Scalar.NON_NEGATIVE)),
            optional("pty", "parentResourceType", list(Scalar.NON_NEGATIVE)),
            optional("sza", "sizeAbove", Scalar.NON_NEGATIVE),
            optional("szb", "sizeBelow", Scalar.POSITIVE),
            optional("cty", "contentType", list(Scalar.TYPE_OF_CONTENT)),
            optional("atr", "attribute", list(ComplexTypes.ATTRIBUTE)),
            optional("catr", "childAttribute", list(ComplexTypes.ATTRIBUTE)),
            optional("patr", "parentAttribute", list(ComplexTypes.ATTRIBUTE)),
            optional("fu", "filterUsage", Enumerations.FILTER_USAGE),
            optional("lim", "limit", Scalar.NON_NEGATIVE),
            optional("smf", "semanticsFilter", list(Scalar.SPARQL)),
            optional("fo", "filterOperation", Enumerations.FILTER_OPERATION),
            optional("cfs", "contentFilterSyntax", Enumerations.CONTENT_FILTER_SYNTAX),
            optional("cfq", "contentFilterQuery", Scalar.STRING),
            optional("lvl", "level", Scalar.POSITIVE),
            optional("ofst", "offset", Scalar.POSITIVE),
            optional("arp", "applyRelativePath", Scalar.ANY_URI),
            optional("ops", "operations", Scalar.NON_NEGATIVE),
            optional("gmty", "geometryType", Enumerations.GEOMETRY_TYPE),
            optional("geom", "geometry", Scalar.COORDINATES),
            optional("gsf", "geoSpatialFunction", Enumerations.GEO_SPATIAL_FUNCTION_TYPE));

    public static final DataType.Complex META_INFORMATION = complex(
            "m2m:metaInformation",
            optional("ty", "resourceType", Scalar.NON_NEGATIVE),
            optional("ot", "originatingTimestamp", Scalar.TIMESTAMP),
            optional("rqet", "requestExpirationTimestamp", Scalar.ABS_REL_TIMESTAMP),
            optional("rset", "resultExpirationTimestamp", Scalar.ABS_REL_TIMESTAMP),
            optional("oet", "operationExecutionTime", Scalar.ABS_REL_TIMESTAMP),
            optional("rt", "responseType", RESPONSE_TYPE_INFO),
            optional("rp", "resultPersistence", Scalar.ABS_REL_TIMESTAMP),
            optional("rcn", "resultContent", Enumerations.RESULT_CONTENT),
            optional("ec", "eventCategory", Scalar.EVENT_CAT),
            optional("da", "deliveryAggregation", Scalar.BOOLEAN),
            optional("gid", "groupRequestIdentifier", Scalar.STRING),
            optional("fc", "filterCriteria", FILTER_CRITERIA),
            optional("drt", "desiredIdentifierResultType", Enumerations.DESIRED_IDENTIFIER_RESULT_TYPE),
            optional("rids", "roleIDs", list(Scalar.ID)),
            optional("tqi", "tokenRequestIndicator", Scalar.BOOLEAN),
            optional("tkns", "tokens", list(Scalar.STRING)),
            optional("tids", "tokenIDs", list(Scalar.ID)),
            optional("ltids", "localTokenIDs", list(Scalar.NC_NAME)),
            optional("grtm", "groupRequestTargetMembers", list(Scalar.ANY_URI)),
            optional("asi", "authorSignIndicator", Scalar.BOOLEAN),
            optional("aus", "authorSigns", list(Scalar.STRING)),
            optional("auri", "authorRelIndicator", Scalar.BOOLEAN),
            optional("sqi", "semanticQueryIndicator", Scalar.BOOLEAN),
            optional("rvi", "releaseVersionIndicator", Scalar.RELEASE),
            optional("vsi", "vendorInformation", Scalar.STRING),
            optional("gstn", "groupSomecastTargetNumber", Scalar.POSITIVE),
            optional("msu", "m2mServiceUser", Scalar.ID),
            optional("omr", "ontologyMappingResources", list(Scalar.ID)));

    public static final DataType.Complex OPERATION_RESULT = complex(
            "m2m:operationResult",
            mandatory("rsc", "responseStatusCode", Scalar.INTEGER),
            mandatory("rqi", "requestIdentifier", Scalar.STRING),
            optional("pc", "primitiveContent", Scalar.ANY),
            optional("to", "to", Scalar.ID),
            optional("fr", "from", Scalar.ID),
            optional("ot", "originatingTimestamp", Scalar.TIMESTAMP),
            optional("rset", "resultExpirationTimestamp", Scalar.ABS_REL_TIMESTAMP),
            optional("ec", "eventCategory", Scalar.EVENT_CAT),
            optional("cnst", "contentStatus", Enumerations.CONTENT_STATUS),
            optional("cnot", "contentOffset", Scalar.POSITIVE));

    public static final DataType.Complex AGGREGATED_REQUEST_ENTRY = complex(
            "m2m:request",
            mandatory("op", "operation", Enumerations.OPERATION),
            mandatory("to", "to", Scalar.ANY_URI),
            mandatory("fr", "from", Scalar.ID),
            mandatory("rqi", "requestIdentifier", Scalar.STRING),
            optional("pc", "primitiveContent", Scalar.ANY),
            optional("mi", "metaInformation", META_INFORMATION));

    public static final DataType.Complex AGGREGATED_REQUEST =
            complex("m2m:aggregatedRequest", mandatory("req", "request", nonEmptyList(AGGREGATED_REQUEST_ENTRY)));

    public static final DataType.Complex AGGREGATED_RESPONSE = complex(
            "m2m:aggregatedResponse",
            optional("ri", "resourceID", Scalar.ANY_URI),
            optional("m2m:rsp", "responsePrimitive", list(Scalar.ANY)));

    /** In a notice, unlike in criteria: the operation that was done, and by whom. */
    public static final DataType.Complex NOTIFIED_OPERATION = complex(
            "m2m:notificationEvent.operationMonitor",
            mandatory("op", "operation", Enumerations.OPERATION),
            mandatory("or", "originator", Scalar.ID));

    public static final DataType.Complex NOTIFICATION_EVENT = complex(
            "m2m:notificationEvent",
            optional("rep", "representation", Scalar.ANY),
            optional("om", "operationMonitor", NOTIFIED_OPERATION),
            mandatory("net", "notificationEventType", Enumerations.NOTIFICATION_EVENT_TYPE));

    public static final DataType.Complex IPE_DISCOVERY_REQUEST = complex(
            "m2m:IPEDiscoveryRequest",
            mandatory("or", "originator", Scalar.ID),
            mandatory("fc", "filterCriteria", FILTER_CRITERIA));

    public static final DataType.Complex NOTIFICATION = complex(
            "m2m:notification",
            optional("nev", "notificationEvent", NOTIFICATION_EVENT),
            optional("vrq", "verificationRequest", Scalar.BOOLEAN),
            optional("sud", "subscriptionDeletion", Scalar.BOOLEAN),
            optional("sur", "subscriptionReference", Scalar.ANY_URI),
            optional("cr", "creator", Scalar.ID),
            optional("nfu", "notificationForwardingURI", Scalar.ANY_URI),
            optional("ntt", "notificationTarget", Scalar.ID),
            optional("trr", "targetRemovalRequest", Scalar.BOOLEAN),
            optional("tra", "targetRemovalAllowance", Scalar.BOOLEAN),
            optional("idr", "IPEDiscoveryRequest", IPE_DISCOVERY_REQUEST),
            optional("aerp", "AERegistrationPointChange", Scalar.BOOLEAN),
            optional("aerid", "AEReferenceIDChange", Scalar.BOOLEAN),
            optional("tid1", "trackingID1", Scalar.ID),
            optional("tid2", "trackingID2", Scalar.ID));

    public static final DataType.Complex TIME_SERIES_NOTIFICATION = complex(
            "m2m:timeSeriesNotificationType",
            mandatory("mdlt", "missingDataList", list(Scalar.ABS_REL_TIMESTAMP)),
            mandatory("mdc", "missingDataCurrentNr", Scalar.NON_NEGATIVE));

    public static final DataType.Complex AGGREGATED_NOTIFICATION =
            complex("m2m:aggregatedNotification", mandatory("m2m:sgn", "notification", nonEmptyList(NOTIFICATION)));

    public static final DataType.Complex CHILD_RESOURCE_REF = complex(
            "m2m:childResourceRef",
            mandatory("val", "value", Scalar.ANY_URI),
            mandatory("nm", "name", Scalar.STRING),
            mandatory("typ", "type", Scalar.NON_NEGATIVE),
            optional("spty", "specializationType", ComplexTypes.SPECIALIZATION_TYPE));

    public static final DataType.Complex LIST_OF_CHILD_RESOURCE_REF =
            complex("m2m:listOfChildResourceRef", mandatory("rrf", "resourceRef", list(CHILD_RESOURCE_REF)));

    private PrimitiveTypes() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.model.type.DataType;
import org.entente.model.type.Enumerations;
import org.entente.model.type.PrimitiveTypes;
import org.entente.model.type.Scalar;

/** Every parameter of a request or a response, with its names and data type. TS-0004 §6.4, §8.2.2. */
public enum Parameter {
    OPERATION("op", "operation", Enumerations.OPERATION),
    TO("to", "to", Scalar.ANY_URI),
    FROM("fr", "from", Scalar.ID),
    REQUEST_IDENTIFIER("rqi", "requestIdentifier", Scalar.STRING),
    RESOURCE_TYPE("ty", "resourceType", Scalar.INTEGER),
    CONTENT("pc", "primitiveContent", Scalar.ANY),
    ROLE_IDS("rids", "roleIDs", list(Scalar.STRING)),
    ORIGINATING_TIMESTAMP("ot", "originatingTimestamp", Scalar.TIMESTAMP),
    REQUEST_EXPIRATION_TIMESTAMP("rqet", "requestExpirationTimestamp", Scalar.ABS_REL_TIMESTAMP),
    RESULT_EXPIRATION_TIMESTAMP("rset", "resultExpirationTimestamp", Scalar.ABS_REL_TIMESTAMP),
    OPERATION_EXECUTION_TIME("oet", "operationExecutionTime", Scalar.ABS_REL_TIMESTAMP),
    RESPONSE_TYPE("rt", "responseType", PrimitiveTypes.RESPONSE_TYPE_INFO),
    RESULT_PERSISTENCE("rp", "resultPersistence", Scalar.ABS_REL_TIMESTAMP),
    RESULT_CONTENT("rcn", "resultContent", Enumerations.RESULT_CONTENT),
    EVENT_CATEGORY("ec", "eventCategory", Scalar.EVENT_CAT),
    DELIVERY_AGGREGATION("da", "deliveryAggregation", Scalar.BOOLEAN),
    GROUP_REQUEST_IDENTIFIER("gid", "groupRequestIdentifier", Scalar.STRING),
    FILTER_CRITERIA("fc", "filterCriteria", PrimitiveTypes.FILTER_CRITERIA),
    DESIRED_IDENTIFIER_RESULT_TYPE("drt", "desiredIdentifierResultType", Enumerations.DESIRED_IDENTIFIER_RESULT_TYPE),
    TOKENS("tkns", "tokens", list(Scalar.STRING)),
    TOKEN_IDS("tids", "tokenIDs", list(Scalar.STRING)),
    LOCAL_TOKEN_IDS("ltids", "localTokenIDs", list(Scalar.NC_NAME)),
    TOKEN_REQUEST_INDICATOR("tqi", "tokenRequestIndicator", Scalar.BOOLEAN),
    GROUP_REQUEST_TARGET_MEMBERS("grtm", "groupRequestTargetMembers", list(Scalar.ANY_URI)),
    /** How many members of a group are meant, whichever they are. TS-0001 §8.1.2 (Release 4). */
    GROUP_SOMECAST_TARGET_NUMBER("gstn", "groupSomecastTargetNumber", Scalar.POSITIVE),
    AUTHORIZATION_SIGNATURE_INDICATOR("asi", "authorSignIndicator", Scalar.BOOLEAN),
    AUTHORIZATION_SIGNATURES("aus", "authorSigns", list(Scalar.STRING)),
    AUTHORIZATION_RELATIONSHIP_INDICATOR("auri", "authorRelIndicator", Scalar.BOOLEAN),
    SEMANTIC_QUERY_INDICATOR("sqi", "semanticQueryIndicator", Scalar.BOOLEAN),
    RELEASE_VERSION_INDICATOR("rvi", "releaseVersionIndicator", Scalar.STRING),
    VENDOR_INFORMATION("vsi", "vendorInformation", Scalar.STRING),
    /** Names of attributes of a partial RETRIEVE; in Release 3 only part of the target's URI. TS-0001 §8.1.2 (Release 4). */
    ATTRIBUTE_LIST("atrl", "attributeList", list(Scalar.NC_NAME)),
    /** The user on whose behalf the originator asks. TS-0001 §7.1.18 (Release 4). */
    M2M_SERVICE_USER("msu", "m2mServiceUser", Scalar.ID),
    RESPONSE_STATUS_CODE("rsc", "responseStatusCode", Scalar.INTEGER),
    ASSIGNED_TOKEN_IDENTIFIERS("ati", "assignedTokenIdentifiers", Scalar.ANY),
    TOKEN_REQUEST_INFORMATION("tqf", "tokenRequestInformation", Scalar.ANY),
    CONTENT_STATUS("cnst", "contentStatus", Enumerations.CONTENT_STATUS),
    CONTENT_OFFSET("cnot", "contentOffset", Scalar.NON_NEGATIVE),
    AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION("asri", "authorSignReqInfo", Scalar.BOOLEAN);

    private static final Map<String, Parameter> BY_SHORT_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Parameter::shortName, Function.identity()));

    private final String shortName;
    private final String longName;
    private final DataType type;

    Parameter(String shortName, String longName, DataType type) {
        this.shortName = shortName;
        this.longName = longName;
        this.type = type;
    }

    public String shortName() {
        return shortName;
    }

    public String longName() {
        return longName;
    }

    public DataType type() {
        return type;
    }

    public static Optional<Parameter> of(String shortName) {
        return Optional.ofNullable(BY_SHORT_NAME.get(shortName));
    }

    private static DataType list(DataType element) {
        return new DataType.ListOf(element, 0, Integer.MAX_VALUE);
    }
}

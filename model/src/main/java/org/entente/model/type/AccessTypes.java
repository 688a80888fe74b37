// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.DataType.Complex.complex;
import static org.entente.model.type.DataType.ListOf.list;
import static org.entente.model.type.DataType.ListOf.nonEmptyList;
import static org.entente.model.type.DataType.Member.mandatory;
import static org.entente.model.type.DataType.Member.optional;

/** The structures of access control, tokens and end-to-end security. TS-0004 §6.3.5. */
public final class AccessTypes {
    public static final DataType.Complex IP_ADDRESSES = complex(
            "m2m:accessControlIpAddresses",
            optional("ipv4", "ipv4Addresses", list(Scalar.IPV4)),
            optional("ipv6", "ipv6Addresses", list(Scalar.IPV6)));

    public static final DataType.Complex ACCESS_CONTROL_CONTEXTS = complex(
            "m2m:accessControlContexts",
            optional("actw", "accessControlWindow", list(Scalar.SCHEDULE_ENTRY)),
            optional("acip", "accessControlIpAddresses", IP_ADDRESSES),
            optional("aclr", "accessControlLocationRegion", ComplexTypes.LOCATION_REGION),
            optional("acui", "accessControlUserIDs", list(Scalar.ID)),
            optional("acec", "accessControlEvalCriteria", ComplexTypes.EVAL_CRITERIA),
            optional("acl", "accessControlLimit", Scalar.NON_NEGATIVE));

    public static final DataType.Complex ACCESS_CONTROL_OBJECT_DETAILS = complex(
            "m2m:accessControlObjectDetails",
            optional("ty", "resourceType", Enumerations.RESOURCE_TYPE),
            optional("spty", "specializationType", ComplexTypes.SPECIALIZATION_TYPE),
            mandatory("chty", "childResourceType", nonEmptyList(Enumerations.RESOURCE_TYPE)));

    public static final DataType.Complex ACCESS_CONTROL_RULE = complex(
            "m2m:accessControlRule",
            mandatory("acor", "accessControlOriginators", list(Scalar.ID)),
            mandatory("acop", "accessControlOperations", Scalar.OPERATION_SET),
            optional("acco", "accessControlContexts", list(ACCESS_CONTROL_CONTEXTS)),
            optional("acaf", "accessControlAuthenticationFlag", Scalar.BOOLEAN),
            optional("acod", "accessControlObjectDetails", list(ACCESS_CONTROL_OBJECT_DETAILS)),
            optional("aca", "accessControlAttributes", nonEmptyList(Scalar.NC_NAME)));

    public static final DataType.Complex SET_OF_ACRS =
            complex("m2m:setOfAcrs", optional("acr", "accessControlRule", list(ACCESS_CONTROL_RULE)));

    public static final DataType.Complex SET_OF_PERMISSIONS =
            complex("m2m:setOfPermissions", optional("pv", "privileges", list(SET_OF_ACRS)));

    public static final DataType.Complex TOKEN_PERMISSION = complex(
            "m2m:tokenPermission",
            optional("ris", "resourceIDs", list(Scalar.ID)),
            optional("pv", "privileges", SET_OF_ACRS),
            optional("rids", "roleIDs", list(Scalar.ID)));

    public static final DataType.Complex TOKEN_PERMISSIONS =
            complex("m2m:tokenPermissions", optional("pm", "permission", list(TOKEN_PERMISSION)));

    public static final DataType.Complex TOKEN_CLAIM_SET = complex(
            "m2m:tokenClaimSet",
            mandatory("vr", "version", Scalar.STRING),
            mandatory("tkid", "tokenID", Scalar.ID),
            mandatory("tkhd", "holder", Scalar.ID),
            mandatory("tkis", "issuer", Scalar.ID),
            mandatory("tknb", "notBefore", Scalar.TIMESTAMP),
            mandatory("tkna", "notAfter", Scalar.TIMESTAMP),
            optional("tknm", "tokenName", Scalar.STRING),
            optional("tkau", "audience", list(Scalar.ID)),
            optional("tkps", "permissions", TOKEN_PERMISSIONS),
            optional("tkex", "extension", Scalar.STRING));

    public static final DataType.Complex LOCAL_TOKEN_ID_ASSIGNMENT = complex(
            "m2m:dynAuthLocalTokenIdAssignment",
            mandatory("lti", "localTokenID", Scalar.NC_NAME),
            mandatory("tkid", "tokenID", Scalar.ID));

    public static final DataType.Complex LOCAL_TOKEN_ID_ASSIGNMENTS = complex(
            "m2m:dynAuthLocalTokenIdAssignments",
            mandatory("ltia", "localTokenIdAssignment", nonEmptyList(LOCAL_TOKEN_ID_ASSIGNMENT)));

    public static final DataType.Complex DYN_AUTH_DAS_REQUEST = complex(
            "m2m:dynAuthDasRequest",
            mandatory("or", "originator", Scalar.ID),
            optional("trt", "targetedResourceType", Enumerations.RESOURCE_TYPE),
            mandatory("op", "operation", Enumerations.OPERATION),
            optional("oip", "originatorIP", ComplexTypes.IP_ADDRESS),
            optional("olo", "originatorLocation", ComplexTypes.LOCATION_REGION),
            optional("orid", "originatorRoleIDs", list(Scalar.ID)),
            optional("rts", "requestTimestamp", Scalar.ABS_REL_TIMESTAMP),
            mandatory("trid", "targetedResourceID", Scalar.ANY_URI),
            optional("ppl", "proposedPrivilegesLifetime", Scalar.ABS_REL_TIMESTAMP),
            optional("rfa", "roleIDsFromACPs", list(Scalar.ID)),
            optional("tids", "tokenIDs", list(Scalar.ID)),
            optional("asi", "authorSignIndicator", Scalar.BOOLEAN));

    public static final DataType.Complex DYNAMIC_ACP_INFO = complex(
            "m2m:dynamicACPInfo",
            optional("gp", "grantedPrivileges", SET_OF_ACRS),
            optional("pl", "privilegesLifetime", Scalar.ABS_REL_TIMESTAMP));

    public static final DataType.Complex DYN_AUTH_DAS_RESPONSE = complex(
            "m2m:dynAuthDasResponse",
            optional("dai", "dynamicACPInfo", DYNAMIC_ACP_INFO),
            optional("tkns", "tokens", list(Scalar.STRING)),
            optional("asri", "authorSignReqInfo", Scalar.BOOLEAN));

    public static final DataType.Complex DAS_INFO = complex(
            "m2m:dasInfo",
            mandatory("uri", "URI", Scalar.ANY_URI),
            optional("dreq", "dasRequest", DYN_AUTH_DAS_REQUEST),
            optional("sdr", "securedDasRequest", Scalar.STRING));

    public static final DataType.Complex DYN_AUTH_TOKEN_REQ_INFO =
            complex("m2m:dynAuthTokenReqInfo", mandatory("dasi", "dasInfo", nonEmptyList(DAS_INFO)));

    public static final DataType.Complex DYN_AUTH_REL_MAP_REQUEST = complex(
                    "m2m:dynAuthRelMapRequest",
                    optional("or", "originator", Scalar.ID),
                    optional("tids", "tokenIDs", list(Scalar.ID)),
                    optional("tkns", "tokens", list(Scalar.STRING)),
                    optional("aus", "authorSigns", list(Scalar.STRING)),
                    optional("asri", "authorSignReqInfo", Scalar.BOOLEAN))
            .someOf("tids", "tkns");

    public static final DataType.Complex DYN_AUTH_REL_MAP_RESPONSE = complex(
                    "m2m:dynAuthRelMapResponse",
                    optional("tids", "tokenIDs", list(Scalar.ID)),
                    optional("tkns", "tokens", list(Scalar.STRING)),
                    optional("asri", "authorSignReqInfo", Scalar.BOOLEAN),
                    optional("aus", "signature", list(Scalar.STRING)))
            .someOf("tids", "tkns");

    public static final DataType.Complex RECEIVER_ESPRIM_RAND_OBJECT = complex(
            "m2m:receiverESPrimRandObject",
            mandatory("esri", "esprimRandID", Scalar.NC_NAME),
            mandatory("esrv", "esprimRandValue", Scalar.NC_NAME),
            mandatory("esrx", "esprimRandExpiry", Scalar.ABS_REL_TIMESTAMP),
            mandatory("esks", "esprimKeyGenAlgIDs", list(Enumerations.ESPRIM_KEY_GEN_ALG_ID)),
            mandatory("espa", "esprimProtocolAndAlgIDs", list(Enumerations.ESPRIM_PROTOCOL_AND_ALG_ID)));

    public static final DataType.Complex E2E_SEC_INFO = complex(
            "m2m:e2eSecInfo",
            mandatory("esf", "supportedE2ESecFeatures", list(Enumerations.SUID)),
            optional("escert", "certificates", list(Scalar.BASE64)),
            optional("esro", "sharedReceiverESPrimRandObject", RECEIVER_ESPRIM_RAND_OBJECT));

    public static final DataType.Complex SECURITY_INFO = complex(
            "m2m:securityInfo",
            mandatory("sit", "securityInfoType", Enumerations.SECURITY_INFO_TYPE),
            optional("dreq", "dasRequest", DYN_AUTH_DAS_REQUEST),
            optional("dres", "dasResponse", DYN_AUTH_DAS_RESPONSE),
            optional("ero", "esprimRandObject", RECEIVER_ESPRIM_RAND_OBJECT),
            optional("epo", "esprimObject", Scalar.STRING),
            optional("eckm", "escertkeMessage", Scalar.BASE64),
            optional("darq", "dynAuthRelMapRequest", DYN_AUTH_REL_MAP_REQUEST),
            optional("dars", "dynAuthRelMapResponse", DYN_AUTH_REL_MAP_RESPONSE));

    private AccessTypes() {}
}

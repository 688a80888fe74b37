// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Operation;

/** The CoAP response code of each response status code. TS-0008 §6.2.4. */
final class ResponseCodes {
    private ResponseCodes() {}

    /** @param operation of the request, which tells the forms of success apart */
    static ResponseCode of(ResultCode code, Operation operation) {
        return switch (code) {
            case OK -> operation == Operation.RETRIEVE ? ResponseCode.CONTENT : ResponseCode.CHANGED;
            // A <request> was made: a CSE without them acknowledges nothing.
            case CREATED, ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH, ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH ->
                ResponseCode.CREATED;
            case DELETED -> ResponseCode.DELETED;
            case UPDATED, ACCEPTED -> ResponseCode.CHANGED;
            case BAD_REQUEST,
                    CONTENTS_UNACCEPTABLE,
                    GROUP_REQUEST_IDENTIFIER_EXISTS,
                    GROUP_MEMBER_TYPE_INCONSISTENT,
                    ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED,
                    BLOCKING_SUBSCRIPTION_ALREADY_EXISTS,
                    INVALID_SPARQL_QUERY,
                    ALREADY_EXISTS,
                    UNABLE_TO_REPLACE_REQUEST,
                    UNABLE_TO_RECALL_REQUEST,
                    MAX_NUMBER_OF_MEMBER_EXCEEDED,
                    INVALID_CMDTYPE,
                    INVALID_ARGUMENTS,
                    INSUFFICIENT_ARGUMENTS,
                    ALREADY_COMPLETE,
                    MGMT_COMMAND_NOT_CANCELLABLE,
                    BAD_FACT_INPUTS_FOR_REASONING, // Releases 4 and 5 from here on, each with its class's nearest
                    BAD_RULE_INPUTS_FOR_REASONING,
                    DISCOVERY_LIMIT_EXCEEDED,
                    PRIMITIVE_PROFILE_BAD_REQUEST,
                    INVALID_PROCESS_CONFIGURATION -> ResponseCode.BAD_REQUEST;
            case INVALID_SEMANTICS, INVALID_TRIGGER_PURPOSE -> ResponseCode.BAD_OPTION;
            case SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE,
                    ORIGINATOR_HAS_NO_PRIVILEGE,
                    CONFLICT,
                    ORIGINATOR_NOT_AUTHENTICATED,
                    SECURITY_ASSOCIATION_REQUIRED,
                    INVALID_CHILD_RESOURCE_TYPE,
                    NO_MEMBERS,
                    ESPRIM_UNSUPPORTED_OPTION,
                    ESPRIM_UNKNOWN_KEY_ID,
                    ESPRIM_UNKNOWN_ORIG_RAND_ID,
                    ESPRIM_UNKNOWN_RECV_RAND_ID,
                    ESPRIM_BAD_MAC,
                    ESPRIM_IMPERSONATION_ERROR,
                    ORIGINATOR_HAS_ALREADY_REGISTERED,
                    APP_RULE_VALIDATION_FAILED,
                    OPERATION_DENIED_BY_REMOTE_ENTITY,
                    RECEIVER_HAS_NO_PRIVILEGE,
                    TARGET_NOT_SUBSCRIBABLE,
                    SUBSCRIPTION_HOST_HAS_NO_PRIVILEGE,
                    DISCOVERY_DENIED_BY_IPE,
                    TARGET_HAS_NO_SESSION_CAPABILITY,
                    SESSION_IS_ONLINE,
                    TRIGGERING_DISABLED_FOR_RECIPIENT,
                    TRANSACTION_PROCESSING_IS_INCOMPLETE,
                    SERVICE_SUBSCRIPTION_NOT_ESTABLISHED,
                    PRIMITIVE_PROFILE_NOT_ACCESSIBLE,
                    UNAUTHORIZED_USER,
                    SERVICE_SUBSCRIPTION_LIMITS_EXCEEDED,
                    REQUESTED_ACTIVITY_PATTERN_NOT_PERMITTED -> ResponseCode.FORBIDDEN;
            case NOT_FOUND,
                    ONTOLOGY_NOT_AVAILABLE,
                    LINKED_SEMANTICS_NOT_AVAILABLE,
                    MASHUP_MEMBER_NOT_FOUND,
                    TARGET_NOT_REACHABLE,
                    REMOTE_ENTITY_NOT_REACHABLE,
                    EXTERNAL_OBJECT_NOT_REACHABLE,
                    EXTERNAL_OBJECT_NOT_FOUND,
                    ONTOLOGY_MAPPING_ALGORITHM_NOT_AVAILABLE,
                    ONTOLOGY_MAPPING_POLICY_NOT_MATCHED,
                    ONTOLOGY_MAPPING_NOT_AVAILABLE -> ResponseCode.NOT_FOUND;
            case OPERATION_NOT_ALLOWED -> ResponseCode.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> ResponseCode.NOT_ACCEPTABLE;
            case UNSUPPORTED_MEDIA_TYPE -> ResponseCode.UNSUPPORTED_CONTENT_FORMAT;
            case INTERNAL_SERVER_ERROR,
                    SUBSCRIPTION_VERIFICATION_INITIATION_FAILED,
                    GROUP_MEMBERS_NOT_RESPONDED,
                    ESPRIM_DECRYPTION_ERROR,
                    ESPRIM_ENCRYPTION_ERROR,
                    SPARQL_UPDATE_ERROR,
                    JOIN_MULTICAST_GROUP_FAILED,
                    LEAVE_MULTICAST_GROUP_FAILED,
                    CROSS_RESOURCE_OPERATION_FAILURE,
                    MGMT_SESSION_CANNOT_BE_ESTABLISHED,
                    MGMT_SESSION_ESTABLISHMENT_TIMEOUT,
                    MGMT_CONVERSION_ERROR,
                    MGMT_CANCELLATION_FAILED,
                    ONTOLOGY_MAPPING_ALGORITHM_FAILED,
                    ONTOLOGY_CONVERSION_FAILED,
                    REASONING_PROCESSING_FAILED,
                    NETWORK_QOS_CONFIGURATION_ERROR -> ResponseCode.INTERNAL_SERVER_ERROR;
            case RELEASE_VERSION_NOT_SUPPORTED,
                    SPECIALIZATION_SCHEMA_NOT_FOUND,
                    NOT_IMPLEMENTED,
                    NON_BLOCKING_SYNCH_REQUEST_NOT_SUPPORTED -> ResponseCode.NOT_IMPLEMENTED;
            case REQUEST_TIMEOUT,
                    EXTERNAL_OBJECT_NOT_REACHABLE_BEFORE_RQET_TIMEOUT,
                    EXTERNAL_OBJECT_NOT_REACHABLE_BEFORE_OET_TIMEOUT -> ResponseCode.GATEWAY_TIMEOUT;
        };
    }

    /** The table the other way round, each code standing for the most general of its lines. */
    static ResultCode of(ResponseCode code) {
        return switch (code) {
            case CREATED -> ResultCode.CREATED;
            case DELETED -> ResultCode.DELETED;
            case CHANGED -> ResultCode.UPDATED;
            case UNAUTHORIZED, FORBIDDEN -> ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE;
            case NOT_FOUND -> ResultCode.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> ResultCode.OPERATION_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> ResultCode.NOT_ACCEPTABLE;
            case CONFLICT -> ResultCode.CONFLICT;
            case UNSUPPORTED_CONTENT_FORMAT -> ResultCode.UNSUPPORTED_MEDIA_TYPE;
            case NOT_IMPLEMENTED, PROXY_NOT_SUPPORTED -> ResultCode.NOT_IMPLEMENTED;
            case SERVICE_UNAVAILABLE, BAD_GATEWAY, TOO_MANY_REQUESTS -> ResultCode.TARGET_NOT_REACHABLE;
            case GATEWAY_TIMEOUT -> ResultCode.REQUEST_TIMEOUT;
            case BAD_REQUEST,
                    BAD_OPTION,
                    REQUEST_ENTITY_INCOMPLETE,
                    PRECONDITION_FAILED,
                    REQUEST_ENTITY_TOO_LARGE,
                    UNPROCESSABLE_ENTITY -> ResultCode.BAD_REQUEST;
            case INTERNAL_SERVER_ERROR -> ResultCode.INTERNAL_SERVER_ERROR;
            case VALID, CONTENT, CONTINUE, _UNKNOWN_SUCCESS_CODE -> ResultCode.OK;
        };
    }
}

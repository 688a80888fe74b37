// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import org.entente.model.ResultCode;

/** The HTTP status of each response status code. TS-0009 §6.3.2. */
public final class StatusCodes {
    private StatusCodes() {}

    public static int of(ResultCode code) {
        return switch (code) {
            case OK, DELETED, UPDATED -> 200;
            case CREATED -> 201;
            case ACCEPTED, ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH, ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH -> 202;
            case BAD_REQUEST,
                    CONTENTS_UNACCEPTABLE,
                    GROUP_MEMBER_TYPE_INCONSISTENT,
                    INVALID_SEMANTICS,
                    INVALID_TRIGGER_PURPOSE,
                    ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED,
                    INVALID_SPARQL_QUERY,
                    BAD_FACT_INPUTS_FOR_REASONING, // from here on Releases 4 and 5, each with its class's nearest
                    BAD_RULE_INPUTS_FOR_REASONING,
                    DISCOVERY_LIMIT_EXCEEDED,
                    PRIMITIVE_PROFILE_BAD_REQUEST,
                    INVALID_PROCESS_CONFIGURATION,
                    MAX_NUMBER_OF_MEMBER_EXCEEDED,
                    INVALID_CMDTYPE,
                    INVALID_ARGUMENTS,
                    INSUFFICIENT_ARGUMENTS -> 400;
            case SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE,
                    ORIGINATOR_HAS_NO_PRIVILEGE,
                    RECEIVER_HAS_NO_PRIVILEGE,
                    TARGET_NOT_SUBSCRIBABLE,
                    SUBSCRIPTION_HOST_HAS_NO_PRIVILEGE,
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
                    SERVICE_SUBSCRIPTION_NOT_ESTABLISHED,
                    PRIMITIVE_PROFILE_NOT_ACCESSIBLE,
                    UNAUTHORIZED_USER,
                    SERVICE_SUBSCRIPTION_LIMITS_EXCEEDED,
                    REQUESTED_ACTIVITY_PATTERN_NOT_PERMITTED,
                    DISCOVERY_DENIED_BY_IPE,
                    TARGET_HAS_NO_SESSION_CAPABILITY,
                    SESSION_IS_ONLINE,
                    TRIGGERING_DISABLED_FOR_RECIPIENT,
                    TRANSACTION_PROCESSING_IS_INCOMPLETE -> 403;
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
                    ONTOLOGY_MAPPING_NOT_AVAILABLE -> 404;
            case OPERATION_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case GROUP_REQUEST_IDENTIFIER_EXISTS,
                    CONFLICT,
                    BLOCKING_SUBSCRIPTION_ALREADY_EXISTS,
                    ALREADY_EXISTS,
                    UNABLE_TO_REPLACE_REQUEST,
                    UNABLE_TO_RECALL_REQUEST,
                    ALREADY_COMPLETE,
                    MGMT_COMMAND_NOT_CANCELLABLE -> 409;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
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
                    NETWORK_QOS_CONFIGURATION_ERROR -> 500;
            case RELEASE_VERSION_NOT_SUPPORTED,
                    SPECIALIZATION_SCHEMA_NOT_FOUND,
                    NOT_IMPLEMENTED,
                    NON_BLOCKING_SYNCH_REQUEST_NOT_SUPPORTED -> 501;
            case REQUEST_TIMEOUT,
                    EXTERNAL_OBJECT_NOT_REACHABLE_BEFORE_RQET_TIMEOUT,
                    EXTERNAL_OBJECT_NOT_REACHABLE_BEFORE_OET_TIMEOUT -> 504;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.LinkedHashMap;
import org.entente.model.type.DataType.Enumerated;

/** Every enumeration with its values, those of Releases 4 and 5 included. TS-0004 §6.3.4, TS-0022. */
public final class Enumerations {
    public static final Enumerated ACP_COMBINING_ALGORITHM =
            enumerated("m2m:acpCombiningAlgorithm", "1 PERMIT_OVERRIDES");

    public static final Enumerated AE_REGISTRATION_STATUS =
            enumerated("m2m:AERegistrationStatus", "1 ACTIVE, 2 INACTIVE");

    public static final Enumerated AUTHORIZATION_DECISION = enumerated("m2m:authorizationDecision", "1 PERMIT, 2 DENY");

    public static final Enumerated AUTHORIZATION_STATUS = enumerated("m2m:authorizationStatus", """
            1 OK, 2 NOT_APPLICABLE, 3 MISSING_ATTRIBUTE, 4 SYNTAX_ERROR, 5 PROCESSING_ERROR
            """);

    public static final Enumerated BATTERY_STATUS = enumerated("m2m:batteryStatus", """
            1 NORMAL, 2 CHARGING, 3 CHARGING_COMPLETE, 4 DAMAGED, 5 LOW_BATTERY, 6 NOT_INSTALLED, 7 UNKNOWN
            """);

    public static final Enumerated CELLULAR_NETWORK_BEARER = enumerated("dcfg:cellularNetworkBearer", """
            0 GSM, 1 TD-SCDMA, 2 WCDMA, 3 CDMA2000, 4 WiMAX, 5 LTE-TDD, 6 LTE-FDD, 7 NB-IoT
            """);

    public static final Enumerated CMD_TYPE = enumerated("m2m:cmdType", """
            1 RESET, 2 REBOOT, 3 UPLOAD, 4 DOWNLOAD, 5 SOFTWAREINSTALL, 6 SOFTWAREUNINSTALL, 7 SOFTWAREUPDATE
            """);

    public static final Enumerated CONSISTENCY_STRATEGY =
            enumerated("m2m:consistencyStrategy", "1 ABANDON_MEMBER, 2 ABANDON_GROUP, 3 SET_MIXED");

    public static final Enumerated CONTENT_FILTER_SYNTAX = enumerated("m2m:contentFilterSyntax", "1 JSON_PATH_SYNTAX");

    public static final Enumerated CONTENT_SECURITY = enumerated("m2m:contentSecurity", """
            0 none, 1 JWE or JWS in compact form, 2 JWE or JWS in JSON form of text, 3 JWE or JWS in JSON form
            of binary data, 4 XML encryption or signature of text, 5 XML encryption or signature of binary data
            """);

    public static final Enumerated CONTENT_STATUS =
            enumerated("m2m:contentStatus", "1 PARTIAL_CONTENT, 2 FULL_CONTENT");

    public static final Enumerated COVERAGE_ENHANCEMENT_LEVEL =
            enumerated("dcfg:coverageEnhancementLevel", "0 none, 1 level 0, 2 level 1, 3 level 2, 4 level 3");

    public static final Enumerated CSE_TYPE_ID = enumerated("m2m:cseTypeID", "1 IN_CSE, 2 MN_CSE, 3 ASN_CSE");

    public static final Enumerated DESIRED_IDENTIFIER_RESULT_TYPE =
            enumerated("m2m:desIdResType", "1 structured, 2 unstructured");

    public static final Enumerated ENCODING_TYPE =
            enumerated("m2m:encodingType", "0 plain, 1 base64 of text, 2 base64 of binary data");

    public static final Enumerated ESPRIM_KEY_GEN_ALG_ID = enumerated("m2m:esprimKeyGenAlgID", "1 HMAC-SHA256");

    public static final Enumerated ESPRIM_PROTOCOL_AND_ALG_ID = enumerated("m2m:esprimProtocolAndAlgID", """
            10 JWE compact A128GCM, 11 JWE compact A192GCM, 12 JWE compact A256GCM
            """);

    public static final Enumerated EVAL_CRITERIA_OPERATOR = enumerated("m2m:evalCriteriaOperator", """
            1 equal, 2 not equal, 3 greater than, 4 less than, 5 greater than or equal, 6 less than or equal
            """);

    public static final Enumerated EVAL_MODE = enumerated("m2m:evalMode", "0 off, 1 once, 2 periodic, 3 continuous");

    public static final Enumerated EVENT_EVALUATION_MODE = enumerated("m2m:eventEvaluationMode", """
            1 All events present, 2 All or some events present, 3 All or some events missing, 4 All events
            missing, 5 Some events missing
            """);

    public static final Enumerated EVENT_TYPE =
            enumerated("m2m:eventType", "1 DATAOPERATION, 2 STORAGEBASED, 3 TIMERBASED");

    public static final Enumerated EXEC_MODE_TYPE =
            enumerated("m2m:execModeType", "1 IMMEDIATEONCE, 2 IMMEDIATEREPEAT, 3 RANDOMONCE, 4 RANDOMREPEAT");

    public static final Enumerated EXEC_RESULT_TYPE = enumerated("m2m:execResultType", """
            0 STATUS_SUCCESS, 1 STATUS_REQUEST_UNSUPPORTED, 2 STATUS_REQUEST DENIED, 3
            STATUS_CANCELLATION_DENIED, 4 STATUS_INTERNAL_ERROR, 5 STATUS_INVALID_ARGUMENTS, 6
            STATUS_RESOURCES_EXCEEDED, 7 STATUS_FILE_TRANSFER_FAILED, 8
            STATUS_FILE_TRANSFER_SERVER_AUTHENTICATION_FAILURE, 9 STATUS_UNSUPPORTED_PROTOCOL, 10
            STATUS_UPLOAD_FAILED, 11 STATUS_FILE_TRANSFER_FAILED_MULTICAST_GROUP_UNABLE_JOIN, 12
            STATUS_FILE_TRANSFER_FAILED_SERVER_CONTACT_FAILED, 13
            STATUS_FILE_TRANSFER_FAILED_FILE_ACCESS_FAILED, 14 STATUS_FILE_TRANSFER_FAILED_DOWNLOAD_INCOMPLETE,
            15 STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED, 16 STATUS_FILE_TRANSFER_FILE_AUTHENTICATION_FAILURE,
            19 STATUS_FILE_TRANSFER_WINDOW_EXCEEDED, 20 STATUS_INVALID_UUID_FORMAT, 21
            STATUS_UNKNOWN_EXECUTION_ENVIRONMENT, 22 STATUS_DISABLED_EXECUTION_ENVIRONMENT, 23
            STATUS_EXECUTION_ENVIRONMENT_MISMATCH, 24 STATUS_DUPLICATE_DEPLOYMENT_UNIT, 25
            STATUS_SYSTEM_RESOURCES_EXCEEDED, 26 STATUS_UNKNOWN_DEPLOYMENT_UNIT, 27
            STATUS_INVALID_DEPLOYMENT_UNIT_STATE, 28 STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_DOWNGRADE_DISALLOWED,
            29 STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_UPGRADE_DISALLOWED, 30
            STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_VERSION_EXISTS, 31 STATUS_NOT_FINISHED
            """);

    public static final Enumerated EXEC_STATUS_TYPE = enumerated("m2m:execStatusType", """
            1 INITIATED, 2 PENDING, 3 FINISHED, 4 CANCELLING, 5 CANCELLED, 6 STATUS_NON_CANCELLABLE
            """);

    public static final Enumerated FILTER_OPERATION = enumerated("m2m:filterOperation", "1 AND, 2 OR, 3 XOR");

    public static final Enumerated FILTER_USAGE =
            enumerated("m2m:filterUsage", "1 Discovery Criteria, 2 Conditional Operation, 3 IPE On-demand Discovery");

    public static final Enumerated GEOFENCE_EVENT_CRITERIA =
            enumerated("m2m:geofenceEventCriteria", "1 Entering, 2 Leaving, 3 Inside, 4 Outside");

    public static final Enumerated GEOMETRY_TYPE = enumerated("m2m:geometryType", """
            1 Point, 2 LineString, 3 Polygon, 4 MultiPoint, 5 MultiLineString, 6 MultiPolygon
            """);

    public static final Enumerated GEO_SPATIAL_FUNCTION_TYPE =
            enumerated("m2m:geoSpatialFunctionType", "1 Within, 2 Contains, 3 Intersects");

    public static final Enumerated LOCATION_INFORMATION_TYPE =
            enumerated("m2m:locationInformationType", "1 Position fix, 2 Geofence event");

    public static final Enumerated LOCATION_SOURCE =
            enumerated("m2m:locationSource", "1 Network_based, 2 Device_based, 3 Sharing_based");

    public static final Enumerated LOCATION_UPDATE_EVENT_CRITERIA =
            enumerated("m2m:locationUpdateEventCriteria", "0 Location_Change");

    public static final Enumerated LOGICAL_OPERATOR = enumerated("m2m:logicalOperator", "1 AND, 2 OR");

    public static final Enumerated LOG_STATUS =
            enumerated("m2m:logStatus", "1 Started, 2 Stopped, 3 Unknown, 4 NotPresent, 5 Error");

    public static final Enumerated LOG_TYPE_ID =
            enumerated("m2m:logTypeId", "1 System, 2 Security, 3 Event, 4 Trace, 5 Panic");

    public static final Enumerated MASHUP_MEMBER_STORE_TYPE =
            enumerated("m2m:mashupMemberStoreType", "1 URI_ONLY, 2 URI_AND_VALUE");

    public static final Enumerated MASHUP_RESULT_GEN_TYPE = enumerated("m2m:mashupResultGenType", """
            1 WHEN_SMI_IS_CREATED, 2 WHEN_MR_REQUESTS, 3 PERIODICALLY, 4 WHEN_A_MASHUP_MEMBER_IS_UPDATED
            """);

    public static final Enumerated MEMBER_TYPE = enumerated("m2m:memberType", """
            0 mixed, 1 accessControlPolicy, 2 AE, 3 container, 4 contentInstance, 5 CSEBase, 6 delivery, 7
            eventConfig, 8 execInstance, 9 group, 10 locationPolicy, 11 m2mServiceSubscriptionProfile, 12
            mgmtCmd, 13 mgmtObj, 14 node, 15 pollingChannel, 16 remoteCSE, 17 request, 18 schedule, 19
            serviceSubscribedAppRule, 20 serviceSubscribedNode, 21 statsCollect, 22 statsConfig, 23
            subscription, 24 semanticDescriptor, 25 notificationTargetMgmtPolicyRef, 26
            notificationTargetPolicy, 27 policyDeletionRules, 28 flexContainer, 29 timeSeries, 30
            timeSeriesInstance, 31 role, 32 token, 34 dynamicAuthorizationConsultation, 35
            authorizationDecision, 36 authorizationPolicy, 37 authorizationInformation, 38 ontologyRepository,
            39 ontology, 40 semanticMashupJobProfile, 41 semanticMashupInstance, 42 semanticMashupResult, 43
            AEContactList, 44 AEContactListPerCSE, 45 localMulticastGroup, 46 multimediaSession, 47
            triggerRequest, 48 crossResourceSubscription, 49 backgroundDataTransfer, 50 transactionMgmt, 51
            transaction, 58 flexContainerInstance, 60 timeSyncBeacon, 62 primitiveProfile, 63 processManagement,
            64 state, 65 action, 66 dependency, 10001 accessControlPolicyAnnc, 10002 AEAnnc, 10003
            containerAnnc, 10004 contentInstanceAnnc, 10005 CSEBaseAnnc, 10009 groupAnnc, 10010
            locationPolicyAnnc, 10013 mgmtObjAnnc, 10014 nodeAnnc, 10016 remoteCSEAnnc, 10018 scheduleAnnc,
            10024 semanticDescriptorAnnc, 10028 flexContainerAnnc, 10029 timeSeriesAnnc, 10030
            timeSeriesInstanceAnnc, 10038 ontologyRepositoryAnnc, 10039 ontologyAnnc, 10040
            semanticMashupJobProfileAnnc, 10041 semanticMashupInstanceAnnc, 10042 semanticMashupResultAnnc,
            10046 multimediaSessionAnnc, 10060 timeSyncBeaconAnnc, 10062 primitiveProfileAnnc, 10063
            processManagementAnnc, 10064 stateAnnc, 10065 actionAnnc, 10066 dependencyAnnc, 20001 oldest, 20002
            latest, 20003 mashup
            """);

    public static final Enumerated MGMT_DEFINITION = enumerated("m2m:mgmtDefinition", """
            0 Self-defined, 1001 firmware, 1002 software, 1003 memory, 1004 areaNwkInfo, 1005 areaNwkDeviceInfo,
            1006 battery, 1007 deviceInfo, 1008 deviceCapability, 1009 reboot, 1010 eventLog, 1011 cmdhPolicy,
            1012 activeCmdhPolicy, 1013 cmdhDefaults, 1014 cmdhDefEcValue, 1015 cmdhEcDefParamValues, 1016
            cmdhLimits, 1017 cmdhNetworkAccessRules, 1018 cmdhNwAccessRule, 1019 cmdhBuffer, 1020 registration,
            1021 dataCollection, 1022 authenticationProfile, 1023 myCertFileCred, 1024 trustAnchorCred, 1025
            MAFClientRegCfg, 1026 MEFClientRegCfg, 1027 OAuth2Authentication, 1028 wifiClient, 1029 credentials,
            1030 SIM, 1031 mobileNetwork
            """);

    public static final Enumerated MULTICAST_CAPABILITY = enumerated("m2m:multicastCapability", "1 MBMS, 2 IP");

    public static final Enumerated NETWORK_ACTION = enumerated("m2m:networkAction", """
            1 cellular-registration, 2 cellular-attach, 3 cellular-pdpctxact, 4 cellular-sms, 5 default
            """);

    public static final Enumerated NOTIFICATION_CONTENT_TYPE = enumerated("m2m:notificationContentType", """
            1 All Attributes, 2 Modified Attributes, 3 ResourceID, 4 Trigger Payload, 5 TimeSeries notification
            """);

    public static final Enumerated NOTIFICATION_EVENT_TYPE = enumerated("m2m:notificationEventType", """
            1 Update_of_Resource, 2 Delete_of_Resource, 3 Create_of_Direct_Child_Resource, 4
            Delete_of_Direct_Child_Resource, 5 Retrieve_of_Container_Resource_With_No_Child_Resource, 6
            Trigger_Received_For_AE_Resource, 7 Blocking_Update, 8 Report_on_missing_data_points
            """);

    public static final Enumerated NOTIFICATION_TARGET_POLICY_ACTION =
            enumerated("m2m:notificationTargetPolicyAction", """
            1 accept request, 2 reject request, 3 ask the subscription originator first, 4 inform the
            subscription originator only
            """);

    public static final Enumerated OPERATION =
            enumerated("m2m:operation", "1 Create, 2 Retrieve, 3 Update, 4 Delete, 5 Notify");

    public static final Enumerated PENDING_NOTIFICATION =
            enumerated("m2m:pendingNotification", "1 sendLatest, 2 sendAllPending");

    public static final Enumerated PROCESS_CONTROL =
            enumerated("m2m:processControl", "1 Enable, 2 Disable, 3 Pause, 4 Reactivate");

    public static final Enumerated PROCESS_STATUS =
            enumerated("m2m:processStatus", "1 Disabled, 2 Enabled, 3 Activated, 4 Paused, 5 Completed, 6 Aborted");

    public static final Enumerated REQUEST_STATUS =
            enumerated("m2m:requestStatus", "1 COMPLETED, 2 FAILED, 3 PENDING, 4 FORWARDED, 5 PARTIALLY_COMPLETED");

    public static final Enumerated RESOURCE_TYPE = enumerated("m2m:resourceType", """
            1 accessControlPolicy, 2 AE, 3 container, 4 contentInstance, 5 CSEBase, 6 delivery, 7 eventConfig, 8
            execInstance, 9 group, 10 locationPolicy, 11 m2mServiceSubscriptionProfile, 12 mgmtCmd, 13 mgmtObj,
            14 node, 15 pollingChannel, 16 remoteCSE, 17 request, 18 schedule, 19 serviceSubscribedAppRule, 20
            serviceSubscribedNode, 21 statsCollect, 22 statsConfig, 23 subscription, 24 semanticDescriptor, 25
            notificationTargetMgmtPolicyRef, 26 notificationTargetPolicy, 27 policyDeletionRules, 28
            flexContainer, 29 timeSeries, 30 timeSeriesInstance, 31 role, 32 token, 34
            dynamicAuthorizationConsultation, 35 authorizationDecision, 36 authorizationPolicy, 37
            authorizationInformation, 38 ontologyRepository, 39 ontology, 40 semanticMashupJobProfile, 41
            semanticMashupInstance, 42 semanticMashupResult, 43 AEContactList, 44 AEContactListPerCSE, 45
            localMulticastGroup, 46 multimediaSession, 47 triggerRequest, 48 crossResourceSubscription, 49
            backgroundDataTransfer, 50 transactionMgmt, 51 transaction, 58 flexContainerInstance, 60
            timeSyncBeacon, 62 primitiveProfile, 63 processManagement, 64 state, 65 action, 66 dependency, 10001
            accessControlPolicyAnnc, 10002 AEAnnc, 10003 containerAnnc, 10004 contentInstanceAnnc, 10005
            CSEBaseAnnc, 10009 groupAnnc, 10010 locationPolicyAnnc, 10013 mgmtObjAnnc, 10014 nodeAnnc, 10016
            remoteCSEAnnc, 10018 scheduleAnnc, 10024 semanticDescriptorAnnc, 10028 flexContainerAnnc, 10029
            timeSeriesAnnc, 10030 timeSeriesInstanceAnnc, 10038 ontologyRepositoryAnnc, 10039 ontologyAnnc,
            10040 semanticMashupJobProfileAnnc, 10041 semanticMashupInstanceAnnc, 10042
            semanticMashupResultAnnc, 10046 multimediaSessionAnnc, 10060 timeSyncBeaconAnnc, 10062
            primitiveProfileAnnc, 10063 processManagementAnnc, 10064 stateAnnc, 10065 actionAnnc, 10066
            dependencyAnnc
            """);

    public static final Enumerated RESPONSE_TYPE = enumerated("m2m:responseType", """
            1 nonBlockingRequestSynch, 2 nonBlockingRequestAsynch, 3 blockingRequest, 4 flexBlocking, 5
            noResponse
            """);

    public static final Enumerated RESULT_CONTENT = enumerated("m2m:resultContent", """
            0 nothing, 1 attributes, 2 hierarchical address, 3 hierarchical address and attributes, 4 attributes
            and child resources, 5 attributes and child resource references, 6 child resource references, 7
            original resource, 8 child resources, 9 modified attributes, 10 semantic content, 11 Semantic
            content and child resources, 12 Permissions
            """);

    public static final Enumerated SECURITY_INFO_TYPE = enumerated("m2m:securityInfoType", """
            1 Dynamic Authorization Request, 2 Dynamic Authorization Response, 3 receiverESPrimRandObject
            Request, 4 receiverESPrimRandObject Response, 5 ESPrim Object, 6 ESCertKE Message, 7 Dynamic
            Authorization Relationship Mapping Request, 8 Dynamic Authorization Relationship Mapping Response
            """);

    public static final Enumerated SEMANTIC_FORMAT = enumerated("m2m:semanticFormat", """
            1 IRI, 2 Functional-style, 3 OWL/XML, 4 RDF/XML, 5 RDF/Turtle, 6 Manchester, 7 JSON-LD
            """);

    public static final Enumerated SESSION_STATE = enumerated("m2m:sessionState", "1 OFFLINE, 2 ONLINE");

    public static final Enumerated SIM_STATUS = enumerated("dcfg:simStatus", "0 inactive, 1 active");

    public static final Enumerated SIM_TYPE =
            enumerated("dcfg:simType", "0 UICC (removable), 1 eUICC (removable), 2 eUICC (non-removable), 3 iUICC");

    public static final Enumerated STATIONARY_INDICATION =
            enumerated("m2m:stationaryIndication", "1 Stationary, 2 Mobile (Moving)");

    public static final Enumerated STATS_RULE_STATUS_TYPE =
            enumerated("m2m:statsRuleStatusType", "1 ACTIVE, 2 INACTIVE");

    public static final Enumerated STATUS =
            enumerated("m2m:status", "0 Uninitialized, 1 Successful, 2 Failure, 3 In_Process");

    public static final Enumerated STAT_MODEL_TYPE = enumerated("m2m:statModelType", "1 EVENTBASED");

    public static final Enumerated SUID = enumerated("m2m:suid", """
            10 pre-provisioned key shared with a MEF, 11 pre-provisioned key shared with a MAF, 12
            pre-provisioned key for SAEF, 13 pre-provisioned key for ESPrim, 14 pre-provisioned key for ESData
            encryption, 15 pre-provisioned key for ESData signature, 21 RSPF key shared with a MAF, 22 RSPF key
            for SAEF, 23 RSPF key for ESPrim, 24 RSPF key for ESData encryption, 25 RSPF key for ESData
            signature, 32 MAF key for SAEF, 33 MAF key for ESPrim, 34 MAF key for ESData encryption, 35 MAF key
            for ESData signature, 40 certificate shared with a MEF, 41 certificate shared with a MAF, 42
            certificate for SAEF, 43 certificate for ESPrim, 44 certificate for ESData encryption, 45
            certificate for ESData signature
            """);

    public static final Enumerated TIME_WINDOW_TYPE =
            enumerated("m2m:timeWindowType", "1 PERIODICWINDOW, 2 SLIDINGWINDOW");

    public static final Enumerated TRANSACTION_CONTROL =
            enumerated("m2m:transactionControl", "1 INITIAL, 2 LOCK, 3 EXECUTE, 4 COMMIT, 5 ABORT");

    public static final Enumerated TRANSACTION_LOCK_TYPE =
            enumerated("m2m:transactionLockType", "1 BLOCK_ALL, 2 ALLOW_RETRIEVES");

    public static final Enumerated TRANSACTION_MGMT_HANDLING =
            enumerated("m2m:transactionMgmtHandling", "1 DELETE, 2 PERSIST");

    public static final Enumerated TRANSACTION_MODE =
            enumerated("m2m:transactionMode", "1 CSE_CONTROLLED, 2 CREATOR_CONTROLLED");

    public static final Enumerated TRANSACTION_STATE =
            enumerated("m2m:transactionState", "1 INITIAL, 2 LOCKED, 3 EXECUTED, 4 COMMITTED, 5 ERROR, 6 ABORTED");

    public static final Enumerated TRANSFER_SELECTION_GUIDANCE =
            enumerated("m2m:transferSelectionGuidance", "1 lowestCost, 2 bestDataRates");

    public static final Enumerated TRIGGER_PURPOSE = enumerated("m2m:triggerPurpose", """
            1 establishConnection, 2 registrationRequest, 3 executeCRUD, 4 enrolmentRequest
            """);

    public static final Enumerated TRIGGER_STATUS = enumerated("m2m:triggerStatus", """
            1 PROCESSING, 2 ERROR_NSE_NOT_FOUND, 3 TRIGGER_TRIGGERED, 4 TRIGGER_DELIVERED, 5 TRIGGER_EXPIRED, 6
            TRIGGER_FAILED, 7 TRIGGER_REPLACED, 8 TRIGGER_UNCONFIRMED, 9 TRIGGER_TERMINATED
            """);

    public static final Enumerated WIFI_CONNECTION_STATUS = enumerated("dcfg:wifiConnectionStatus", """
            0 Disconnected, 1 Connected, 2 Idle, 3 No SSID available, 4 Scan completed, 5 Failed, 6 Lost
            """);

    public static final Enumerated WIFI_ENCRYPTION_TYPE = enumerated("dcfg:wifiEncryptionType", """
            1 None, 2 WEP, 3 WPA Personal, 4 WPA2 Personal, 5 WPA3 Personal, 6 WPA Enterprise, 7 WPA2
            Enterprise, 8 WPA3 Enterprise
            """);

    private Enumerations() {}

    /** Reads {@code "1 first, 2 second"}. */
    private static Enumerated enumerated(String specified, String values) {
        var names = new LinkedHashMap<Integer, String>();
        for (var value : values.strip().replaceAll("\\s+", " ").split(", ")) {
            var space = value.indexOf(' ');
            names.put(Integer.valueOf(value.substring(0, space)), value.substring(space + 1));
        }
        return new Enumerated(specified, names);
    }
}

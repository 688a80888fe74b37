// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.entente.model.Value;

/**
 * A resource type that the specification has, whether this program does or not. TS-0001 §9.6.1.1, TS-0004 §6.3.4.2.1.
 *
 * @param number as m2m:resourceType or, within a mgmtObj, m2m:mgmtDefinition has it; as text, since some types share a
 *     range and virtual ones have none
 * @param state what a CREATE of it meets
 * @param announced what a CREATE of its announced variant meets; empty if there is no such variant
 */
public record SpecifiedType(String name, String number, String since, State state, Optional<State> announced) {
    private static final String LATER = "only its table is here";
    private static final String TOKENS = "roles, tokens and authorization points are not there yet";
    private static final String SEMANTICS = "mashup, ontologies and reasoning are not there yet";
    private static final String UNNAMED = "its attributes' short names in TS-0022 are not established here";
    private static final String NETWORK = "needs services of a 3GPP network";

    /** Why a type is not served, where it is not simply that its turn has not come. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("role", TOKENS),
            Map.entry("token", TOKENS),
            Map.entry("authorizationDecision", TOKENS),
            Map.entry("authorizationPolicy", TOKENS),
            Map.entry("authorizationInformation", TOKENS),
            Map.entry("ontologyRepository", SEMANTICS),
            Map.entry("ontology", SEMANTICS),
            Map.entry("semanticMashupJobProfile", SEMANTICS),
            Map.entry("semanticMashupInstance", SEMANTICS),
            Map.entry("semanticMashupResult", SEMANTICS),
            Map.entry("localMulticastGroup", NETWORK),
            Map.entry("multimediaSession", NETWORK),
            Map.entry("triggerRequest", NETWORK),
            Map.entry("backgroundDataTransfer", NETWORK));

    /** What Release 4 added beyond the types whose tables are here; TS-0004 numbers them 52 to 57 together. */
    private static final List<String> OF_RELEASE_4 = List.of(
            "ontologyMappingAlgorithmRepository",
            "ontologyMappingAlgorithm",
            "ontologyMapping",
            "semanticRuleRepository",
            "reasoningRules",
            "reasoningJobInstance");

    private static final int FIRST_OF_RELEASE_4 = 52;
    private static final int QOS_SESSION = 59;
    private static final int MONITORING = 61;

    /** What happens to a CREATE of a type. */
    public sealed interface State {}

    /** It is done, by the type's procedure. */
    public record Served() implements State {}

    /** It is refused: only the CSE makes such a resource, or it is virtual and comes with another. */
    public record Given(String how) implements State {}

    /** It is answered NOT_IMPLEMENTED. */
    public record Missing(String reason) implements State {}

    /** Whether m2m:resourceType has the number, announced variants included. */
    public static boolean has(int number) {
        return Enumerations.RESOURCE_TYPE.names().containsKey(number)
                || (number >= FIRST_OF_RELEASE_4 && number <= 57)
                || number == QOS_SESSION
                || number == MONITORING;
    }

    /** Whether m2m:mgmtDefinition has the value. */
    public static boolean hasManagement(Value definition) {
        return definition instanceof Value.Whole(var number)
                && number > 0
                && number < Integer.MAX_VALUE
                && Enumerations.MGMT_DEFINITION.names().containsKey((int) number);
    }

    /** All of them in the order of their numbers, with what these types make of them. */
    public static List<SpecifiedType> among(ResourceTypes types) {
        var all = new ArrayList<SpecifiedType>();
        var names = new TreeMap<>(Enumerations.RESOURCE_TYPE.names()).headMap(ResourceType.ANNOUNCED);
        names.headMap(FIRST_OF_RELEASE_4).forEach((number, name) -> all.add(of(name, number, types)));
        OF_RELEASE_4.forEach(name -> all.add(absent(name, "52 to 57", SEMANTICS)));
        all.add(absent("e2eQosSession", Integer.toString(QOS_SESSION), NETWORK));
        all.add(absent("nwMonitoringReq", Integer.toString(MONITORING), NETWORK));
        names.tailMap(FIRST_OF_RELEASE_4).forEach((number, name) -> all.add(of(name, number, types)));
        all.add(absent("softwareCampaign", "", "not there yet"));
        all.add(absent("serviceSubscribedUserProfile", "", "not there yet"));
        new TreeMap<>(Enumerations.MGMT_DEFINITION.names()).forEach((number, name) -> {
            if (number > 0) all.add(management(name, number, types));
        });
        all.addAll(virtual(types));
        return all;
    }

    private static SpecifiedType of(String name, int number, ResourceTypes types) {
        var type = types.byNumber(number);
        var announced = type.flatMap(types::announced).map(variant -> state(name, variant));
        var state = type.map(known -> state(name, known)).orElseGet(() -> new Missing(reason(name)));
        return new SpecifiedType(name, Integer.toString(number), release(number), state, announced);
    }

    private static SpecifiedType management(String name, int number, ResourceTypes types) {
        var type = types.byDiscriminator(Value.of(number));
        var announced = type.flatMap(types::announced).map(variant -> state(name, variant));
        var state = type.map(known -> state(name, known)).orElseGet(() -> new Missing(UNNAMED));
        return new SpecifiedType(name, "13, " + number, "", state, announced);
    }

    private static State state(String name, ResourceType type) {
        if (type.isGeneral()) return new Given("in its specialisations only");
        if (!type.isImplemented()) return new Missing(reason(name));
        return type == CseBase.TYPE ? new Given("made by the CSE itself") : new Served();
    }

    private static String reason(String name) {
        return REASONS.getOrDefault(name, LATER);
    }

    private static SpecifiedType absent(String name, String number, String reason) {
        return new SpecifiedType(name, number, "4", new Missing(reason), Optional.empty());
    }

    // By the release whose enumeration first has the number. [TS-0004 §6.3.4.2.1]
    private static String release(int number) {
        if (number <= 23) return "1";
        if (number <= 34) return "2";
        return number <= 51 ? "3" : "4";
    }

    private static List<SpecifiedType> virtual(ResourceTypes types) {
        return List.of(
                virtual("latest", "container", Container.TYPE, types),
                virtual("oldest", "container", Container.TYPE, types),
                virtual("fanOutPoint", "group", Group.TYPE, types),
                virtual("pollingChannelURI", "pollingChannel", PollingChannel.TYPE, types),
                virtual(
                        "notificationTargetSelfReference",
                        "notificationTargetPolicy",
                        NotificationTargetPolicy.TYPE,
                        types),
                virtual("semanticFanOutPoint", new Missing(SEMANTICS)),
                virtual("semanticValidation", new Missing(SEMANTICS)),
                virtual("mashup", new Missing(SEMANTICS)));
    }

    private static SpecifiedType virtual(String name, String host, ResourceType with, ResourceTypes types) {
        boolean there =
                types.byNumber(with.number()).map(ResourceType::isImplemented).orElse(false);
        return virtual(name, there ? new Given("comes with " + host) : new Missing(LATER));
    }

    private static SpecifiedType virtual(String name, State state) {
        return new SpecifiedType(name, "virtual", "", state, Optional.empty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.type.ResourceType;

/**
 * What came with Release 4, so that a request that speaks an earlier one cannot mean it, and is not answered with it.
 * TS-0001 §8.1.2 (Release Version Indicator).
 */
public final class Releases {
    private static final char FOURTH = '4';
    private static final long LAST_RESULT_CONTENT = 10;
    private static final List<Parameter> PARAMETERS =
            List.of(Parameter.M2M_SERVICE_USER, Parameter.GROUP_SOMECAST_TARGET_NUMBER);
    private static final Set<String> CRITERIA = Set.of("ops", "gmty", "geom", "gsf");

    private Releases() {}

    /** The short name of the first parameter or criterion that the release of the request does not know. */
    public static Optional<String> tooNew(Request request) {
        if (!speaksEarlier(request)) return Optional.empty();
        if (Novelties.isType(request.type())) return Optional.of(Parameter.RESOURCE_TYPE.shortName());
        for (var parameter : PARAMETERS)
            if (request.find(parameter).isPresent()) return Optional.of(parameter.shortName());
        if (request.find(Parameter.RESULT_CONTENT).orElse(null) instanceof Value.Whole(var wanted)
                && wanted > LAST_RESULT_CONTENT) return Optional.of(Parameter.RESULT_CONTENT.shortName());
        if (request.filter().isEmpty()) return Optional.empty(); // as for most requests
        if (request.filter().join() == FilterCriteria.Join.XOR) return Optional.of("fo"); // [TS-0004 §6.3.4.2.34]
        return request.filter().members().members().keySet().stream()
                .filter(CRITERIA::contains)
                .findFirst();
    }

    /** The first attribute that the release of a request does not know; a type with versions of its own has none. */
    public static Optional<String> tooNew(Request request, ResourceType type, Value.Fields given) {
        return !speaksEarlier(request) || type.discriminator().isPresent()
                ? Optional.empty()
                : Novelties.in(type.root(), given);
    }

    /** The code that tells the sender of a request the same in its release: the most general of its class. */
    static ResultCode spoken(ResultCode code, Request request) {
        if (!speaksEarlier(request)) return code;
        return switch (code) {
            case ONTOLOGY_MAPPING_ALGORITHM_NOT_AVAILABLE,
                    ONTOLOGY_MAPPING_POLICY_NOT_MATCHED,
                    ONTOLOGY_MAPPING_NOT_AVAILABLE,
                    BAD_FACT_INPUTS_FOR_REASONING,
                    BAD_RULE_INPUTS_FOR_REASONING,
                    DISCOVERY_LIMIT_EXCEEDED,
                    PRIMITIVE_PROFILE_NOT_ACCESSIBLE,
                    PRIMITIVE_PROFILE_BAD_REQUEST,
                    UNAUTHORIZED_USER,
                    SERVICE_SUBSCRIPTION_LIMITS_EXCEEDED,
                    INVALID_PROCESS_CONFIGURATION -> ResultCode.BAD_REQUEST;
            case ONTOLOGY_MAPPING_ALGORITHM_FAILED,
                    ONTOLOGY_CONVERSION_FAILED,
                    REASONING_PROCESSING_FAILED,
                    NETWORK_QOS_CONFIGURATION_ERROR,
                    REQUESTED_ACTIVITY_PATTERN_NOT_PERMITTED -> ResultCode.INTERNAL_SERVER_ERROR;
            default -> code;
        };
    }

    /** What a response may say to the sender of a request: nothing that its release does not know. */
    static Value.Fields spoken(Value.Fields content, Request request) {
        return speaksEarlier(request) ? Novelties.without(content) : content;
    }

    /** Whether a request names a release before the fourth; one that names none is not held to the first. */
    private static boolean speaksEarlier(Request request) {
        var release = request.text(Parameter.RELEASE_VERSION_INDICATOR).orElse("");
        if (release.isEmpty() || release.charAt(0) >= FOURTH) return false;
        return release.length() == 1 || !Character.isDigit(release.charAt(1)); // such as 2a
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;

/**
 * Fills in what a request does not say, and holds it to the limits and networks of a policy. TS-0004 §H.2.3.
 *
 * @param origin of the request
 * @param now when it was received
 */
record Validation(Policy policy, Origin origin, Instant now) {
    private static final List<Parameter> TIMES = List.of(
            Parameter.REQUEST_EXPIRATION_TIMESTAMP,
            Parameter.RESULT_EXPIRATION_TIMESTAMP,
            Parameter.OPERATION_EXECUTION_TIME,
            Parameter.RESULT_PERSISTENCE);

    static long category(Request request) {
        return request.find(Parameter.EVENT_CATEGORY).orElse(null) instanceof Value.Whole(var number)
                ? number
                : Policy.BEST_EFFORT;
    }

    /**
     * @return the request with what the policy says for it
     * @throws Refused BAD_REQUEST if the policy does not allow it. TS-0004 §7.3.2.1
     */
    Request of(Request request) {
        var categorized = request.find(Parameter.EVENT_CATEGORY).isPresent()
                ? request
                : request.with(Parameter.EVENT_CATEGORY, Value.of(policy.category(origin)));
        var made = request.time(Parameter.ORIGINATING_TIMESTAMP, now).orElse(now);
        var times = new EnumMap<Parameter, Long>(Parameter.class);
        var filled = filled(categorized.with(Parameter.ORIGINATING_TIMESTAMP, Timestamp.text(made)), made, times);
        checkLimits(filled, times);
        if (category(filled) != Policy.IMMEDIATE) checkNetworks(filled); // [TS-0004 §H.2.3 step 3.1]
        return filled;
    }

    /** @param times takes what is meant, in milliseconds after the request was made */
    private Request filled(Request request, Instant made, Map<Parameter, Long> times) {
        var filled = request;
        for (var each : TIMES) {
            var given = request.time(each, made);
            if (given.isEmpty()) continue;
            times.put(each, Duration.between(made, given.get()).toMillis());
            filled = filled.with(each, Timestamp.text(given.get())); // [TS-0004 §H.2.3 step 1.2.1]
        }
        var defaults = policy.defaults(category(request));
        if (defaults.isEmpty()) return filled;
        for (var each : defaults.get().times().entrySet())
            if (times.putIfAbsent(each.getKey(), each.getValue()) == null)
                filled = with(filled, each.getKey(), each.getValue(), made);
        return filled.find(Parameter.DELIVERY_AGGREGATION).isPresent()
                ? filled
                : filled.with(
                        Parameter.DELIVERY_AGGREGATION, Value.of(defaults.get().aggregation()));
    }

    /** What never ends, or is now, is as if nothing were said. */
    private static Request with(Request request, Parameter parameter, long millis, Instant made) {
        return millis > 0 ? request.with(parameter, Timestamp.text(made.plusMillis(millis))) : request;
    }

    private void checkLimits(Request request, Map<Parameter, Long> times) {
        var limits = policy.limits(origin);
        if (limits.isEmpty()) return;
        if (!limits.get().categories().contains(category(request))) throw outside(Parameter.EVENT_CATEGORY);
        for (var each : limits.get().times().entrySet()) {
            var time = times.get(each.getKey());
            if (time != null && !each.getValue().contains(time)) throw outside(each.getKey());
        }
        if (request.find(Parameter.DELIVERY_AGGREGATION).orElse(null) instanceof Value.Bool(var aggregated)
                && !limits.get().aggregations().contains(aggregated)) throw outside(Parameter.DELIVERY_AGGREGATION);
    }

    private Refused outside(Parameter parameter) {
        return Refused.badRequest(
                        parameter.shortName() + " is not what the CMDH policy of this CSE allows to " + origin.id())
                .about(parameter.shortName())
                .because(Reason.PARAMETER_VALUE);
    }

    /** TS-0004 §H.2.3 step 3.2 */
    private void checkNetworks(Request request) {
        var opening = policy.opening(category(request), now);
        var expires = request.time(Parameter.REQUEST_EXPIRATION_TIMESTAMP, now);
        if (opening.isEmpty() || expires.filter(opening.get()::isAfter).isPresent())
            throw Refused.badRequest("the CMDH policy of this CSE lets no network be used in time for event category "
                            + category(request))
                    .about(Parameter.EVENT_CATEGORY.shortName())
                    .because(Reason.PARAMETER_VALUE);
    }
}

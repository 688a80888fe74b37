// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.group.GroupRequests;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Releases;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.RequestResource;

/** What a request must have before anybody looks where it goes. TS-0004 §7.2.2.2 (Recv-1.0), §7.3.2.1. */
final class Arrival {
    private static final Set<Parameter> UNSUPPORTED = EnumSet.of(
            Parameter.TOKENS,
            Parameter.TOKEN_IDS,
            Parameter.LOCAL_TOKEN_IDS,
            Parameter.AUTHORIZATION_SIGNATURE_INDICATOR,
            Parameter.AUTHORIZATION_SIGNATURES,
            Parameter.AUTHORIZATION_RELATIONSHIP_INDICATOR);

    private static final Set<Operation> NOTIFY = EnumSet.of(Operation.NOTIFY);
    private static final Set<Operation> ALL_BUT_RETRIEVE = EnumSet.complementOf(EnumSet.of(Operation.RETRIEVE));
    private static final Map<Parameter, Set<Operation>> NOT_WITH = Map.of(
            Parameter.RESULT_PERSISTENCE,
            NOTIFY,
            Parameter.RESULT_CONTENT,
            NOTIFY,
            Parameter.GROUP_REQUEST_TARGET_MEMBERS,
            NOTIFY,
            Parameter.GROUP_SOMECAST_TARGET_NUMBER,
            NOTIFY,
            Parameter.AUTHORIZATION_SIGNATURE_INDICATOR,
            NOTIFY,
            Parameter.AUTHORIZATION_SIGNATURES,
            NOTIFY,
            Parameter.AUTHORIZATION_RELATIONSHIP_INDICATOR,
            NOTIFY,
            Parameter.DESIRED_IDENTIFIER_RESULT_TYPE,
            ALL_BUT_RETRIEVE,
            Parameter.SEMANTIC_QUERY_INDICATOR,
            ALL_BUT_RETRIEVE);

    private final Identity identity;
    private final Clock clock;
    private final GroupRequests groupRequests;

    Arrival(Identity identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
        this.groupRequests = new GroupRequests(clock);
    }

    void check(Request request) {
        if (request.id().isEmpty())
            throw Refused.badRequest("a request needs an identifier (rqi)")
                    .about("rqi")
                    .because(Reason.PARAMETER_MISSING);
        checkParameters(request);
        checkOptional(request);
        checkOriginator(request);
        checkRelease(request);
        checkTimes(request);
    }

    /** Once for each request that is carried out, be it later. TS-0004 §7.3.3.2 */
    void checkGroup(Request request) {
        request.text(Parameter.GROUP_REQUEST_IDENTIFIER).ifPresent(gid -> groupRequests.check(gid, request.to()));
    }

    /** REQUEST_TIMEOUT once the request's time is up. TS-0004 §7.3.3.1 */
    void checkInTime(Request request) {
        if (expiry(request).map(time -> !time.isAfter(clock.instant())).orElse(false))
            throw new Refused(ResultCode.REQUEST_TIMEOUT, "the request has expired");
    }

    // Which parameters go with which operation. [TS-0004 §7.2.1.1]
    private static void checkParameters(Request request) {
        boolean create = request.operation() == Operation.CREATE;
        if (create && request.type() == 0)
            throw Refused.badRequest("a CREATE needs a resource type (ty)")
                    .about("ty")
                    .because(Reason.PARAMETER_MISSING);
        if (request.type() == RequestResource.TYPE.number()) // [TS-0004 §7.4.12.2.1]
        throw Refused.notAllowed("a <request> is made by the CSE alone");
        if (!create && request.type() != 0)
            throw Refused.badRequest("only a CREATE may have a resource type (ty)")
                    .about("ty")
                    .because(Reason.PARAMETER_FORBIDDEN);
        boolean content = !request.content().members().isEmpty();
        switch (request.operation()) {
            case CREATE, UPDATE, NOTIFY -> {
                if (!content)
                    throw Refused.badRequest(request.operation() + " needs content (pc)")
                            .about("pc")
                            .because(Reason.PARAMETER_MISSING);
            }
            case DELETE -> {
                if (content)
                    throw Refused.badRequest("a DELETE may not have content (pc)")
                            .about("pc")
                            .because(Reason.PARAMETER_FORBIDDEN);
            }
            case RETRIEVE -> {}
        }
    }

    // What is marked NP there. [TS-0004 §7.2.1.1]
    private static void checkOptional(Request request) {
        for (var parameter : request.others().keySet())
            if (NOT_WITH.getOrDefault(parameter, Set.of()).contains(request.operation()))
                throw forbidden(parameter, request.operation());
        if (!request.filter().isEmpty() && request.operation() == Operation.NOTIFY)
            throw forbidden(Parameter.FILTER_CRITERIA, request.operation());
    }

    private static Refused forbidden(Parameter parameter, Operation operation) {
        return Refused.badRequest(
                        operation + " may not have " + parameter.shortName() + " (" + parameter.longName() + ")")
                .about(parameter.shortName())
                .because(Reason.PARAMETER_FORBIDDEN);
    }

    /**
     * Refuses what says who somebody is in ways that this CSE cannot verify; ignored, it would be granted less than it
     * asked for without a word. A mere hint that tokens could be had (tqi) is no such thing. TS-0004 §7.3.2.1
     */
    void checkSupported(Request request) {
        for (var parameter : UNSUPPORTED)
            if (request.find(parameter).filter(Arrival::says).isPresent())
                throw new Refused(
                                ResultCode.NOT_IMPLEMENTED,
                                parameter.longName() + " (" + parameter.shortName() + ") is not implemented")
                        .about(parameter.shortName());
    }

    private static boolean says(Value value) {
        return !value.equals(Value.of(false)) && !value.equals(Value.of(List.of()));
    }

    private static void checkOriginator(Request request) {
        boolean registration = request.operation() == Operation.CREATE && request.type() == Ae.TYPE.number();
        if (request.from().isEmpty() && !registration) // [TS-0001 §8.1.2] only an AE that registers has none yet
        throw Refused.badRequest("a request needs an originator (fr)")
                    .about("fr")
                    .because(Reason.PARAMETER_MISSING);
        if (request.from().startsWith("//") && request.from().indexOf('/', 2) < 0) // [TS-0001 §7.2]
        throw Refused.badRequest("originator " + request.from() + " names a service provider and nobody there");
    }

    private void checkRelease(Request request) {
        var release = request.text(Parameter.RELEASE_VERSION_INDICATOR);
        if (release.isPresent() && !identity.releases().contains(release.get()))
            throw new Refused(
                    ResultCode.RELEASE_VERSION_NOT_SUPPORTED,
                    "release " + release.get() + " is not among " + identity.releases());
        Releases.tooNew(request).ifPresent(name -> {
            throw Refused.badRequest(
                            "release " + release.orElse("1") + " does not know this " + name + ", a later one does")
                    .about(name)
                    .because(Reason.PARAMETER_VALUE);
        });
    }

    private void checkTimes(Request request) {
        checkInTime(request);
        var rqet = expiry(request);
        var rset = time(request, Parameter.RESULT_EXPIRATION_TIMESTAMP);
        if (rset.isPresent() && !rset.get().isAfter(clock.instant()))
            throw new Refused(ResultCode.REQUEST_TIMEOUT, "the result would have expired already");
        if (rqet.isPresent() && rset.isPresent() && rset.get().isBefore(rqet.get())) // [TS-0004 §6.4.1]
        throw Refused.badRequest("rset may not be before rqet").about("rset").because(Reason.PARAMETER_VALUE);
        time(request, Parameter.OPERATION_EXECUTION_TIME);
        time(request, Parameter.RESULT_PERSISTENCE);
    }

    private Optional<Instant> expiry(Request request) {
        return time(request, Parameter.REQUEST_EXPIRATION_TIMESTAMP);
    }

    /** Most requests carry no times, and the clock need not be read. */
    private Optional<Instant> time(Request request, Parameter parameter) {
        return request.find(parameter).flatMap(_ -> request.time(parameter, clock.instant()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.type.PrimitiveTypes;

/** Whole primitives as structures, the form they have inside notices and over MQTT and WebSocket. TS-0004 §6.4, §8. */
public final class Primitives {
    /** Root name of a request inside content, such as what a polling channel hands out. TS-0004 §8.2.2. */
    public static final String REQUEST = "m2m:rqp";

    /** Root name of a response inside content, such as the result of a non-blocking request. */
    public static final String RESPONSE = "m2m:rsp";

    private static final Set<Parameter> ONLY_RESPONSE = EnumSet.of(
            Parameter.RESPONSE_STATUS_CODE,
            Parameter.ASSIGNED_TOKEN_IDENTIFIERS,
            Parameter.TOKEN_REQUEST_INFORMATION,
            Parameter.CONTENT_STATUS,
            Parameter.CONTENT_OFFSET,
            Parameter.AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION);

    private static final Set<Parameter> OF_REQUEST = EnumSet.complementOf(EnumSet.copyOf(ONLY_RESPONSE));

    private static final Set<Parameter> OF_RESPONSE = with(
            ONLY_RESPONSE,
            Parameter.REQUEST_IDENTIFIER,
            Parameter.CONTENT,
            Parameter.TO,
            Parameter.FROM,
            Parameter.ORIGINATING_TIMESTAMP,
            Parameter.RESULT_EXPIRATION_TIMESTAMP,
            Parameter.EVENT_CATEGORY,
            Parameter.RELEASE_VERSION_INDICATOR,
            Parameter.VENDOR_INFORMATION);

    private Primitives() {}

    /** Whether a primitive stands below this name. */
    public static boolean isRoot(String name) {
        return name.equals(REQUEST) || name.equals(RESPONSE);
    }

    /** The parameters of a request by short name; the peer is no part of it. */
    public static Value.Fields fields(Request request) {
        var members = new LinkedHashMap<String, Value>();
        members.put(
                Parameter.OPERATION.shortName(), Value.of(request.operation().number()));
        members.put(Parameter.TO.shortName(), Value.of(request.to()));
        if (!request.from().isEmpty()) members.put(Parameter.FROM.shortName(), Value.of(request.from()));
        members.put(Parameter.REQUEST_IDENTIFIER.shortName(), Value.of(request.id()));
        if (request.type() != 0) members.put(Parameter.RESOURCE_TYPE.shortName(), Value.of(request.type()));
        if (!request.filter().isEmpty())
            members.put(Parameter.FILTER_CRITERIA.shortName(), request.filter().members());
        return complete(members, request.others(), request.content());
    }

    /** The parameters of a request that tell of it, and not what it asks. TS-0004 §6.3.5.36 (metaInformation) */
    public static Value.Fields metaInformation(Request request) {
        var members = new LinkedHashMap<String, Value>();
        if (request.type() != 0) members.put(Parameter.RESOURCE_TYPE.shortName(), Value.of(request.type()));
        request.others().forEach((parameter, value) -> {
            if (isMeta(parameter)) members.put(parameter.shortName(), value);
        });
        if (!request.filter().isEmpty())
            members.put(Parameter.FILTER_CRITERIA.shortName(), request.filter().members());
        return new Value.Fields(members);
    }

    /** Whether a parameter has a place in the meta information. */
    public static boolean isMeta(Parameter parameter) {
        return PrimitiveTypes.META_INFORMATION.members().containsKey(parameter.shortName());
    }

    /** The parameters of a response by short name. */
    public static Value.Fields fields(Response response) {
        var members = new LinkedHashMap<String, Value>();
        members.put(
                Parameter.RESPONSE_STATUS_CODE.shortName(),
                Value.of(response.code().number()));
        members.put(Parameter.REQUEST_IDENTIFIER.shortName(), Value.of(response.id()));
        return complete(members, response.others(), response.content());
    }

    private static Value.Fields complete(
            Map<String, Value> members, Map<Parameter, Value> others, Value.Fields content) {
        for (var parameter : Parameter.values()) {
            var value = others.get(parameter);
            if (value != null) members.put(parameter.shortName(), value);
        }
        if (!content.members().isEmpty()) members.put(Parameter.CONTENT.shortName(), content);
        return new Value.Fields(members);
    }

    /**
     * Reads a request, each parameter checked against its data type.
     *
     * @throws Refused BAD_REQUEST if a mandatory parameter is missing, or one is unknown or of the wrong type
     */
    public static Request request(Value.Fields primitive, Peer peer) {
        var given = checked(unwrapped(primitive, REQUEST), OF_REQUEST, "request");
        var operation = Operation.of(whole(given, Parameter.OPERATION));
        var to = text(given, Parameter.TO);
        var id = text(given, Parameter.REQUEST_IDENTIFIER);
        var from = given.remove(Parameter.FROM) instanceof Value.Text(var text) ? text : "";
        int type = given.remove(Parameter.RESOURCE_TYPE) instanceof Value.Whole(var number) ? type(number) : 0;
        var filter = given.remove(Parameter.FILTER_CRITERIA) instanceof Value.Fields criteria
                ? new FilterCriteria(criteria)
                : FilterCriteria.NONE;
        var content = content(given);
        return new Request(operation.orElseThrow(), to, from, id, type, content, filter, given, peer);
    }

    /**
     * Reads a response, each parameter checked against its data type.
     *
     * @throws Refused BAD_REQUEST if a mandatory parameter is missing, or one is unknown or of the wrong type
     */
    public static Response response(Value.Fields primitive) {
        var given = checked(unwrapped(primitive, RESPONSE), OF_RESPONSE, "response");
        var code = code(whole(given, Parameter.RESPONSE_STATUS_CODE));
        var id = text(given, Parameter.REQUEST_IDENTIFIER);
        var content = content(given);
        return new Response(code, id, content, given);
    }

    /**
     * The code of a number; a number that only later releases know counts as the first of its class.
     *
     * @throws Refused BAD_REQUEST if it belongs to no class
     */
    public static ResultCode code(long number) {
        var known = number == (int) number ? ResultCode.of((int) number) : Optional.<ResultCode>empty();
        return known.orElseGet(() -> switch (Math.clamp(number / 1000, 0, 9)) {
            case 1 -> ResultCode.ACCEPTED;
            case 2 -> ResultCode.OK;
            case 4 -> ResultCode.BAD_REQUEST;
            case 5, 6 -> ResultCode.INTERNAL_SERVER_ERROR;
            default -> throw Refused.badRequest("rsc " + number + " is no response status code");
        });
    }

    // Release 3 sends primitives bare; older peers wrap them in the name that XML needs. [TS-0004 §8.4.2]
    private static Value.Fields unwrapped(Value.Fields primitive, String root) {
        return primitive.members().size() == 1 && primitive.members().get(root) instanceof Value.Fields inner
                ? inner
                : primitive;
    }

    private static Map<Parameter, Value> checked(Value.Fields primitive, Set<Parameter> allowed, String what) {
        var given = new EnumMap<Parameter, Value>(Parameter.class);
        primitive.members().forEach((name, value) -> {
            var parameter = Parameter.of(name).filter(allowed::contains);
            if (parameter.isEmpty())
                throw new Refused(
                                Reason.PARAMETER_UNKNOWN, "a " + what + " has no parameter \"" + Shown.of(name) + "\"")
                        .about(name);
            given.put(parameter.get(), typed(parameter.get(), value));
        });
        return given;
    }

    private static Value typed(Parameter parameter, Value value) {
        try {
            return parameter.type().check(value, parameter.shortName());
        } catch (Refused refused) {
            throw refused.because(Reason.PARAMETER_TYPE);
        }
    }

    private static long whole(Map<Parameter, Value> given, Parameter parameter) {
        if (given.remove(parameter) instanceof Value.Whole(var number)) return number;
        throw missing(parameter);
    }

    private static String text(Map<Parameter, Value> given, Parameter parameter) {
        if (given.remove(parameter) instanceof Value.Text(var text)) return text;
        throw missing(parameter);
    }

    private static Refused missing(Parameter parameter) {
        return new Refused(
                        Reason.PARAMETER_MISSING,
                        "the primitive lacks " + parameter.shortName() + " (" + parameter.longName() + ")")
                .about(parameter.shortName());
    }

    private static int type(long number) {
        if (number > 0 && number <= Integer.MAX_VALUE) return (int) number;
        throw Refused.badRequest("ty must be the number of a resource type, not " + number);
    }

    private static Value.Fields content(Map<Parameter, Value> given) {
        return switch (given.remove(Parameter.CONTENT)) {
            case null -> Value.Fields.EMPTY;
            case Value.Fields fields -> fields;
            case Value _ -> throw Refused.badRequest("pc must be an object with one member");
        };
    }

    private static Set<Parameter> with(Set<Parameter> some, Parameter... more) {
        var all = EnumSet.copyOf(some);
        all.addAll(Set.of(more));
        return all;
    }
}

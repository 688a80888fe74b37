// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Response;

/** What an answer of the CSE is to a client of OPC UA. TS-0004 §6.6.3, OPC 10000-4 §7.39. */
final class Answers {
    private static final Pattern OF_DEVICE = Pattern.compile("\\bBad_[A-Za-z]+");
    private static final Map<String, Long> BY_NAME = Arrays.stream(StatusCodes.class.getFields())
            .filter(field -> field.getName().startsWith("Bad_"))
            .collect(Collectors.toUnmodifiableMap(Field::getName, Answers::number));
    private static final Map<ResultCode, Long> BY_CODE = new EnumMap<>(Map.of(
            ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE, StatusCodes.Bad_UserAccessDenied,
            ResultCode.ORIGINATOR_NOT_AUTHENTICATED, StatusCodes.Bad_UserAccessDenied,
            ResultCode.NOT_FOUND, StatusCodes.Bad_NodeIdUnknown,
            ResultCode.BAD_REQUEST, StatusCodes.Bad_OutOfRange,
            ResultCode.OPERATION_NOT_ALLOWED, StatusCodes.Bad_NotWritable,
            ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY, StatusCodes.Bad_RequestNotAllowed,
            ResultCode.REMOTE_ENTITY_NOT_REACHABLE, StatusCodes.Bad_NoCommunication,
            ResultCode.REQUEST_TIMEOUT, StatusCodes.Bad_Timeout));

    private Answers() {}

    private static long number(Field field) {
        try {
            return field.getLong(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The attributes under the root name. */
    static Value.Fields inner(Value.Fields content) {
        return content.members().values().stream().findFirst().orElse(Value.Fields.EMPTY) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
    }

    /** A method cannot be written, whatever it is refused for. */
    static StatusCode statusOfCall(Response answer) {
        return answer.code() == ResultCode.OPERATION_NOT_ALLOWED
                ? new StatusCode(StatusCodes.Bad_NotExecutable)
                : status(answer);
    }

    /** The error of a device that speaks OPC UA itself is passed on as it is. */
    static StatusCode status(Response answer) {
        if (answer.isSuccess()) return StatusCode.GOOD;
        var usual = BY_CODE.getOrDefault(answer.code(), StatusCodes.Bad_UnexpectedError);
        var ofDevice = OF_DEVICE.matcher(answer.sentence());
        if (answer.code() != ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY || !ofDevice.find())
            return new StatusCode(usual);
        return new StatusCode(BY_NAME.getOrDefault(ofDevice.group(), usual));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

/** Why a request is declined, finer than the response status codes and as stable as they are: programs rely on the words. */
public enum Reason {
    ATTRIBUTE_UNKNOWN("attribute.unknown", ResultCode.BAD_REQUEST, "The resource type has no such attribute."),
    ATTRIBUTE_TYPE("attribute.type", ResultCode.BAD_REQUEST, "The value is not of the attribute's data type."),
    ATTRIBUTE_VALUE(
            "attribute.value",
            ResultCode.BAD_REQUEST,
            "The value is of the right type, but a limit, another attribute or the state of the resource rules it out."),
    ATTRIBUTE_FORBIDDEN(
            "attribute.forbidden", ResultCode.BAD_REQUEST, "This operation may not carry the attribute (NP)."),
    ATTRIBUTE_MISSING("attribute.missing", ResultCode.BAD_REQUEST, "A CREATE must carry the attribute (M)."),
    ATTRIBUTE_KEPT(
            "attribute.kept", ResultCode.BAD_REQUEST, "Every resource of the type has it: null cannot delete it."),
    ATTRIBUTE_UNSUPPORTED(
            "attribute.unsupported",
            ResultCode.NOT_IMPLEMENTED,
            "The attribute, or this value of it, asks for something that is not built here."),
    TYPE_UNKNOWN("type.unknown", ResultCode.BAD_REQUEST, "There is no such resource type."),
    TYPE_UNSUPPORTED("type.unsupported", ResultCode.NOT_IMPLEMENTED, "The resource type exists, but not here."),
    TYPE_GENERAL(
            "type.general", ResultCode.BAD_REQUEST, "The type has no resources of its own, only its specialisations."),
    TYPE_MISPLACED("type.misplaced", ResultCode.INVALID_CHILD_RESOURCE_TYPE, "The parent takes no child of this type."),
    PARAMETER_UNKNOWN("parameter.unknown", ResultCode.BAD_REQUEST, "A primitive has no such parameter."),
    PARAMETER_TYPE("parameter.type", ResultCode.BAD_REQUEST, "The value is not of the parameter's data type."),
    PARAMETER_MISSING("parameter.missing", ResultCode.BAD_REQUEST, "The request lacks a mandatory parameter."),
    PARAMETER_FORBIDDEN("parameter.forbidden", ResultCode.BAD_REQUEST, "The parameter does not go with the operation."),
    PARAMETER_VALUE(
            "parameter.value",
            ResultCode.BAD_REQUEST,
            "The parameter, or a filter criterion, does not fit the others or the target."),
    CONTENT_MALFORMED("content.malformed", ResultCode.BAD_REQUEST, "The content cannot be read."),
    CONTENT_SHAPE(
            "content.shape", ResultCode.BAD_REQUEST, "The content is not one resource of the type under its name."),
    REQUEST_INVALID("request.invalid", ResultCode.BAD_REQUEST, "Something else is wrong with the request."),
    RESOURCE_ABSENT(
            "resource.absent", ResultCode.NOT_FOUND, "There is nothing at the address, or nothing that matches."),
    ACCESS_DENIED("access.denied", ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE, "No policy lets the originator do this."),
    ACCESS_UNAUTHENTICATED(
            "access.unauthenticated",
            ResultCode.ORIGINATOR_NOT_AUTHENTICATED,
            "The credential does not fit the originator."),
    OPERATION_FORBIDDEN("operation.forbidden", ResultCode.OPERATION_NOT_ALLOWED, "The target takes no such operation."),
    STATE_CONFLICT("state.conflict", ResultCode.CONFLICT, "A name is taken, or another request changed the resource."),
    FAULT(
            "fault",
            ResultCode.INTERNAL_SERVER_ERROR,
            "A fault of the hub; its log has the details under the number given.");

    private final String word;
    private final ResultCode code;
    private final String meaning;

    Reason(String word, ResultCode code, String meaning) {
        this.word = word;
        this.code = code;
        this.meaning = meaning;
    }

    /** What programs compare, such as {@code attribute.type}. */
    public String word() {
        return word;
    }

    /** The response status code that goes with it. */
    public ResultCode code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}

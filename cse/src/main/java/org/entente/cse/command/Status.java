// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import org.entente.model.ResultCode;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** How far an execution is, and how it ended. TS-0004 §6.3.4.2.14, §6.3.4.2.15 (m2m:execStatusType, m2m:execResultType). */
final class Status {
    static final int INITIATED = 1;
    static final int PENDING = 2;
    static final int FINISHED = 3;
    static final int CANCELLED = 5;
    static final int NON_CANCELLABLE = 6;

    static final int SUCCESS = 0;
    static final int UNSUPPORTED = 1;
    static final int DENIED = 2;
    static final int CANCELLATION_DENIED = 3;
    static final int INTERNAL_ERROR = 4;
    static final int INVALID_ARGUMENTS = 5;

    /** How often an execInstance has been executed; never shown. */
    static final Attribute RUNS = new Attribute("_run", "executions", Scalar.NON_NEGATIVE);

    private static final int UPLOAD = 3; // m2m:cmdType
    private static final int DOWNLOAD = 4;

    private Status() {}

    static int of(Resource execution) {
        return (int) execution.whole(Attributes.EXS, INITIATED);
    }

    static boolean isOver(Resource execution) {
        return of(execution) == FINISHED || of(execution) == CANCELLED;
    }

    /** Transfers can be broken off; a restart or a change of software that has begun cannot. */
    static boolean isCancellable(Resource command) {
        long type = command.whole(Attributes.CMT, 0);
        return type == UPLOAD || type == DOWNLOAD;
    }

    /** What a device's refusal means for the one who gave the command. */
    static int result(ResultCode refusal) {
        return switch (refusal) {
            case NOT_IMPLEMENTED, OPERATION_NOT_ALLOWED -> UNSUPPORTED;
            case ORIGINATOR_HAS_NO_PRIVILEGE, OPERATION_DENIED_BY_REMOTE_ENTITY, NOT_ACCEPTABLE -> DENIED;
            case BAD_REQUEST, CONTENTS_UNACCEPTABLE, INVALID_ARGUMENTS, INSUFFICIENT_ARGUMENTS -> INVALID_ARGUMENTS;
            default -> INTERNAL_ERROR;
        };
    }
}

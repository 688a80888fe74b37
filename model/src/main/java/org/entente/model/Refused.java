// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import java.util.Objects;

/** A request we decline, with the code and one clear sentence for its sender. TS-0004 §6.6. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ResultCode code;

    public Refused(ResultCode code, String sentence) {
        // No stack trace: a refusal is an answer, not a fault, and filling one in costs more than the request.
        super(Objects.requireNonNull(sentence), null, false, false);
        this.code = code;
    }

    public ResultCode code() {
        return code;
    }

    /** The sentence that tells the sender what was wrong. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }

    public static Refused badRequest(String sentence) {
        return new Refused(ResultCode.BAD_REQUEST, sentence);
    }

    public static Refused notFound(String sentence) {
        return new Refused(ResultCode.NOT_FOUND, sentence);
    }

    public static Refused noPrivilege(String sentence) {
        return new Refused(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE, sentence);
    }

    public static Refused notAllowed(String sentence) {
        return new Refused(ResultCode.OPERATION_NOT_ALLOWED, sentence);
    }

    public static Refused conflict(String sentence) {
        return new Refused(ResultCode.CONFLICT, sentence);
    }
}

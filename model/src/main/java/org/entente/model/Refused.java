// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request we decline, with the code, the reason and one clear sentence for its sender. TS-0004 §6.6. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ResultCode code;
    private final String word;
    private final @Nullable String attribute;

    public Refused(ResultCode code, String sentence) {
        this(code, word(code), null, sentence);
    }

    public Refused(Reason reason, String sentence) {
        this(reason.code(), reason.word(), null, sentence);
    }

    private Refused(ResultCode code, String word, @Nullable String attribute, String sentence) {
        // No stack trace: a refusal is an answer, not a fault, and filling one in costs more than the request.
        super(Objects.requireNonNull(sentence), null, false, false);
        this.code = code;
        this.word = word;
        this.attribute = attribute;
    }

    public ResultCode code() {
        return code;
    }

    /** The sentence that tells the sender what was wrong. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }

    /** The reason as a word that programs compare: that of a {@link Reason}, else the name of the code. */
    public String word() {
        return word;
    }

    /** The attribute, member or parameter that is to blame, by its short name. */
    public Optional<String> attribute() {
        return Optional.ofNullable(attribute);
    }

    /** The same, blaming an attribute or parameter by its short name; a value that does not fit unless a reason says more. */
    public Refused about(String shortName) {
        var finer = word.equals(Reason.REQUEST_INVALID.word()) ? Reason.ATTRIBUTE_VALUE.word() : word;
        return new Refused(code, finer, shortName, sentence());
    }

    /** The same for another reason of the same code. */
    public Refused because(Reason reason) {
        return new Refused(code, reason.word(), attribute, sentence());
    }

    public static Refused badRequest(String sentence) {
        return new Refused(Reason.REQUEST_INVALID, sentence);
    }

    public static Refused notFound(String sentence) {
        return new Refused(Reason.RESOURCE_ABSENT, sentence);
    }

    public static Refused noPrivilege(String sentence) {
        return new Refused(Reason.ACCESS_DENIED, sentence);
    }

    public static Refused notAllowed(String sentence) {
        return new Refused(Reason.OPERATION_FORBIDDEN, sentence);
    }

    public static Refused conflict(String sentence) {
        return new Refused(Reason.STATE_CONFLICT, sentence);
    }

    /** The word of a code that comes without a finer reason; five codes have one that stands for them all. */
    public static String word(ResultCode code) {
        return switch (code) {
            case BAD_REQUEST -> Reason.REQUEST_INVALID.word();
            case NOT_FOUND -> Reason.RESOURCE_ABSENT.word();
            case ORIGINATOR_HAS_NO_PRIVILEGE -> Reason.ACCESS_DENIED.word();
            case ORIGINATOR_NOT_AUTHENTICATED -> Reason.ACCESS_UNAUTHENTICATED.word();
            case OPERATION_NOT_ALLOWED -> Reason.OPERATION_FORBIDDEN.word();
            case CONFLICT -> Reason.STATE_CONFLICT.word();
            case INVALID_CHILD_RESOURCE_TYPE -> Reason.TYPE_MISPLACED.word();
            case INTERNAL_SERVER_ERROR -> Reason.FAULT.word();
            default -> code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}

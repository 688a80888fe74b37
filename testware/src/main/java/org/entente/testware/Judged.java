// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

/** Ends a case early with a verdict; caught once, where cases are run. */
public final class Judged extends RuntimeException {
    private final Verdict verdict;
    private final int deciding;

    private Judged(Verdict verdict, String reason, int deciding) {
        super(reason, null, false, false);
        this.verdict = verdict;
        this.deciding = deciding;
    }

    public static Judged fail(String reason, int deciding) {
        return new Judged(Verdict.FAIL, reason, deciding);
    }

    public static Judged inconclusive(String reason, int deciding) {
        return new Judged(Verdict.INCONCLUSIVE, reason, deciding);
    }

    public static Judged error(String reason, int deciding) {
        return new Judged(Verdict.ERROR, reason, deciding);
    }

    public static Judged notApplicable(String reason) {
        return new Judged(Verdict.NOT_APPLICABLE, reason, -1);
    }

    public Verdict verdict() {
        return verdict;
    }

    /** The same conclusion, when what failed was only the way to where the purpose begins. */
    public Judged beforeThePurpose() {
        return verdict == Verdict.FAIL
                ? inconclusive("initial condition not reached: " + getMessage(), deciding)
                : this;
    }

    String reason() {
        var message = getMessage();
        return message == null ? verdict.word() : message;
    }

    int deciding() {
        return deciding;
    }
}

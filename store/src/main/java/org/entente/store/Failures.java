// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.entente.cse.store.StoreUnavailable;

/** Says what a failure of the database means, in one sentence. */
final class Failures {
    // Result codes of the file format's library; the low byte is the kind.
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int INPUT_OUTPUT = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int CONSTRAINT = 19;
    private static final int NOT_A_DATABASE = 26;

    private Failures() {}

    /** @return StoreUnavailable, or {@link Misfit} if the rows do not fit those that are there */
    static RuntimeException unavailable(Path file, SQLException fault) {
        int kind = fault.getErrorCode() & 0xff;
        if (kind == CONSTRAINT) return new Misfit(String.valueOf(fault.getMessage()), fault);
        return new StoreUnavailable(sentence(file, kind, fault), fault);
    }

    private static String sentence(Path file, int kind, SQLException fault) {
        return switch (kind) {
            case BUSY, LOCKED -> "the store " + file + " is locked by another program";
            case READ_ONLY -> "the store " + file + " cannot be written: it is read-only";
            case INPUT_OUTPUT -> "the disk failed to read or write the store " + file;
            case CORRUPT -> "the store " + file + " is damaged; restore it from a backup";
            case FULL -> "there is no room for the store " + file + ": the disk or its limit is full";
            case CANNOT_OPEN -> "the store " + file + " cannot be opened: is its folder there, and may it be written?";
            case NOT_A_DATABASE -> file + " is not a store, or it is damaged; restore it from a backup";
            default -> "the store " + file + " failed: " + fault.getMessage();
        };
    }

    /** What was to be written contradicts what there is: a fault of the change, not of the store. */
    static final class Misfit extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Misfit(String sentence, Throwable cause) {
            super(sentence, cause);
        }

        Misfit(String sentence) {
            super(sentence);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.io.Serial;

/** A request of a page that the console itself does not serve; what the CSE declines is a response like any other. */
final class Declined extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param sentence for the person at the page */
    Declined(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.Objects;

/**
 * An answer that HTTP has a status for and oneM2M's table has not: too large, too slow, too busy, not there yet.
 * Package-private: it never leaves the server.
 */
final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Unavailable(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}

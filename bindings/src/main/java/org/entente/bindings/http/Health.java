// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.entente.model.web.WebResponse;

/** What a watchdog wants to know: is the process alive, and does it answer requests. */
final class Health {
    private static final byte[] UP = "{\"status\":\"up\"}".getBytes(UTF_8);
    private static final byte[] DOWN = "{\"status\":\"down\"}".getBytes(UTF_8);

    private Health() {}

    static WebResponse answer(boolean isUp) {
        return WebResponse.of(isUp ? 200 : 503, MediaTypes.JSON, isUp ? UP : DOWN);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.model.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** An HTTP response; its body is written as it comes, so that a stream of events may stay open. */
public record WebResponse(int status, Map<String, String> headers, Body body) {

    /** Writes the body; runs on the request's own (virtual) thread and ends when it returns. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    public static WebResponse of(int status, String contentType, byte[] body) {
        return new WebResponse(status, Map.of("Content-Type", contentType), out -> out.write(body));
    }
}

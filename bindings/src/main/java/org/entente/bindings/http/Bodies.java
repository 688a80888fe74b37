// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Reads bodies that are neither too large nor too slow. */
final class Bodies {
    private static final byte[] NONE = {};
    private static final int CHUNK_BYTES = 8192;

    private final HttpConfig.Limits limits;

    Bodies(HttpConfig.Limits limits) {
        this.limits = limits;
    }

    /** Whether everybody who reads the request, also on its way here, finds its end at the same place. RFC 9112 §6.1, §11.2 */
    static boolean isFramedPlainly(HttpFields headers) {
        var codings = headers.getCSV(HttpHeader.TRANSFER_ENCODING, false);
        return codings.isEmpty() || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"));
    }

    /** Whether the headers announce none. RFC 9112 §6.3 */
    static boolean isMissing(HttpFields headers) {
        long declared = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        return declared == 0 || (declared < 0 && !headers.contains(HttpHeader.TRANSFER_ENCODING));
    }

    /**
     * @throws Unavailable with 413 or 408 if a limit is passed
     * @throws IOException if the sender goes before the end
     */
    byte[] read(Request request) throws IOException {
        var headers = request.getHeaders();
        long declared = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        if (isMissing(headers)) return NONE;
        if (declared > limits.bodyBytes()) throw tooLarge();
        long deadline = System.nanoTime() + limits.body().toNanos();
        try (var in = Request.asInputStream(request)) {
            if (declared > 0 && declared <= CHUNK_BYTES) return exactly((int) declared, in, deadline);
            return all(in, deadline);
        } catch (IOException e) {
            if (isTimeout(e)) throw tooSlow();
            throw e;
        }
    }

    private byte[] exactly(int length, InputStream in, long deadline) throws IOException {
        var body = new byte[length];
        int read = 0;
        while (read < length) {
            int count = in.read(body, read, length - read);
            if (count < 0) throw new EOFException("the body ends early");
            read += count;
            if (read < length) demandTime(deadline);
        }
        return body;
    }

    private byte[] all(InputStream in, long deadline) throws IOException {
        var body = new ByteArrayOutputStream(CHUNK_BYTES);
        var chunk = new byte[CHUNK_BYTES];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            body.write(chunk, 0, count);
            if (body.size() > limits.bodyBytes()) throw tooLarge();
            demandTime(deadline);
        }
        return body.toByteArray();
    }

    // A sender that trickles wakes the reader with each byte, so the look at the clock comes often enough.
    private static void demandTime(long deadline) {
        if (System.nanoTime() - deadline > 0) throw tooSlow();
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
    }

    private Unavailable tooLarge() {
        return new Unavailable(413, "the body has more than " + limits.bodyBytes() + " bytes");
    }

    private static Unavailable tooSlow() {
        return new Unavailable(408, "the body did not arrive in time");
    }
}

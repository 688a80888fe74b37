// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.entente.bindings.wire.Preferences;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers and refusals as their receiver takes them. TS-0009 §6.3, §6.4. Safe for many threads. */
final class Replies {
    static final String METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final ResponseWriter writer;
    private volatile Preferences preferences = Preferences.UNKNOWN; // set before requests are answered

    Replies(ResponseWriter writer) {
        this.writer = writer;
    }

    void prefer(Preferences preferences) {
        this.preferences = preferences;
    }

    /**
     * The Content-Type that the answer takes.
     *
     * @throws Refused NOT_ACCEPTABLE if the sender takes nothing that we can write
     */
    String mediaType(Visit visit) {
        return MediaTypes.answer(visit.headers(), () -> usual(visit));
    }

    /** Whether the Content-Type can be told without a look at the disk. */
    boolean isMediaTypeAtHand(Visit visit) {
        return !MediaTypes.leavesChoice(visit.headers()) || preferences.isAtHand(visit.header(HeaderFields.ORIGIN));
    }

    /** What an answer takes if the sender does not say. [TS-0004 §7.3.3.12] */
    private String usual(Visit visit) {
        return MediaTypes.likeRequest(visit.headers())
                .orElseGet(() -> MediaTypes.of(preferences.answer(visit.header(HeaderFields.ORIGIN))));
    }

    void answer(Visit visit, Response answered, String mediaType) {
        send(visit, answered, StatusCodes.of(answered.code()), mediaType);
    }

    private void send(Visit visit, Response answered, int status, String mediaType) {
        visit.response().setStatus(status);
        var body = writer.write(answered, mediaType, visit.answered());
        visit.response().write(true, ByteBuffer.wrap(body), visit.callback());
    }

    void refuse(Visit visit, Refused refused) {
        refuse(visit, refused, StatusCodes.of(refused.code()));
    }

    void refuse(Visit visit, Refused refused, int status) {
        if (status == 405) visit.answered().put(HttpHeader.ALLOW, METHODS);
        LOG.debug("refused code={} sentence={}", refused.code(), refused.sentence());
        send(visit, refusal(visit, refused), status, MediaTypes.refusal(visit.headers(), () -> usual(visit)));
    }

    /** @param isLast whether the connection ends with this answer */
    void decline(Visit visit, Unavailable unavailable, boolean isLast) {
        // oneM2M's table has no code for these; the nearest in meaning goes with the exact HTTP status.
        boolean isBusy = unavailable.status() == 503 || unavailable.status() == 429;
        var code = isBusy
                ? ResultCode.TARGET_NOT_REACHABLE
                : unavailable.status() == 408 ? ResultCode.REQUEST_TIMEOUT : ResultCode.BAD_REQUEST;
        if (isBusy) visit.answered().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        if (!isBusy || isLast) visit.answered().put(HttpHeader.CONNECTION, "close");
        var refused = new Refused(code, unavailable.sentence());
        // What the originator has registered would have to be looked up, and there is no room for work.
        var mediaType = MediaTypes.refusal(
                visit.headers(), () -> MediaTypes.likeRequest(visit.headers()).orElse(MediaTypes.JSON));
        send(visit, refusal(visit, refused), unavailable.status(), mediaType);
    }

    /** A refusal of what never became a primitive; identifier and release come from the headers as they are. */
    private static Response refusal(Visit visit, Refused refused) {
        var release = Optional.ofNullable(visit.headers().get(HeaderFields.RELEASE));
        var response = Response.of(visit.header(HeaderFields.REQUEST_ID), refused);
        return release.map(each -> response.with(Parameter.RELEASE_VERSION_INDICATOR, Value.of(each)))
                .orElse(response);
    }
}

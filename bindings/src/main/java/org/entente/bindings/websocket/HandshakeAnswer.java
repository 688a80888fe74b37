// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.model.Refused;

/** What a server says that opens no connection. Safe for many threads. */
final class HandshakeAnswer implements Request.Listener {
    private static final int MOST_BYTES = 4096;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String status = "";
    private boolean isJson;

    @Override
    public void onQueued(Request request) {
        request.onResponseContent(this::take);
    }

    private synchronized void take(Response response, ByteBuffer content) {
        status = response.getStatus() + " " + response.getReason();
        var type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
        isJson = type != null && type.contains("json");
        for (int left = MOST_BYTES - body.size(); left > 0 && content.hasRemaining(); left--) body.write(content.get());
    }

    /** The status and the sentence of a CSE; empty if the answer is nobody's. */
    synchronized Optional<String> refusal(Codecs codecs) {
        if (!isJson || body.size() == 0) return Optional.empty();
        try {
            var said = codecs.of(Serialization.JSON).readObject(body.toByteArray());
            return said.text(org.entente.model.primitive.Response.DEBUG_INFO).map(sentence -> status + ": " + sentence);
        } catch (Refused e) {
            return Optional.empty(); // a server of another kind
        }
    }
}

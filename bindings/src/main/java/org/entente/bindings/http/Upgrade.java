// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.entente.bindings.wire.Admission;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.security.Holder;

/** Another protocol that begins as an HTTP request on the same port. */
public interface Upgrade {
    /** Why a connection is not taken over, with the status that HTTP has for it. */
    final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;
        private final ResultCode code;

        public Declined(int status, ResultCode code, String sentence) {
            super(sentence, null, false, false);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        Refused refused() {
            return new Refused(code, Objects.requireNonNull(getMessage()));
        }
    }

    /** Before the server starts. */
    void join(Server server);

    /** Whether the request asks for this protocol. */
    boolean isWanted(Request request);

    /**
     * Takes the connection over.
     *
     * @param holder whom the sender proved to be
     * @throws Declined if it does not; nothing has been answered then
     */
    void take(Request request, Optional<Holder> holder, Admission admission, Response response, Callback callback);

    /** Takes no new requests and waits for those under way. */
    void drain();
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.entente.bindings.wire.Admission;
import org.entente.security.Holder;

/** Another protocol that begins as an HTTP request on the same port. */
public interface Upgrade {
    /** Before the server starts. */
    void join(Server server);

    /** Whether the request asks for this protocol. */
    boolean isWanted(Request request);

    /**
     * Takes the connection over, or says by a status why not.
     *
     * @param holder whom the sender proved to be
     */
    void take(Request request, Optional<Holder> holder, Admission admission, Response response, Callback callback);

    /** Takes no new requests and waits for those under way. */
    void drain();
}

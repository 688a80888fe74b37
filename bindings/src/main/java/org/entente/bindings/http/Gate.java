// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.TooFast;
import org.entente.model.Refused;
import org.entente.model.primitive.Peer;
import org.entente.security.Certificates;
import org.entente.security.Holder;

/** Who stands at the other end of an HTTP request, and whether they may use the originator that they name. */
final class Gate {
    private final Admittance admittance;

    Gate(Admittance admittance) {
        this.admittance = admittance;
    }

    Overload overload() {
        return admittance.overload();
    }

    /**
     * Whom the sender proved to be by a bearer's secret or a client certificate; empty if they showed nothing.
     *
     * @throws Refused ORIGINATOR_NOT_AUTHENTICATED if they showed a secret that is none
     */
    Optional<Holder> holder(Request request) {
        var secret = Authorization.secret(request.getHeaders());
        return secret.isEmpty() ? certificate(request) : Optional.of(admittance.holder(secret.get()));
    }

    private static Optional<Holder> certificate(Request request) {
        if (!request.isSecure()) return Optional.empty();
        var session =
                request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
        if (session == null || session.peerCertificates() == null || session.peerCertificates().length == 0)
            return Optional.empty();
        return Certificates.holder(session.peerCertificates()[0]);
    }

    /**
     * Judges a request before its body is read.
     *
     * @throws Refused if the sender may not use the originator, or has to show a credential and showed none
     * @throws TooFast if the sender may, but not so often
     */
    Peer admit(Visit visit, Admission admission) {
        var request = visit.request();
        var peer = admittance.admit(holder(request), visit.header(HeaderFields.ORIGIN), address(request), admission);
        visit.socket().hasShown(visit.headers().get(HttpHeader.AUTHORIZATION));
        return peer;
    }

    /** Whether the sender shows nothing that was not judged before on its connection: a new secret takes its time. */
    boolean isAcquainted(Visit visit) {
        return visit.socket().isShownAgain(visit.headers().get(HttpHeader.AUTHORIZATION))
                && !visit.headers().contains(HttpHeader.PROXY_AUTHORIZATION);
    }

    static InetAddress address(Request request) {
        return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.entente.bindings.http.HttpConfig.Admission;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.entente.model.primitive.Peer;
import org.entente.security.Certificates;
import org.entente.security.Credentials;
import org.entente.security.Holder;

/** Who stands at the other end, and whether they may use the originator that they name. TS-0004 §7.3.2.1. */
final class Gate {
    private final Credentials credentials;

    Gate(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * Whom the sender proved to be by a bearer's secret or a client certificate; empty if they showed nothing.
     *
     * @throws Refused ORIGINATOR_NOT_AUTHENTICATED if they showed a secret that is none
     */
    Optional<Holder> holder(Request request) {
        var secret = Authorization.secret(request.getHeaders());
        if (secret.isEmpty()) return certificate(request);
        return Optional.of(credentials
                .verify(secret.get())
                .orElseThrow(() -> notAuthenticated("the bearer's secret is not known here")));
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
     */
    Peer admit(Request request, Admission admission) {
        var from = from(request.getHeaders());
        var holder = holder(request);
        if (holder.isPresent()) return proven(holder.get(), from, request);
        if (admission == Admission.CREDENTIAL_DEMANDED) throw lacksCredential(from, "this address takes no request");
        if (!from.isEmpty() && credentials.isBound(from))
            throw lacksCredential(from, "originator " + Shown.of(from) + " is not spoken for");
        return new Peer(Optional.of(address(request)), false, false);
    }

    private static Peer proven(Holder holder, String from, Request request) {
        // Without an originator an AE registers, and the CSE gives it a new name.
        if (from.isEmpty() || holder.speaksFor(from)) return new Peer(Optional.of(address(request)), true, false);
        throw notAuthenticated("the credential does not speak for originator " + Shown.of(from));
    }

    private static String from(HttpFields headers) {
        var from = headers.get(HeaderFields.ORIGIN);
        return from == null ? "" : from;
    }

    private static InetAddress address(Request request) {
        return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
    }

    private static Refused lacksCredential(String from, String what) {
        var sentence = what + " without a credential";
        // [TS-0004 §7.3.2.1] a CSE-ID needs a security association
        return from.startsWith("/") && from.indexOf('/', 1) < 0
                ? new Refused(ResultCode.SECURITY_ASSOCIATION_REQUIRED, sentence)
                : notAuthenticated(sentence);
    }

    private static Refused notAuthenticated(String sentence) {
        return new Refused(ResultCode.ORIGINATOR_NOT_AUTHENTICATED, sentence);
    }
}

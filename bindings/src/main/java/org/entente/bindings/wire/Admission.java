// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.net.InetSocketAddress;

/** Whether a request that shows no credential goes on. */
public enum Admission {
    /** It is refused, whatever the access policies would say. */
    CREDENTIAL_DEMANDED,
    /** It goes on as unauthenticated, unless its originator has a credential. */
    ANYBODY;

    /** Anybody on a loopback address, credentials elsewhere. */
    public static Admission of(String host) {
        var address = new InetSocketAddress(host, 0).getAddress();
        return address != null && address.isLoopbackAddress() ? ANYBODY : CREDENTIAL_DEMANDED;
    }
}

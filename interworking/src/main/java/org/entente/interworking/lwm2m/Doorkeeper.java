// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.function.Predicate;
import org.eclipse.leshan.core.peer.LwM2mPeer;
import org.eclipse.leshan.core.request.UplinkRequest;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.security.Authorization;
import org.eclipse.leshan.server.security.Authorizer;
import org.eclipse.leshan.server.security.DefaultAuthorizer;
import org.eclipse.leshan.server.security.SecurityStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a device in that proves to be the one it says it is, and that is welcome. OMA LwM2M 1.1 §6.2. */
final class Doorkeeper implements Authorizer {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final Authorizer identity;
    private final Predicate<String> welcome;

    Doorkeeper(SecurityStore proofs, Predicate<String> welcome) {
        this.identity = new DefaultAuthorizer(proofs);
        this.welcome = welcome;
    }

    @Override
    public Authorization isAuthorized(UplinkRequest<?> request, Registration device, LwM2mPeer sender) {
        var authorization = identity.isAuthorized(request, device, sender);
        // Who is not who it says must not even be noted as waiting, or anybody could fill the list with names.
        if (authorization.isDeclined()) LOG.warn("device={} is denied: it is not who it says", device.getEndpoint());
        else if (!welcome.test(device.getEndpoint())) return Authorization.declined();
        return authorization;
    }
}

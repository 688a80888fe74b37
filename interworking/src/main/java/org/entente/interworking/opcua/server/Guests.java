// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.Identity;
import org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.entente.security.Credentials;

/**
 * Who comes in: by the name of an originator and the secret of a credential that may use it, or without a name where only
 * this machine can come in. OPC 10000-4 §7.40.
 */
record Guests(Credentials credentials, HubServerSettings settings) {

    IdentityValidator validator() {
        var named = new UsernameIdentityValidator(each -> credentials
                .verify(each.getPassword())
                .filter(holder -> holder.speaksFor(each.getUsername()))
                .isPresent());
        return settings.isLoopback() ? new CompositeValidator(named, AnonymousIdentityValidator.INSTANCE) : named;
    }

    List<UserTokenPolicy> policies() {
        return settings.isLoopback()
                ? List.of(OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME, OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
                : List.of(OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME);
    }

    /** In whose name the CSE is asked for a session. */
    String originator(Session session) {
        return Optional.ofNullable(session.getIdentity())
                .filter(Identity.UsernameIdentity.class::isInstance)
                .map(identity -> ((Identity.UsernameIdentity) identity).getUsername())
                .orElse(settings.originator());
    }
}

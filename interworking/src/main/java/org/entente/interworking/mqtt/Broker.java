// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.Optional;
import org.entente.security.Secret;
import org.entente.security.TlsManagers;

/**
 * The broker where the things are.
 *
 * @param secure whether to speak TLS
 * @param tls what to show and whom to trust; empty for nothing and what Java trusts
 * @param client the Client Identifier, of which a broker has one connection at a time
 */
public record Broker(
        String host,
        int port,
        boolean secure,
        Optional<TlsManagers> tls,
        Optional<String> user,
        Optional<Secret> password,
        String client) {
    @Override
    public String toString() {
        return (secure ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}

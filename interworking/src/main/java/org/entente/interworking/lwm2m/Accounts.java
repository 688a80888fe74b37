// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.leshan.core.SecurityMode;
import org.eclipse.leshan.core.request.BindingMode;
import org.eclipse.leshan.server.bootstrap.BootstrapConfig;
import org.eclipse.leshan.server.bootstrap.BootstrapConfig.ServerConfig;
import org.eclipse.leshan.server.bootstrap.BootstrapConfig.ServerSecurity;
import org.eclipse.leshan.server.bootstrap.BootstrapConfigStore;
import org.eclipse.leshan.server.bootstrap.BootstrapSession;
import org.entente.security.DeviceCredentials;
import org.entente.security.DeviceProof;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each device is told at the bootstrap server: where to register, by which key, on which terms. OMA LwM2M 1.1 §5.2.
 *
 * <p>The key is the one by which the device proves at the hub who it is; only a pre-shared one can be told, since the
 * private half of any other never leaves the device.
 */
final class Accounts implements BootstrapConfigStore {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int OUR_SHORT_ID = 123;

    private final DeviceCredentials devices;
    private final Supplier<String> address;

    /** @param address where devices are to register */
    Accounts(DeviceCredentials devices, Supplier<String> address) {
        this.devices = devices;
        this.address = address;
    }

    @Override
    public @Nullable BootstrapConfig get(BootstrapSession session) {
        var device = session.getEndpoint();
        try {
            return of(device);
        } catch (IllegalArgumentException e) {
            LOG.warn("device={} cannot be bootstrapped: {}", device, e.getMessage());
            return null;
        }
    }

    /** @throws IllegalArgumentException with a sentence for whoever wrote the terms */
    BootstrapConfig of(String device) {
        if (!(devices.proof(device).orElse(null) instanceof DeviceProof.SharedKey key))
            throw new IllegalArgumentException("it has no pre-shared key to be told");
        var config = new BootstrapConfig();
        // Objects that an earlier owner left there go; that of this bootstrap server stays by itself. [§5.2.7.5]
        config.toDelete = List.of("/0", "/1");
        config.autoIdForSecurityObject = true;
        config.security.put(1, security(key));
        config.servers.put(0, terms(devices.terms(device)));
        return config;
    }

    private ServerSecurity security(DeviceProof.SharedKey key) {
        var security = new ServerSecurity();
        security.uri = address.get();
        security.serverId = OUR_SHORT_ID;
        security.securityMode = SecurityMode.PSK;
        security.publicKeyOrId = key.identity().getBytes(StandardCharsets.UTF_8);
        security.secretKey = key.key();
        return security;
    }

    private static ServerConfig terms(Map<String, String> terms) {
        var server = new ServerConfig();
        server.shortId = OUR_SHORT_ID;
        terms.forEach((name, value) -> {
            switch (name) {
                case "lifetime" -> server.lifetime = seconds(name, value);
                case "min-period" -> server.defaultMinPeriod = seconds(name, value);
                case "max-period" -> server.defaultMaxPeriod = seconds(name, value);
                case "queue" ->
                    server.binding = Boolean.parseBoolean(value)
                            ? EnumSet.of(BindingMode.U, BindingMode.Q)
                            : EnumSet.of(BindingMode.U);
                default ->
                    throw new IllegalArgumentException(
                            "there is no term " + name + "; there are lifetime, min-period, max-period and queue");
            }
        });
        return server;
    }

    private static int seconds(String name, String value) {
        try {
            int seconds = Integer.parseInt(value);
            if (seconds >= 0) return seconds;
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new IllegalArgumentException(name + " must be a number of seconds");
    }
}

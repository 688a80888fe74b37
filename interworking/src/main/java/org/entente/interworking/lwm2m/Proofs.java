// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.eclipse.leshan.core.peer.OscoreIdentity;
import org.eclipse.leshan.server.security.BootstrapSecurityStore;
import org.eclipse.leshan.server.security.SecurityInfo;
import org.eclipse.leshan.server.security.SecurityStore;
import org.entente.security.DeviceCredentials;
import org.entente.security.DeviceProof;
import org.jspecify.annotations.Nullable;

/** The credentials of devices as Leshan asks for them. */
final class Proofs {
    private Proofs() {}

    /** For devices that register. */
    static SecurityStore registering(DeviceCredentials devices) {
        return new SecurityStore() {
            @Override
            public @Nullable SecurityInfo getByEndpoint(String device) {
                return told(device, devices.proof(device)).orElse(null);
            }

            @Override
            public @Nullable SecurityInfo getByIdentity(String identity) {
                return devices.deviceOf(identity).map(this::getByEndpoint).orElse(null);
            }

            @Override
            public @Nullable SecurityInfo getByOscoreIdentity(OscoreIdentity identity) {
                return null;
            }
        };
    }

    /** For devices that ask where to register. */
    static BootstrapSecurityStore bootstrapping(DeviceCredentials devices) {
        return new BootstrapSecurityStore() {
            @Override
            public @Nullable Iterator<SecurityInfo> getAllByEndpoint(String device) {
                return told(device, devices.bootstrapProof(device))
                        .map(info -> Collections.singleton(info).iterator())
                        .orElse(null);
            }

            @Override
            public @Nullable SecurityInfo getByIdentity(String identity) {
                return devices.bootstrapDeviceOf(identity)
                        .flatMap(device -> told(device, devices.bootstrapProof(device)))
                        .orElse(null);
            }

            @Override
            public @Nullable SecurityInfo getByOscoreIdentity(OscoreIdentity identity) {
                return null;
            }
        };
    }

    private static Optional<SecurityInfo> told(String device, Optional<DeviceProof> proof) {
        return proof.map(each -> switch (each) {
            case DeviceProof.SharedKey(var identity, var key) ->
                SecurityInfo.newPreSharedKeyInfo(device, identity, key);
            case DeviceProof.RawKey(var key) -> SecurityInfo.newRawPublicKeyInfo(device, key);
            case DeviceProof.Certificate() -> SecurityInfo.newX509CertInfo(device);
        });
    }
}

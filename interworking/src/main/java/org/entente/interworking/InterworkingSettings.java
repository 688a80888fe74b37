// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.util.List;

/**
 * How the engine behaves.
 *
 * @param originator the AE-ID that the engine asks for; it begins with C or S. TS-0001 §7.2. Those of its devices
 *     are this, a hyphen and the device's name
 * @param name the resource name of its AE
 * @param appId its App-ID and that of its devices; the letter in front tells that nobody registered it. TS-0001 §7.2
 * @param operators originators who may do everything with every device
 * @param readers originators who may read, discover and subscribe
 * @param deviceTimeout how long a device has to answer
 * @param alwaysObserve observe at the devices even while nobody subscribes
 * @param address where the resources are found as IRIs in semantic descriptions
 */
public record InterworkingSettings(
        String originator,
        String name,
        String appId,
        List<String> operators,
        List<String> readers,
        Duration deviceTimeout,
        boolean alwaysObserve,
        String address) {
    public static final InterworkingSettings DEFAULT = new InterworkingSettings(
            "CInterworking",
            "interworking",
            "Norg.entente.interworking",
            List.of(),
            List.of(),
            Duration.ofSeconds(10),
            false,
            "http://localhost:8080");

    public InterworkingSettings {
        operators = List.copyOf(operators);
        readers = List.copyOf(readers);
        if (!originator.startsWith("C") && !originator.startsWith("S"))
            throw new IllegalArgumentException("an AE-ID begins with C or S, not " + originator);
        if (deviceTimeout.isNegative() || deviceTimeout.isZero())
            throw new IllegalArgumentException("a device needs time to answer, not " + deviceTimeout);
    }

    public InterworkingSettings withOperators(List<String> operators) {
        return new InterworkingSettings(
                originator, name, appId, operators, readers, deviceTimeout, alwaysObserve, address);
    }

    public InterworkingSettings withReaders(List<String> readers) {
        return new InterworkingSettings(
                originator, name, appId, operators, readers, deviceTimeout, alwaysObserve, address);
    }

    public InterworkingSettings withDeviceTimeout(Duration deviceTimeout) {
        return new InterworkingSettings(
                originator, name, appId, operators, readers, deviceTimeout, alwaysObserve, address);
    }

    public InterworkingSettings withAddress(String address) {
        return new InterworkingSettings(
                originator, name, appId, operators, readers, deviceTimeout, alwaysObserve, address);
    }
}

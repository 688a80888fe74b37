// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.time.InstantSource;
import java.util.Map;
import org.entente.interworking.PointOfAccess;
import org.entente.interworking.Units;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;

/**
 * The hub as its OPC UA server sees it.
 *
 * @param units of attributes, by {@code root/attribute}
 */
public record Hub(
        Mca cse, PointOfAccess access, ResourceTypes types, Map<String, Units.Unit> units, InstantSource clock) {
    public Hub {
        units = Map.copyOf(units);
    }
}

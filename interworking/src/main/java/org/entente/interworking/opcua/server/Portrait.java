// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Units;
import org.entente.model.type.Attribute;

/**
 * What a device is in the hub's resources.
 *
 * @param name of its AE, which it keeps for life
 * @param complete whether all that it has was there
 */
record Portrait(String name, boolean reachable, boolean complete, List<Part> parts, List<Deed> deeds) {
    Portrait {
        deeds = List.copyOf(deeds);
        parts = List.copyOf(parts);
    }

    /**
     * A device of TS-0023, a module class or a management object.
     *
     * @param path below the device, such as {@code light/binarySwitch}; those of its node begin with {@code node/}
     * @param address of the resource
     * @param root its type, such as {@code cod:binSh}
     * @param kind its type for people
     */
    record Part(String path, String address, String root, String kind, List<Datum> data) {
        Part {
            data = List.copyOf(data);
        }
    }

    /** Whether the same nodes stand for both. */
    boolean isAs(Portrait other) {
        return parts.equals(other.parts) && deeds.equals(other.deeds);
    }

    /**
     * What the device can be told to do, with arguments.
     *
     * @param path below the device
     * @param address of the resource that is told
     */
    record Deed(String path, String address, DeviceModel.Signature signature) {}

    /** An attribute that says something of the device. */
    record Datum(Attribute attribute, boolean writable, Optional<Units.Unit> unit, Optional<Range> range) {}
}

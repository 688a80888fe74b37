// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

import java.util.List;
import org.entente.model.type.Attribute;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Scalar;

final class Types {
    static final ResourceTypes ALL = ResourceTypes.standard()
                    .byRoot("cod:tempe")
                    .isPresent()
            ? ResourceTypes.standard()
            : ResourceTypes.standard()
                    .with(List.of(
                            device("cod:devTr", "deviceThermometer"),
                            device("cod:devLt", "deviceLight"),
                            device("cod:devSh", "deviceSwitch"),
                            device("cid:dSEMr", "deviceSmartElectricMeter"),
                            module("cod:tempe", "temperature", Scalar.FLOAT, "curT0*", "minVe", "maxVe", "unit"),
                            module("cod:relHy", "relativeHumidity", Scalar.FLOAT, "relHy*"),
                            module("cod:eneCn", "energyConsumption", Scalar.FLOAT, "power", "abECn*"),
                            module("cod:binSh", "binarySwitch", Scalar.BOOLEAN, "state*"),
                            module("cod:brigs", "brightness", Scalar.INTEGER, "brigs*"),
                            module("cod:color", "colour", Scalar.INTEGER, "red*", "green*", "blue*"),
                            module("cod:sigSh", "signalStrength", Scalar.FLOAT, "lqi*", "rssi")));

    private Types() {}

    private static ResourceType device(String root, String name) {
        return FlexContainer.specialisation(root, name, "org.onem2m.common.device." + name)
                .build();
    }

    private static ResourceType module(String root, String name, Scalar type, String... attributes) {
        var builder = FlexContainer.specialisation(root, name, "org.onem2m.common.moduleclass." + name);
        for (var each : attributes) {
            var plain = each.replace("*", "");
            builder.attribute(new Attribute(plain, plain, type), each.endsWith("*") ? M : O, O, OA);
        }
        return builder.build();
    }
}

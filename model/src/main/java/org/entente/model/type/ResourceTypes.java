// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.model.Value;

/** All resource types that a CSE knows, found by number, root name or discriminator. Immutable. */
public final class ResourceTypes {
    private final Map<String, ResourceType> byRoot;
    private final Map<Integer, ResourceType> byNumber;
    private final Map<Value, ResourceType> byDiscriminator;

    private ResourceTypes(Collection<ResourceType> types) {
        byRoot = new LinkedHashMap<>();
        byNumber = new HashMap<>();
        byDiscriminator = new HashMap<>();
        for (var type : types) {
            byRoot.put(type.root(), type);
            if (type.discriminator().isEmpty()) byNumber.put(type.number(), type);
            type.discriminator().ifPresent(value -> byDiscriminator.put(value, type));
        }
    }

    /** The types of the specifications. */
    public static ResourceTypes standard() {
        return new ResourceTypes(List.of(
                AccessControlPolicy.TYPE,
                Ae.TYPE,
                AreaNwkDeviceInfo.TYPE,
                AreaNwkInfo.TYPE,
                Battery.TYPE,
                Container.TYPE,
                ContentInstance.TYPE,
                CseBase.TYPE,
                DeviceCapability.TYPE,
                DeviceInfo.TYPE,
                EventLog.TYPE,
                Firmware.TYPE,
                FlexContainer.TYPE,
                FlexContainerInstance.TYPE,
                Group.TYPE,
                Memory.TYPE,
                MgmtObj.TYPE,
                Node.TYPE,
                Reboot.TYPE,
                RemoteCse.TYPE,
                SemanticDescriptor.TYPE,
                Software.TYPE,
                Subscription.TYPE));
    }

    /** These and further ones, such as those of a user's file. */
    public ResourceTypes with(Collection<ResourceType> further) {
        var all = new ArrayList<>(byRoot.values());
        all.addAll(further);
        return new ResourceTypes(all);
    }

    /** By the root name of representations, such as {@code m2m:cnt} or {@code cod:binSh}. */
    public Optional<ResourceType> byRoot(String root) {
        return Optional.ofNullable(byRoot.get(root));
    }

    /** By number, for types that have no specialisations. */
    public Optional<ResourceType> byNumber(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** By containerDefinition (text) or mgmtDefinition (number). */
    public Optional<ResourceType> byDiscriminator(Value discriminator) {
        return Optional.ofNullable(byDiscriminator.get(discriminator));
    }

    public Collection<ResourceType> all() {
        return byRoot.values();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.util.List;
import java.util.Map;
import org.entente.interworking.DeviceModel;
import org.entente.model.Value;

/**
 * What a device turned out to be.
 *
 * @param home where it lists what it has
 * @param di its own identifier, in lower case; empty if it tells none
 * @param listing the links as they came, to see when there are others
 * @param resources by path
 * @param mistakes what is wrong with it or was left out
 */
record Found(
        DeviceModel model,
        Spot home,
        String di,
        Value listing,
        Map<String, Resource> resources,
        List<String> mistakes) {
    Found {
        resources = Map.copyOf(resources);
        mistakes = List.copyOf(mistakes);
    }
}

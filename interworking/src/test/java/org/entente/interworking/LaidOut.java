// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;
import java.util.Map;
import org.entente.model.Value;

/**
 * What a device becomes by a mapping, for tests of adapters.
 *
 * @param typed the roots of its typed resources
 * @param mistakes values that did not fit
 */
public record LaidOut(List<String> typed, List<String> mistakes) {
    public static LaidOut of(DeviceModel device, Mapping mapping, Map<String, Value> values) {
        var layout = Layout.of(device, mapping, values);
        return new LaidOut(
                layout.typed().stream().map(each -> each.type().root()).toList(), layout.mistakes());
    }
}

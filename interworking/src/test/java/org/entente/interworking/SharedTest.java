// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

/** Ten thousand thermometers are described once. */
class SharedTest {
    private final Shared shared = new Shared();

    @Test
    void like_devices_have_the_same_parts() {
        var one = thermometer("one").with(shared);
        var other = thermometer("other").with(shared);

        assertThat(one.id()).isEqualTo("one");
        assertThat(one).isEqualTo(thermometer("one"));
        assertThat(one.modules()).isNotEmpty().isSameAs(other.modules());
    }

    @Test
    void resources_of_like_devices_share_all_but_what_they_say() {
        var mapping = new MappingReader(Types.ALL).shipped("lwm2m");

        var one = settled("one", mapping, 20);
        var other = settled("other", mapping, 25);

        assertThat(one.typed()).isPresent();
        assertThat(one.typed().get()).isSameAs(other.typed().orElseThrow());
    }

    private Bound settled(String name, Mapping mapping, double temperature) {
        var device = thermometer(name).with(shared);
        var values = Map.<String, Value>of("3303/0/5700", Value.of(temperature));
        var place = Layout.of(device, mapping, values).typed().stream()
                .filter(each -> !each.links().isEmpty())
                .findFirst()
                .orElseThrow();
        var bound = new Bound(place, "-/" + name + "/thermometer/temperature");
        bound.made(place.values());
        bound.settle(shared);
        return bound;
    }

    private static DeviceModel thermometer(String name) {
        var point = new Point("5700", "Value", Kind.REAL, "Cel", Optional.empty(), true, false, true);
        return new DeviceModel(
                name,
                "client",
                Maker.UNKNOWN,
                List.of(new Module("3303/0", "3303", 0, "Temperature", List.of(point), List.of())));
    }
}

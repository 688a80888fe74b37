// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.interworking.Roll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that lets in only devices that somebody has listed. */
class ZigbeeRollTest {
    @Test
    void device_that_zigbee2mqtt_lists_waits_until_it_is_allowed_and_comes_in_when_it_speaks(@TempDir Path folder)
            throws Exception {
        var roll = new Roll(folder);
        try (var stage = Stage.open(folder, roll);
                var bridge = ZigbeePeer.start(stage.broker(), ZigbeeTest.devices())) {
            stage.zigbee();
            stage.soon().until(() -> roll.waiting().contains("zigbee2mqtt:lamp"));
            bridge.state("lamp", "{\"state\":\"ON\"}");
            bridge.state("gangs", "{\"state_left\":\"ON\"}");

            roll.allow("zigbee2mqtt:lamp");
            stage.soon().until(() -> {
                bridge.state("lamp", "{\"state\":\"ON\"}");
                return stage.cse().find("lamp/light/binarySwitch").isPresent();
            });

            assertThat(stage.cse().find("gangs")).isEmpty();
        }
    }
}

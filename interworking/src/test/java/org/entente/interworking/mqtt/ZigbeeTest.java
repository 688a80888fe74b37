// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of our own in the format of zigbee2mqtt's exposes, at a broker of another maker. */
class ZigbeeTest {
    @TempDir
    private Path folder = Path.of(".");

    private Stage<MosquittoVenue> stage;
    private ZigbeePeer bridge;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.open(folder);
        bridge = ZigbeePeer.start(stage.broker(), devices());
        stage.zigbee();
    }

    @AfterEach
    void stop() {
        bridge.close();
        stage.close();
    }

    static String devices() throws Exception {
        try (var in = Objects.requireNonNull(ZigbeeTest.class.getResourceAsStream("devices.json"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Says it until it is heard: the list may be known before the device's topic is subscribed. */
    private void says(String device, String json, String path) {
        stage.awaitThere(device);
        stage.soon().until(() -> {
            bridge.state(device, json);
            return stage.cse().find(path).isPresent();
        });
    }

    @Test
    @Spec("TS-0033 §6")
    void lamp_is_typed_and_told_in_one_message() {
        says("lamp", "{\"state\":\"OFF\",\"brightness\":127,\"color\":{\"x\":0.3,\"y\":0.4}}", "lamp/light/brightness");
        stage.awaitText("lamp/light/brightness", "brigs", "50");
        assertThat(stage.cse().text("lamp/light/binarySwitch", "state")).isEqualTo("false");
        assertThat(stage.cse().text("node-lamp/deviceInfo", "man")).isEqualTo("Example");
        assertThat(stage.cse().text("node-lamp/deviceInfo", "dlb")).isEqualTo("0x00124b0000000002");

        var on = stage.update("lamp/light/binarySwitch", "cod:binSh", "state", Value.of(true));
        var bright = stage.update("lamp/light/brightness", "cod:brigs", "brigs", Value.of(100));

        assertThat(on.code()).as(on.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(bright.code()).as(bright.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(bridge.heard())
                .contains("zigbee2mqtt/lamp/set {\"state\":\"ON\"}")
                .anyMatch(each -> each.startsWith("zigbee2mqtt/lamp/set {\"brightness\":254"));
    }

    @Test
    void what_no_rule_knows_is_kept_in_its_own_words() {
        says(
                "lamp",
                "{\"state\":\"OFF\",\"color\":{\"x\":0.3,\"y\":0.4},\"linkquality\":90,\"update\":{\"state\":\"idle\"}}",
                "lamp/signalStrength");
        stage.awaitText("lamp/signalStrength", "lqi", "90");

        stage.soon()
                .untilAsserted(() -> assertThat(stage.kept("lamp/zigbee2mqtt-zigbee-light-0"))
                        .contains("\"color.x\":0.3")
                        .contains("\"color.y\":0.4"));
        stage.soon()
                .untilAsserted(() -> assertThat(stage.kept("lamp/zigbee2mqtt-undescribed-0"))
                        .contains("\"update\":{\"state\":\"idle\"}"));
    }

    @Test
    void sensor_becomes_module_classes() {
        says(
                "climate sensor",
                "{\"temperature\":21.5,\"humidity\":40.2,\"battery\":87,\"contact\":true,\"occupancy\":false,"
                        + "\"pressure\":1013,\"action\":null}",
                stage.name("climate sensor") + "/barometer");
        var ae = stage.name("climate sensor");

        stage.awaitText(ae + "/temperature", "curT0", "21.5");
        stage.awaitText(ae + "/humidity", "relHy", "40.2");
        stage.awaitText(ae + "/battery", "lvl", "87");
        stage.awaitText(ae + "/door", "dooSe", "1");
        stage.awaitText(ae + "/motion", "alarm", "false");
        stage.awaitText(ae + "/barometer", "atmPe", "1013.0");

        bridge.state("climate sensor", "{\"contact\":false,\"occupancy\":true}");
        stage.awaitText(ae + "/door", "dooSe", "2");
        stage.awaitText(ae + "/motion", "alarm", "true");
    }

    @Test
    void gangs_shade_thermostat_and_lock_are_told_apart() {
        says("gangs", "{\"state_left\":\"ON\",\"state_right\":\"OFF\",\"power\":5,\"energy\":1.5}", "gangs/switch-1");
        stage.awaitText("gangs/switch/binarySwitch", "state", "true");
        stage.awaitText("gangs/switch-1/binarySwitch", "state", "false");
        stage.awaitText("gangs/energyConsumption", "abECn", "1500.0");
        says(
                "blind",
                "{\"position\":20,\"local_temperature\":19.5,\"occupied_heating_setpoint\":21,\"lock_state\":\"LOCK\"}",
                "blind/doorLock/lock");
        stage.awaitText("blind/shade/openLevel", "opeLl", "20");
        stage.awaitText("blind/thermostat/temperature", "tarTe", "21.0");
        stage.awaitText("blind/doorLock/lock", "lock", "true");

        var right = stage.update("gangs/switch-1/binarySwitch", "cod:binSh", "state", Value.of(true));
        var open = stage.update("blind/doorLock/lock", "cod:lock", "lock", Value.of(false));

        assertThat(right.code()).as(right.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(open.code()).as(open.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(bridge.heard())
                .contains("zigbee2mqtt/gangs/set {\"state_right\":\"ON\"}")
                .contains("zigbee2mqtt/blind/set {\"lock_state\":\"UNLOCK\"}");
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void error_in_the_log_denies_the_update_in_its_own_words() {
        says("lamp", "{\"state\":\"OFF\"}", "lamp/light/binarySwitch");
        bridge.deaf("lamp");

        var denied = stage.update("lamp/light/binarySwitch", "cod:binSh", "state", Value.of(true));

        assertThat(denied.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(denied.sentence()).contains("Delivery failed");
    }

    @Test
    void availability_and_the_bridge_say_who_is_there() throws Exception {
        says("lamp", "{\"state\":\"OFF\"}", "lamp/light/binarySwitch");
        says("blind", "{\"position\":20}", "blind/shade/openLevel");

        bridge.available("lamp", "offline");
        stage.awaitText("lamp", "rr", "false");
        assertThat(stage.cse().text("blind", "rr")).isEqualTo("true");
        bridge.available("lamp", "online");
        stage.awaitText("lamp", "rr", "true");

        stage.broker().publish("zigbee2mqtt/bridge/state", "offline", "-r");
        stage.awaitText("blind", "rr", "false");
        stage.broker().publish("zigbee2mqtt/bridge/state", "online", "-r");
        stage.awaitText("blind", "rr", "true");
    }

    @Test
    void device_that_is_listed_no_more_is_away_and_its_resources_stay() throws Exception {
        says("lamp", "{\"state\":\"OFF\"}", "lamp/light/binarySwitch");

        bridge.list("[]");
        stage.awaitText("lamp", "rr", "false");
        assertThat(stage.cse().find("lamp/light/binarySwitch")).isPresent();

        bridge.list(devices());
        stage.awaitText("lamp", "rr", "true");
    }

    @Test
    void device_that_nobody_knows_is_there_with_all_that_it_says() {
        says("stranger", "{\"voltage_raw\":3000,\"last_seen\":\"2026-01-01\"}", "stranger/zigbee2mqtt-undescribed-0");

        stage.soon()
                .untilAsserted(() -> assertThat(stage.kept("stranger/zigbee2mqtt-undescribed-0"))
                        .contains("\"voltage_raw\":3000"));
    }
}

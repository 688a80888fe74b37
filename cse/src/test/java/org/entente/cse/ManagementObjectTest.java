// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;

import java.util.List;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The management objects of a node: what may be asked of the device, and how it is configured. */
@OverEveryBinding
class ManagementObjectTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void node() {
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n1");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response create(String root, int definition, Object... namesAndValues) {
        var attributes = Hub.fields(namesAndValues).with("mgd", Value.of(definition));
        return hub.send(Request.create("cse-in/node", ADMIN, 13, Value.field(root, attributes)));
    }

    private ResultCode update(String name, String root, Object... namesAndValues) {
        return hub.update("cse-in/node/" + name, ADMIN, root, namesAndValues).code();
    }

    @Test
    @Spec("TS-0004 §D.3.2.2")
    void software_is_not_installed_and_uninstalled_at_once() {
        create("m2m:swr", 1002, "rn", "app", "vr", "1", "swn", "app", "url", "http://127.0.0.1/app");

        assertThat(update("app", "m2m:swr", "in", true, "un", true)).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(update("app", "m2m:swr", "act", true, "dea", true)).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(hub.stored("cse-in/node/app").has(Attributes.IN)).isFalse();

        assertThat(update("app", "m2m:swr", "in", true, "un", false)).isEqualTo(ResultCode.UPDATED);
    }

    @Test
    @Spec("TS-0004 §D.9.2.3")
    void capability_is_not_enabled_and_disabled_at_once() {
        create("m2m:dvc", 1008, "rn", "camera", "can", "camera", "att", true, "cas", Hub.fields(), "cus", true);

        assertThat(update("camera", "m2m:dvc", "ena", true, "dis", true)).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(update("camera", "m2m:dvc", "dis", true)).isEqualTo(ResultCode.UPDATED);
    }

    @Test
    @Spec("TS-0004 §D.10.2.2")
    void device_is_not_rebooted_and_reset_at_once() {
        create("m2m:rbo", 1009, "rn", "reboot");

        assertThat(update("reboot", "m2m:rbo", "rbo", true, "far", true)).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(update("reboot", "m2m:rbo", "far", true)).isEqualTo(ResultCode.UPDATED);
    }

    /** Whoever manages the node makes it ready for the next time. */
    @Test
    @Spec({"TS-0001 §D.10", "TS-0004 §D.10.1"})
    void reboot_and_reset_are_taken_back_by_false() {
        create("m2m:rbo", 1009, "rn", "reboot", "rbo", false, "far", false);

        for (var action : List.of("rbo", "far")) {
            assertThat(update("reboot", "m2m:rbo", action, true)).isEqualTo(ResultCode.UPDATED);
            assertThat(update("reboot", "m2m:rbo", action, false)).isEqualTo(ResultCode.UPDATED);
        }

        assertThat(hub.stored("cse-in/node/reboot").truth(Attributes.RBO)).contains(false);
        assertThat(hub.stored("cse-in/node/reboot").truth(Attributes.FAR)).contains(false);
    }

    @Test
    @Spec("TS-0004 §D.11.2.2")
    void log_is_not_started_and_stopped_at_once() {
        create("m2m:evl", 1010, "rn", "log", "lgt", 1, "lgd", "", "lgst", 2);

        assertThat(update("log", "m2m:evl", "lga", true, "lgo", true)).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(update("log", "m2m:evl", "lga", true)).isEqualTo(ResultCode.UPDATED);
    }

    @Test
    @Spec("TS-0022 §7.1")
    void configurations_of_field_devices_are_kept_at_their_node() {
        create("dcfg:datc", 1021, "rn", "collect", "cntp", "cse-in/data", "meil", 60);
        create("dcfg:nycfc", 1023, "rn", "cert", "suids", List.of(21), "mcff", "application/pkcs7", "mcfc", "YQ==");
        create("dcfg:wific", 1028, "rn", "wifi", "ssid", "hall", "scan", false);
        create("dcfg:crds", 1029, "rn", "login", "pur", "wifi", "crid", "me", "crse", "secret");
        create("dcfg:sim", 1030, "rn", "sim", "icid", "8988211000000000000");
        create("dcfg:mnwk", 1031, "rn", "mobile", "cnb", 6);

        assertThat(hub.stored("cse-in/node/collect").whole(Attributes.MEIL, 0)).isEqualTo(60);
        assertThat(hub.stored("cse-in/node/cert").text(Attributes.MCFC)).contains("YQ==");
        assertThat(hub.stored("cse-in/node/wifi").text(Attributes.SSID)).contains("hall");
        assertThat(hub.stored("cse-in/node/login").text(Attributes.CRID)).contains("me");
        assertThat(hub.stored("cse-in/node/sim").text(Attributes.ICID)).contains("8988211000000000000");
        assertThat(hub.stored("cse-in/node/mobile").whole(Attributes.CNB, 0)).isEqualTo(6);
        assertThat(create("dcfg:mnwk", 1030, "cnb", 6).code()).isEqualTo(ResultCode.BAD_REQUEST);
    }
}

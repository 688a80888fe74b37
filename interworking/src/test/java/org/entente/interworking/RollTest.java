// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollTest {
    @TempDir
    private Path folder;

    private Roll roll() {
        return new Roll(folder);
    }

    @Test
    void device_that_nobody_allowed_waits_and_is_let_in_when_somebody_did() {
        var hub = roll();
        assertThat(hub.admits("lwm2m", "lamp")).isFalse();
        var somebody = roll();
        assertThat(somebody.waiting()).containsExactly("lwm2m:lamp");

        somebody.allow("lwm2m:lamp");

        assertThat(hub.admits("lwm2m", "lamp")).isTrue();
        assertThat(hub.admits("modbus", "lamp")).as("another one of that name").isFalse();
        assertThat(somebody.waiting()).containsExactly("modbus:lamp");
        assertThat(roll().allowed()).as("after a restart").containsExactly("lwm2m:lamp");
    }

    @Test
    void device_that_is_forbidden_is_let_in_no_more() throws Exception {
        var hub = roll();
        hub.allow("lwm2m:lamp");
        assertThat(hub.admits("lwm2m", "lamp")).isTrue();

        assertThat(roll().forbid("lwm2m:lamp")).isTrue();
        assertThat(roll().forbid("lwm2m:lamp")).isFalse();

        assertThat(roll().admits("lwm2m", "lamp")).isFalse();
    }

    @Test
    void many_strangers_fill_no_disk() throws Exception {
        var noted = IntStream.range(0, 995).mapToObj(i -> "lwm2m:earlier-" + i).toList();
        Files.write(folder.resolve("devices-waiting"), noted);
        var hub = roll();
        for (int i = 0; i < 15; i++)
            assertThat(hub.admits("lwm2m", "stranger-" + i)).isFalse();

        assertThat(hub.waiting()).hasSize(1000);
    }

    @Test
    void name_that_would_be_two_lines_is_not_noted() throws Exception {
        assertThat(roll().admits("lwm2m", "lamp\nlwm2m:other")).isFalse();

        assertThat(roll().waiting()).isEmpty();
        assertThat(Files.exists(folder.resolve("devices-allowed"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lamp", "", ":lamp", "lwm2m:a\nlwm2m:b"})
    void what_is_no_device_cannot_be_allowed(String name) {
        assertThatThrownBy(() -> roll().allow(name)).hasMessageContaining("named such as lwm2m:lamp");
    }
}

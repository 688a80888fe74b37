// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test command as a person meets it. */
class TestMqttCommandTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void list_shows_every_purpose_and_why_one_has_no_case() {
        var ran = Ran.command("test", "mqtt", "--list");

        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("TP_MQTT_BROKER_CONNECT_001  A CONNECT with flags in its fixed header is refused.")
                .contains("    no case: a broker cannot be made to be without service from outside")
                .contains("ENT_MQTT_BROKER_WILL_002");
    }

    @Test
    void protocol_chooses_the_purposes() {
        var known = Ran.command("test", "mqtt", "--protocol", "5.0", "--list");
        var unknown = Ran.command("test", "mqtt", "--protocol", "3.1", "--list");

        assertThat(known.status()).isZero();
        assertThat(known.out()).contains("ENT_MQTT5_BROKER_ALIAS_001  A topic alias stands for its topic.");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("No MQTT 3.1; there are 3.1.1 and 5.0");
    }

    @Test
    void only_takes_a_star_for_anything() {
        var ran = Ran.command("test", "mqtt", "--list", "--only", "*PING*,TP_MQTT_BROKER_DISCONNECT_001");

        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).hasSize(3);
    }

    @Test
    void closed_port_is_told_as_such_and_passes_nothing() throws IOException {
        var url = "mqtt://127.0.0.1:1";

        var ran = Ran.command("test", "mqtt", url, "--seed", "1", "--set", "user=joe", "--report", folder.toString());

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.out())
                .contains("no connection to " + url)
                .contains("Nothing could be judged: is this the right endpoint, and is it up?")
                .contains(url + " --set user=joe --only TP_MQTT_BROKER_CONNECT_001 --seed 1");
        assertThat(folder.resolve("report.html")).exists();
        assertThat(folder.resolve("frames.pcap")).exists();
        assertThat(Files.readString(folder.resolve("report.json"))).startsWith("{\"title\":\"MQTT 3.1.1 broker\"");
        assertThat(Files.readString(folder.resolve("junit.xml"))).contains("<testsuite ");
    }

    @Test
    void wrong_command_lines_are_told_and_send_nothing() {
        refused("Missing the broker's URL, or --list");
        refused("No purpose matches --only NONE", "mqtt://127.0.0.1:1", "--only", "NONE");
        refused("Unknown parameter usr", "mqtt://127.0.0.1:1", "--set", "usr=joe");
    }

    private static void refused(String why, String... further) {
        var words = new ArrayList<>(List.of("test", "mqtt"));
        words.addAll(List.of(further));

        var ran = Ran.command(words);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(why);
    }
}

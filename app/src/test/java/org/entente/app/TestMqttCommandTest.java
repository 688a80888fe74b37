// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test command as a person meets it. */
class TestMqttCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void list_shows_every_purpose_and_why_one_has_no_case() {
        assertThat(run("test", "mqtt", "--list")).isZero();

        assertThat(out.toString())
                .contains("TP_MQTT_BROKER_CONNECT_001  A CONNECT with flags in its fixed header is refused.")
                .contains("    no case: a broker cannot be made to be without service from outside")
                .contains("ENT_MQTT_BROKER_WILL_002");
    }

    @Test
    void protocol_chooses_the_purposes() {
        assertThat(run("test", "mqtt", "--protocol", "5.0", "--list")).isZero();
        assertThat(run("test", "mqtt", "--protocol", "3.1", "--list")).isEqualTo(2);

        assertThat(out.toString()).contains("ENT_MQTT5_BROKER_ALIAS_001  A topic alias stands for its topic.");
        assertThat(err.toString()).contains("No MQTT 3.1; there are 3.1.1 and 5.0");
    }

    @Test
    void only_takes_a_star_for_anything() {
        assertThat(run("test", "mqtt", "--list", "--only", "*PING*,TP_MQTT_BROKER_DISCONNECT_001"))
                .isZero();

        assertThat(out.toString().lines()).hasSize(3);
    }

    @Test
    void closed_port_is_told_as_such_and_passes_nothing() throws IOException {
        var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var url = "mqtt://127.0.0.1:" + closed.getLocalPort();
        closed.close();

        var code = run("test", "mqtt", url, "--seed", "1", "--set", "user=joe", "--report", folder.toString());

        assertThat(code).isEqualTo(4);
        assertThat(out.toString())
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
        assertThat(run("test", "mqtt")).isEqualTo(2);
        assertThat(run("test", "mqtt", "mqtt://127.0.0.1:1", "--only", "NONE")).isEqualTo(2);
        assertThat(run("test", "mqtt", "mqtt://127.0.0.1:1", "--set", "usr=joe"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("Missing the broker's URL, or --list")
                .contains("No purpose matches --only NONE")
                .contains("Unknown parameter usr");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

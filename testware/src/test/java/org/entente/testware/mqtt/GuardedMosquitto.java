// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.model.peer.Mosquitto;
import org.entente.model.peer.Program;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.wire.Endpoint;

/** The mosquitto of this machine, with credentials and a topic that nobody may publish on. */
final class GuardedMosquitto extends Mosquitto {
    private static final Pattern VERSION = Pattern.compile("mosquitto version (\\S+)");

    private GuardedMosquitto(Path folder, List<String> settings) throws IOException {
        super(folder, settings);
    }

    static GuardedMosquitto start(Path folder) throws IOException {
        return start(folder, List.of("protocol mqtt"));
    }

    static GuardedMosquitto startWebSocket(Path folder) throws IOException {
        // 2.0.11 does not start without a listener of another kind.
        return start(folder, List.of("protocol websockets", "listener 0 " + folder.resolve("socket")));
    }

    private static GuardedMosquitto start(Path folder, List<String> listening) throws IOException {
        var settings = new ArrayList<>(listening);
        settings.addAll(guarded(folder, ReferenceBroker.USER, ReferenceBroker.PASSWORD));
        settings.add("acl_file " + rights(folder));
        return new GuardedMosquitto(folder, settings);
    }

    private static Path rights(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("acl"),
                "topic readwrite #\ntopic read $SYS/#\ntopic readwrite $entente/#\ntopic deny "
                        + ReferenceBroker.RESTRICTED_TOPIC + "\nuser " + ReferenceBroker.USER
                        + "\ntopic readwrite #\ntopic readwrite $entente/#\ntopic deny "
                        + ReferenceBroker.RESTRICTED_TOPIC + "\n");
    }

    /** Skips the test where there is no mosquitto. */
    static String version() throws IOException {
        var help = Program.installed("mosquitto").with("-h").start();
        var text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var matcher = VERSION.matcher(text);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port());
    }

    Endpoint webSocket() {
        return Endpoint.parse("ws://127.0.0.1:" + port() + "/mqtt");
    }

    static Profile profile() {
        // Its clock counts whole seconds.
        return ReferenceBroker.profile()
                .with(Parameters.KEEP_ALIVE_TOLERANCE, "6000")
                .with(Parameters.EXPIRY_TOLERANCE, "1500");
    }
}

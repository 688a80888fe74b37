// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.entente.interworking.Outcome;
import org.entente.model.Spec;
import org.entente.security.DeviceCredentials;
import org.entente.security.FreshIdentity;
import org.entente.security.OwnKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DTLS by another maker's stack, OpenSSL under libcoap's client, which registers as a device does and leaves. */
class LibcoapTest {
    private static final String CLIENT = "coap-client-openssl";
    private static final String KEY = "a key that is a text";

    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void libcoap_is_there() throws InterruptedException {
        try {
            new ProcessBuilder(CLIENT, "-h")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assumeTrue(false, CLIENT + " is missing; ./verify installs libcoap3-bin");
        }
    }

    private Field open(Trust trust) {
        return new Field(Lwm2mSettings.DEFAULT
                .withPorts(OptionalInt.empty(), OptionalInt.of(0))
                .withTrust(trust));
    }

    private DeviceCredentials credentials() throws IOException {
        var key = HexFormat.of().formatHex(KEY.getBytes(StandardCharsets.UTF_8));
        var file = Files.writeString(folder.resolve("devices"), "psk shared lamp-id " + key + "\nx509 certified\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return DeviceCredentials.open(file, InstantSource.system());
    }

    /** What the client said of the hub's answer. */
    private static String registers(Field field, String device, List<String> proof) throws Exception {
        var command = new ArrayList<>(List.of(CLIENT, "-v", "7", "-m", "post", "-t", "40", "-e", "</3303/0>"));
        command.addAll(proof);
        command.add(field.address("coaps") + "/rd?ep=" + device + "&lt=60&lwm2m=1.0&b=U");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** The client has left, but its registration has not. */
    private static boolean isRegistered(Field field, String device) {
        return field.adapter.read(device, "3303/0", Duration.ofMillis(1)) instanceof Outcome.Unreachable(var reason)
                && !reason.contains("is not registered");
    }

    @Test
    @Spec("TS-0003 §8.2.2")
    void client_of_another_maker_registers_by_a_shared_key_under_its_own_name_alone() throws Exception {
        var own = OwnKey.keep(folder.resolve("key.pem"), new SecureRandom()).pair();
        try (var field = open(Trust.of(credentials(), own, List.of()))) {
            var proof = List.of("-u", "lamp-id", "-k", KEY);

            assertThat(registers(field, "other", proof)).doesNotContain("c:2.01");
            assertThat(registers(field, "shared", proof)).contains("c:2.01");

            assertThat(isRegistered(field, "shared")).isTrue();
            assertThat(isRegistered(field, "other")).isFalse();
        }
    }

    @Test
    @Spec("TS-0003 §8.2.2")
    void client_of_another_maker_registers_by_a_certificate_and_believes_that_of_the_hub() throws Exception {
        var authority = Certified.authority("authority");
        var shown = authority.issue("hub");
        var parts = new FreshIdentity.Parts(
                List.of(shown.certificate()), Optional.of(shown.keys().getPrivate()), List.of(authority.certificate()));
        var own = authority.issue("certified");
        var ca = pem("ca.pem", "CERTIFICATE", authority.certificate().getEncoded());
        var certificate = pem("own.pem", "CERTIFICATE", own.certificate().getEncoded());
        var key = pem("own-key.pem", "PRIVATE KEY", own.keys().getPrivate().getEncoded());
        try (var field = open(Trust.of(credentials(), parts))) {
            assertThat(registers(field, "certified", List.of("-c", certificate, "-j", key, "-C", ca)))
                    .contains("c:2.01");

            assertThat(isRegistered(field, "certified")).isTrue();
        }
    }

    private String pem(String name, String kind, byte[] encoded) throws IOException {
        var text = Base64.getMimeEncoder().encodeToString(encoded);
        return Files.writeString(
                        folder.resolve(name),
                        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n")
                .toString();
    }
}

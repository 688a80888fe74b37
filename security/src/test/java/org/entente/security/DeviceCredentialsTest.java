// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCredentialsTest {
    private Path folder;
    private Instant now = Instant.parse("2026-11-22T10:30:00Z");

    @BeforeEach
    void place(@TempDir Path folder) {
        this.folder = folder;
    }

    private DeviceCredentials devices(String lines) throws Exception {
        var file = Files.writeString(folder.resolve("devices"), lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return DeviceCredentials.open(file, () -> now);
    }

    private OwnKey ownKey() {
        return OwnKey.keep(folder.resolve("key.pem"), new SecureRandom());
    }

    @Test
    void each_device_has_its_proof_and_each_identity_its_device() throws Exception {
        var key = ownKey().pair().getPublic();
        var devices = devices("""
                # the lamps
                psk lamp lamp-id 0aff

                rpk meter %s
                x509 gate
                """.formatted(Base64.getEncoder().encodeToString(key.getEncoded())));

        assertThat(devices.proof("lamp")).get().isInstanceOfSatisfying(DeviceProof.SharedKey.class, shared -> {
            assertThat(shared.identity()).isEqualTo("lamp-id");
            assertThat(shared.key()).containsExactly(0x0a, 0xff);
            assertThat(shared).hasToString("SharedKey[lamp-id]");
        });
        assertThat(devices.proof("meter")).contains(new DeviceProof.RawKey(key));
        assertThat(devices.proof("gate")).contains(new DeviceProof.Certificate());
        assertThat(devices.proof("nobody")).isEmpty();
        assertThat(devices.deviceOf("lamp-id")).contains("lamp");
    }

    @Test
    void what_counts_at_the_bootstrap_server_counts_nowhere_else() throws Exception {
        var devices = devices("bootstrap psk lamp factory-id 0a lifetime=60 queue=true\n");

        assertThat(devices.proof("lamp")).isEmpty();
        assertThat(devices.deviceOf("factory-id")).isEmpty();
        assertThat(devices.bootstrapProof("lamp")).isPresent();
        assertThat(devices.bootstrapDeviceOf("factory-id")).contains("lamp");
        assertThat(devices.terms("lamp")).isEqualTo(Map.of("lifetime", "60", "queue", "true"));
    }

    @Test
    void change_of_the_file_counts_within_a_second() throws Exception {
        var devices = devices("x509 gate\n");

        devices("x509 gate\nx509 another-gate\n");
        now = now.plusSeconds(2);

        assertThat(devices.proof("another-gate")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lamp lamp-id 0a",
                "psk lamp lamp-id",
                "psk lamp lamp-id 0",
                "psk lamp lamp-id xy",
                "psk lamp lamp-id 0a lifetime=60",
                "rpk lamp AAAA",
                "rpk lamp %%%",
                "x509",
                "x509 first",
                "psk other first-id 0b",
                "bootstrap",
                "bootstrap lifetime=60",
                "bootstrap psk lamp id",
                "bootstrap bootstrap x509 lamp",
                "password lamp secret"
            })
    void line_that_says_nothing_is_named_by_its_number_and_not_by_its_content(String line) {
        assertThatThrownBy(() -> devices("psk first first-id 0a\n" + line + "\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("in line 2")
                .hasMessageNotContaining("lamp-id");
    }

    @Test
    void file_that_others_may_read_is_refused() throws Exception {
        var file = Files.writeString(folder.resolve("devices"), "x509 gate\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> DeviceCredentials.open(file, () -> now)).hasMessageContaining("chmod 600");
    }

    @Test
    void own_key_is_made_once_and_kept_to_its_owner() throws Exception {
        var first = ownKey().pair();

        var again = ownKey().pair();

        assertThat(again.getPublic()).isEqualTo(first.getPublic());
        assertThat(again.getPrivate()).isEqualTo(first.getPrivate());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void own_key_that_others_may_read_is_refused() throws Exception {
        var _ = ownKey();
        Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::ownKey).hasMessageContaining("chmod 600");
    }

    @Test
    void file_that_holds_no_key_is_named() throws Exception {
        var file = Files.writeString(folder.resolve("key.pem"), "nonsense");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(this::ownKey).hasMessageContaining("key.pem holds no public key");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.leshan.core.SecurityMode;
import org.eclipse.leshan.core.request.BindingMode;
import org.entente.interworking.lwm2m.Lwm2mSettings.Bootstrap;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.entente.interworking.lwm2m.sample.SampleSettings.Manner;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.security.DeviceCredentials;
import org.entente.security.OwnKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that know nothing but a bootstrap server. A real client does it, over UDP on the loopback. */
class BootstrapTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LINES = """
            psk lamp lamp-id 0102030405060708
            bootstrap psk lamp factory-id 0a0b0c0d queue=true lifetime=600
            psk known known-id 01
            x509 certified
            bootstrap psk certified certified-factory 0a0b
            psk typo typo-id 01
            bootstrap psk typo typo-factory 0a lifetime=long
            """;

    private DeviceCredentials devices;
    private Path data;

    @BeforeEach
    void provision(@TempDir Path folder) throws Exception {
        data = folder;
        var file = Files.writeString(folder.resolve("devices"), LINES);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        devices = DeviceCredentials.open(file, InstantSource.system());
    }

    private Field open() {
        var own = OwnKey.keep(data.resolve("key.pem"), new SecureRandom()).pair();
        return new Field(Lwm2mSettings.DEFAULT
                .withPorts(OptionalInt.of(0), OptionalInt.of(0))
                .withTrust(Trust.of(devices, own, List.of()))
                .withBootstrap(new Bootstrap(0, "")));
    }

    private static SampleSettings asking(Field field, String endpoint, String identity, String key) {
        var server = field.adapter.bootstrapAddress().orElseThrow().toString();
        return field.device(endpoint)
                .withServer(server)
                .withManner(Manner.BOOTSTRAP)
                .withKey(new SampleSettings.Key(identity, HexFormat.of().parseHex(key)));
    }

    @Test
    void device_is_told_where_to_register_and_by_which_key() {
        try (var field = open()) {
            field.start(asking(field, "lamp", "factory-id", "0a0b0c0d"));

            await().atMost(PATIENCE).until(() -> field.isThere("lamp"));
            assertThat(field.cse
                            .update("lamp/light/binarySwitch", "cod:binSh", Map.of("state", Value.of(true)))
                            .code())
                    .isEqualTo(ResultCode.UPDATED);
        }
    }

    @Test
    void device_that_is_unknown_or_not_who_it_says_is_told_nothing() {
        try (var field = open()) {
            field.start(asking(field, "stranger", "factory-id", "0a0b0c0d"));
            field.start(asking(field, "known", "known-id", "01"));
            field.start(asking(field, "certified", "certified-factory", "0a0b"));

            // One whose key is unknown there does not come as far as that.
            for (var denied : List.of("stranger", "certified"))
                await().atMost(PATIENCE).until(() -> field.said().contains(denied + ": not bootstrapped"));
            assertThat(field.said()).doesNotContain(": registered");
        }
    }

    @Test
    void account_says_the_address_the_key_and_the_terms() {
        var told = new Accounts(devices, () -> "coaps://hub.example:5684").of("lamp");

        assertThat(told.security.values()).singleElement().satisfies(security -> {
            assertThat(security.uri).isEqualTo("coaps://hub.example:5684");
            assertThat(security.securityMode).isEqualTo(SecurityMode.PSK);
            assertThat(security.publicKeyOrId).asString().isEqualTo("lamp-id");
            assertThat(security.secretKey).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        });
        assertThat(told.servers.values()).singleElement().satisfies(server -> {
            assertThat(server.lifetime).isEqualTo(600);
            assertThat(server.binding).contains(BindingMode.Q);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            certified, it has no pre-shared key to be told
            nobody,    it has no pre-shared key to be told
            typo,      lifetime must be a number of seconds""")
    void account_that_cannot_be_made_says_why(String device, String sentence) {
        var accounts = new Accounts(devices, () -> "coaps://hub.example:5684");

        assertThatThrownBy(() -> accounts.of(device)).hasMessageContaining(sentence);
    }
}

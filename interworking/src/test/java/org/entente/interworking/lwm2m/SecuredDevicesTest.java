// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.leshan.client.object.Security;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.security.DeviceCredentials;
import org.entente.security.FreshIdentity;
import org.entente.security.OwnKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that prove who they are over DTLS, and others that pretend. A real client does it, over UDP on the loopback. */
class SecuredDevicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "0102030405060708";

    private final KeyPair lamp = Certified.keyPair();
    private final Certified authority = Certified.authority("authority");
    private final Certified shown = authority.issue("hub");
    private final List<Field> fields = new ArrayList<>();
    private Path data;

    SecuredDevicesTest() throws Exception {}

    @BeforeEach
    void listen(@TempDir Path folder) throws Exception {
        data = folder;
        var file = Files.writeString(folder.resolve("devices"), """
                psk shared lamp-id %s
                rpk raw %s
                x509 certified
                """.formatted(
                        KEY, Base64.getEncoder().encodeToString(lamp.getPublic().getEncoded())));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() {
        fields.forEach(Field::close);
    }

    private DeviceCredentials credentials() {
        return DeviceCredentials.open(data.resolve("devices"), InstantSource.system());
    }

    private Field open(Trust trust) {
        var field = new Field(Lwm2mSettings.DEFAULT
                .withPorts(OptionalInt.of(0), OptionalInt.of(0))
                .withTrust(trust));
        fields.add(field);
        return field;
    }

    private KeyPair ownKey() {
        return OwnKey.keep(data.resolve("key.pem"), new SecureRandom()).pair();
    }

    private Field openWithOwnKey() {
        return open(Trust.of(credentials(), ownKey(), List.of()));
    }

    private Field openWithCertificate() {
        return open(Trust.of(
                credentials(),
                new FreshIdentity.Parts(
                        List.of(shown.certificate()),
                        Optional.of(shown.keys().getPrivate()),
                        List.of(authority.certificate()))));
    }

    private static SampleSettings device(Field field, String endpoint) {
        return field.device(endpoint).withServer(field.address("coaps"));
    }

    private static Security raw(Field field, KeyPair own, KeyPair hub) {
        return Security.rpk(
                field.address("coaps"),
                1,
                own.getPublic().getEncoded(),
                own.getPrivate().getEncoded(),
                hub.getPublic().getEncoded());
    }

    private Security certified(Field field, Certified own) throws Exception {
        return Security.x509(
                field.address("coaps"),
                1,
                own.certificate().getEncoded(),
                own.keys().getPrivate().getEncoded(),
                shown.certificate().getEncoded());
    }

    private static void isServed(Field field, String device) {
        await().atMost(PATIENCE).until(() -> field.isThere(device));
        assertThat(field.cse
                        .update(device + "/light/binarySwitch", "cod:binSh", Map.of("state", Value.of(true)))
                        .code())
                .isEqualTo(ResultCode.UPDATED);
        assertThat(field.said()).contains(device + ": light on");
    }

    private static void isRefused(Field field, String device, int times) {
        await().atMost(PATIENCE).until(() -> field.said().split(device + ": not registered", -1).length > times);
        assertThat(field.cse.find(device)).isEmpty();
    }

    @Test
    @Spec("TS-0003 §8.2.2")
    void device_with_a_shared_key_registers_over_dtls_and_is_refused_without() {
        var field = openWithOwnKey();
        field.start(field.device("shared").withServer(field.address("coap")));
        field.start(device(field, "shared").withKey(new SampleSettings.Key("lamp-id", new byte[] {9, 9})));

        isRefused(field, "shared", 1); // the handshake of the one with a wrong key comes to no end at all

        field.start(device(field, "shared")
                .withKey(new SampleSettings.Key("lamp-id", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})));
        isServed(field, "shared");
        assertThat(field.said().split("shared: registered", -1)).as("once").hasSize(2);
    }

    @Test
    void device_with_a_raw_public_key_is_served_and_believes_the_hub_by_the_key_it_made() throws Exception {
        var field = openWithOwnKey();
        var hub = ownKey();
        field.start(device(field, "raw"), raw(field, Certified.keyPair(), hub));
        field.start(device(field, "other"), raw(field, lamp, hub));
        field.start(device(field, "raw"), raw(field, lamp, Certified.keyPair()));

        isRefused(field, "raw", 2);
        isRefused(field, "other", 1); // a name that the key is not bound to
        assertThat(field.cse.find("other"))
                .as("a name that the key is not bound to")
                .isEmpty();

        field.start(device(field, "raw"), raw(field, lamp, hub));
        isServed(field, "raw");
    }

    @Test
    void device_with_a_certificate_is_served_under_the_name_in_it_alone() throws Exception {
        var field = openWithCertificate();
        field.start(device(field, "certified"), certified(field, authority.issue("somebody")));
        field.start(
                device(field, "certified"),
                certified(field, Certified.authority("stranger").issue("certified")));

        isRefused(field, "certified", 2);

        field.start(device(field, "certified"), certified(field, authority.issue("certified")));
        isServed(field, "certified");
    }

    @Test
    void hub_with_a_certificate_takes_raw_keys_and_shared_keys_too() {
        var field = openWithCertificate();

        field.start(device(field, "raw"), raw(field, lamp, shown.keys()));
        field.start(device(field, "shared")
                .withKey(new SampleSettings.Key("lamp-id", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})));

        isServed(field, "raw");
        isServed(field, "shared");
    }
}

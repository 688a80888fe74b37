// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.interworking.ocf.sample.SampleLight;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample light by DTLS, with the one cipher suite that OCF demands and the hub's UUID as sixteen bytes. */
class SecuredOcfTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HUB = "9e2f1c4a-0b7d-4e35-8c61-2a4f6d8b0c1e";
    private static final byte[] HUB_BYTES = RawDevice.hex("9e2f1c4a0b7d4e358c612a4f6d8b0c1e");
    private static final String KEY = "00112233445566778899aabbccddeeff";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final SampleLight light = secured();

    @TempDir
    private Path folder = Path.of(".");

    private static SampleLight secured() {
        var config = new Configuration(DtlsConfig.DEFINITIONS);
        config.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
        config.set(DtlsConfig.DTLS_CIPHER_SUITES, List.of(CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256));
        var settings = DtlsConnectorConfig.builder(config)
                .setAddress(loopback())
                .setAdvancedPskStore(
                        new AdvancedSinglePskStore(new PskPublicInformation(HUB, HUB_BYTES), RawDevice.hex(KEY)))
                .build();
        var coap = Configuration.createStandardWithoutFile();
        var plain = new UDPConnector(loopback(), coap);
        return SampleLight.start(
                new PrintStream(OutputStream.nullOutputStream()),
                List.of(SampleLight.endpoint(new DTLSConnector(settings), coap), SampleLight.endpoint(plain, coap)));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.close();
        light.close();
    }

    private void attach(String url, String key) throws IOException {
        var file = key(key);
        var sheet = Sheet.of("""
                standard: ocf
                devices: [ { name: light, url: "%s", identity: %s, key-file: %s, every: 200ms } ]
                """.formatted(url, HUB, file), "light.yaml");
        var stations = StationsReader.read(sheet);
        sheet.refuseMistakes();
        var mapping = new MappingReader(Types.ALL).shipped("ocf");
        engine.attach(new OcfAdapter(OcfSettings.of(stations, Duration.ofSeconds(10)), mapping), mapping);
    }

    private void isTypedAndWritten() {
        await().atMost(PATIENCE).until(() -> cse.find("light/semantics").isPresent());
        assertThat(cse.text("light/light/binarySwitch", "state")).isEqualTo("true");

        var off = cse.send(Request.update(
                "-/light/light/binarySwitch", "CApp", Value.field("cod:binSh", Value.field("state", Value.of(false)))));

        assertThat(off.code()).as(off.sentence()).isEqualTo(ResultCode.UPDATED);
    }

    @Test
    void light_is_asked_by_dtls_where_the_file_says_so() throws IOException {
        attach(light.addresses().getFirst(), KEY);

        isTypedAndWritten();
    }

    @Test
    void light_with_a_key_tells_in_the_clear_where_it_listens_by_dtls() throws IOException {
        attach(light.addresses().getLast(), KEY);

        isTypedAndWritten();
    }

    @Test
    void other_key_gets_no_answer() throws IOException {
        var credential = new Credential(HUB, key(KEY.replace("00", "ff")));
        var plain = Endpoints.plain();
        var timer = new ScheduledThreadPoolExecutor(1);
        try (var wire = new Wire(plain, Optional.of(Endpoints.secure(credential)), timer)) {
            int port = URI.create(light.addresses().getFirst()).getPort();
            var spot = new Spot(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), true, Survey.RES, Optional.empty());

            assertThat(wire.get(spot, Duration.ofSeconds(1))).isInstanceOf(Answer.Silent.class);
        } finally {
            timer.shutdownNow();
            plain.destroy();
        }
    }

    private Path key(String key) throws IOException {
        var file = Files.createFile(
                folder.resolve("light.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, key + "\n");
    }
}

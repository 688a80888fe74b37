// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.interworking.opcua.sample.PlantServer;
import org.entente.interworking.opcua.sample.Pump;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that wants to know who comes, and a hub that wants to know where it goes. */
class ProtectedServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of(".");

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private Optional<PlantServer<Pump>> server = Optional.empty();

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.close();
        server.ifPresent(PlantServer::close);
    }

    private Guarded guarded() throws Exception {
        var papers = OwnKeys.in(folder);
        assertThat(papers.trusted()).isNotNull();
        var guarded = new Guarded(List.of());
        guarded.trust(CertificateUtil.decodeCertificate(Files.readAllBytes(folder.resolve("own-certificate.der"))));
        return guarded;
    }

    private void visit(PlantServer.Entrance entrance, String keys) throws IOException {
        var plant = PlantServer.start(0, entrance, each -> new Pump(each, 42, said -> {}));
        server = Optional.of(plant);
        var sheet = Sheet.of("""
                standard: opcua
                devices: [ { name: pump-1, url: "%s", every: 50ms, %s } ]
                """.formatted(plant.url(), keys), "pump.yaml");
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        var servers = ServersReader.read(sheet);
        sheet.refuseMistakes();
        var papers = OwnKeys.in(folder);
        engine.attach(new OpcUaAdapter(servers, mapping, Optional.of(papers), PATIENCE), mapping);
    }

    private String user() throws IOException {
        return "user: %s, password-file: %s".formatted(Guarded.USER, Operator.password(folder));
    }

    @Test
    void unknown_server_is_rejected_until_its_certificate_is_moved() throws Exception {
        visit(guarded(), user());

        Operator.trustsWhatWasRejected(folder);

        await().atMost(PATIENCE).until(() -> cse.find("pump-1/semantics").isPresent());
        assertThat(cse.text("node-pump-1/deviceInfo-Pump", "man")).isEqualTo("Entente");
    }

    private void isRefused(Guarded guarded, long status) throws Exception {
        var plant = PlantServer.start(0, guarded, each -> new Pump(each, 42, said -> {}));
        server = Optional.of(plant);
        var papers = OwnKeys.in(folder);
        guarded.trust(CertificateUtil.decodeCertificate(Files.readAllBytes(folder.resolve("own-certificate.der"))));
        Files.write(
                folder.resolve("trusted").resolve("server.der"),
                guarded.certificate().getEncoded());
        var sheet = Sheet.of("""
                standard: opcua
                devices: [ { name: pump-1, url: "%s", %s } ]
                """.formatted(plant.url(), user()), "pump.yaml");
        var door = new Door(PATIENCE, Optional.of(papers));

        assertThatThrownBy(() -> door.enter(ServersReader.read(sheet).all().getFirst()))
                .isInstanceOfSatisfying(
                        UaException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(status));
    }

    @Test
    void certificate_that_has_expired_is_refused_although_it_is_trusted() throws Exception {
        isRefused(Guarded.expired(), StatusCodes.Bad_CertificateTimeInvalid);
    }

    @Test
    void certificate_of_somebody_else_is_refused_although_it_is_trusted() throws Exception {
        isRefused(Guarded.pretending(), StatusCodes.Bad_CertificateUriInvalid);
    }

    @Test
    void certificate_opens_a_signed_connection_where_the_file_says_so() throws Exception {
        var certificate = Guarded.certificate(OwnKeys.pair(), "urn:user");
        var key = OwnKeys.pem("PRIVATE", OwnKeys.pair().getPrivate());
        var own = Files.write(folder.resolve("user.der"), certificate.getEncoded());
        var secret = Files.writeString(folder.resolve("user.pem"), key);
        OwnKeys.in(folder);
        var guarded = new Guarded(List.of(certificate));
        guarded.trust(CertificateUtil.decodeCertificate(Files.readAllBytes(folder.resolve("own-certificate.der"))));

        visit(
                guarded,
                "security: Basic256Sha256, mode: sign, certificate-file: %s, key-file: %s".formatted(own, secret));
        Operator.trustsWhatWasRejected(folder);

        await().atMost(PATIENCE).until(() -> cse.find("pump-1/semantics").isPresent());
    }

    @Test
    void own_key_is_made_once_and_for_its_owner_alone() throws Exception {
        Papers.in(folder, new SecureRandom());
        var first = Files.readAllBytes(folder.resolve("own-certificate.der"));
        Papers.in(folder, new SecureRandom());

        assertThat(Files.readAllBytes(folder.resolve("own-certificate.der"))).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(folder.resolve("own-key.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.RecordingMca;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Authority;
import org.entente.security.Authority.Issued;
import org.entente.security.Credentials;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final Duration VALID = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final RecordingMca cse = new RecordingMca();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:30:00Z");
    private Authority authority;
    private Issued own;

    @BeforeEach
    void issue() {
        authority = authority("authority");
        own = server(authority);
    }

    private Authority authority(String name) {
        return Authority.in(folder.resolve(name), InstantSource.system(), new SecureRandom(), VALID);
    }

    private static Issued server(Authority authority) {
        return authority.server("hub", List.of("127.0.0.1"), Optional.empty(), VALID);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    private URI serve(TlsFiles files) {
        var listener = Listener.tls("127.0.0.1", 0, Tls.server(files, () -> now));
        var config = new HttpConfig(List.of(listener), Limits.DEFAULT, List.of(), Duration.ofSeconds(5));
        var credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), () -> now);
        var server = new HttpServer(
                        config, new Admittance(credentials, HttpTest.HOME), ResourceTypes.standard(), List.of())
                .start()
                .serve(cse);
        open.add(server);
        return server.addresses().getFirst();
    }

    private Response send(URI server, TlsFiles files, String originator) {
        try (var client = new HttpClientMca(
                server,
                Optional.empty(),
                Duration.ofSeconds(60),
                HttpClientConfig.DEFAULT.withTls(Tls.client(files, () -> now)))) {
            return client.send(Request.retrieve("x", originator).withId("1"));
        }
    }

    private TlsFiles trusting() {
        return TlsFiles.client(authority.certificate());
    }

    private TlsFiles showing(Issued issued) {
        return new TlsFiles(
                Optional.of(issued.certificate()), Optional.of(issued.key()), Optional.of(authority.certificate()));
    }

    private TlsFiles askingForCertificates() {
        return TlsFiles.server(own.certificate(), own.key()).withTrusted(authority.certificate());
    }

    @Test
    @Spec("TS-0009 §7.2")
    void a_client_that_trusts_the_authority_is_served() {
        var server = serve(TlsFiles.server(own.certificate(), own.key()));

        assertThat(server.getScheme()).isEqualTo("https");
        assertThat(send(server, trusting(), "CAe").code()).isEqualTo(ResultCode.OK);
        assertThat(cse.last().peer().authenticated()).isFalse();
    }

    @Test
    void a_client_that_does_not_trust_the_authority_sends_nothing() {
        var server = serve(TlsFiles.server(own.certificate(), own.key()));
        var stranger = authority("stranger");

        assertThat(send(server, TlsFiles.client(stranger.certificate()), "CAe").code())
                .isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        assertThat(cse.requests).isEmpty();
    }

    @Test
    @Spec({"TS-0003 §10.1.1.5", "TS-0004 §7.3.2.1"})
    void a_certificate_speaks_for_its_alternative_names_alone() {
        var client = authority.client("ae", List.of("CAe17", "https://sp.example/id-in/CAe17"), VALID);
        var server = serve(askingForCertificates());

        assertThat(send(server, showing(client), "CAe17").code()).isEqualTo(ResultCode.OK);
        assertThat(cse.last().peer().authenticated()).isTrue();
        assertThat(send(server, showing(client), "//sp.example/id-in/CAe17").code())
                .isEqualTo(ResultCode.OK);
        assertThat(send(server, showing(client), "CAe18").code()).isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
    }

    @Test
    void a_certificate_of_another_authority_is_none() {
        var client = authority("stranger").client("ae", List.of("CAe17"), VALID);
        var server = serve(askingForCertificates());

        send(server, showing(client), "CAe17");

        assertThat(cse.requests).noneMatch(request -> request.peer().authenticated());
    }

    @Test
    void a_new_certificate_is_shown_without_a_restart() throws Exception {
        var server = serve(TlsFiles.server(own.certificate(), own.key()));
        var successor = authority("successor");
        var renewed = server(successor);
        assertThat(send(server, TlsFiles.client(successor.certificate()), "CAe").code())
                .isEqualTo(ResultCode.TARGET_NOT_REACHABLE);

        Files.copy(renewed.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(own.certificate(), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        now = now.plusSeconds(1);

        assertThat(send(server, TlsFiles.client(successor.certificate()), "CAe").code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void a_new_certificate_is_shown_when_its_key_is_there_too() throws Exception {
        var server = serve(TlsFiles.server(own.certificate(), own.key()));
        var successor = authority("successor");
        var renewed = server(successor);
        replace(own.certificate(), renewed.certificate());
        now = now.plusSeconds(1);
        assertThat(send(server, trusting(), "CAe").code()).isEqualTo(ResultCode.OK);

        replace(own.key(), renewed.key());
        now = now.plusSeconds(1);

        assertThat(send(server, TlsFiles.client(successor.certificate()), "CAe").code())
                .isEqualTo(ResultCode.OK);
    }

    private static void replace(Path file, Path by) throws Exception {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    }

    @Test
    void a_new_certificate_is_shown_after_the_clock_was_set_back() throws Exception {
        var server = serve(TlsFiles.server(own.certificate(), own.key()));
        now = now.minus(Duration.ofDays(1));
        var successor = authority("successor");
        var renewed = server(successor);

        replace(own.certificate(), renewed.certificate());
        replace(own.key(), renewed.key());
        now = now.plusSeconds(1);

        assertThat(send(server, TlsFiles.client(successor.certificate()), "CAe").code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void a_file_that_is_no_certificate_or_key_is_named() throws Exception {
        var junk = Files.writeString(folder.resolve("junk.pem"), "junk");

        assertThatThrownBy(() -> Tls.server(TlsFiles.server(junk, own.key()), () -> now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("junk.pem");
        assertThatThrownBy(() -> Tls.server(TlsFiles.server(own.certificate(), junk), () -> now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("junk.pem holds no unencrypted private key");
        assertThatThrownBy(() -> Tls.server(TlsFiles.client(own.certificate()), () -> now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a certificate");
    }
}

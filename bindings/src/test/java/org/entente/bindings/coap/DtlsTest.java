// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.bindings.coap.Dtls.SharedKey;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Closings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Request;
import org.entente.security.Authority;
import org.entente.security.DtlsKeys;
import org.entente.security.FreshIdentity;
import org.entente.security.TlsFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who somebody is over DTLS, and in whose name they may speak. */
class DtlsTest extends Serving {
    private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final Duration VALID = Duration.ofDays(1);
    private static final SharedKey SHARED = new SharedKey("sensor", KEY);
    // Long enough for a handshake that fails to have failed, and no matter how short for the answer that never comes.
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final InstantSource clock = now::get;

    @TempDir
    private Path folder = Path.of(".");

    private Authority authority;
    private Authority.Issued hub;

    @BeforeEach
    void certify() {
        authority = authority("ca");
        hub = server(authority, "hub");
    }

    private Authority authority(String name) {
        return Authority.in(folder.resolve(name), InstantSource.system(), new SecureRandom(), VALID);
    }

    private static Authority.Issued server(Authority authority, String name) {
        return authority.server(name, List.of("127.0.0.1"), Optional.empty(), VALID);
    }

    private Path keys(String... lines) throws IOException {
        var file = folder.resolve("keys");
        Files.write(file, List.of(lines));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private URI serveSecurely(String... lines) throws IOException {
        var files = TlsFiles.server(hub.certificate(), hub.key()).withTrusted(authority.certificate());
        var keys = DtlsKeys.open(keys(lines), clock);
        credentials.alsoBound(keys::isBound);
        var dtls = Dtls.of(Optional.of(FreshIdentity.of(files, clock)), Optional.of(keys));
        return serve(Admission.CREDENTIAL_DEMANDED, Optional.of(dtls));
    }

    private CoapMca mca(URI server, Dtls dtls, Duration timeout) {
        return keep(new CoapMca(server, timeout, CoapClientConfig.DEFAULT.withDtls(Optional.of(dtls))));
    }

    private static CoapLimits withAssociations(int most) {
        return new CoapLimits(
                SMALL.bodyBytes(),
                SMALL.depth(),
                SMALL.transfers(),
                SMALL.transfer(),
                SMALL.remembered(),
                most,
                SMALL.connections(),
                SMALL.inFlight(),
                SMALL.acknowledge());
    }

    private void demandThatOnlyItsNameIsSpokenFor(CoapMca mca, String credential) {
        assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);
        assertThat(cse.requests).singleElement().satisfies(each -> {
            assertThat(each.peer().authenticated()).isTrue();
            assertThat(each.peer().credential()).contains(credential);
        });
        assertThat(mca.send(Request.retrieve("cse-in", "COther").withId("r2")).code())
                .isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
        assertThat(cse.requests).hasSize(1);
    }

    @Test
    @Spec({"TS-0008 §7", "TS-0003 §8.2.2.1", "TS-0004 §7.3.2.1"})
    void pre_shared_key_binds_its_originators() throws Exception {
        var server = serveSecurely("# who", "psk sensor 000102030405060708090a0b0c0d0e0f CAe C*.sensor");

        assertThat(server.getScheme()).isEqualTo("coaps");
        demandThatOnlyItsNameIsSpokenFor(mca(server, Dtls.with(SHARED), PATIENCE), "psk sensor");
    }

    @Test
    @Spec("TS-0003 §8.2.2.1")
    void pre_shared_keys_need_no_certificate() throws Exception {
        var keys = DtlsKeys.open(keys("psk sensor 000102030405060708090a0b0c0d0e0f CAe"), clock);
        var server = serve(Admission.CREDENTIAL_DEMANDED, Optional.of(Dtls.of(Optional.empty(), Optional.of(keys))));

        assertThat(mca(server, Dtls.with(SHARED), PATIENCE).send(retrieve("r1")).code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void more_associations_than_the_limit_are_kept_out() throws Exception {
        limits = withAssociations(1);
        var server = serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe");
        var first = mca(server, Dtls.with(SHARED), PATIENCE);
        assertThat(first.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

        var second = mca(server, Dtls.with(SHARED), PATIENCE);
        Thread.ofVirtual().start(() -> second.send(retrieve("r2"))); // until the test is over

        demandClosed(Closings.Way.COAP_OVER_DTLS, Closings.Limit.TOO_MANY);
        assertThat(first.send(retrieve("r3")).code()).isEqualTo(ResultCode.OK);
    }

    @Test
    @Spec({"TS-0003 §8.2.2.2", "TS-0003 §10.1.1.5"})
    void certificate_binds_the_originators_that_it_names() throws Exception {
        var own = authority.client("ae", List.of("CAe"), VALID);
        var files = TlsFiles.server(own.certificate(), own.key()).withTrusted(authority.certificate());

        demandThatOnlyItsNameIsSpokenFor(
                mca(serveSecurely(), Dtls.with(FreshIdentity.of(files, clock)), PATIENCE), "certificate CAe");
    }

    @Test
    @Spec({"TS-0003 §8.2.2.2", "TS-0003 §10.1.1.2"})
    void raw_public_key_binds_its_originators() throws Exception {
        var own = server(authority, "ae");
        var identity = FreshIdentity.of(TlsFiles.server(own.certificate(), own.key()), clock);
        var server = serveSecurely("rpk " + raw(own) + " CAe");
        // Who has no authorities knows the hub by its raw public key.
        var known = DtlsKeys.open(
                Files.setPosixFilePermissions(
                        Files.writeString(folder.resolve("hub-key"), "rpk " + raw(hub) + " /id-in\n"),
                        PosixFilePermissions.fromString("rw-------")),
                clock);

        demandThatOnlyItsNameIsSpokenFor(mca(server, Dtls.withRawKey(identity, known), PATIENCE), "rpk of CAe");
    }

    private String raw(Authority.Issued issued) {
        var chain = FreshIdentity.of(TlsFiles.client(issued.certificate()), clock)
                .current()
                .trusted();
        return Base64.getEncoder()
                .encodeToString(chain.getFirst().getPublicKey().getEncoded());
    }

    @Test
    void keys_that_nobody_knows_open_nothing() throws Exception {
        var server = serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe");
        var stranger = server(authority, "stranger");
        var other = authority("other").client("ae", List.of("CAe"), VALID);
        var raw = TlsFiles.server(stranger.certificate(), stranger.key()).withTrusted(authority.certificate());
        var foreign = TlsFiles.server(other.certificate(), other.key()).withTrusted(authority.certificate());
        var all = List.of(
                Dtls.with(new SharedKey("sensor", new byte[16])),
                Dtls.with(new SharedKey("nobody", KEY)),
                Dtls.with(FreshIdentity.of(raw, clock)),
                Dtls.with(FreshIdentity.of(foreign, clock)));

        for (var dtls : all)
            assertThat(mca(server, dtls, IN_VAIN).send(retrieve("r1")).isSuccess())
                    .isFalse();

        assertThat(cse.requests).isEmpty();
        assertThat(mca(server, Dtls.with(SHARED), PATIENCE).send(retrieve("r2")).code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void key_or_identity_that_does_not_count_is_told_as_a_handshake_that_does_not_end() throws Exception {
        var server = serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe");

        for (var key : List.of(new SharedKey("sensor", new byte[16]), new SharedKey("nobody", KEY)))
            assertThat(mca(server, Dtls.with(key), IN_VAIN).send(retrieve("r1")).sentence())
                    .contains("the DTLS handshake did not end within PT1S");
    }

    @Test
    @Spec("RFC 5246 §7.2.2")
    void certificate_that_does_not_count_is_told_with_the_alert_that_came_back() throws Exception {
        var other = authority("other").client("ae", List.of("CAe"), VALID);
        var foreign = TlsFiles.server(other.certificate(), other.key()).withTrusted(authority.certificate());
        var dtls = Dtls.with(FreshIdentity.of(foreign, clock));

        assertThat(mca(serveSecurely(), dtls, PATIENCE).send(retrieve("r1")).sentence())
                .contains("the DTLS handshake failed: Received 'fatal alert/BAD_CERTIFICATE'");
    }

    @Test
    void hub_that_has_left_is_no_failed_handshake() throws Exception {
        var router = new Rebinding(serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe"));
        var mca = mca(router.address(), Dtls.with(SHARED), IN_VAIN.multipliedBy(4));
        assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

        router.close();

        assertThat(mca.send(retrieve("r2")).sentence()).contains("no answer came within PT4S");
    }

    @Test
    @Spec("TS-0004 §7.3.2.1")
    void originator_with_a_key_is_nobody_elses_on_other_wires() throws Exception {
        serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe");

        assertThat(mca(serve(Admission.ANYBODY)).send(retrieve("r1")).code())
                .isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
    }

    @Test
    void key_that_is_taken_away_counts_no_more_in_an_open_association() throws Exception {
        var mca = mca(serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe"), Dtls.with(SHARED), PATIENCE);
        assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

        keys("psk another 000102030405060708090a0b0c0d0e0f CAnother");
        now.set(now.get().plusSeconds(2));

        assertThat(mca.send(retrieve("r2")).code()).isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
    }

    @Test
    void association_goes_on_by_its_connection_id_when_the_address_changes() throws Exception {
        try (var router = new Rebinding(serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe"))) {
            var mca = mca(router.address(), Dtls.with(SHARED), PATIENCE);
            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

            router.rebind();

            assertThat(mca.send(retrieve("r2")).code()).isEqualTo(ResultCode.OK);
        }
    }

    @Test
    @Spec("RFC 6347 §4.1.2.6")
    void association_is_made_and_does_everything_once_where_every_datagram_comes_twice() throws Exception {
        var server = serveSecurely("psk sensor 000102030405060708090a0b0c0d0e0f CAe");
        try (var router = new Rebinding(server).doubling()) {
            var mca = mca(router.address(), Dtls.with(SHARED), PATIENCE);

            for (int i = 1; i < 5; i++)
                assertThat(mca.send(retrieve("r" + i)).code()).isEqualTo(ResultCode.OK);

            assertThat(cse.requests).extracting(Request::id).containsExactly("r1", "r2", "r3", "r4");
        }
    }

    @Test
    void file_of_keys_is_private_and_its_mistakes_are_named_without_their_content() throws Exception {
        var file = keys("psk sensor 0g CAe", "", "psk a 00 CAe", "psk a 01 CAe", "rpk !! CAe", "psk only", "word");

        assertThatThrownBy(() -> DtlsKeys.open(file, clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 1, 4, 5, 6, 7")
                .hasMessageNotContaining("0g");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> DtlsKeys.open(file, clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
        assertThat(SHARED.toString()).doesNotContain("0001");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.wire.Admission;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.security.Authority;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who somebody is over a secure WebSocket, by the JDK's client. */
class SecureWebSocketTest extends Serving {
    private static final Duration VALID = Duration.ofDays(1);
    private static final String OTHER = RETRIEVE.replace("CAe", "COther");

    private final InstantSource clock = InstantSource.system();

    @TempDir
    private Path folder = Path.of(".");

    private Authority authority;

    @BeforeEach
    void certify() {
        authority = Authority.in(folder, clock, new SecureRandom(), VALID);
    }

    private URI serveSecurely(Admission admission) {
        var hub = authority.server("hub", List.of("127.0.0.1"), Optional.empty(), VALID);
        var files = TlsFiles.server(hub.certificate(), hub.key()).withTrusted(authority.certificate());
        return serve(admission, HttpConfig.Limits.DEFAULT, Optional.of(Tls.server(files, clock)));
    }

    private Chat chat(URI server, TlsFiles files) {
        var http = HttpClient.newBuilder().sslContext(Tls.client(files, clock)).build();
        return keep(new Chat(http, server, "oneM2M.json"));
    }

    private TlsFiles issued(Authority by, String originator) {
        var own = by.client("ae", List.of(originator), VALID);
        return TlsFiles.server(own.certificate(), own.key()).withTrusted(authority.certificate());
    }

    @Test
    @Spec({"TS-0020 §7", "TS-0003 §10.1.1.5", "TS-0004 §7.3.2.1"})
    void a_certificate_speaks_for_its_originator_alone_on_the_whole_connection() throws Exception {
        var server = serveSecurely(Admission.CREDENTIAL_DEMANDED);

        var chat = chat(server, issued(authority, "CAe"));

        assertThat(server.getScheme()).isEqualTo("wss");
        assertThat(chat.say(RETRIEVE).hear()).contains("\"rsc\":2000");
        assertThat(chat.say(OTHER).hear()).contains("\"rsc\":4106");
        assertThat(cse.requests).singleElement().satisfies(each -> {
            assertThat(each.peer().authenticated()).isTrue();
            assertThat(each.peer().credential()).contains("certificate CAe");
        });
    }

    @Test
    @Spec({"TS-0020 §6.4", "TS-0020 §7"})
    void its_owner_is_told_over_the_same_connection() throws Exception {
        var chat = chat(serveSecurely(Admission.CREDENTIAL_DEMANDED), issued(authority, "CAe"));
        chat.say(RETRIEVE).hear();
        var notice = Request.notification("CAe", "/id-in", Value.field("m2m:sgn", Value.Fields.EMPTY))
                .withId("n1");

        var way = entities.connection("CAe").orElseThrow();
        var told = CompletableFuture.supplyAsync(() -> way.send("CAe", notice, Duration.ofSeconds(60)));

        assertThat(chat.hear()).contains("\"rqi\":\"n1\"", "m2m:sgn");
        chat.say("{\"rsc\":2000,\"rqi\":\"n1\"}");
        assertThat(told.join()).isInstanceOf(Delivery.Answered.class);
    }

    @Test
    void who_shows_none_or_one_of_another_authority_is_not_let_in() {
        var server = serveSecurely(Admission.CREDENTIAL_DEMANDED);
        var stranger = Authority.in(folder.resolve("other"), clock, new SecureRandom(), VALID);

        assertThatThrownBy(() -> chat(server, TlsFiles.client(authority.certificate())))
                .rootCause()
                .hasMessageContaining("401");
        assertThatThrownBy(() -> chat(server, issued(stranger, "CAe"))).isInstanceOf(Exception.class);
        assertThat(cse.requests).isEmpty();
    }

    @Test
    void who_shows_none_speaks_for_nobody_that_has_a_credential() throws Exception {
        var server = serveSecurely(Admission.ANYBODY);
        credentials.add("ae", List.of("CAe"));

        var chat = chat(server, TlsFiles.client(authority.certificate()));

        assertThat(chat.say(RETRIEVE).hear()).contains("\"rsc\":4106");
        assertThat(chat.say(OTHER).hear()).contains("\"rsc\":2000");
    }
}

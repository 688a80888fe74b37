// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates that {@code entente certificates} makes, over every secure wire of a whole hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureWiresTest {
    private static final Pattern ADDRESS = Pattern.compile("\"((?:https|wss|coaps|coaps\\+tcp|mqtts)://[^\"]+)\"");

    private final List<URI> addresses = new ArrayList<>();
    private Path certificates = Path.of(".");
    private HubUnderTest hub;

    @BeforeAll
    void start(@TempDir Path folder) {
        certificates = folder.resolve("certificates");
        make("server", "127.0.0.1");
        make("client", "Csensor", "Cother");
        make("client", "https://entente.example/id-in/Csensor");
        make("client", "https://entente.example/id-mn/Csensor");
        var own = file("127.0.0.1.pem");
        var key = file("127.0.0.1.key");
        var authority = file("authority.pem");
        hub = new HubUnderTest(
                folder.resolve("data"),
                List.of(
                        "access.strangers=refused",
                        "access.base=Csensor:retrieve",
                        "http.tls.certificates=" + own,
                        "http.tls.key=" + key,
                        "http.tls.client-authorities=" + authority,
                        "mqtt.listen=true",
                        "mqtt.port=0",
                        "coap.enabled=true",
                        "coap.port=-1",
                        "coap.dtls.port=0",
                        "coap.tls.port=0",
                        "coap.dtls.certificates=" + own,
                        "coap.dtls.key=" + key,
                        "coap.dtls.client-authorities=" + authority));
        var base = ask(hub.address().toString(), "Csensor", true);
        assertThat(base.status()).as(base.said()).isZero();
        ADDRESS.matcher(base.out()).results().forEach(each -> addresses.add(URI.create(each.group(1))));
    }

    @AfterAll
    void stop() throws Exception {
        hub.close();
    }

    private Ran make(String... words) {
        var all = new ArrayList<>(List.of("certificates"));
        all.add(words[0]);
        all.addAll(List.of("--folder", certificates.toString()));
        all.addAll(List.of(words).subList(1, words.length));
        return Ran.command(all);
    }

    private String file(String name) {
        return certificates.resolve(name).toString();
    }

    private Ran ask(String over, String from, boolean withCertificate) {
        return ask(over, from, withCertificate ? Optional.of("Csensor") : Optional.empty());
    }

    private Ran ask(String over, String from, Optional<String> certificate) {
        var words = new ArrayList<>(List.of("request", "retrieve", "cse-in", "--json", "--timeout", "60"));
        words.addAll(List.of("--over", over, "--from", from, "--trusted", file("authority.pem")));
        certificate.ifPresent(
                name -> words.addAll(List.of("--certificates", file(name + ".pem"), "--key", file(name + ".key"))));
        return Ran.command(words);
    }

    private String at(String scheme) {
        var registered = scheme.equals("coap+dtls") ? "coaps" : scheme;
        var found = addresses.stream()
                .filter(each -> each.getScheme().equals(registered))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + scheme + " in " + addresses));
        return scheme + found.toString().substring(registered.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "wss", "coaps", "coap+dtls", "coaps+tcp", "mqtts"})
    @Spec({"TS-0003 §10.1.1.5", "TS-0004 §7.3.2.1", "TS-0008 §7", "TS-0009 §7.2", "TS-0010 §7.2", "TS-0020 §7"})
    void a_certificate_speaks_for_its_originators_alone_over(String scheme) {
        assertThat(ask(at(scheme), "Csensor", true).out()).contains("\"rsc\":2000");
        // The same certificate, but what it may is another's to grant.
        assertThat(ask(at(scheme), "Cother", true).out()).contains("\"rsc\":4103");
        assertThat(ask(at(scheme), "Cnobody", true).said()).doesNotContain("\"rsc\":2000", "\"rsc\":4103");
        assertThat(ask(at(scheme), "Csensor", false).said()).doesNotContain("\"rsc\":2000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "wss", "coaps", "coaps+tcp", "mqtts"})
    @Spec({"TS-0003 §10.1.1.5", "TS-0001 §7.2"})
    void a_certificate_with_the_full_name_speaks_for_its_own_short_one_over(String scheme) {
        var full = Optional.of("https-entente.example-id-in-Csensor");
        var foreign = Optional.of("https-entente.example-id-mn-Csensor");

        assertThat(ask(at(scheme), "Csensor", full).out()).contains("\"rsc\":2000");
        // An application of another CSE that is called the same there.
        assertThat(ask(at(scheme), "Csensor", foreign).said()).doesNotContain("\"rsc\":2000", "\"rsc\":4103");
    }

    @Test
    void keys_are_their_owners_alone_and_nothing_is_written_over() throws Exception {
        var owner = PosixFilePermissions.fromString("rw-------");
        var before = Files.readString(certificates.resolve("Csensor.key"));

        var again = make("client", "Csensor");
        var other = make("server", "mn.example", "--cse-id", "//entente.example/id-mn");

        assertThat(again.status()).isNotZero();
        assertThat(again.err()).contains("Csensor.key is there already").doesNotContain("Exception");
        assertThat(Files.readString(certificates.resolve("Csensor.key"))).isEqualTo(before);
        assertThat(other.status()).isZero();
        assertThat(other.out()).contains("authority.pem", "mn.example.pem", "mn.example.key");
        for (var key : List.of("authority.key", "mn.example.key"))
            assertThat(Files.getPosixFilePermissions(certificates.resolve(key))).isEqualTo(owner);
    }

    @Test
    void what_is_no_name_gets_one_sentence() {
        for (var words : List.of(
                List.of("client", "C*"), List.of("server", "hub.example", "--cse-id", "/id-mn"), List.of("server"))) {
            var ran = make(words.toArray(String[]::new));

            assertThat(ran.status()).as("%s", words).isNotZero();
            assertThat(ran.err()).as("%s", words).isNotBlank().doesNotContain("Exception", "\tat ");
        }
    }
}

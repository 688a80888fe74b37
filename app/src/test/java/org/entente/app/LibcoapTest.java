// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.model.Spec;
import org.entente.security.Authority;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hub and the client of libcoap. That client does not know the options of oneM2M, all of which are critical, so it
 * passes the answers over after it has printed them; what it prints is what is judged here.
 */
class LibcoapTest {
    private static final String CLIENT = "coap-client-openssl";
    /** Neither an empty acknowledgement, after which the answer follows, nor a demand for the next block. */
    private static final Pattern ANSWER = Pattern.compile("v:1 t:\\w+ c:(?!0\\.00|2\\.31)(\\d\\.\\d\\d).*");

    private static final String KEY = "0123456789abcdef";

    @TempDir
    private Path data = Path.of(".");

    @BeforeAll
    static void findClient() {
        var isInstalled = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, CLIENT)));
        assumeTrue(isInstalled, CLIENT + " is not installed; Debian has it in libcoap3-bin");
    }

    /** What the client prints of the answer. */
    private static String ask(URI hub, String from, String target, String... further) throws IOException {
        var command = new ArrayList<>(
                List.of(CLIENT, "-v", "7", "-B", "60", "-O", "279," + from, "-O", "283,r" + from, "-O", "271,4"));
        command.addAll(List.of(further));
        command.add(hub + "/" + target);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var answer = ANSWER.matcher(line);
                if (answer.find()) return answer.group();
            }
        } finally {
            process.destroy();
        }
        throw new AssertionError("no answer to " + command);
    }

    private static String create(URI hub, String from, String target, String type, String content, String... further)
            throws IOException {
        var posted = List.of("-m", "post", "-t", "50", "-O", "267," + type, "-e", content.replace('\'', '"'));
        return ask(
                hub,
                from,
                target,
                Stream.concat(posted.stream(), Stream.of(further)).toArray(String[]::new));
    }

    @Test
    @Spec({"TS-0008 §6.2", "TS-0008 §6.5"})
    void client_registers_creates_retrieves_and_discovers() throws Exception {
        try (var hub = new CoapHub(data)) {
            var coap = hub.address();

            assertThat(create(
                            coap,
                            "Cpeer",
                            "cse-in",
                            "0x02",
                            "{'m2m:ae':{'rn':'peer','api':'Nx','rr':false,'srv':['4']}}"))
                    .contains("c:2.01", "Location-Path");
            assertThat(create(coap, "Cpeer", "cse-in/peer", "0x03", "{'m2m:cnt':{'rn':'box'}}"))
                    .contains("c:2.01");
            assertThat(create(
                            coap, "Cpeer", "cse-in/peer/box", "0x04", "{'m2m:cin':{'con':'" + "x".repeat(3000) + "'}}"))
                    .contains("c:2.01");
            assertThat(ask(coap, "Cpeer", "cse-in/peer/box")).contains("c:2.05", "application/json", "\"cni\":1");
            assertThat(ask(coap, "Cpeer", "cse-in/peer?fu=1&ty=3")).contains("c:2.05", "cse-in/peer/box");
            assertThat(ask(coap, "Cpeer", "cse-in/nothing")).contains("c:4.04");
        }
    }

    @Test
    @Spec({"TS-0008 §6.2", "RFC 8323 §8.2"})
    void client_asks_over_tcp() throws Exception {
        try (var hub = new CoapHub(data, "coap.tcp.port=0")) {
            var tcp = hub.address("coap+tcp");

            assertThat(create(
                            tcp,
                            "Cpeer",
                            "cse-in",
                            "0x02",
                            "{'m2m:ae':{'rn':'peer','api':'Nx','rr':false,'srv':['4']}}"))
                    .contains("c:2.01", "Location-Path");
            assertThat(ask(tcp, "Cpeer", "cse-in/peer")).contains("c:2.05", "\"rn\":\"peer\"");
            assertThat(ask(tcp, "Cpeer", "cse-in/nothing")).contains("c:4.04");
        }
    }

    @Test
    @Spec({"TS-0008 §7", "TS-0003 §8.2.2.1"})
    void client_is_known_by_its_key_over_dtls() throws Exception {
        var keys = Files.writeString(
                data.resolve("keys"),
                "psk peer " + HexFormat.of().formatHex(KEY.getBytes(StandardCharsets.UTF_8)) + " Cpeer\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        try (var hub = new CoapHub(data, "coap.dtls.port=0", "coap.dtls.keys-file=" + keys)) {
            var coaps = hub.address("coaps");
            var shown = new String[] {"-u", "peer", "-k", KEY};

            assertThat(ask(coaps, "Cpeer", "cse-in/nothing", shown)).contains("c:4.04");
            assertThat(ask(coaps, "CAdmin", "cse-in", shown)).contains("c:4.03");
            assertThat(ask(hub.address(), "Cpeer", "cse-in")).contains("c:4.03");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coaps", "coaps+tcp"})
    @Spec({"TS-0008 §7", "TS-0003 §8.2.2.2", "TS-0003 §10.1.1.5", "RFC 8323 §8.2"})
    void client_is_known_by_its_certificate_over(String scheme) throws Exception {
        var valid = Duration.ofDays(1);
        var authority = Authority.in(data.resolve("pki"), InstantSource.system(), new SecureRandom(), valid);
        var own = authority.server("hub", List.of("127.0.0.1"), Optional.empty(), valid);
        var peer = authority.client("peer", List.of("Cpeer"), valid);
        var shown = new String[] {
            "-c", peer.certificate().toString(),
            "-j", peer.key().toString(),
            "-C", authority.certificate().toString()
        };
        try (var hub = new CoapHub(
                data,
                "coap.admission=credential-demanded",
                "coap.dtls.port=0",
                "coap.tls.port=0",
                "coap.dtls.certificates=" + own.certificate(),
                "coap.dtls.key=" + own.key(),
                "coap.dtls.client-authorities=" + authority.certificate())) {
            var place = hub.address(scheme);

            assertThat(create(
                            place,
                            "Cpeer",
                            "cse-in",
                            "0x02",
                            "{'m2m:ae':{'rn':'peer','api':'Nx','rr':false,'srv':['4']}}",
                            shown))
                    .contains("c:2.01", "Location-Path");
            assertThat(ask(place, "Cpeer", "cse-in/peer", shown)).contains("c:2.05", "\"rn\":\"peer\"");
            assertThat(ask(place, "CAdmin", "cse-in", shown)).contains("c:4.03");
        }
    }
}

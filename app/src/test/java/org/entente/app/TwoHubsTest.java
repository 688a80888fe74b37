// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.model.ResultCode.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpClientMca;
import org.entente.codec.Json;
import org.entente.model.Spec;
import org.entente.model.peer.KeptPort;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.security.Authority;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An IN-CSE and an MN-CSE over real HTTP, closed to strangers, each proving to the other who it is. */
class TwoHubsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of(".");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpSink sink = HttpSink.start();
    private URI in = URI.create("http://127.0.0.1");
    private URI mn = URI.create("http://127.0.0.1");

    TwoHubsTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        // What each gives the other to prove itself with.
        var forIn = give("mn", "in", "/id-in");
        var forMn = give("in", "mn", "/id-mn");
        give("in", "admin", "CAdmin");
        give("in", "app", "Capp");
        give("mn", "admin", "CAdmin");
        in = run("in", List.of("access.cses=/id-mn", "peers.credential-files=/id-mn=" + forIn));
        mn = run(
                "mn",
                List.of(
                        "cse.id=/id-mn",
                        "cse.name=cse-mn",
                        "cse.type=mn",
                        "registrar.cse-id=/id-in",
                        "registrar.url=" + in,
                        "registrar.credential-file=" + forMn));
        await().atMost(PATIENCE)
                .until(() -> admin(in, Request.retrieve("cse-in/id-mn", "CAdmin"))
                                .isSuccess()
                        && admin(mn, Request.retrieve("cse-mn/id-in", "CAdmin")).isSuccess());
    }

    @AfterEach
    void end() throws Exception {
        for (var each : open.reversed()) each.close();
        sink.close();
    }

    private Path give(String hub, String name, String originator) throws IOException {
        var data = Files.createDirectories(folder.resolve(hub));
        var secret = Credentials.open(data.resolve("credentials"), new SecureRandom(), InstantSource.system())
                .add(name, List.of(originator));
        return HubUnderTest.secretFile(folder.resolve(hub + "-" + name), secret.reveal() + "\n");
    }

    private URI run(String name, List<String> further) {
        var all = new ArrayList<>(
                List.of("http.port=0", "access.registrants=C*", "targets.loopback=true", "delivery.first-wait=50ms"));
        all.addAll(further);
        var hub = RunningHub.start(Configuration.read(Optional.empty(), Map.of(), all), folder.resolve(name));
        open.add(hub);
        return hub.addresses().getFirst();
    }

    private Response admin(URI hub, Request request) {
        return send(hub, hub.equals(in) ? "in-admin" : "mn-admin", request);
    }

    private Response send(URI hub, String credential, Request request) {
        try (var mca = new HttpClientMca(hub, secret(credential), PATIENCE, HttpClientConfig.DEFAULT)) {
            return mca.send(request.withId("r1"));
        }
    }

    private Optional<Secret> secret(String credential) {
        try {
            return Optional.of(
                    new Secret(Files.readString(folder.resolve(credential)).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request create(String to, String from, int type, String content) {
        return Request.create(to, from, type, Json.STRICT.readObject(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** A box on the MN-CSE that the application at the IN-CSE may use. */
    private void prepare() {
        var point = sink.url("/app");
        assertThat(admin(in, policy("cse-in", "/id-mn")).code()).isEqualTo(CREATED);
        var ae = create(
                "cse-in",
                "Capp",
                2,
                "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"],\"poa\":[\"" + point
                        + "\"],\"acpi\":[\"cse-in/friends\"]}}");
        assertThat(send(in, "in-app", ae).code()).isEqualTo(CREATED);
        assertThat(admin(mn, policy("cse-mn", "/id-in/Capp")).code()).isEqualTo(CREATED);
        var box = create("cse-mn", "CAdmin", 3, "{\"m2m:cnt\":{\"rn\":\"box\",\"acpi\":[\"cse-mn/friends\"]}}");
        assertThat(admin(mn, box).code()).isEqualTo(CREATED);
    }

    private static Request policy(String base, String friend) {
        var rules = "{\"acr\":[{\"acor\":[\"" + friend + "\",\"Capp\"],\"acop\":63}]}";
        return create(
                base, "CAdmin", 1, "{\"m2m:acp\":{\"rn\":\"friends\",\"pv\":" + rules + ",\"pvs\":" + rules + "}}");
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void application_at_one_works_with_the_other() {
        workFromOneToTheOther();
    }

    private void workFromOneToTheOther() {
        prepare();

        var created = send(in, "in-app", create("/id-mn/cse-mn/box", "Capp", 4, "{\"m2m:cin\":{\"con\":\"21.5\"}}"));
        var read = send(in, "in-app", Request.retrieve("/id-mn/cse-mn/box/la", "Capp"));

        assertThat(created.code()).isEqualTo(CREATED);
        assertThat(read.content().find("m2m:cin").orElseThrow().toString()).contains("21.5");
        assertThat(admin(mn, Request.retrieve("cse-mn/box/la", "CAdmin")).code())
                .isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void notification_finds_the_application_at_the_other() {
        prepare();
        var subscription = create(
                "/id-mn/cse-mn/box",
                "Capp",
                23,
                "{\"m2m:sub\":{\"rn\":\"watch\",\"enc\":{\"net\":[3]},\"nu\":[\"/id-in/Capp\"]}}");

        assertThat(send(in, "in-app", subscription).code()).isEqualTo(CREATED);
        assertThat(admin(mn, create("cse-mn/box", "CAdmin", 4, "{\"m2m:cin\":{\"con\":\"news\"}}"))
                        .code())
                .isEqualTo(CREATED);

        await().atMost(PATIENCE)
                .until(() -> sink.bodies().stream().anyMatch(body -> body.contains("\"con\":\"news\"")));
    }

    @Test
    @Spec({"TS-0001 §10.2.13", "TS-0004 §7.3.3.10", "TS-0004 §7.3.3.11"})
    void resource_is_announced_to_the_other_kept_the_same_and_withdrawn() {
        prepare();
        var meter = create(
                "cse-mn",
                "CAdmin",
                3,
                "{\"m2m:cnt\":{\"rn\":\"meter\",\"mni\":5,\"acpi\":[\"cse-mn/friends\",\"/id-in/cse-in/friends\"],"
                        + "\"at\":[\"/id-in\"],\"aa\":[\"mni\"]}}");
        var announced = admin(mn, meter);
        var place = announced.content().toString().replaceAll("(?s).*(/id-in/cntA\\w+).*", "$1");

        assertThat(announced.code()).isEqualTo(CREATED);
        assertThat(shown(place)).contains("m2m:cntA", "number=5");
        var original = Request.retrieve(place, "Capp").with(ResultContent.ORIGINAL_RESOURCE);
        assertThat(send(in, "in-app", original).content().members()).containsKey("m2m:cnt");

        var more = Json.STRICT.readObject("{\"m2m:cnt\":{\"mni\":77}}".getBytes(StandardCharsets.UTF_8));
        assertThat(admin(mn, Request.update("cse-mn/meter", "CAdmin", more)).code())
                .isEqualTo(UPDATED);
        await().atMost(PATIENCE).until(() -> shown(place).contains("number=77"));

        assertThat(admin(mn, Request.delete("cse-mn/meter", "CAdmin")).code()).isEqualTo(DELETED);
        await().atMost(PATIENCE).until(() -> shown(place).contains("NOT_FOUND"));
    }

    @Test
    @Spec({"TS-0001 §10.2.13.2", "TS-0001 §10.2.13.3", "TS-0001 §10.2.13.11"})
    void commands_of_the_page_about_announcement_do_what_it_says() {
        var page = String.join("\n", Sources.lines(Path.of("docs", "announcement.md")))
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.startsWith("./entente request "))
                .toList();
        assertThat(page).hasSize(6);

        run(page.get(0), "");
        var address = run(page.get(1), "").replaceAll("(?s).*(/id-in/cntA\\w+).*", "$1");
        assertThat(run(page.get(2), address)).contains("m2m:cntA", "\"mni\":100", "floor:2");
        assertThat(run(page.get(3), address)).contains("\"m2m:cnt\":", "\"cni\":0");
        run(page.get(4), "");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(run(page.get(5), address))
                        .contains("\"mni\":200")
                        .doesNotContain("floor:2"));
    }

    private String run(String command, String address) {
        var words = Pattern.compile("'([^']*)'|\\S+")
                .matcher(command.substring("./entente ".length()))
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group())
                .map(word -> switch (word) {
                    case "ADDRESS" -> address;
                    case "http://127.0.0.1:8080" -> in.toString();
                    case "http://127.0.0.1:8081" -> mn.toString();
                    case "admin-at-in.txt" -> folder.resolve("in-admin").toString();
                    case "admin-at-mn.txt" -> folder.resolve("mn-admin").toString();
                    default -> word;
                })
                .toList();
        var ran = Ran.command(Stream.concat(words.stream(), Stream.of("--json")).toList());
        assertThat(ran.status()).as("%s%n%s", command, ran.said()).isZero();
        return ran.out();
    }

    private String shown(String place) {
        return send(in, "in-app", Request.retrieve(place, "Capp")).toString();
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void credential_of_a_cse_speaks_for_those_who_are_registered_there_alone() {
        prepare();
        var through = Request.retrieve("cse-in/app", "Capp");

        assertThat(send(in, "in-mn", through).code()).isEqualTo(ORIGINATOR_NOT_AUTHENTICATED);
        assertThat(send(in, "in-mn", through.withFrom("/id-in/CAdmin")).code()).isEqualTo(ORIGINATOR_NOT_AUTHENTICATED);
        assertThat(send(in, "in-mn", through.withFrom("/id-mn/Cany")).code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(send(in, "in-mn", through.withFrom("/id-mn")).code()).isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.4.4.2.1")
    void cse_without_a_credential_gets_in_nowhere() {
        try (var mca = new HttpClientMca(in, Optional.empty(), PATIENCE, HttpClientConfig.DEFAULT)) {
            var csr = create("cse-in", "/id-mn", 16, "{\"m2m:csr\":{\"cb\":\"/id-mn/x\",\"rr\":true,\"srv\":[\"4\"]}}");

            assertThat(mca.send(csr.withId("r1")).code()).isEqualTo(SECURITY_ASSOCIATION_REQUIRED);
            assertThat(mca.send(Request.retrieve("/id-mn/cse-mn", "Cany").withId("r2"))
                            .code())
                    .isEqualTo(ORIGINATOR_NOT_AUTHENTICATED);
        }
    }

    @Test
    @Spec("TS-0004 §7.3.1.3")
    void cse_that_has_stopped_is_told_as_unreachable() throws Exception {
        prepare();
        open.removeLast().close();

        var response = send(in, "in-app", Request.retrieve("/id-mn/cse-mn/box", "Capp"));

        assertThat(response.code()).isEqualTo(TARGET_NOT_REACHABLE);
    }

    @Test
    @Spec("TS-0001 §9.6.4")
    void cse_says_where_it_is_reached() throws Exception {
        open.removeLast().close();
        run(
                "mn",
                List.of(
                        "cse.id=/id-mn",
                        "cse.name=cse-mn",
                        "cse.type=mn",
                        "registrar.cse-id=/id-in",
                        "registrar.url=" + in,
                        "registrar.credential-file=" + folder.resolve("in-mn"),
                        "peers.points-of-access=https://mn.example:8443"));

        awaitPointOfAccess("https://mn.example:8443");
    }

    /** The MN-CSE is reached at the broker inside the IN-CSE and nowhere else. */
    @Test
    @Spec({"TS-0010 §6.4.2", "TS-0010 §6.6"})
    void hubs_work_with_each_other_over_mqtt() throws Exception {
        open.removeLast().close();
        open.removeLast().close();
        in = run(
                "in",
                List.of(
                        "access.cses=/id-mn",
                        "peers.credential-files=/id-mn=" + folder.resolve("mn-in"),
                        "mqtt.listen=true",
                        "mqtt.port=0"));
        var broker = ((RunningHub) open.getLast()).brokerAddresses().getFirst();
        var secret = folder.resolve("in-mn");
        mn = run(
                "mn",
                List.of(
                        "cse.id=/id-mn",
                        "cse.name=cse-mn",
                        "cse.type=mn",
                        "registrar.cse-id=/id-in",
                        "registrar.url=" + broker,
                        "registrar.credential-file=" + secret,
                        "mqtt.broker-url=" + broker,
                        "mqtt.broker-user=mn",
                        "mqtt.broker-password-file=" + secret,
                        "mqtt.broker-topics=proven",
                        "peers.points-of-access=" + broker));
        awaitPointOfAccess(broker.toString());

        workFromOneToTheOther();
    }

    /** They meet over CoAP alone, and have shown each other nothing but certificates that name their CSEs. */
    @ParameterizedTest
    @CsvSource({"coaps, coap.dtls.port", "coaps+tcp, coap.tls.port"})
    @Spec({"TS-0008 §7", "TS-0003 §10.1.1.7", "TS-0004 §7.3.2.6"})
    void hubs_work_with_each_other_by_certificates_over(String scheme, String port) throws Exception {
        open.removeLast().close();
        open.removeLast().close();
        in = run("in", certified("in", port + "=0", "access.cses=/id-mn"));
        var base = admin(in, Request.retrieve("cse-in", "CAdmin")).content().toString();
        var registrar = base.replaceAll("(?s).*(" + Pattern.quote(scheme) + "://[0-9.:]+).*", "$1");
        try (var kept = new KeptPort()) {
            int free = scheme.endsWith("+tcp") ? kept.number() : freeForDatagrams();
            var own = scheme + "://127.0.0.1:" + free;
            mn = run(
                    "mn",
                    certified(
                            "mn",
                            port + "=" + free,
                            "cse.id=/id-mn",
                            "cse.name=cse-mn",
                            "cse.type=mn",
                            "registrar.cse-id=/id-in",
                            "registrar.url=" + registrar,
                            "peers.points-of-access=" + own));
            awaitPointOfAccess(own);

            workFromOneToTheOther();
        }
    }

    private List<String> certified(String hub, String... further) {
        var authority = Authority.in(
                folder.resolve("certificates"), InstantSource.system(), new SecureRandom(), Duration.ofDays(1));
        var shown = authority.server(
                hub, List.of("127.0.0.1"), Optional.of("//entente.example/id-" + hub), Duration.ofDays(1));
        var all = new ArrayList<>(List.of(
                "coap.enabled=true",
                "coap.port=-1",
                "coap.dtls.port=0",
                "coap.admission=credential-demanded",
                "coap.dtls.certificates=" + shown.certificate(),
                "coap.dtls.key=" + shown.key(),
                "coap.dtls.client-authorities=" + authority.certificate(),
                "targets.tls.trusted=" + authority.certificate()));
        all.addAll(List.of(further));
        return all;
    }

    /** What a hub has to know before it starts. */
    private static int freeForDatagrams() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** It is told over the registration, which so is the new one. */
    private void awaitPointOfAccess(String address) {
        await().atMost(PATIENCE)
                .until(() -> admin(in, Request.retrieve("cse-in/id-mn", "CAdmin"))
                        .content()
                        .toString()
                        .contains(address));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.cse.access.AccessOperation;
import org.entente.security.Authority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where settings come from, and what is said of wrong ones. */
class ConfigurationTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void every_default_can_be_read() {
        var config = Configuration.read(Optional.empty(), Map.of(), List.of());

        for (var key : Keys.ALL) assertThat(config.value(key)).as(key.name()).isNotNull();
        assertThat(new CseConfiguration(config).settings().access().registrants())
                .isEmpty();
    }

    @Test
    void every_key_of_every_component_is_known() throws IllegalAccessException {
        var components = List.of(
                Keys.class,
                StoreKeys.class,
                HttpKeys.class,
                TlsKeys.class,
                CoapKeys.class,
                MqttKeys.class,
                RateKeys.class,
                RequestKeys.class,
                PeerKeys.class,
                DeviceKeys.class,
                ThingKeys.class,
                OcfKeys.class,
                OpcUaKeys.class,
                ConsoleKeys.class,
                TraceKeys.class,
                LogLevel.class);
        for (var component : components)
            for (var field : component.getDeclaredFields())
                if (field.getType() == Key.class)
                    assertThat(Keys.ALL).as(field.getName()).contains((Key<?>) field.get(null));
    }

    @Test
    void file_environment_and_command_line_win_in_this_order() throws IOException {
        var file = file("""
                lifetimes:
                  standard: 1d
                  sweep: 2s
                discovery.most-resources: 7
                """);

        var config = Configuration.read(
                Optional.of(file),
                Map.of("ENTENTE_LIFETIMES_SWEEP", "3s", "ENTENTE_DISCOVERY_MOST_RESOURCES", "8"),
                List.of("discovery.most-resources=9"));

        assertThat(config.value(Keys.LIFETIME)).isEqualTo(Duration.ofDays(1));
        assertThat(config.value(Keys.SWEEP)).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.value(Keys.MOST_RESOURCES)).isEqualTo(9);
    }

    @Test
    void lists_are_yaml_lists_or_separated_by_commas() throws IOException {
        var file = file("""
                access:
                  registrants: [C, "C*"]
                targets:
                  hosts: a.example, b.example
                """);

        var config = Configuration.read(Optional.of(file), Map.of(), List.of());

        assertThat(config.value(Keys.REGISTRANTS)).containsExactly("C", "C*");
        assertThat(config.value(Keys.TARGET_HOSTS)).containsExactly("a.example", "b.example");
    }

    @Test
    void all_mistakes_are_told_at_once_and_unknown_keys_with_their_nearest() throws IOException {
        var file = file("acess.administrator: CMe\nlifetimes.standard: soon\n");

        assertThatThrownBy(() -> Configuration.read(
                        Optional.of(file), Map.of("ENTENTE_CSE_IDD", "/x"), List.of("cse.type=XN", "cse.id=no-slash")))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("acess.administrator, which is unknown; did you mean access.administrator?")
                .hasMessageContaining("lifetimes.standard must be a duration")
                .hasMessageContaining("did you mean ENTENTE_CSE_ID?")
                .hasMessageContaining("cse.type must be one of in, mn, asn")
                .hasMessageContaining("cse.id must look like /id-in");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            things.zigbee2mqtt=z                                         | things.zigbee2mqtt needs things.broker-url, which is empty
            things.broker-url=http://127.0.0.1                           | things.broker-url must be such as mqtt://127.0.0.1:1883, not http://127.0.0.1
            things.broker-url=mqtt://hub@127.0.0.1                       | things.broker-url must be such as mqtt://127.0.0.1:1883
            things.broker-password-file=p                                | things.broker-password-file needs things.broker-user
            things.certificates=c                                        | things.certificates and things.key need each other, and things.key is empty
            things.broker-url=mqtt://h things.certificates=c things.key=k | needs a things.broker-url that begins with mqtts, not mqtt://h
            mqtt.broker-url=broker                                       | mqtt.broker-url must be such as mqtts://broker.example:8883, not broker
            http.tls.key=k                                               | http.tls.certificates and http.tls.key need each other, and http.tls.certificates is empty
            http.limits.body=2GiB                                        | http.limits.body must be less than 2GiB, not 2GiB
            coap.dtls.key=k                                              | coap.dtls.certificates and coap.dtls.key need each other
            coap.enabled=true coap.port=-1                               | coap.enabled needs a port, or a certificate or keys for DTLS
            coap.enabled=true coap.tls.port=0                            | coap.tls.port needs coap.dtls.certificates, which is empty
            lwm2m.enabled=true lwm2m.key=k                               | lwm2m.certificates and lwm2m.key need each other
            lwm2m.enabled=true lwm2m.coap-port=-1 lwm2m.coaps-port=-1    | lwm2m.enabled needs lwm2m.coap-port or lwm2m.coaps-port
            lwm2m.enabled=true lwm2m.coaps-port=-1 lwm2m.bootstrap-port=0 | lwm2m.bootstrap-port needs lwm2m.coaps-port or lwm2m.address
            registrar.cse-id=/id-in                                      | registrar.cse-id and registrar.url need each other, and registrar.url is empty
            registrar.url=in.example:8080                                | registrar.url must be such as https://in.example:8080, not in.example:8080
            lifetimes.standard=2d lifetimes.most=1d                      | lifetimes.most must not be shorter than lifetimes.standard, which is 2d, not 1d
            delivery.longest-wait=10ms                                   | delivery.longest-wait must not be shorter than delivery.first-wait, which is 500ms
            fan-out.timeout=0s                                           | fan-out.timeout must be 1ms or more, not 0s
            cse.service-provider=a/b                                     | cse.service-provider must look like entente.example, not a/b
            cse.releases=2a,7                                            | cse.releases must have some of 1, 2, 2a, 3, 4, 5, not 2a,7
            coap.enabled=true lwm2m.enabled=true                         | coap.port and lwm2m.coap-port are both 5683 on one machine; one of them needs another
            mqtt.listen=true mqtt.port=8080 http.host=0.0.0.0            | http.port and mqtt.port are both 8080
            targets.hosts=https://app.example.org                        | targets.hosts must have entries such as app.example.org or *.example.org, not https://app.example.org
            targets.hosts=app.example.org:8080                           | targets.hosts must have entries such as app.example.org or *.example.org, not app.example.org:8080
            http.cors-origins=https://app.example/                       | http.cors-origins must have entries such as https://app.example, not https://app.example/
            peers.credential-files=/id-mn=a,/id-mn=b                     | peers.credential-files must have one file for each CSE, not two for /id-mn
            access.cses=/id-mn,id-asn                                    | access.cses must have entries such as /id-mn, not id-asn
            lwm2m.awake-time=25d                                         | lwm2m.awake-time must be 24d or less, not 25d
            http.drain=100001d                                           | http.drain must be 100000d or less, not 100001d
            access.base=C*:read                                          | access.base must have operations of create, retrieve, update, delete, notify, discovery, not read
            """)
    void mistaken_settings_are_told_with_their_key_what_was_given_and_what_is_expected(
            String settings, String sentence) {
        assertThatThrownBy(() -> Configuration.read(Optional.empty(), Map.of(), List.of(settings.split(" "))))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining(sentence)
                .extracting(told -> String.valueOf(told.getMessage()).lines().count())
                .isEqualTo(1L);
    }

    @Test
    void wrong_value_unknown_key_contradiction_and_missing_file_are_told_by_one_start() throws IOException {
        var missing = folder.resolve("none.pem");
        var file = file("""
                acess.administrator: CMe
                fan-out.timeout: soon
                registrar.cse-id: /id-in
                targets.tls.trusted: %s
                types.files: [%s, %s]
                """.formatted(missing, missing, folder));

        var ran = Ran.command("serve", "--config", file.toString(), "--data", folder.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err().lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("acess.administrator, which is unknown"),
                        line -> assertThat(line).contains("fan-out.timeout must be a duration"),
                        line -> assertThat(line).contains("registrar.cse-id and registrar.url need each other"),
                        line -> assertThat(line)
                                .contains("targets.tls.trusted names " + missing + ", and there is no such file"),
                        line -> assertThat(line).contains("types.files names " + missing));
        assertThat(folder.resolve("entente.db")).doesNotExist();
    }

    @Test
    void value_that_cannot_be_read_contradicts_no_other() {
        assertThatThrownBy(() -> Configuration.read(
                        Optional.empty(), Map.of(), List.of("lifetimes.standard=soon", "lifetimes.most=1d")))
                .hasMessageContaining("lifetimes.standard must be a duration")
                .hasMessageNotContaining("lifetimes.most");
    }

    @Test
    void missing_files_stop_the_hub_alone_and_only_where_they_are_used() {
        var used = List.of("http.tls.certificates=none", "http.tls.key=none");
        var unused = List.of("lwm2m.keys-file=none", "coap.dtls.keys-file=none", "things.broker-password-file=none");

        assertThat(Configuration.read(Optional.empty(), Map.of(), used)).isNotNull();
        assertThat(Configuration.readForHub(Optional.empty(), Map.of(), with(unused, "things.broker-user=hub")))
                .isNotNull();
        assertThatThrownBy(() -> Configuration.readForHub(Optional.empty(), Map.of(), used))
                .hasMessageContainingAll("http.tls.certificates names none", "http.tls.key names none");
        assertThatThrownBy(() -> Configuration.readForHub(
                        Optional.empty(),
                        Map.of(),
                        with(unused, "things.broker-user=hub", "things.broker-url=mqtt://h", "lwm2m.enabled=true")))
                .hasMessageContainingAll("things.broker-password-file names none", "lwm2m.keys-file names none");
    }

    @Test
    void mistakes_in_key_and_certificate_files_are_told_with_the_others_each_with_its_key() throws IOException {
        var authority =
                Authority.in(folder.resolve("pki"), InstantSource.system(), new SecureRandom(), Duration.ofDays(1));
        var hub = authority.server("hub", List.of("localhost"), Optional.empty(), Duration.ofDays(1));
        var other = authority.server("other", List.of("localhost"), Optional.empty(), Duration.ofDays(1));
        var nonsense = Files.writeString(folder.resolve("nonsense"), "psk lamp" + System.lineSeparator());
        Files.setPosixFilePermissions(nonsense, PosixFilePermissions.fromString("rw-------"));
        var empty = Files.createFile(
                folder.resolve("empty"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var set = List.of(
                "fan-out.timeout=soon",
                "http.tls.certificates=" + hub.certificate(),
                "http.tls.key=" + other.key(),
                "targets.tls.trusted=" + nonsense,
                "coap.dtls.certificates=" + hub.certificate(),
                "coap.dtls.key=" + nonsense,
                "lwm2m.enabled=true",
                "lwm2m.keys-file=" + nonsense,
                "registrar.credential-file=" + empty,
                "peers.credential-files=/id-mn=" + empty);

        assertThatThrownBy(() -> Configuration.readForHub(Optional.empty(), Map.of(), set))
                .hasMessageContainingAll(
                        "fan-out.timeout must be a duration",
                        "http.tls.certificates and http.tls.key: " + other.key() + " is not the private key of "
                                + hub.certificate(),
                        "targets.tls.trusted: " + nonsense + " is no PEM file of certificates",
                        "coap.dtls.key: " + nonsense + " holds no unencrypted private key",
                        "lwm2m.keys-file: " + nonsense + " must have lines",
                        "registrar.credential-file: the credential file " + empty + " is empty",
                        "peers.credential-files: the credential file " + empty + " is empty")
                .extracting(told -> String.valueOf(told.getMessage()).lines().count())
                .isEqualTo(7L);
        assertThat(Configuration.readForHub(
                        Optional.empty(),
                        Map.of(),
                        List.of("http.tls.certificates=" + hub.certificate(), "http.tls.key=" + hub.key())))
                .isNotNull();
    }

    /** What a key takes, the component takes that it is for: otherwise it would be told later, and without its key. */
    @Test
    void component_takes_every_bound_that_its_keys_take() {
        for (var key : Keys.ALL)
            for (var bound : bounds(key)) {
                var set = List.of(key.name() + "=" + bound);
                try {
                    var config = Configuration.read(Optional.empty(), Map.of(), set);

                    assertThat(new CseConfiguration(config).settings()).isNotNull();
                    assertThat(HttpKeys.config(config)).isNotNull();
                    assertThat(CoapKeys.limits(config)).isNotNull();
                    assertThat(StoreKeys.settings(config)).isNotNull();
                    assertThat(RateKeys.overload(config)).isNotNull();
                    assertThat(TraceKeys.recorder(config)).isNotNull();
                } catch (Configuration.Mistakes told) {
                    assertThat(told).hasMessageContaining(key.name());
                }
            }
    }

    private static List<String> bounds(Key<?> key) {
        if (key.unit().startsWith("number, "))
            return List.of(key.unit().substring(8).split(" to "));
        if (key.unit().startsWith("duration")) return List.of("0s", "0.0001s", "1ms", "100000d");
        return key.unit().startsWith("size") ? List.of("0B", "1B", "2GiB", "8GiB") : List.of();
    }

    private static List<String> with(List<String> settings, String... further) {
        return Stream.concat(settings.stream(), Stream.of(further)).toList();
    }

    @Test
    void topics_of_zigbee2mqtt_have_no_wildcards() {
        assertThatThrownBy(() ->
                        Configuration.read(Optional.empty(), Map.of(), List.of("things.zigbee2mqtt=zigbee2mqtt,#")))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("things.zigbee2mqtt must have topics without wildcards, not #");
    }

    @Test
    void key_that_a_file_has_twice_is_a_mistake_since_only_the_last_would_count() throws IOException {
        var file = file("""
                access:
                  administrator: CMe
                http.port: 8089
                access:
                  registrants: C*
                http:
                  port: 0
                """);

        assertThatThrownBy(() -> Configuration.read(Optional.of(file), Map.of(), List.of()))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("has access twice, in lines 1 and 4")
                .hasMessageContaining("has http.port twice, in lines 3 and 7");
    }

    @Test
    void hosts_and_origins_are_names_wildcards_and_addresses() {
        var set = List.of(
                "targets.hosts=app.example.org,*.example.org,*,localhost,192.0.2.1,2001:db8::1",
                "http.cors-origins=*,null,https://app.example,http://127.0.0.1:3000,http://[::1]:3000");

        var config = Configuration.read(Optional.empty(), Map.of(), set);

        assertThat(config.value(Keys.TARGET_HOSTS)).hasSize(6);
        assertThat(config.value(HttpKeys.CORS)).hasSize(5);
    }

    @Test
    void ports_may_be_the_same_for_other_addresses_and_other_transports() {
        var apart = List.of("coap.enabled=true", "lwm2m.enabled=true", "lwm2m.host=127.0.0.2", "coap.tcp.port=5683");

        assertThat(Configuration.read(Optional.empty(), Map.of(), apart)).isNotNull();
        assertThat(Configuration.read(Optional.empty(), Map.of(), List.of("coap.enabled=true", "coap.port=5684")))
                .isNotNull();
    }

    @Test
    void file_that_is_no_yaml_is_a_mistake() throws IOException {
        var file = file("a: [");

        assertThatThrownBy(() -> Configuration.read(Optional.of(file), Map.of(), List.of()))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("is no YAML");
    }

    @Test
    void file_that_is_part_of_itself_is_a_mistake() throws IOException {
        var file = file("http: &again\n  port: 0\n  more: *again\n");

        assertThatThrownBy(() -> Configuration.read(Optional.of(file), Map.of(), List.of()))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining("is part of itself");
    }

    @Test
    void grants_name_originators_operations_and_types() {
        var config = Configuration.read(Optional.empty(), Map.of(), List.of("access.base=C*:create+retrieve:1+3"));

        var grant = config.value(Keys.BASE_GRANTS).getFirst();

        assertThat(grant.originators()).containsExactly("C*");
        assertThat(grant.operations()).containsExactlyInAnyOrder(AccessOperation.CREATE, AccessOperation.RETRIEVE);
        assertThat(grant.childTypes()).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void printed_keys_can_be_read_back() throws IOException {
        var printed = new StringWriter();
        ConfigCommand.print(new PrintWriter(printed));
        var uncommented = printed.toString()
                .lines()
                .filter(line -> line.matches("# [a-z0-9.-]+: .*"))
                .map(line -> line.substring(2))
                .toList();

        var config = Configuration.read(Optional.of(file(String.join("\n", uncommented))), Map.of(), List.of());

        assertThat(uncommented).hasSameSizeAs(Keys.ALL);
        for (var key : Keys.ALL)
            assertThat(config.value(key)).as(key.name()).isEqualTo(key.read().apply(key.standard()));
    }

    /** With {@code -Dentente.reprint=true} the page is written instead. */
    @Test
    void committed_page_is_what_the_program_prints() throws IOException {
        var page = Path.of("../docs/reference/configuration.md");
        var printed = ConfigCommand.markdown();
        if (Boolean.getBoolean("entente.reprint")) Files.writeString(page, printed);

        assertThat(Files.readString(page)).as("print again: ./verify --reprint").isEqualTo(printed);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("entente.yaml"), yaml);
    }

    /** Whatever begins with ENTENTE_ is taken for a key, and a wrong one stops the start. */
    @Test
    void launcher_hands_no_variable_to_the_hub_that_is_no_key() throws Exception {
        assertThat(Sources.lines(Path.of("entente"))).noneMatch(line -> line.contains("export ENTENTE_"));
    }
}

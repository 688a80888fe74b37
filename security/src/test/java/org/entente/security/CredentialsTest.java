// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.entente.model.Spec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final Home HOME = new Home("/id-in", "sp.example");

    private Path file;
    private Instant now = Instant.parse("2026-11-22T10:30:00Z");

    @BeforeEach
    void place(@TempDir Path folder) {
        file = folder.resolve("credentials");
    }

    private Credentials open() {
        return Credentials.open(file, new SecureRandom(), () -> now);
    }

    @Test
    void a_secret_is_known_again_and_by_the_next_process() {
        var secret = open().add("gateway", List.of("CGate", "CDev*")).reveal();

        var holder = open().verify(secret).orElseThrow();

        assertThat(holder.name()).isEqualTo("gateway");
        assertThat(holder.originators()).containsExactly("CGate", "CDev*");
    }

    @Test
    void only_a_hash_of_it_is_kept() throws Exception {
        var secret = open().add("gateway", List.of("CGate"));

        assertThat(Files.readString(file)).doesNotContain(secret.reveal().substring("gateway.".length()));
        assertThat(secret).hasToString("Secret[hidden]");
    }

    @Test
    void wrong_secrets_are_nobodys() {
        var credentials = open();
        var secret = credentials.add("gateway", List.of("CGate")).reveal();

        for (var wrong : List.of("", ".", "gateway", "gateway.", secret + "x", secret.substring(1), "x" + secret))
            assertThat(credentials.verify(wrong)).as(wrong).isEmpty();
    }

    @Test
    void a_secret_that_is_taken_away_is_worth_nothing_at_once() {
        var credentials = open();
        var secret = credentials.add("gateway", List.of("CGate")).reveal();
        assertThat(credentials.verify(secret)).isPresent();

        assertThat(credentials.remove("gateway")).isTrue();

        assertThat(credentials.verify(secret)).isEmpty();
        assertThat(credentials.isBound("CGate")).isFalse();
        assertThat(credentials.remove("gateway")).isFalse();
    }

    @Test
    void a_change_by_another_process_counts_within_a_second() {
        var server = open();
        var other = open();
        var first = other.add("first", List.of("C1")).reveal();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(server.verify(first)).isPresent();

        other.remove("first");
        now = now.plus(Duration.ofSeconds(1));

        assertThat(server.verify(first)).isEmpty();
    }

    @Test
    void a_change_by_another_process_counts_after_the_clock_was_set_back() {
        var other = open();
        var first = other.add("first", List.of("C1")).reveal();
        var server = open();
        now = now.minus(Duration.ofDays(1));

        other.remove("first");

        assertThat(server.verify(first)).isEmpty();
    }

    @Test
    void a_file_that_became_malformed_leaves_what_was_known() throws Exception {
        var credentials = open();
        var secret = credentials.add("gateway", List.of("CGate")).reveal();

        Files.writeString(file, "nonsense\n");
        now = now.plus(Duration.ofSeconds(1));

        assertThat(credentials.verify(secret)).isPresent();
    }

    @Test
    void the_first_credential_is_made_once() {
        assertThat(open().createFirst("admin", List.of("CAdmin"))).isPresent();
        assertThat(open().createFirst("admin", List.of("CAdmin"))).isEmpty();
        assertThat(open().list()).containsExactly(new Holder("admin", List.of("CAdmin")));
    }

    @Test
    void the_file_is_its_owners_alone() throws Exception {
        open().add("gateway", List.of("CGate"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|needs a name, a hash and an originator",
                "a plain C1|not of the form",
                "a pbkdf2-sha256:x:AA==:AA== C1|malformed",
                "a pbkdf2-sha256:1:??:AA== C1|malformed",
                "a pbkdf2-sha256:0:AA==:AA== C1|no iterations",
                "a pbkdf2-sha256:1:AA==:AA== C*1*|at most one *"
            })
    void a_malformed_line_is_named(String line, String reason) throws Exception {
        Files.writeString(file, "# comment\n\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "ä"})
    void a_name_is_a_word(String name) {
        assertThatThrownBy(() -> open().add(name, List.of("C1"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_is_given_once() {
        open().add("a", List.of("C1"));

        assertThatThrownBy(() -> open().add("a", List.of("C2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is a credential named a");
        assertThatThrownBy(() -> open().add("b", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "C1,C1,true",
        "C1,C12,false",
        "C*,Cabc,true",
        "C*,C,true",
        "C*,S1,false",
        "*,/id-mn,true",
        "/id-*,/id-mn,true",
        "C*x,Cx,true",
        "C*x,Cxy,false",
        "ab*ba,aba,false"
    })
    void one_star_stands_for_any_characters(String pattern, String originator, boolean speaks) {
        assertThat(new Holder("h", List.of(pattern)).speaksFor(originator)).isEqualTo(speaks);
    }

    @ParameterizedTest
    @CsvSource({
        "//sp.example/id-in/CAe,CAe,true",
        "//sp.example/id-in/CAe,/id-in/CAe,true",
        "//sp.example/id-in/CAe,//sp.example/id-in/CAe,true",
        "//sp.example/id-in/CAe,/id-mn/CAe,false",
        "//sp.example/id-in/CAe,COther,false",
        "//sp.example/id-in/CAe,/id-in,false",
        "//sp.example/id-mn/CAe,CAe,false",
        "//sp.example/id-mn/CAe,/id-mn/CAe,true",
        "//other.example/id-in/CAe,CAe,false",
        "//other.example/id-in/CAe,/id-in/CAe,false",
        "//sp.example/SAe,SAe,true",
        "//sp.example/SAe,/SAe,true",
        "//other.example/SAe,SAe,false",
        "//sp.example/id-in/SAe,SAe,false",
        "//sp.example/id-mn,/id-mn,true",
        "CAe,/id-in/CAe,true",
        "CAe,//sp.example/id-in/CAe,true",
        "CAe,/id-mn/CAe,false",
        "/id-mn/CAe,CAe,false",
        "C*,/id-in/CAe,true",
        "C*,/id-mn/CAe,false",
        "S*,/Sensors,false"
    })
    @Spec({"TS-0003 §10.1.1.5", "TS-0001 §7.2"})
    void an_identifier_is_the_same_in_all_its_forms(String named, String originator, boolean speaks) {
        assertThat(new Holder("h", List.of(named)).speaksFor(originator, HOME)).isEqualTo(speaks);
    }

    @Test
    @Spec("TS-0001 §7.2")
    void who_has_a_credential_has_it_under_all_forms_of_its_name() {
        var credentials = open();
        credentials.add("a", List.of("CAe", "//sp.example/SAe"));

        for (var bound : List.of("CAe", "/id-in/CAe", "//sp.example/id-in/CAe", "SAe", "/SAe", "//sp.example/SAe"))
            assertThat(credentials.isBound(bound, HOME)).as(bound).isTrue();
        for (var free : List.of("COther", "/id-mn/CAe", "//other.example/id-in/CAe", "//other.example/SAe"))
            assertThat(credentials.isBound(free, HOME)).as(free).isFalse();
    }

    @Test
    void a_pattern_binds_nobody() {
        var credentials = open();
        credentials.add("a", List.of("C*", "CExact"));

        assertThat(credentials.isBound("CExact")).isTrue();
        assertThat(credentials.isBound("COther")).isFalse();
    }
}

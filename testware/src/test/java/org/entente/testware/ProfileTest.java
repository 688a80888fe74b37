// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A profile says what an endpoint claims and what the tester must know. */
class ProfileTest {
    private static final Profile BASE = new Profile("base", Set.of("A", "B"), Map.of("patience", "1"));
    private static final Set<String> KNOWN = Set.of("patience", "user");

    @Test
    void file_overrides_what_it_names_and_keeps_the_rest() throws IOException {
        var profile = Profile.read("mine", new StringReader("capabilities = A C\nuser = joe\n"), BASE, KNOWN);

        assertThat(profile.capabilities()).containsExactlyInAnyOrder("A", "C");
        assertThat(profile.parameter("user")).contains("joe");
        assertThat(profile.parameter("patience")).contains("1");
    }

    @Test
    void file_without_capabilities_keeps_those_assumed() throws IOException {
        var profile = Profile.read("mine", new StringReader("user = joe\n"), BASE, KNOWN);

        assertThat(profile.capabilities()).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void unknown_parameter_is_refused_with_those_that_are_known() {
        assertThatThrownBy(() -> Profile.read("mine", new StringReader("usr = joe\n"), BASE, KNOWN))
                .hasMessage("profile mine: unknown [usr], known are [patience, user]");
    }
}

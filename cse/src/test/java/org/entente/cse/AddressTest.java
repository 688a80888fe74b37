// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of addresses, all of one resource. */
@OverEveryBinding
class AddressTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void create() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");
        hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "rn", "first", "con", "1");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cse-in/box",
                "-/box",
                "/id-in/cse-in/box",
                "/id-in/-/box",
                "//example.org/id-in/cse-in/box",
                "//example.org/id-in/-/box"
            })
    @Spec("TS-0001 §7.2")
    void structured_addresses_reach_a_resource(String address) {
        assertThat(Hub.text(hub.retrieve(address, ADMIN), "rn")).isEqualTo("box");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/id-in/", "//example.org/id-in/"})
    @Spec("TS-0001 §7.2")
    void unstructured_addresses_reach_a_resource(String prefix) {
        var ri = hub.stored("cse-in/box").ri();

        assertThat(Hub.text(hub.retrieve(prefix + ri, ADMIN), "rn")).isEqualTo("box");
        assertThat(Hub.text(hub.retrieve(prefix + ri + "/la", ADMIN), "rn")).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cse-in",
                "-",
                "id-in",
                "/id-in",
                "/id-in/cse-in",
                "/id-in/-",
                "//example.org/id-in",
                "//example.org/id-in/cse-in"
            })
    @Spec("TS-0001 §7.2")
    void csebase_is_reached_by_name_identifier_and_hyphen(String address) {
        assertThat(Hub.text(hub.retrieve(address, ADMIN), "ri")).isEqualTo("id-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cse-in/none",
                "none",
                "cse-in/box/none",
                "box",
                "/other/cse-in",
                "//elsewhere.org/id-in/cse-in",
                "cse-in/box/first/la",
                "cse-in/fopt"
            })
    @Spec("TS-0004 §7.3.3.1")
    void what_is_not_there_is_not_found(String address) {
        assertThat(hub.retrieve(address, ADMIN).code()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cse-in/", "cse-in//box"})
    @Spec("TS-0004 §7.3.3.1")
    @NotEveryBinding("HTTP refuses paths with an empty segment before the CSE sees them")
    void name_that_is_empty_is_not_found(String address) {
        assertThat(hub.retrieve(address, ADMIN).code()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//example.org"})
    void what_is_no_address_is_a_bad_request(String address) {
        assertThat(hub.retrieve(address, ADMIN).code()).isEqualTo(BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "la", "ol", "fopt", "-", "a#b", "a?b", "%41", ""})
    @Spec("TS-0001 §7.2")
    void names_that_would_break_addresses_are_refused(String name) {
        assertThat(hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", name).code()).isEqualTo(BAD_REQUEST);
    }
}

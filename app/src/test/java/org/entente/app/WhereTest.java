// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class WhereTest {
    private final Where where = new Where();

    @ParameterizedTest
    @CsvSource({
        "http, http://127.0.0.1:8080",
        "ws, ws://127.0.0.1:8080",
        "coap, coap://127.0.0.1:5683",
        "coap+tcp, coap+tcp://127.0.0.1:5683",
        "coaps, coaps://127.0.0.1:5684",
        "coap+dtls, coap+dtls://127.0.0.1:5684",
        "coaps+tcp, coaps+tcp://127.0.0.1:5684",
        "mqtt, mqtt://127.0.0.1:1883",
        "wss://hub.example/, wss://hub.example/"
    })
    void name_of_a_binding_is_the_hub_on_this_machine(String given, URI meant) {
        assertThat(where.convert(given)).isEqualTo(meant);
    }

    @Test
    void what_is_no_url_is_named() {
        assertThatThrownBy(() -> where.convert("http://a b"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'http://a b' is no URL");
    }
}

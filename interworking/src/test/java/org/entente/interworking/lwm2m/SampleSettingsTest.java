// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.eclipse.leshan.core.request.ContentFormat;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSettingsTest {
    @Test
    void every_option_is_taken() {
        var settings = SampleSettings.parse(
                "--server",
                "coaps://127.0.0.1:1",
                "--endpoint",
                "lamp",
                "--identity",
                "me",
                "--key",
                "0a0b",
                "--period",
                "PT1S",
                "--lifetime",
                "PT1M",
                "--seed",
                "7",
                "--manner",
                "queue");

        assertThat(settings.server()).isEqualTo("coaps://127.0.0.1:1");
        assertThat(settings.endpoint()).isEqualTo("lamp");
        assertThat(settings.key().orElseThrow().identity()).isEqualTo("me");
        assertThat(settings.key().orElseThrow().bytes()).containsExactly(10, 11);
        assertThat(settings.period()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.lifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.seed()).isEqualTo(7);
        assertThat(settings.manner()).isEqualTo(SampleSettings.Manner.QUEUE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --colour red,               there is no option --colour
            --seed,                     --seed lacks its value
            --seed x,                   --seed cannot be x
            --manner rude,              --manner cannot be rude
            --period soon,              --period cannot be soon
            --server coaps://h:1,       coaps needs --identity and --key""")
    void mistake_is_named(String arguments, String sentence) {
        assertThatThrownBy(() -> SampleSettings.parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void device_is_spoken_to_in_the_best_format_that_it_named() {
        assertThat(Formats.of(Set.of(ContentFormat.TLV, ContentFormat.SENML_CBOR, ContentFormat.TEXT)))
                .isEqualTo(ContentFormat.SENML_CBOR);
        assertThat(Formats.of(Set.of(ContentFormat.TEXT))).isEqualTo(ContentFormat.TLV);
        assertThat(Formats.of(Set.of())).isEqualTo(ContentFormat.TLV);
    }
}

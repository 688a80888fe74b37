// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.entente.cse.semantics.SemanticFormat;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RdfIndexTest {
    private static final RdfIndex INDEX = new RdfIndex(CheckLimits.DEFAULTS);

    @ParameterizedTest
    @MethodSource("org.entente.semantics.Case#all")
    @Spec("TS-0004 §7.4.34.2.1")
    void document_is_taken_only_if_it_conforms_to_its_format(Case each) {
        ThrowingCallable check =
                () -> INDEX.check(each.format(), each.document().getBytes(UTF_8));

        if (each.mentions().isEmpty()) assertThatCode(check).doesNotThrowAnyException();
        else
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(check)
                    .withMessageContaining(each.mentions())
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST));
    }

    @ParameterizedTest
    @EnumSource(names = {"RDF_XML", "TURTLE", "JSON_LD"})
    @Spec("TS-0004 §7.4.34.2.1")
    void document_of_one_format_is_not_taken_as_another(SemanticFormat claimed) {
        Stream.of(Case.XML, Case.TURTLE, Case.JSON)
                .map(List::getFirst)
                .filter(good -> good.format() != claimed)
                .forEach(good -> refuses(INDEX, claimed, good.document().getBytes(UTF_8), "does not conform"));
    }

    @ParameterizedTest
    @EnumSource(names = {"IRI", "FUNCTIONAL_STYLE", "OWL_XML", "MANCHESTER"})
    @Spec("TS-0004 §7.3.3.3")
    void format_that_nobody_reads_is_not_implemented(SemanticFormat format) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> INDEX.check(format, new byte[0]))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ResultCode.NOT_IMPLEMENTED));
    }

    @Test
    void turtle_and_json_are_utf_8() {
        refuses(INDEX, SemanticFormat.TURTLE, "<a> <b> \"caf\u00e9\" .".getBytes(ISO_8859_1), "UTF-8");
        refuses(INDEX, SemanticFormat.JSON_LD, "{\"http://a/\":\"caf\u00e9\"}".getBytes(ISO_8859_1), "UTF-8");
    }

    @Test
    void xml_says_its_own_encoding() {
        var text = "<?xml version='1.0' encoding='ISO-8859-1'?>" + Case.thing("<e:name>caf\u00e9</e:name>");

        assertThatCode(() -> INDEX.check(SemanticFormat.RDF_XML, text.getBytes(ISO_8859_1)))
                .doesNotThrowAnyException();
    }

    @Test
    void document_that_is_too_large_is_not_read() {
        var small = new RdfIndex(CheckLimits.DEFAULTS.withBytes(10));

        refuses(small, SemanticFormat.TURTLE, "# 11 bytes.".getBytes(UTF_8), "11 bytes");
        assertThatCode(() -> small.check(SemanticFormat.TURTLE, "# 10 bytes".getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"RDF_XML", "TURTLE", "JSON_LD"})
    void reading_ends_when_its_time_is_over(SemanticFormat format) {
        var hurried = new RdfIndex(CheckLimits.DEFAULTS.withTime(Duration.ZERO));

        refuses(hurried, format, large(format).getBytes(UTF_8), "too long");
    }

    @Test
    void document_nearly_as_large_as_is_taken_is_read() {
        var patient = new RdfIndex(CheckLimits.DEFAULTS.withTime(Duration.ofMinutes(1)));

        for (var format : List.of(SemanticFormat.RDF_XML, SemanticFormat.TURTLE, SemanticFormat.JSON_LD))
            assertThatCode(() -> patient.check(format, large(format).getBytes(UTF_8)))
                    .doesNotThrowAnyException();
    }

    /** Nearly as large as is taken. */
    private static String large(SemanticFormat format) {
        return switch (format) {
            case RDF_XML -> Case.thing("<e:name>a</e:name>".repeat(13_000));
            case TURTLE -> "<http://a/> <http://b/> 1 .\n".repeat(9000);
            case JSON_LD -> "[" + "{\"http://b/\":{\"@id\":\"http://c/\"}},".repeat(7000) + "{}]";
            case IRI, FUNCTIONAL_STYLE, OWL_XML, MANCHESTER -> throw new AssertionError(format);
        };
    }

    private static void refuses(RdfIndex index, SemanticFormat format, byte[] document, String mentions) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> index.check(format, document))
                .withMessageContaining(mentions);
    }
}

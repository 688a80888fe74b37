// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.type.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a primitive that cannot be read. */
class SalvageTest {
    private static final int RUNS = Integer.getInteger("entente.mutations", 2_000);

    private static Value.Fields salvaged(Serialization form, byte[] damaged) {
        assertThatThrownBy(() -> Codecs.STRICT.of(form).readObject(damaged)).isInstanceOf(Refused.class);
        return Codecs.STRICT.of(form).salvage(damaged);
    }

    private static Value.Fields request() {
        var content = Value.field("m2m:cnt", Value.field("lbl", Value.texts(List.of("a", "b"))));
        return Primitives.fields(Request.create("cse-in", "CAe", 3, content).withId("r1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON | {'op':1,'rqi':'r1','pc':{'a'         | r1",
                "JSON | {'rqi':'r1','rqi':'r2'}              | r1",
                "JSON | {'rqi':'r1'} trailing                | r1",
                "JSON | {'m2m:rqp':{'op':2,'rqi':'r1','x':01}}| r1",
                "JSON | {'pc':{'rqi':'inner'},'to':tru       | ",
                "JSON | {'op':1,,'rqi':'r1'}                 | ",
                "JSON | [{'rqi':'r1'}]                       | ",
                "JSON | {'m2m:rqp':'x'                       | ",
                "XML  | <m2m:rqp><op>1</op><rqi> r1 </rqi><pc><m2m:cnt> | r1",
                "XML  | <m2m:rqp><op>1</op><rqi>r1</rqi><ty>1</ty><ty>2</ty></m2m:rqp> | r1",
                "XML  | <m2m:rqp><rqi>r1</rqi><pc>&nope;</pc></m2m:rqp> | r1",
                "XML  | <m2m:rqp><rqi>r1                     | ",
                "XML  | <m2m:rqp><pc><rqi>inner</rqi>        | ",
                "XML  | <!DOCTYPE a><m2m:rqp><rqi>r1</rqi></m2m:rqp> | ",
                "XML  |                                      | ",
            })
    @Spec({"TS-0004 §8.3.1", "TS-0004 §8.4.2"})
    void its_identifier_is_known_if_it_stands_before_the_damage(Serialization form, String document, String id) {
        var damaged = (document == null ? "" : document.replace('\'', '"')).getBytes(UTF_8);

        var rest = salvaged(form, damaged);

        assertThat(rest.text("rqi").orElse(null)).isEqualTo(id);
    }

    @Test
    @Spec("RFC 3629 §3")
    void its_identifier_is_known_before_bytes_that_are_no_text() {
        for (var document : List.of("{'op':1,'rqi':'r1','pc':'ÿ", "<m2m:rqp><op>1</op><rqi>r1</rqi><pc>ÿ")) {
            var damaged = document.replace('\'', '"').getBytes(ISO_8859_1);
            var form = document.startsWith("<") ? Serialization.XML : Serialization.JSON;

            assertThat(salvaged(form, damaged).text("rqi")).contains("r1");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("TS-0004 §8.1")
    void all_that_comes_before_the_place_where_it_is_cut_is_kept(Serialization form) {
        var whole = Codecs.STRICT.of(form).write(request());
        var seen = Value.Fields.EMPTY;

        for (int length = 0; length < whole.length - 1; length++) {
            var rest = salvaged(form, Arrays.copyOf(whole, length));
            assertThat(rest.members()).as("after %d bytes", length).containsAllEntriesOf(seen.members());
            seen = rest;
        }

        assertThat(seen.text("rqi")).contains("r1");
        assertThat(seen.find("op")).isPresent();
        assertThat(seen.text("fr")).contains("CAe");
    }

    @ParameterizedTest
    @EnumSource
    @Spec("TS-0004 §8.1")
    void any_damage_leaves_values_and_never_a_fault(Serialization form) {
        var codec = Codecs.STRICT.of(form);
        var whole = codec.write(request());
        Gen.forAll(RUNS / 4, gen -> {
            var random = gen.random();
            var damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));

            for (var value : codec.salvage(damaged).members().values())
                assertThat(Json.STRICT.write(value)).isNotEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_left_of_what_is_too_long(Serialization form) {
        assertThat(salvaged(form, new byte[Limits.DEFAULT.bytes() + 1])).isEqualTo(Value.Fields.EMPTY);
    }
}

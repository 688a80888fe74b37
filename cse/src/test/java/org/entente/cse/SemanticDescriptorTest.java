// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.semantics.SemanticFormat;
import org.entente.cse.semantics.SemanticIndex;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index of these tests takes a document that begins with its format's name, so that a pair shows what was checked. */
@OverEveryBinding
class SemanticDescriptorTest {
    private static final int SEMANTIC_DESCRIPTOR = 24;
    private static final int RDF_XML = 4;
    private static final int TURTLE = 5;

    private final List<String> checked = new ArrayList<>();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final SemanticIndex index = this::check;
    private final Hub hub = Hub.with(index);

    private void check(SemanticFormat format, byte[] descriptor) {
        var text = new String(descriptor, UTF_8);
        checked.add(format + "|" + text);
        if (!text.startsWith(format.toString())) throw Refused.badRequest("dsp does not conform to " + format);
        meanwhile.getAndSet(() -> {}).run();
    }

    @BeforeEach
    void there_is_a_container() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Nested
    class Create {
        @Test
        @Spec("TS-0004 §7.4.34.2.1")
        void descriptor_that_conforms_is_stored_as_it_came() {
            var response = created(TURTLE, "Turtle <a> <b> <c> .");

            assertThat(response.code()).isEqualTo(ResultCode.CREATED);
            assertThat(checked).containsExactly("Turtle|Turtle <a> <b> <c> .");
            assertThat(hub.stored("cse-in/box/smd").text(Attributes.DSP)).contains(base64("Turtle <a> <b> <c> ."));
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.1")
        void descriptor_that_does_not_conform_is_a_bad_request() {
            var response = created(RDF_XML, "Turtle <a> <b> <c> .");

            assertThat(response.code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(hub.store.view().byPath("cse-in/box/smd")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.1")
        void iri_as_representation_is_a_bad_request() {
            assertThat(created(1, "http://example.org/").code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(checked).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 3, 6})
        @Spec("TS-0004 §7.3.3.3")
        void format_that_nobody_reads_is_not_implemented(int format) {
            assertThat(created(format, "anything").code()).isEqualTo(ResultCode.NOT_IMPLEMENTED);
            assertThat(checked).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.1")
        void validation_is_stored_as_disabled_whatever_was_asked_for() {
            var response = created(TURTLE, "Turtle", "vlde", true);

            assertThat(response.code()).isEqualTo(ResultCode.CREATED);
            assertThat(Hub.shown(response).find("vlde")).contains(Value.of(false));
            assertThat(Hub.shown(response).find("svd")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.1")
        void validation_is_absent_where_nobody_asked() {
            assertThat(Hub.shown(created(TURTLE, "Turtle")).find("vlde")).isEmpty();
        }
    }

    @Nested
    class Update {
        @BeforeEach
        void there_is_a_descriptor() {
            created(TURTLE, "Turtle one");
            checked.clear();
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void descriptor_is_checked_against_the_representation_that_is_there() {
            assertThat(updated("dsp", base64("Turtle two")).code()).isEqualTo(ResultCode.UPDATED);
            assertThat(updated("dsp", base64("RDF/XML two")).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(checked).containsExactly("Turtle|Turtle two", "Turtle|RDF/XML two");
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void representation_is_checked_against_the_descriptor_that_is_there() {
            assertThat(updated("dcrp", RDF_XML).code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(checked).containsExactly("RDF/XML|Turtle one");
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void both_together_are_checked_as_they_will_be() {
            var response = updated("dcrp", RDF_XML, "dsp", base64("RDF/XML two"));

            assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
            assertThat(checked).containsExactly("RDF/XML|RDF/XML two");
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void nothing_is_read_where_neither_changes() {
            assertThat(updated("lbl", List.of("a")).code()).isEqualTo(ResultCode.UPDATED);
            assertThat(checked).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void iri_as_representation_is_a_bad_request() {
            assertThat(updated("dcrp", 1).code()).isEqualTo(ResultCode.BAD_REQUEST);
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void descriptor_whose_representation_changes_at_the_same_time_is_not_stored_unchecked() {
            meanwhile.set(() -> updated("dcrp", RDF_XML, "dsp", base64("RDF/XML two")));

            var response = updated("dsp", base64("Turtle three"));

            assertThat(response.code()).isEqualTo(ResultCode.CONFLICT);
            assertThat(hub.stored("cse-in/box/smd").text(Attributes.DSP)).contains(base64("RDF/XML two"));
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void query_beside_a_descriptor_is_a_bad_request() {
            var response = updated("soe", "DELETE WHERE { ?s ?p ?o }", "dsp", base64("Turtle two"));

            assertThat(response.code()).isEqualTo(ResultCode.BAD_REQUEST);
        }

        @Test
        @Spec("TS-0004 §7.3.3.4")
        void query_is_not_implemented() {
            var response = updated("soe", "DELETE WHERE { ?s ?p ?o }");

            assertThat(response.code()).isEqualTo(ResultCode.NOT_IMPLEMENTED);
        }

        @Test
        @Spec("TS-0004 §7.4.34.2.3")
        void validation_is_stored_as_disabled_whatever_was_asked_for() {
            assertThat(Hub.shown(updated("vlde", true)).find("vlde")).contains(Value.of(false));
        }
    }

    private Response created(int format, String descriptor, Object... further) {
        var attributes = new ArrayList<Object>(List.of("rn", "smd", "dcrp", format, "dsp", base64(descriptor)));
        attributes.addAll(List.of(further));
        return hub.create("cse-in/box", ADMIN, SEMANTIC_DESCRIPTOR, "m2m:smd", attributes.toArray());
    }

    private Response updated(Object... namesAndValues) {
        return hub.update("cse-in/box/smd", ADMIN, "m2m:smd", namesAndValues);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}

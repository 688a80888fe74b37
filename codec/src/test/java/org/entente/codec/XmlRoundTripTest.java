// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.AccessTypes;
import org.entente.model.type.DataType;
import org.entente.model.type.Gen;
import org.entente.model.type.PrimitiveTypes;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Scalar;
import org.junit.jupiter.api.Test;

/** What the types take survives XML, as far as XML has a form for it. */
class XmlRoundTripTest {
    private static final ResourceTypes ALL = ResourceTypes.standard().with(TypeFile.ts0023());
    private static final List<ResourceType> TYPES = ALL.all().stream()
            .filter(type -> type.isImplemented() && !type.isGeneral())
            .toList();
    private static final Map<String, DataType> CONTENTS = Map.of(
            "m2m:rqp/fc",
            PrimitiveTypes.FILTER_CRITERIA,
            "m2m:tqf",
            AccessTypes.DYN_AUTH_TOKEN_REQ_INFO,
            "m2m:seci",
            AccessTypes.SECURITY_INFO);
    private static final Xml XML = new Xml(Limits.DEFAULT, ALL);

    /** Texts that are empty or have characters of control, and list entries with spaces, have no form of their own. */
    private static boolean hasForm(Value value, boolean inList) {
        return switch (value) {
            case Value.Text(var text) ->
                !text.isEmpty()
                        && text.equals(text.strip())
                        && text.chars().allMatch(c -> c >= ' ' && c < 0xFFFE)
                        && !(inList && text.indexOf(' ') >= 0);
            case Value.Items(var values) -> !values.isEmpty() && values.stream().allMatch(each -> hasForm(each, true));
            case Value.Fields(var members) ->
                !members.isEmpty() && members.values().stream().allMatch(each -> hasForm(each, false));
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> true;
        };
    }

    @Test
    @Spec("TS-0004 §8.3")
    void generated_resources_of_every_type_come_back_as_they_were() {
        assertThat(TYPES).hasSizeGreaterThan(100);
        var compared = new AtomicInteger();
        var others = new AtomicInteger();

        Gen.forAll(10, gen -> {
            for (var type : TYPES) {
                var created = Value.field(type.root(), gen.create(type));
                var document = XML.write(created);
                var read = XML.readObject(document);
                var members = (Value.Fields) read.find(type.root()).orElseThrow();
                ((Value.Fields) created.find(type.root()).orElseThrow())
                        .members()
                        .forEach((name, value) -> {
                            if (isTyped(type.row(name).orElseThrow().attribute().type()) && hasForm(value, false)) {
                                assertThat(members.find(name))
                                        .as(new String(document, UTF_8))
                                        .contains(value);
                                compared.incrementAndGet();
                            } else others.incrementAndGet();
                        });
            }
        });
        assertThat(compared.get()).as("compared, of all but %s", others).isGreaterThan(others.get());
    }

    @Test
    @Spec({"TS-0004 §8.3", "TS-0004 §6.3.5"})
    void generated_contents_that_are_no_resources_are_the_same_document_again() {
        var compared = new AtomicInteger();
        Gen.forAll(
                200,
                gen -> CONTENTS.forEach((path, type) -> {
                    var value = gen.valid(type);
                    if (!hasForm(value, false)) return;
                    var content = path.endsWith("fc")
                            ? Value.field("m2m:rqp", Value.field("fc", value))
                            : Value.field(path, value);
                    var document = XML.write(content);

                    // Not by value: what may be anything comes back as a text, and a time that is a number as one.
                    assertThat(XML.write(XML.readObject(document)))
                            .asString(UTF_8)
                            .isEqualTo(new String(document, UTF_8));
                    compared.incrementAndGet();
                }));
        assertThat(compared).hasValueGreaterThan(10);
    }

    /** What may be anything comes back as a text, and times may be numbers. */
    private static boolean isTyped(DataType type) {
        return switch (type) {
            case Scalar scalar ->
                scalar != Scalar.ANY && scalar != Scalar.ABS_REL_TIMESTAMP && scalar != Scalar.COORDINATES;
            case DataType.Enumerated _ -> true;
            case DataType.ListOf(var element, var _, var _) -> isTyped(element);
            case DataType.Complex complex -> complex.members().values().stream().allMatch(each -> isTyped(each.type()));
        };
    }
}

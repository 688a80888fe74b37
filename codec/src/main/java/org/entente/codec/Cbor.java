// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Value;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.dataformat.cbor.CBORFactory;

/** CBOR to values and back, strict in what it takes. TS-0004 §8.5, RFC 7049. Safe for many threads. */
public final class Cbor implements Codec {
    /** With the default {@link Limits}. */
    public static final Cbor STRICT = new Cbor(Limits.DEFAULT);

    private final Limits limits;
    private final CBORFactory factory;

    public Cbor(Limits limits) {
        this.limits = limits;
        // Names and texts are bounded by the size of the document and by the heads.
        factory = CBORFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /**
     * Reads one document.
     *
     * @throws Refused BAD_REQUEST with what is wrong and at which byte
     */
    public Value read(byte[] document) {
        if (document.length > limits.bytes())
            throw new Refused(
                    Reason.CONTENT_MALFORMED,
                    "the content has " + document.length + " bytes, more than " + limits.bytes());
        try (var parser = factory.createParser(ObjectReadContext.empty(), document)) {
            return new CborReading(document, parser, limits).read();
        }
    }

    @Override
    public Value.Fields readObject(byte[] document) {
        if (read(document) instanceof Value.Fields fields) return fields;
        throw new Refused(Reason.CONTENT_MALFORMED, "the content must be a CBOR map");
    }

    @Override
    public Value.Fields salvage(byte[] damaged) {
        if (damaged.length > limits.bytes()) return Value.Fields.EMPTY;
        try (var parser = factory.createParser(ObjectReadContext.empty(), damaged)) {
            return new CborReading(damaged, parser, limits).salvage();
        }
    }

    @Override
    public byte[] write(Value value) {
        var bytes = new ByteArrayBuilder();
        try (var generator = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(value, generator);
        }
        return bytes.toByteArray();
    }

    // The generator splits long texts and leaves lengths open unless it is told them.
    private static void write(Value value, JsonGenerator out) {
        switch (value) {
            case Value.Text(var text) -> {
                var bytes = text.getBytes(UTF_8);
                out.writeUTF8String(bytes, 0, bytes.length);
            }
            case Value.Whole(var number) -> out.writeNumber(number);
            case Value.Real(var number) -> out.writeNumber(finite(number));
            case Value.Bool(var truth) -> out.writeBoolean(truth);
            case Value.Deleted _ -> out.writeNull();
            case Value.Items(var values) -> {
                out.writeStartArray(values, values.size());
                for (var each : values) write(each, out);
                out.writeEndArray();
            }
            case Value.Fields(var members) -> {
                out.writeStartObject(members, members.size());
                for (var member : members.entrySet()) {
                    out.writeName(new SerializedString(member.getKey()));
                    write(member.getValue(), out);
                }
                out.writeEndObject();
            }
        }
    }

    // JSON has no form for it, and whoever reads this may write JSON next.
    private static double finite(double number) {
        if (Double.isFinite(number)) return number;
        throw new IllegalArgumentException(number + " has no JSON form");
    }
}

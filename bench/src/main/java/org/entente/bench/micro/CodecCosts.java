// SPDX-License-Identifier: Apache-2.0
package org.entente.bench.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.entente.codec.Codec;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.model.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A container as an answer has it, to bytes and back in each serialization. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecCosts {
    private final Codec json = Codecs.STRICT.of(Serialization.JSON);
    private final Codec cbor = Codecs.STRICT.of(Serialization.CBOR);
    private final Codec xml = Codecs.STRICT.of(Serialization.XML);
    private final Value.Fields content = content();
    private final byte[] asJson = json.write(content);
    private final byte[] asCbor = cbor.write(content);
    private final byte[] asXml = xml.write(content);

    private static Value.Fields content() {
        try (var grove = new Grove()) {
            return Value.field(
                    "m2m:cnt",
                    new Value.Fields(grove.container(1).attributes())
                            .mapped((name, value) -> name.startsWith("_") ? null : value));
        } catch (IOException e) {
            throw new IllegalStateException("the folder of the forest stays", e);
        }
    }

    @Benchmark
    public byte[] json_is_written() {
        return json.write(content);
    }

    @Benchmark
    public Value.Fields json_is_read() {
        return json.readObject(asJson);
    }

    @Benchmark
    public byte[] cbor_is_written() {
        return cbor.write(content);
    }

    @Benchmark
    public Value.Fields cbor_is_read() {
        return cbor.readObject(asCbor);
    }

    @Benchmark
    public byte[] xml_is_written() {
        return xml.write(content);
    }

    @Benchmark
    public Value.Fields xml_is_read() {
        return xml.readObject(asXml);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.Gen;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;

/** Documents with damage: each is refused in our words or is a proper value, and nothing is kept of it. */
class CborMutationTest {
    private static final int RUNS = Integer.getInteger("entente.mutations", 2_000);
    private static final long KEPT_BYTES = 16L << 20;

    private static final List<byte[]> TABLE = table();
    private static final List<ResourceType> TYPES = ResourceTypes.standard().all().stream()
            .filter(type -> type.isImplemented() && !type.isGeneral())
            .toList();

    private static List<byte[]> table() {
        var documents = new ArrayList<byte[]>();
        CborCases.taken().forEach(row -> documents.add(row.bytes()));
        CborCases.declined().forEach(row -> documents.add(row.bytes()));
        return documents;
    }

    @Test
    @Spec("TS-0004 §8.5.1")
    void damage_is_refused_or_harmless() {
        Gen.forAll(RUNS / 10, CborMutationTest::judge); // warm: classes and pooled buffers are no leak
        long before = usedBytes();

        Gen.forAll(RUNS, CborMutationTest::judge);

        assertThat(usedBytes() - before).isLessThan(KEPT_BYTES);
        assertThat(Cbor.STRICT.read(CborCases.taken().getFirst().bytes())).isEqualTo(Value.of(0));
    }

    private static void judge(Gen gen) {
        var random = gen.random();
        var document = random.nextInt(3) == 0
                ? TABLE.get(random.nextInt(TABLE.size()))
                : document(gen.create(TYPES.get(random.nextInt(TYPES.size()))), random);
        for (int i = random.nextInt(4); i >= 0; i--) document = damaged(document, random);
        try {
            var value = Cbor.STRICT.read(document);
            assertThat(Cbor.STRICT.read(Cbor.STRICT.write(value))).isEqualTo(value);
            assertThat(Json.STRICT.read(Json.STRICT.write(value))).isEqualTo(value);
        } catch (Refused refused) {
            assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(refused.sentence()).matches("the content is (empty|not (valid CBOR|UTF-8 text): .*byte.*)");
        }
    }

    private static byte[] document(Value value, Random random) {
        return random.nextBoolean() ? Cbor.STRICT.write(value) : OpenCbor.written(value, random);
    }

    private static byte[] damaged(byte[] document, Random random) {
        if (document.length == 0) return new byte[] {(byte) random.nextInt(256)};
        int at = random.nextInt(document.length);
        var copy = document.clone();
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(document, at);
            case 1 -> {
                copy[at] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            case 2 -> {
                copy[at] = (byte) random.nextInt(256);
                yield copy;
            }
            case 3 -> {
                copy[at] = (byte) ((copy[at] & 0xE0) | (0x18 + random.nextInt(8))); // another length
                yield copy;
            }
            case 4 -> joined(document, at, new byte[random.nextInt(9)], at, random);
            default -> joined(document, at, new byte[0], random.nextInt(document.length), random);
        };
    }

    /** The start of a document, something random, and the rest of the document from another place. */
    private static byte[] joined(byte[] document, int until, byte[] between, int from, Random random) {
        random.nextBytes(between);
        var joined = Arrays.copyOf(document, until + between.length + document.length - from);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(document, from, joined, until + between.length, document.length - from);
        return joined;
    }

    private static long usedBytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}

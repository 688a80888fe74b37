// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of a row's body. */
class PackerTest {
    private static final long SEED = 20261122;
    private static final int CASES = 3000;
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "ä€😀",
            "\0",
            "\ud800",
            "\udc00\ud800",
            "20260101T000000,000000",
            "20260230T000000,000000",
            "20260101T000000,00000x",
            "20260101T000000",
            "99991231T235959,999999",
            "00000101T000000,000000",
            "x".repeat(5000));

    private final Resource box = container(base(), "box");

    @TempDir
    Path folder;

    private Database database;
    private Words words;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("words.db"), StoreSettings.DEFAULTS);
        Schema.upgrade(database, 0, Schema.VERSION, () -> {});
        words = new Words(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void values_come_back_as_they_were() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            var fields = Value.field("value", value(random, 4));

            var back = new Unpacker(new Packer(words).fields(fields), words).fields();

            assertThat(back).as("seed %d, case %d", SEED, i).isEqualTo(fields);
        }
    }

    @Test
    void resources_come_back_with_their_attributes_in_order() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            var made = box.with(Attributes.CT, TEXTS.get(random.nextInt(TEXTS.size())))
                    .with(Attributes.ET, TEXTS.get(random.nextInt(TEXTS.size())))
                    .with(Attributes.LT, TEXTS.get(random.nextInt(TEXTS.size())))
                    .with(Attributes.CON, value(random, 2));
            var row = Derived.of(made);

            var body = new Unpacker(new Packer(words).resource(made, row), words);

            assertThat(body.root()).isEqualTo("m2m:cnt");
            assertThat(body.attributes(row, Container.TYPE).entrySet())
                    .as("seed %d, case %d", SEED, i)
                    .containsExactlyElementsOf(made.attributes().entrySet());
        }
    }

    @Test
    void what_key_and_columns_tell_is_not_repeated() {
        var instance = instance(box, 1, "x".repeat(100));

        var body = new Packer(words).resource(instance, Derived.of(instance, box, 1));

        assertThat(body).hasSizeLessThan(130);
    }

    @Test
    void a_damaged_row_is_found_and_harms_nothing_else() {
        var random = new SplittableRandom(SEED);
        var whole = new Packer(words).fields(Value.field("value", value(random, 4)));
        for (int i = 0; i < CASES; i++) {
            var damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (damaged.length > 0) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(new Unpacker(damaged, words).fields()).isNotNull();
            } catch (Unpacker.DamagedRow found) {
                assertThat(found).hasMessageContaining("damaged");
            }
        }
        assertThatThrownBy(() -> new Unpacker(new byte[] {1, 1, 'a', 99}, words).fields())
                .isInstanceOf(Unpacker.DamagedRow.class);
    }

    private static Value value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> Value.of(TEXTS.get(random.nextInt(TEXTS.size())));
            case 1 -> Value.of(random.nextLong() >> random.nextInt(64));
            case 2 -> Value.of(Double.longBitsToDouble(random.nextLong()));
            case 3 -> Value.of(random.nextBoolean());
            case 4 -> Value.Deleted.DELETED;
            case 5 -> Value.of(random.nextInt(-3, 3));
            case 6 -> {
                var items = new ArrayList<Value>();
                for (int i = random.nextInt(4); i > 0; i--) items.add(value(random, depth - 1));
                yield Value.of(items);
            }
            default -> {
                var members = new LinkedHashMap<String, Value>();
                for (int i = random.nextInt(4); i > 0; i--) members.put("m" + i, value(random, depth - 1));
                yield new Value.Fields(members);
            }
        };
    }
}

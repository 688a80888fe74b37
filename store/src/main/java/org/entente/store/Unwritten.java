// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** New instances that wait to be written several at a time. The writer's thread alone. */
final class Unwritten {
    private static final String INSERT = "INSERT INTO instance(parent, number, created, expires, body) VALUES ";
    private static final int[] SIZES = {16, 4, 1};
    private static final String[] STATEMENTS = statements();

    private final Database database;
    private final Map<Key, @Nullable Object[]> rows = new LinkedHashMap<>();

    Unwritten(Database database) {
        this.database = database;
    }

    private record Key(long parent, long number) {}

    void add(long parent, long number, OptionalLong created, OptionalLong expires, byte[] body) {
        rows.put(new Key(parent, number), new @Nullable Object[] {
            parent,
            number,
            created.isPresent() ? created.getAsLong() : null,
            expires.isPresent() ? expires.getAsLong() : null,
            body
        });
    }

    boolean remove(long parent, long number) {
        return rows.remove(new Key(parent, number)) != null;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void clear() {
        rows.clear();
    }

    void flush() {
        var waiting = List.copyOf(rows.values());
        int at = 0;
        for (int i = 0; i < SIZES.length; i++)
            for (; waiting.size() - at >= SIZES[i]; at += SIZES[i]) {
                var arguments = new ArrayList<@Nullable Object>(SIZES[i] * 5);
                for (var row : waiting.subList(at, at + SIZES[i])) arguments.addAll(Arrays.asList(row));
                database.run(STATEMENTS[i], arguments.toArray());
            }
        rows.clear();
    }

    private static String[] statements() {
        var statements = new String[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            var values = new ArrayList<String>();
            for (int row = 0; row < SIZES[i]; row++) values.add("(?, ?, ?, ?, ?)");
            statements[i] = INSERT + String.join(", ", values);
        }
        return statements;
    }
}

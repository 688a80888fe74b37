// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of types and attributes, each written once in the file and as a small number in the rows. Read by many
 * threads, extended by the writer's alone.
 */
final class Words {
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Common common = new Common();
    private volatile String[] texts = {}; // read without a lock; replaced, never changed
    private final List<String> unsaved = new ArrayList<>();
    private int saved; // of the unsaved, those that the open transaction has

    Words(Database database) {
        database.list("SELECT id, text FROM word ORDER BY id", row -> keep(row.getInt(1), row.getString(2)));
    }

    /** The number of a word, a new one if need be. */
    int id(String text) {
        var known = ids.get(text);
        if (known != null) return known;
        int id = keep(ids.size(), text);
        unsaved.add(text);
        return id;
    }

    String text(int id) {
        var all = texts;
        if (id < 0 || id >= all.length)
            throw new Unpacker.DamagedRow("a row of the store has word " + id + ", which nobody wrote");
        return all[id];
    }

    /** Values that rows have in common, as they have names. */
    Common common() {
        return common;
    }

    boolean isSaved() {
        return saved == unsaved.size();
    }

    /** Writes the new words into the open transaction. */
    void save(Database database) {
        for (; saved < unsaved.size(); saved++)
            database.run("INSERT INTO word(id, text) VALUES (?, ?)", id(unsaved.get(saved)), unsaved.get(saved));
    }

    /** The transaction has come to last. */
    void committed() {
        unsaved.clear();
        saved = 0;
    }

    /** The transaction is gone: the words stay known and are written with the next one. */
    void rolledBack() {
        saved = 0;
    }

    private int keep(int id, String text) {
        var longer = Arrays.copyOf(texts, Math.max(texts.length, id + 1));
        longer[id] = text.intern(); // the dictionary's own object: comparing the two looks at no character
        texts = longer;
        ids.put(text, id);
        return id;
    }
}

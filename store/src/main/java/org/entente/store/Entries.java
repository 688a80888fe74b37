// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.entente.cse.store.Trait;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Under which words the table {@code label} has a resource: its labels, and what its indexed attributes are equal to. */
final class Entries {
    private static final String INSERT = "INSERT OR IGNORE INTO label(label, seq, number) VALUES (?, ?, ?)";
    /** A label that begins like this is found as a trait too, and sorted out by who asked. */
    private static final char TRAIT = '\u001f';

    private static final String MODIFIED = TRAIT + "lt=";
    private static final int SPAN_DIGITS = 11;
    private static final long LAST_SPAN = (1L << (4 * SPAN_DIGITS)) - 1;

    private final Transaction transaction;

    Entries(Transaction transaction) {
        this.transaction = transaction;
    }

    static String word(Trait trait) {
        return TRAIT + trait.attribute() + '=' + trait.value();
    }

    /** Of what was modified in a span, and is an instance: all else has a column. */
    static String word(long span) {
        return MODIFIED + HexFormat.of().toHexDigits(Math.clamp(span, 0, LAST_SPAN), SPAN_DIGITS);
    }

    static long span(String word) {
        return HexFormat.fromHexDigitsToLong(word, MODIFIED.length(), word.length());
    }

    static Set<String> of(Resource resource) {
        var words = new LinkedHashSet<>(resource.texts(Attributes.LBL));
        for (var trait : Trait.of(resource)) words.add(word(trait));
        if (resource.type().isInstance() && !resource.value(Attributes.LT).equals(resource.value(Attributes.CT)))
            Derived.modified(resource).ifPresent(time -> words.add(word(Times.span(time))));
        return words;
    }

    /** @param number of an instance, whose parent has the {@code seq} */
    void created(Resource resource, long seq, long number) {
        for (var word : of(resource)) transaction.run(INSERT, word, seq, number);
    }

    void updated(Resource before, Resource after, long seq) {
        // Most updates are of counters, and this runs in the writer's turn.
        if (before.value(Attributes.LBL).equals(after.value(Attributes.LBL))
                && Trait.of(before).equals(Trait.of(after))) return;
        deleted(before, seq, NO_INSTANCE);
        created(after, seq, NO_INSTANCE);
    }

    void deleted(Resource resource, long seq, long number) {
        if (!of(resource).isEmpty()) transaction.run("DELETE FROM label WHERE seq = ? AND number = ?", seq, number);
    }

    /** Of a resource in a file that had labels alone. */
    static void complete(Database database, Resource resource, long seq, long number) {
        for (var word : of(resource)) database.run(INSERT, word, seq, number);
    }
}

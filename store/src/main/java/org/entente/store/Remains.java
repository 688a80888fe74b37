// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.HashMap;
import java.util.Map;

/**
 * Which resources are deleted with one above them, and only wait for their rows to be removed: nobody sees them. Read by
 * many, changed by the writer.
 */
final class Remains {
    /** Hides rows from those who look into the tables. */
    @FunctionalInterface
    interface Curtain {
        boolean hides(long seq, String path);
    }

    /** By the path of what was deleted the last {@code seq} of that time: the name may be in use again. */
    private Map<String, Long> inTurn;

    // Volatile: readers take it without a lock.
    private volatile Map<String, Long> lasting;

    Remains(Database database) {
        var found = new HashMap<String, Long>();
        database.list(
                "SELECT path, bound FROM remains WHERE path IS NOT NULL",
                row -> found.merge(row.getString(1), row.getLong(2), Math::max));
        inTurn = lasting = Map.copyOf(found);
    }

    boolean hides(long seq, String path) {
        return hides(lasting, seq, path);
    }

    /** As the changes of the batch have left it so far; for the writer's thread. */
    boolean hidesInTurn(long seq, String path) {
        return hides(inTurn, seq, path);
    }

    private static boolean hides(Map<String, Long> tops, long seq, String path) {
        if (tops.isEmpty()) return false; // as nearly always
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            var bound = tops.get(path.substring(0, slash));
            if (bound != null && seq <= bound) return true;
        }
        return false;
    }

    boolean isEmptyInTurn() {
        return inTurn.isEmpty();
    }

    void hide(String path, long bound) {
        var more = new HashMap<>(inTurn);
        more.merge(path, bound, Math::max);
        inTurn = Map.copyOf(more);
    }

    /** @param bound of other deletions under the same name that are not over yet; less than 0 if there are none */
    void removed(String path, long bound) {
        var fewer = new HashMap<>(inTurn);
        if (bound < 0) fewer.remove(path);
        else fewer.put(path, bound);
        inTurn = Map.copyOf(fewer);
    }

    void publish() {
        lasting = inTurn;
    }

    void rollback() {
        inTurn = lasting;
    }
}

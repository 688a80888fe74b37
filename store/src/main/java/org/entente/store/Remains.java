// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.HashMap;
import java.util.Map;

/**
 * Which resources are deleted with one above them, and only wait for their rows to be removed: nobody sees them. Read by
 * many, changed by the writer.
 */
final class Remains {
    /**
     * What was hidden at one moment. To be taken before one looks: what is removed in between is then still known to be
     * hidden, whatever was found of it.
     *
     * @param tops by the path of what was deleted the last {@code seq} of that time: the name may be in use again
     */
    record Curtain(Map<String, Long> tops) {
        Curtain {
            tops = Map.copyOf(tops);
        }

        boolean hides(Row row) {
            return hides(row.seq(), row.resource().path());
        }

        boolean hides(long seq, String path) {
            if (tops.isEmpty()) return false; // as nearly always
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                var bound = tops.get(path.substring(0, slash));
                if (bound != null && seq <= bound) return true;
            }
            return false;
        }
    }

    private Curtain inTurn;

    // Volatile: readers take it without a lock.
    private volatile Curtain lasting;

    Remains(Database database) {
        var found = new HashMap<String, Long>();
        database.list(
                "SELECT path, bound FROM remains WHERE path IS NOT NULL",
                row -> found.merge(row.getString(1), row.getLong(2), Math::max));
        inTurn = lasting = new Curtain(found);
    }

    Curtain curtain() {
        return lasting;
    }

    /** As the changes of the batch have left it so far; for the writer's thread. */
    Curtain curtainInTurn() {
        return inTurn;
    }

    void hide(String path, long bound) {
        var more = new HashMap<>(inTurn.tops());
        more.merge(path, bound, Math::max);
        inTurn = new Curtain(more);
    }

    /** @param bound of other deletions under the same name that are not over yet; less than 0 if there are none */
    void removed(String path, long bound) {
        var fewer = new HashMap<>(inTurn.tops());
        if (bound < 0) fewer.remove(path);
        else fewer.put(path, bound);
        inTurn = new Curtain(fewer);
    }

    void publish() {
        lasting = inTurn;
    }

    void rollback() {
        inTurn = lasting;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app.watch;

import java.nio.file.Path;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;

/** A store whose commits are measured: the changes before one's own, and the disk. */
record WatchedStore(Store store, SlowRequests watch) implements Store {
    @Override
    public View view() {
        return store.view();
    }

    @Override
    public View atHand() {
        return store.atHand();
    }

    @Override
    public Outcome commit(Change change) {
        return watch.atStore(() -> store.commit(change));
    }

    @Override
    public void backup(Path target) {
        store.backup(target);
    }

    @Override
    public void close() {
        store.close();
    }
}

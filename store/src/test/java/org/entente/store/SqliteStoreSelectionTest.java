// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.nio.file.Path;
import org.entente.cse.store.SelectionContract;
import org.entente.cse.store.Store;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreSelectionTest extends SelectionContract {
    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

class HeapStoreSelectionTest extends SelectionContract {
    @Override
    protected Store open() {
        return new HeapStore();
    }
}

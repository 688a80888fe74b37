// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

class HeapStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return new HeapStore();
    }
}

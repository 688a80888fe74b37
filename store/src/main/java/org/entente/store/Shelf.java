// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.Optional;
import org.entente.model.type.Resource;

/** What is in memory of what an index names. Whatever is read from the file instead is told to it. */
interface Shelf {
    Shelf EMPTY = new Shelf() {
        @Override
        public Optional<Resource> at(Key key) {
            return Optional.empty();
        }

        @Override
        public void read(Row row) {}

        @Override
        public void read(Key key, Resource instance) {}
    };

    Optional<Resource> at(Key key);

    void read(Row row);

    /** @param key where the instance is */
    void read(Key key, Resource instance);
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.entente.bench.Forest;
import org.entente.cse.address.Identity;
import org.entente.cse.store.View;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.entente.store.SqliteStore;
import org.entente.store.StoreSettings;

/** A small forest in a store of its own, all of it in memory. Its folder goes when the store is closed. */
final class Grove implements AutoCloseable {
    static final int CONTAINERS = 1000;
    static final Identity IDENTITY =
            new Identity("/id-in", Forest.ROOT, "example.org", 1, List.of("2a", "3", "4", "5"));

    private final Path folder;
    private final SqliteStore store;

    Grove() {
        try {
            folder = Files.createTempDirectory("entente-micro");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS);
        Forest.plant(store, CONTAINERS);
    }

    View view() {
        return store.view();
    }

    Resource container(int number) {
        return Optional.of(number)
                .map(Forest::path)
                .flatMap(view()::byPath)
                .orElseThrow(() -> new IllegalStateException("there is no container " + number));
    }

    @Override
    public void close() throws IOException {
        store.close();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }
}

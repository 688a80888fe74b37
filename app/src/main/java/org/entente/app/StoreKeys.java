// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.bytes;
import static org.entente.app.Key.duration;
import static org.entente.app.Key.text;
import static org.entente.app.Key.texts;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.util.List;
import org.entente.store.StoreSettings;

/** Where data is, and how much the store may take. */
final class StoreKeys {
    private static final StoreSettings STORE = StoreSettings.DEFAULTS;

    static final Key<String> DATA = text("data", "data", "The folder that holds everything that lasts.");
    static final Key<List<String>> TYPE_FILES = texts(
            "types.files", "", "Files with further flexContainer types; docs/reference/type-files.md has the format.");
    static final Key<Long> CACHE =
            bytes("store.cache", STORE.cacheBytes(), "How much of the heap resources in use may fill.");
    static final Key<Integer> READERS =
            whole("store.readers", STORE.readers(), 1, 64, "How many reads from the file run at once.");
    static final Key<Duration> LOCK_WAIT = duration(
            "store.lock-wait", STORE.lockWait(), "How long to wait for another program that has locked the file.");

    static final List<Key<?>> ALL = List.of(DATA, TYPE_FILES, CACHE, READERS, LOCK_WAIT);

    static final List<Rule> FILES = List.of(Rule.listed(TYPE_FILES));

    private StoreKeys() {}

    static StoreSettings settings(Configuration config) {
        return new StoreSettings(
                config.value(CACHE),
                STORE.pageCacheBytes(),
                config.value(READERS),
                STORE.checkpointPages(),
                STORE.maxBytes(),
                config.value(LOCK_WAIT));
    }
}

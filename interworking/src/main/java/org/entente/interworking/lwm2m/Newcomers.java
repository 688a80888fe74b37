// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Devices that are to be looked at, each by one look at a time: what it says it is while it is looked at is looked at
 * once more, so that the newest counts, and who says it without end takes no place of others. Safe for many threads.
 */
final class Newcomers {
    private final Executor threads;
    private final Consumer<String> look;
    /** By endpoint: whether it came again since the look at it began. */
    private final Map<String, Boolean> lookedAt = new ConcurrentHashMap<>();

    Newcomers(Executor threads, Consumer<String> look) {
        this.threads = threads;
        this.look = look;
    }

    void come(String device) {
        lookedAt.compute(device, (_, again) -> {
            if (again == null) threads.execute(() -> lookAt(device));
            return again != null;
        });
    }

    private void lookAt(String device) {
        try {
            look.accept(device);
        } finally {
            if (!lookedAt.remove(device, false)) {
                lookedAt.put(device, false);
                threads.execute(() -> lookAt(device));
            }
        }
    }
}

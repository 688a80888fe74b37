// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again which devices there are, and what they consist of when that may have changed. */
final class Census implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Census.class);
    /** A device with new parts changes nothing in its application: in so many rounds every device is looked at. */
    private static final int WHOLE = 12;

    private final Surveyor surveyor;
    private final DeviceSpace space;
    private final Duration pause;
    /** Only the census's own thread touches it. */
    private final Map<String, Seen> seen = new HashMap<>();

    private long rounds;

    /** @param changed when the application did */
    private record Seen(String changed, boolean complete) {}

    Census(Surveyor surveyor, DeviceSpace space, Duration pause) {
        this.surveyor = surveyor;
        this.space = space;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            // The hub stops.
            Thread.currentThread().interrupt();
        }
    }

    /** One round that fails must not be the last. */
    private void look() {
        try {
            round();
        } catch (RuntimeException fault) {
            LOG.error("it could not be looked which devices there are", fault);
        }
    }

    private void round() {
        surveyor.applications().ifPresent(applications -> {
            var gone = new HashSet<>(seen.keySet());
            for (var application : applications) {
                gone.remove(name(application));
                visit(application);
            }
            for (var name : gone) {
                seen.remove(name);
                space.vanished(name);
            }
        });
        space.settle();
        rounds++;
    }

    private void visit(Value.Fields application) {
        var name = name(application);
        var changed = application.text("lt").orElse("");
        // Not all of them in the same round.
        boolean isDue = Math.floorMod(rounds + name.hashCode(), WHOLE) == 0;
        if (!isDue && new Seen(changed, true).equals(seen.get(name))) return;
        surveyor.portrait(application).ifPresent(portrait -> {
            space.appeared(portrait);
            seen.put(name, new Seen(changed, portrait.complete()));
        });
    }

    private static String name(Value.Fields application) {
        return application.text("rn").orElse("");
    }
}

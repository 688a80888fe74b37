// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is to be done for a device, each once however often something asks for it: a device may say something much faster
 * than anything can be done about it, and must not fill the memory by it. Safe for many threads.
 */
final class Agenda {
    private final Lane lane;
    private final Consumer<Errand> doing;
    private final Set<Errand> ahead = Collections.synchronizedSet(EnumSet.noneOf(Errand.class));

    enum Errand {
        EMBODY,
        HEAL,
        OBSERVE,
        PRESENT,
        LOSE
    }

    Agenda(Lane lane, Consumer<Errand> doing) {
        this.lane = lane;
        this.doing = doing;
    }

    void add(Errand errand) {
        if (ahead.add(errand)) lane.submit(() -> begin(errand));
    }

    /** What is asked for from now on comes after it. */
    private void begin(Errand errand) {
        ahead.remove(errand);
        doing.accept(errand);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.cse.notification.Events;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/** How one turn takes the windows of a crossResourceSubscription further. TS-0004 §7.5.1.2.18. Belongs to one thread. */
final class Progress {
    /** The errand that ends a window. */
    static final String KIND = "window";

    private final Resource before;
    private final Instant now;
    private final List<Write> errands = new ArrayList<>();
    private Resource current;
    private int signals;

    Progress(Resource crossResource, Instant now) {
        this.before = crossResource;
        this.current = crossResource;
        this.now = now;
    }

    /** Begins anew: a periodic window at once, a sliding one with the next event. TS-0004 §7.4.58.2.1, §7.4.58.2.3 */
    void restart() {
        if (Window.isPeriodic(current)) open(Window.beginning(now));
        else close();
    }

    /** An event has come from a subscription. */
    void arrive(String subscription) {
        pass();
        var window = Window.of(current).orElse(Window.beginning(now)).with(subscription);
        boolean all = Evaluation.of(current) == Evaluation.ALL_PRESENT
                && !window.told()
                && window.isComplete(Links.of(current));
        if (all) signals++;
        // A window slides on when it has been told of. [TS-0001 table 9.6.58-2, timeWindowType]
        if (all && !Window.isPeriodic(current)) close();
        else open(all ? window.known() : window);
    }

    /** Ends the window whose time is up. Of windows that have passed since, with nobody there to see them, nothing is told. */
    void pass() {
        var found = Window.of(current);
        if (found.isEmpty() || now.isBefore(found.get().end(current))) return;
        var window = found.get();
        var subscriptions = Links.of(current);
        if (Evaluation.of(current).holdsAtEnd(window.present(subscriptions), subscriptions.size())) signals++;
        if (Window.isPeriodic(current)) open(window.following(current, now));
        else close();
    }

    /** The writes, notifications included. */
    Outcome outcome(Events events, Request cause, View view) {
        var writes = new ArrayList<>(writes());
        for (int i = 0; i < signals; i++) {
            var told = events.signal(cause, writes, current, view);
            writes.addAll(told);
            for (var write : told)
                if (write instanceof Write.Updated(var _, var after)
                        && after.ri().equals(current.ri())) current = after;
        }
        return new Outcome(writes, current);
    }

    /** The writes of a change that brings no notification. */
    List<Write> writes() {
        var writes = new ArrayList<Write>();
        if (!current.equals(before)) writes.add(new Write.Updated(before, current));
        writes.addAll(errands);
        return writes;
    }

    Resource current() {
        return current;
    }

    List<Write> errands() {
        return List.copyOf(errands);
    }

    private void open(Window window) {
        current = window.in(current);
        errands.clear();
        errands.add(new Write.Charged(errand(window.end(current))));
    }

    private void close() {
        current = current.without(Window.OPEN);
        errands.clear();
        errands.add(new Write.Discharged(errand(now)));
    }

    private Errand errand(Instant due) {
        return new Errand(current.ri(), KIND, Timestamp.text(due), Value.Fields.EMPTY);
    }
}

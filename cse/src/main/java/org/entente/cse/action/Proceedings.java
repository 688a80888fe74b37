// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Moves processes from state to state as their conditions come true, in the writer's turn. TS-0001 Release 4 (processManagement). */
final class Proceedings implements Watcher {
    /** Who enabled the process: in its name conditions are evaluated; never shown. */
    static final Attribute OWNER = new Attribute("_own", "owner", Scalar.ID);

    private final Subjects subjects;
    private final ProcessShape shape;
    private final Triggers triggers;

    Proceedings(Subjects subjects, ProcessShape shape, Triggers triggers) {
        this.subjects = subjects;
        this.shape = shape;
        this.triggers = triggers;
    }

    @Override
    public void changed(Resource process, Touched touched, Latest latest, int depth) {
        proceed(process, latest, depth);
    }

    /** Goes as far as the conditions allow now. */
    void proceed(Resource process, Latest latest, int depth) {
        switch (ProcessStatus.of(process)) {
            case ENABLED -> {
                if (all(process, Attributes.ATCOS, latest)) activate(process, latest, depth);
            }
            case ACTIVATED -> go(process, latest, depth);
            case DISABLED, PAUSED, COMPLETED, ABORTED -> {}
        }
    }

    private void activate(Resource process, Latest latest, int depth) {
        var initial = shape.initial(process, latest.view());
        var activated = with(process, ProcessStatus.ACTIVATED);
        latest.update(process, activated.with(Attributes.CUST, initial.ri()));
        enter(initial.ri(), latest, depth);
        go(latest.byId(process.ri()).orElseThrow(), latest, depth);
    }

    /** No state is entered twice at one change, or two could throw a process to and fro for ever. */
    private void go(Resource process, Latest latest, int depth) {
        var visited = new HashSet<String>();
        var now = process;
        while (!ends(now, latest)) {
            var current = now.text(Attributes.CUST).flatMap(latest::byId);
            if (current.isEmpty()) return;
            visited.add(current.get().ri());
            var next = next(current.get(), now, latest);
            if (next.isEmpty() || visited.contains(next.get())) return;
            leave(current.get(), latest);
            latest.update(now, now.with(Attributes.CUST, next.get()));
            enter(next.get(), latest, depth);
            now = latest.byId(process.ri()).orElseThrow();
        }
    }

    /** Without end conditions a process ends when somebody says so. */
    private boolean ends(Resource process, Latest latest) {
        if (!process.has(Attributes.ENCOS) || !all(process, Attributes.ENCOS, latest)) return false;
        stop(process, ProcessStatus.COMPLETED, latest);
        return true;
    }

    /** Leaves the current state for good. */
    void stop(Resource process, ProcessStatus status, Latest latest) {
        process.text(Attributes.CUST).flatMap(latest::byId).ifPresent(state -> leave(state, latest));
        latest.update(process, with(process, status));
    }

    static Resource with(Resource process, ProcessStatus status) {
        return process.with(Attributes.PRST, status.number());
    }

    private Optional<String> next(Resource state, Resource process, Latest latest) {
        return shape.transitions(state, process, latest.view()).stream()
                .filter(each -> holds(process, each.condition(), latest))
                .map(ProcessShape.Transition::next)
                .findFirst();
    }

    private void enter(String ri, Latest latest, int depth) {
        latest.byId(ri).ifPresent(state -> {
            var active = state.with(Attributes.SACT, Value.of(true));
            latest.update(state, active);
            shape.action(active, latest.view())
                    .flatMap(action -> latest.byId(action.ri()))
                    .ifPresent(action -> triggers.evaluate(action, latest, depth));
        });
    }

    private static void leave(Resource state, Latest latest) {
        latest.update(state, state.with(Attributes.SACT, Value.of(false)));
    }

    private boolean all(Resource process, Attribute conditions, Latest latest) {
        List<ProcessShape.Condition> all = shape.conditions(process, conditions);
        return all.stream().allMatch(each -> holds(process, each, latest));
    }

    private boolean holds(Resource process, ProcessShape.Condition condition, Latest latest) {
        var subject = subjects.look(condition.address(), latest.view());
        return subject.flatMap(found -> Subjects.attributes(found, process, latest))
                        .filter(condition.criterion()::holds)
                        .isPresent()
                && subjects.mayRead(Needs.owner(process), subject.get(), latest.view());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.entente.cse.store.Selection;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/** The indices that a selection may begin at instead of a walk down the tree. */
final class Narrowings {
    /** So far two indices are compared in how much they have. */
    private static final int FEW = 512;

    private final Selection selection;
    private final ResourceTypes types;
    private final boolean mayMeetInstances;
    private final boolean mayMeetOthers;
    private final List<List<Stage>> found = new ArrayList<>();

    private Narrowings(Selection selection, ResourceTypes types) {
        this.selection = selection;
        this.types = types;
        this.mayMeetInstances = mayMeetInstances(selection, types);
        this.mayMeetOthers = selection.types().isEmpty()
                || !selection.types().stream().allMatch(type -> Walk.isInstance(types, type));
        if (!selection.labels().isEmpty())
            add(new Stage(
                    merged(selection.labels(), label -> (index, after, limit) -> index.labelled(label, after, limit))));
        // Further down the tree is shorter than an index may be.
        if (selection.root().pi().isEmpty()) addOfWholeTree();
    }

    /** One index after another; none has what another of them has, once sorted out by what belongs there. */
    record Stage(Source source, Predicate<Resource> belongs) {
        Stage(Source source) {
            this(source, _ -> true);
        }
    }

    static boolean mayMeetInstances(Selection selection, ResourceTypes types) {
        return selection.types().isEmpty() || selection.types().stream().anyMatch(type -> Walk.isInstance(types, type));
    }

    /** The one with the least to look at, as far as that is soon known; empty if no index helps. */
    static List<Stage> best(Selection selection, ResourceTypes types, Index index) {
        var found = new Narrowings(selection, types).found;
        if (found.size() < 2) return found.isEmpty() ? List.of() : found.getFirst();
        var best = found.getFirst();
        int least = Integer.MAX_VALUE;
        for (var each : found) {
            int size = 0;
            for (var stage : each)
                size += stage.source().next(index, Key.BEFORE_ALL, FEW).size();
            if (size >= least) continue;
            best = each;
            least = size;
        }
        return best;
    }

    private void addOfWholeTree() {
        if (!selection.traits().isEmpty())
            add(new Stage(merged(
                    selection.traits(),
                    trait -> (index, after, limit) -> index.labelled(Entries.word(trait), after, limit))));
        if (!selection.types().isEmpty())
            add(new Stage(merged(
                    selection.types(),
                    type -> Walk.isInstance(types, type)
                            ? (index, after, limit) -> index.instances(type, after, limit)
                            : (index, after, limit) -> index.typed(type, after, limit))));
        var times = selection.times();
        if (times.created().isBounded()) created(Range.of(times.created()));
        if (times.modified().isBounded()) modified(Range.of(times.modified()));
        if (times.expiring().isBounded()) expiring(Range.of(times.expiring()));
    }

    private void created(Range when) {
        var stages = new ArrayList<Stage>();
        if (mayMeetOthers) stages.add(new Stage((index, after, limit) -> index.created(when, after, limit)));
        if (mayMeetInstances)
            stages.add(new Stage((index, after, limit) -> index.instancesCreated(when, after, limit)));
        found.add(stages);
    }

    private void modified(Range when) {
        var spans = when.spans();
        var stages = new ArrayList<Stage>();
        if (mayMeetOthers) stages.add(new Stage((index, after, limit) -> index.modified(spans, after, limit)));
        if (mayMeetInstances) {
            stages.add(new Stage((index, after, limit) -> index.instancesModified(spans, after, limit)));
            stages.add(new Stage(
                    (index, after, limit) -> index.instancesCreated(when, after, limit), Narrowings::isAsCreated));
        }
        found.add(stages);
    }

    private static boolean isAsCreated(Resource instance) {
        return instance.value(Attributes.LT).equals(instance.value(Attributes.CT));
    }

    private void expiring(Range when) {
        var stages = new ArrayList<Stage>();
        if (mayMeetOthers) stages.add(new Stage((index, after, limit) -> index.expiring(when, after, limit)));
        if (mayMeetInstances) {
            stages.add(new Stage((index, after, limit) -> index.oddExpiring(when, after, limit)));
            stages.add(new Stage((index, after, limit) -> index.expiringInOrder(when, after, limit)));
        }
        found.add(stages);
    }

    private void add(Stage stage) {
        found.add(List.of(stage));
    }

    private static <T> Source merged(Collection<T> wanted, Function<T, Source> source) {
        return Source.merged(wanted.stream().map(source).toList());
    }
}

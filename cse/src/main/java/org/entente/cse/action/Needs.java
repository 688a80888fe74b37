// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.cse.content.Criterion;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Action;
import org.entente.model.type.Attributes;
import org.entente.model.type.Dependency;
import org.entente.model.type.ProcessManagement;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** What has to be known of resources on other CSEs so that a resource of this one can be evaluated. */
final class Needs {
    private static final List<ResourceType> HOLDERS = List.of(Action.TYPE, Dependency.TYPE, ProcessManagement.TYPE);

    private final Subjects subjects;
    private final ProcessShape shape;

    Needs(Subjects subjects, ProcessShape shape) {
        this.subjects = subjects;
        this.shape = shape;
    }

    /**
     * @param address of the other resource, in the form that outposts have
     * @param names of its attributes
     * @param criteria by which they are compared
     */
    record Need(String address, Set<String> names, List<Criterion> criteria) {
        static Need of(String address, Criterion criterion) {
            return new Need(address, Set.of(criterion.subject()), List.of(criterion));
        }

        Need and(Need other) {
            var all = new LinkedHashSet<>(names);
            all.addAll(other.names);
            var both = new ArrayList<>(criteria);
            both.addAll(other.criteria);
            return new Need(address, all, both);
        }

        boolean isMetBy(Outpost outpost) {
            return outpost.names().equals(names);
        }
    }

    static boolean isHolder(Resource resource) {
        return HOLDERS.contains(resource.type());
    }

    /** The type of one by its number. */
    static ResourceType holder(int type) {
        return HOLDERS.stream()
                .filter(each -> each.number() == type)
                .findFirst()
                .orElseThrow();
    }

    /** By address; nothing while it is not evaluated, or cannot be since it is not understood. */
    Map<String, Need> of(Resource holder, View view) {
        try {
            if (holder.type() == ProcessManagement.TYPE)
                return ProcessStatus.of(holder).isUnderWay() ? ofProcess(holder, view) : Map.of();
            return joined(holder.type() == Dependency.TYPE ? ofDependency(holder) : ofAction(holder));
        } catch (Refused notUnderstood) {
            return Map.of(); // its procedure refuses it
        }
    }

    /** Of a process once it is enabled. */
    Map<String, Need> ofProcess(Resource process, View view) {
        return joined(shape.all(process, view).stream().map(each -> Need.of(each.address(), each.criterion())));
    }

    private static Stream<Need> ofDependency(Resource dependency) {
        var address = dependency.text(Attributes.RRI).orElseThrow();
        return Stream.of(Need.of(address, Actions.criterion(dependency)));
    }

    private static Stream<Need> ofAction(Resource action) {
        if (EvalMode.of(action) == EvalMode.OFF) return Stream.of();
        var subject = Need.of(Actions.subject(action), Actions.criterion(action));
        var inputs =
                Inputs.of(action).stream().map(each -> new Need(each.source(), Set.of(each.attribute()), List.of()));
        return Stream.concat(Stream.of(subject), inputs);
    }

    private Map<String, Need> joined(Stream<Need> needs) {
        var all = new LinkedHashMap<String, Need>();
        needs.forEach(need -> subjects.far(need.address())
                .ifPresent(far ->
                        all.merge(far.address(), new Need(far.address(), need.names(), need.criteria()), Need::and)));
        return all;
    }

    /** In whose name a resource is evaluated; empty if it is not clear. */
    Optional<Request> asker(Resource holder, View view) {
        try {
            if (holder.type() == ProcessManagement.TYPE) return Optional.of(owner(holder));
            if (holder.type() == Action.TYPE) return Optional.of(Actions.onBehalf(holder));
            return view.byId(holder.pi()).map(Actions::onBehalf);
        } catch (Refused noPrimitive) {
            return Optional.empty();
        }
    }

    static Request owner(Resource process) {
        boolean proved = process.truth(Actions.PROVED).orElse(false);
        return Request.retrieve(process.ri(), process.text(Proceedings.OWNER).orElse(""))
                .withPeer(new Peer(Optional.empty(), proved, false));
    }

    /** The attributes of the one resource that a response or a notification shows. */
    static Value.Fields shown(Value.Fields content) {
        return content.members().size() == 1
                        && content.members().values().iterator().next() instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
    }
}

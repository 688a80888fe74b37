// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.content.Criterion;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.type.Action;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.State;

/** What a process is made of: its conditions, its states and the ways between them. TS-0001 Release 4 (processManagement, state). */
final class ProcessShape {
    private static final int MOST = 100; // all are looked at in the turn of a change

    private final Subjects subjects;

    ProcessShape(Subjects subjects) {
        this.subjects = subjects;
    }

    /** @param address of the resource whose attribute is compared */
    record Condition(String address, Criterion criterion) {}

    /** @param next the {@code ri} of the state that comes when the condition holds */
    record Transition(Condition condition, String next) {}

    List<Condition> conditions(Resource process, Attribute attribute) {
        return items(process, attribute).stream()
                .map(each -> condition(each, process.pi()))
                .toList();
    }

    /** In their order: the first that holds is taken. */
    List<Transition> transitions(Resource state, Resource process, View view) {
        var transitions = new ArrayList<Transition>();
        for (var each : items(state, Attributes.STTRS))
            transitions.add(new Transition(
                    condition(each, process.pi()),
                    each.text("nxst")
                            .flatMap(next -> child(next, process, view))
                            .orElseThrow(() -> invalid("nxst of " + state.path() + " is no state of this process"))
                            .ri()));
        return transitions;
    }

    Resource initial(Resource process, View view) {
        return process.text(Attributes.INST)
                .flatMap(state -> child(state, process, view))
                .orElseThrow(() -> invalid("inst names no state of this process"));
    }

    List<Resource> states(Resource process, View view) {
        return view.children(process.ri(), State.TYPE.number());
    }

    Optional<Resource> action(Resource state, View view) {
        return state.text(Attributes.STAC)
                .flatMap(address -> subjects.here(address, view))
                .filter(found -> found.type() == Action.TYPE && found.pi().equals(state.ri()));
    }

    /**
     * All whose changes concern the process.
     *
     * @throws Refused INVALID_PROCESS_CONFIGURATION if its parts do not belong together
     */
    Set<String> addresses(Resource process, View view) {
        var addresses = new LinkedHashSet<String>();
        for (var state : states(process, view))
            if (state.has(Attributes.STAC) && action(state, view).isEmpty())
                throw invalid("stac of " + state.path() + " is no action of this state");
        all(process, view).forEach(each -> addresses.add(each.address()));
        return addresses;
    }

    /** All conditions, those of transitions too. */
    List<Condition> all(Resource process, View view) {
        var all = new ArrayList<>(conditions(process, Attributes.ATCOS));
        all.addAll(conditions(process, Attributes.ENCOS));
        for (var state : states(process, view))
            transitions(state, process, view).forEach(each -> all.add(each.condition()));
        return all;
    }

    static Refused invalid(String sentence) {
        return new Refused(ResultCode.INVALID_PROCESS_CONFIGURATION, sentence);
    }

    private Optional<Resource> child(String address, Resource process, View view) {
        return subjects.here(address, view)
                .filter(found -> found.type() == State.TYPE && found.pi().equals(process.ri()));
    }

    /** Where no subject is named, it is the resource that the process belongs to. */
    private static Condition condition(Value.Fields fields, String parent) {
        return new Condition(
                fields.text("sri").orElse(parent),
                Criterion.of(fields.find("evc").orElseThrow(() -> Refused.badRequest("a condition has an evc"))));
    }

    private static List<Value.Fields> items(Resource resource, Attribute attribute) {
        if (!(resource.value(attribute).orElse(null) instanceof Value.Items(var values))) return List.of();
        if (values.size() > MOST) throw Refused.badRequest(attribute + " has at most " + MOST + " elements");
        return values.stream()
                .filter(Value.Fields.class::isInstance)
                .map(Value.Fields.class::cast)
                .toList();
    }
}

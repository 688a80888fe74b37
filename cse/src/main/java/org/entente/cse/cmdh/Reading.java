// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.schedule.Recurrence;
import org.entente.cse.schedule.Timetable;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.type.ActiveCmdhPolicy;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.CmdhBuffer;
import org.entente.model.type.CmdhDefEcValue;
import org.entente.model.type.CmdhDefaults;
import org.entente.model.type.CmdhEcDefParamValues;
import org.entente.model.type.CmdhLimits;
import org.entente.model.type.CmdhNetworkAccessRules;
import org.entente.model.type.CmdhNwAccessRule;
import org.entente.model.type.CmdhPolicy;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Schedule;

/** Makes rules of resources. Conditions in words of nobody's choice are never met. TS-0004 §H.2.3 step 1.1.2.2 */
final class Reading {
    private static final String ANY_NETWORK = "default";
    private static final Value ANY_ACTION = Value.of(5); // m2m:networkAction

    private final Identity identity;
    private final Tree tree;
    private final Resource node;
    private final View view;

    /** @param node the one that says that it hosts this CSE */
    Reading(Identity identity, Resource node, View view) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.node = node;
        this.view = view;
    }

    /** The policy that is active on the node. */
    Optional<Policy> active() {
        return activated().map(this::policy);
    }

    /** The limits of that policy, as they are provisioned. */
    List<Resource> limits() {
        return activated().map(policy -> linked(policy, CmdhLimits.TYPE)).orElse(List.of());
    }

    private Optional<Resource> activated() {
        return view.children(node.ri(), MgmtObj.NUMBER).stream()
                .filter(object -> object.type() == ActiveCmdhPolicy.TYPE)
                .findFirst()
                .flatMap(object -> find(object.text(Attributes.ACMLK).orElseThrow()))
                .filter(found -> found.type() == CmdhPolicy.TYPE);
    }

    /** What a link leads to, if it is on the same node. */
    private Optional<Resource> find(String link) {
        try {
            return tree.resource(identity.local(link), view)
                    .filter(found -> found.pi().equals(node.ri()));
        } catch (Refused nowhere) {
            return Optional.empty();
        }
    }

    private Policy policy(Resource policy) {
        var defaults = linked(policy, CmdhDefaults.TYPE);
        return new Policy(
                defaults.stream()
                        .flatMap(each -> linked(each, CmdhDefEcValue.TYPE).stream())
                        .filter(Reading::isUnconditional)
                        .map(Reading::category)
                        .toList(),
                defaults.stream()
                        .flatMap(each -> linked(each, CmdhEcDefParamValues.TYPE).stream())
                        .map(Reading::defaults)
                        .toList(),
                linked(policy, CmdhLimits.TYPE).stream()
                        .filter(Reading::isUnconditional)
                        .map(Reading::limits)
                        .toList(),
                linked(policy, CmdhNetworkAccessRules.TYPE).stream()
                        .map(this::networks)
                        .toList(),
                linked(policy, CmdhBuffer.TYPE).stream().map(Reading::room).toList());
    }

    private List<Resource> linked(Resource object, ResourceType type) {
        var found = new ArrayList<Resource>();
        if (object.value(Attributes.CMLK).orElse(null) instanceof Value.Items(var links))
            for (var link : links)
                if (link instanceof Value.Fields reference)
                    find(reference.text("val").orElse(""))
                            .filter(each -> each.type() == type)
                            .ifPresent(found::add);
        return found;
    }

    private static boolean isUnconditional(Resource rule) {
        return !rule.has(Attributes.RCT) && !rule.has(Attributes.RCH);
    }

    private static Rule.Category category(Resource rule) {
        return new Rule.Category(
                rule.texts(Attributes.ROR), rule.whole(Attributes.OD, 1), rule.whole(Attributes.DEV, 0));
    }

    private static Rule.Defaults defaults(Resource rule) {
        return new Rule.Defaults(
                numbers(rule, Attributes.AEC),
                Map.of(
                        Parameter.REQUEST_EXPIRATION_TIMESTAMP,
                        rule.whole(Attributes.DQET, 0),
                        Parameter.RESULT_EXPIRATION_TIMESTAMP,
                        rule.whole(Attributes.DSET, 0),
                        Parameter.OPERATION_EXECUTION_TIME,
                        rule.whole(Attributes.DOET, 0),
                        Parameter.RESULT_PERSISTENCE,
                        rule.whole(Attributes.DRP, 0)),
                rule.truth(Attributes.DDA).orElse(false));
    }

    private static Rule.Limits limits(Resource rule) {
        var times = new HashMap<Parameter, Rule.Range>();
        range(rule, Attributes.LQET).ifPresent(each -> times.put(Parameter.REQUEST_EXPIRATION_TIMESTAMP, each));
        range(rule, Attributes.LSET).ifPresent(each -> times.put(Parameter.RESULT_EXPIRATION_TIMESTAMP, each));
        range(rule, Attributes.LOET).ifPresent(each -> times.put(Parameter.OPERATION_EXECUTION_TIME, each));
        range(rule, Attributes.LRP).ifPresent(each -> times.put(Parameter.RESULT_PERSISTENCE, each));
        var aggregations = new LinkedHashSet<Boolean>();
        for (var each : items(rule, Attributes.LDA)) if (each instanceof Value.Bool(var truth)) aggregations.add(truth);
        return new Rule.Limits(
                rule.texts(Attributes.ROR),
                rule.whole(Attributes.OD, 1),
                numbers(rule, Attributes.LEC),
                times,
                aggregations);
    }

    private static Optional<Rule.Range> range(Resource rule, Attribute attribute) {
        var pair = items(rule, attribute);
        return pair.size() == 2
                        && pair.getFirst() instanceof Value.Whole(var least)
                        && pair.getLast() instanceof Value.Whole(var most)
                ? Optional.of(new Rule.Range(least, most))
                : Optional.empty();
    }

    private Rule.Networks networks(Resource rules) {
        return new Rule.Networks(
                numbers(rules, Attributes.AECS),
                linked(rules, CmdhNwAccessRule.TYPE).stream()
                        // Our network has no name that a rule could know. [TS-0001 §D.12.7]
                        .filter(each -> each.texts(Attributes.TTN).contains(ANY_NETWORK))
                        .filter(each -> !each.has(Attributes.OHC))
                        .flatMap(each -> network(each).stream())
                        .toList());
    }

    /** Empty without the schedule that says when it may be used. */
    private Optional<Rule.Network> network(Resource rule) {
        return linked(rule, Schedule.TYPE).stream()
                .findFirst()
                .map(schedule -> new Rule.Network(
                        rule.ri(),
                        rule.whole(Attributes.MRV, 0),
                        rule.whole(Attributes.SWT, 0),
                        backoff(rule),
                        timetable(schedule)));
    }

    private static Timetable timetable(Resource schedule) {
        return new Timetable(Timetable.entries(schedule).stream()
                .map(each -> new Recurrence(((Value.Text) each).text()))
                .toList());
    }

    /** Of the action that is none of a particular network's. TS-0001 §D.12.7 (backOffParameters) */
    private static Rule.Backoff backoff(Resource rule) {
        var sets = rule.value(Attributes.BOP).orElse(null) instanceof Value.Fields parameters
                        && parameters.find("bops").orElse(null) instanceof Value.Items(var all)
                ? all
                : List.<Value>of();
        for (var each : sets)
            if (each instanceof Value.Fields set && isForAnyAction(set))
                return new Rule.Backoff(number(set, "ibt"), number(set, "abt"), number(set, "mbt"), number(set, "rbt"));
        return Rule.Backoff.NONE;
    }

    private static boolean isForAnyAction(Value.Fields set) {
        return set.find("nwa").map(ANY_ACTION::equals).orElse(true);
    }

    private static Rule.Room room(Resource rule) {
        return new Rule.Room(
                rule.ri(),
                numbers(rule, Attributes.AEC),
                rule.whole(Attributes.MBFS, 0),
                rule.whole(Attributes.SGP, 1));
    }

    private static List<Value> items(Resource rule, Attribute attribute) {
        return rule.value(attribute).orElse(null) instanceof Value.Items(var items) ? items : List.of();
    }

    private static Set<Long> numbers(Resource rule, Attribute attribute) {
        var numbers = new LinkedHashSet<Long>();
        for (var each : items(rule, attribute)) if (each instanceof Value.Whole(var number)) numbers.add(number);
        return numbers;
    }

    private static long number(Value.Fields set, String name) {
        return set.find(name).orElse(null) instanceof Value.Whole(var number) ? number : 0;
    }
}

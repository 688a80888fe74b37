// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.cse.geo.Geography;
import org.entente.cse.store.Period;
import org.entente.cse.store.Periods;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.FilterCriteria.Join;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** The matching conditions of a filter, made ready to be asked of many resources. TS-0004 §7.3.3.17. Immutable. */
public final class Matcher {
    private static final int MOST_VALUES = 1000;
    private static final int LONGEST_QUERY = 4096;
    private static final int MOST_INDEXED = 100; // beyond, an index helps less than it costs

    // Those of one kind are joined by OR, the kinds as the filter operation says. The two ends of an interval are one
    // kind. [TS-0004 §7.3.3.17.0, §7.3.3.17.1]
    private final List<Condition> kinds;
    private final Join join;
    private final FilterCriteria criteria;

    private Matcher(List<Condition> kinds, FilterCriteria criteria) {
        this.kinds = List.copyOf(kinds);
        this.join = criteria.join();
        this.criteria = criteria;
    }

    /**
     * @throws Refused BAD_REQUEST if conditions contradict each other or cannot be understood, NOT_IMPLEMENTED for
     *     semantic ones
     */
    public static Matcher of(FilterCriteria criteria, Geography geography) {
        return of(criteria, geography, Optional::of);
    }

    /** @param seen what of a parent or a child the conditions may look at; empty if nothing */
    static Matcher of(FilterCriteria criteria, Geography geography, Function<Resource, Optional<Resource>> seen) {
        if (criteria.isEmpty()) return new Matcher(List.of(), criteria);
        refuseUnknown(criteria);
        refuseLarge(criteria);
        // Cheap ones first: a resource's own attributes, then its parent's, then its children's.
        var kinds = new ArrayList<Condition>();
        times(criteria, "cra", "crb", Attributes.CT).ifPresent(kinds::add);
        times(criteria, "ms", "us", Attributes.LT).ifPresent(kinds::add);
        times(criteria, "exa", "exb", Attributes.ET).ifPresent(kinds::add);
        numbers(criteria, "stb", "sts", Attributes.ST).ifPresent(kinds::add);
        numbers(criteria, "sza", "szb", Attributes.CS).map(Matcher::ofInstances).ifPresent(kinds::add);
        new Properties("ty", "lbl", "atr", criteria).addTo(kinds, (_, condition) -> condition);
        criteria.text("lbq").map(LabelQuery::new).ifPresent(kinds::add);
        contentType(criteria).ifPresent(kinds::add);
        ContentQuery.of(criteria).ifPresent(kinds::add);
        GeoQuery.of(criteria, geography).ifPresent(kinds::add);
        new Properties("pty", "palb", "patr", criteria).addTo(kinds, (_, condition) -> ofParent(condition, seen));
        new Properties("chty", "clbl", "catr", criteria)
                .addTo(kinds, (properties, condition) -> ofChild(properties, condition, seen));
        return new Matcher(kinds, criteria);
    }

    public boolean matches(Resource resource, View view) {
        return switch (join) {
            case AND -> {
                for (var kind : kinds) if (!kind.holds(resource, view)) yield false;
                yield true;
            }
            case OR -> {
                for (var kind : kinds) if (kind.holds(resource, view)) yield true;
                yield kinds.isEmpty();
            }
            case XOR -> {
                boolean odd = kinds.isEmpty();
                for (var kind : kinds) odd ^= kind.holds(resource, view);
                yield odd;
            }
        };
    }

    /** Whether a resource of which less is seen may match where the whole does not. */
    boolean takesAbsence() {
        return join == Join.XOR
                || criteria.find("lbq").isPresent()
                || criteria.find("cfq").isPresent();
    }

    /** What an index can do of it: never leaves out a resource that matches. */
    Selection narrow(Resource root, int levels) {
        var all = Selection.below(root, levels);
        if (join != Join.AND && kinds.size() > 1) return all;
        return all.ofTypes(few(numbers("ty", criteria)))
                .labelled(few(new HashSet<>(texts(criteria.all("lbl")))))
                .having(few(AttributeValue.traits(criteria.all("atr"))))
                .within(new Periods(period("cra", "crb"), period("ms", "us"), period("exa", "exb")));
    }

    private Period period(String from, String before) {
        return new Period(
                criteria.text(from).map(Matcher::normal), criteria.text(before).map(Matcher::normal));
    }

    private static <T> Set<T> few(Set<T> values) {
        return values.size() > MOST_INDEXED ? Set.of() : values;
    }

    private static void refuseUnknown(FilterCriteria criteria) {
        if (criteria.find("smf").isPresent())
            throw new Refused(ResultCode.NOT_IMPLEMENTED, "semantic filters (smf) are not implemented");
    }

    /** Each resource on the way is compared with each of them. */
    private static void refuseLarge(FilterCriteria criteria) {
        criteria.members().members().forEach((name, value) -> {
            if (value instanceof Value.Items(var values) && values.size() > MOST_VALUES)
                throw Refused.badRequest(name + " may have at most " + MOST_VALUES + " values");
            if (value instanceof Value.Text(var text) && text.length() > LONGEST_QUERY)
                throw Refused.badRequest(name + " may have at most " + LONGEST_QUERY + " characters");
        });
    }

    private static Optional<Condition> times(FilterCriteria criteria, String from, String before, Attribute of) {
        var least = criteria.text(from).map(Matcher::normal);
        var bound = criteria.text(before).map(Matcher::normal);
        if (least.isEmpty() && bound.isEmpty()) return Optional.empty();
        // No resource could match: a mistake of the sender, not a question. [TS-0004 §7.3.3.17.1 NOTE]
        if (least.isPresent() && bound.isPresent() && least.get().compareTo(bound.get()) >= 0)
            throw Refused.badRequest(from + " must be earlier than " + before);
        return Optional.of((resource, _) -> resource.text(of)
                .map(Matcher::normal)
                .map(time -> least.map(l -> l.compareTo(time) <= 0).orElse(true)
                        && bound.map(b -> time.compareTo(b) < 0).orElse(true))
                .orElse(false));
    }

    private static Optional<Condition> numbers(FilterCriteria criteria, String from, String below, Attribute of) {
        if (criteria.find(from).isEmpty() && criteria.find(below).isEmpty()) return Optional.empty();
        long least = criteria.whole(from, 0);
        long bound = criteria.whole(below, Long.MAX_VALUE);
        if (least >= bound) throw Refused.badRequest(from + " must be less than " + below);
        return Optional.of(
                (resource, _) -> resource.has(of) && resource.whole(of, 0) >= least && resource.whole(of, 0) < bound);
    }

    /** TS-0004 §7.3.3.17.8 */
    private static Optional<Condition> contentType(FilterCriteria criteria) {
        var types = texts(criteria.all("cty"));
        if (types.isEmpty()) return Optional.empty();
        return Optional.of(ofInstances((resource, _) -> resource.text(Attributes.CNF)
                .map(ContentQuery::typeOfContent)
                .filter(types::contains)
                .isPresent()));
    }

    private static Condition ofInstances(Condition condition) {
        return (resource, view) -> resource.type().isInstance() && condition.holds(resource, view);
    }

    private static Condition ofParent(Condition condition, Function<Resource, Optional<Resource>> seen) {
        return (resource, view) -> view.byId(resource.pi())
                .flatMap(seen)
                .filter(parent -> condition.holds(parent, view))
                .isPresent();
    }

    private static Condition ofChild(
            Properties properties, Condition condition, Function<Resource, Optional<Resource>> seen) {
        return (resource, view) -> {
            var children =
                    Selection.children(resource).ofTypes(properties.types()).labelled(properties.labels());
            try (var found = view.select(children)) {
                return found.anyMatch(child -> condition.holds(child, view)
                        && seen.apply(child)
                                .filter(shown -> condition.holds(shown, view))
                                .isPresent());
            }
        };
    }

    static List<String> texts(List<Value> values) {
        var texts = new ArrayList<String>();
        for (var value : values) if (value instanceof Value.Text(var text)) texts.add(text);
        return texts;
    }

    /** @throws Refused BAD_REQUEST for a number that no resource type can have */
    static Set<Integer> numbers(String criterion, FilterCriteria criteria) {
        var numbers = new HashSet<Integer>();
        for (var value : criteria.all(criterion)) {
            if (!(value instanceof Value.Whole(var number))) continue;
            if (number > Integer.MAX_VALUE)
                throw Refused.badRequest(criterion + " must name resource types, and " + number + " is none");
            numbers.add(Math.toIntExact(number));
        }
        return numbers;
    }

    // Times are stored with microseconds; those in a request may have less.
    private static String normal(String time) {
        return time.length() == Timestamp.LENGTH ? time : Timestamp.text(Timestamp.parse(time));
    }
}

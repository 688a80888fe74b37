// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Interest;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Which events a subscription wants to hear of. TS-0001 §9.6.8 (table 9.6.8-3), TS-0004 §7.5.1.2.2 step 1.0. */
record Criteria(Value.Fields members) {
    static final long BLOCKING_UPDATE = 7;
    static final long MISSING_DATA = 8;
    static final Set<Interest> BLOCKING = Set.of(Interest.in(BLOCKING_UPDATE));

    static Criteria of(Resource subscription) {
        return of(subscription.value(Attributes.ENC).orElse(Value.Fields.EMPTY));
    }

    static Criteria of(Value criteria) {
        return new Criteria(criteria instanceof Value.Fields fields ? fields : Value.Fields.EMPTY);
    }

    /** The event types, which are updates if nothing else is said. */
    Set<Long> types() {
        return Interest.events(members);
    }

    boolean isMonitor() {
        return !items("om").isEmpty();
    }

    boolean isBlocking() {
        return wholes("net").contains(BLOCKING_UPDATE);
    }

    boolean has(String condition) {
        return members.find(condition).isPresent();
    }

    Set<Long> childTypes() {
        return wholes("chty");
    }

    /** Whether a change of these attributes is of interest. */
    boolean concerns(Set<String> changed) {
        var wanted = texts("atr");
        return wanted.isEmpty() ? !changed.isEmpty() : !Collections.disjoint(wanted, changed);
    }

    boolean match(Event event, Identity identity) {
        boolean fits = event instanceof Event.Attempted attempt
                ? monitors(attempt, identity)
                : !Collections.disjoint(Interest.of(members), event.interests());
        return fits && holds(event.about());
    }

    /** Any of several monitors suffices; one that names no operation or no originator takes all. TS-0004 §6.3.5.57 */
    private boolean monitors(Event.Attempted attempt, Identity identity) {
        return items("om").stream()
                .map(each -> (Value.Fields) each)
                .anyMatch(monitor -> watches(monitor, attempt) && watched(monitor, attempt, identity));
    }

    private static boolean watches(Value.Fields monitor, Event.Attempted attempt) {
        return !(monitor.find("ops").orElse(null) instanceof Value.Whole(var bits))
                || (bits & attempt.privilege()) != 0;
    }

    private static boolean watched(Value.Fields monitor, Event.Attempted attempt, Identity identity) {
        return monitor.text("or")
                .map(who -> identity.originator(who).equals(identity.originator(attempt.originator())))
                .orElse(true);
    }

    /** Different conditions are joined as filterOperation says, by AND if it does not. */
    private boolean holds(Resource about) {
        var conditions = new ArrayList<Boolean>();
        time(conditions, "crb", about, Attributes.CT, true);
        time(conditions, "cra", about, Attributes.CT, false);
        time(conditions, "ms", about, Attributes.LT, false);
        time(conditions, "us", about, Attributes.LT, true);
        time(conditions, "exb", about, Attributes.ET, true);
        time(conditions, "exa", about, Attributes.ET, false);
        number(conditions, "sts", about, Attributes.ST, true);
        number(conditions, "stb", about, Attributes.ST, false);
        number(conditions, "szb", about, Attributes.CS, true);
        sizeAbove(conditions, about);
        if (conditions.isEmpty()) return true;
        long met = conditions.stream().filter(each -> each).count();
        return switch (new FilterCriteria(members).join()) {
            case AND -> met == conditions.size();
            case OR -> met > 0;
            case XOR -> met % 2 == 1;
        };
    }

    private void time(List<Boolean> conditions, String tag, Resource about, Attribute attribute, boolean before) {
        members.text(tag)
                .ifPresent(limit -> conditions.add(about.text(attribute)
                        .map(time -> Timestamp.parse(time).compareTo(Timestamp.parse(limit)))
                        .map(order -> before ? order < 0 : order > 0)
                        .orElse(false)));
    }

    private void number(List<Boolean> conditions, String tag, Resource about, Attribute attribute, boolean below) {
        if (!(members.find(tag).orElse(null) instanceof Value.Whole(var limit))) return;
        long number = about.whole(attribute, limit); // an absent one is neither smaller nor bigger
        conditions.add(below ? number < limit : number > limit);
    }

    private void sizeAbove(List<Boolean> conditions, Resource about) {
        if (members.find("sza").orElse(null) instanceof Value.Whole(var limit))
            conditions.add(about.whole(Attributes.CS, -1) >= limit); // equal counts too [TS-0001 table 9.6.8-3]
    }

    private List<Value> items(String name) {
        return members.find(name).orElse(null) instanceof Value.Items(var values) ? values : List.of();
    }

    private Set<Long> wholes(String name) {
        var numbers = new HashSet<Long>();
        for (var each : items(name)) if (each instanceof Value.Whole(var number)) numbers.add(number);
        return numbers;
    }

    private Set<String> texts(String name) {
        var texts = new HashSet<String>();
        for (var each : items(name)) if (each instanceof Value.Text(var text)) texts.add(text);
        return texts;
    }
}

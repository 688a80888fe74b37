// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/**
 * Tells the IN-CSE which AEs the resources of this CSE refer to. TS-0004 §7.5.1.2.17.
 *
 * <p>It is an errand that never ends: it keeps what the IN-CSE knows already, and tells what has changed since. An AE
 * that several resources refer to is told once, and gone with the last of them.
 */
public final class Contacts implements Duty, Reaction {
    public static final String KIND = "references";

    private static final Duration QUIET = Duration.ofDays(30);
    private static final String AT_ONCE = Timestamp.text(Instant.EPOCH);
    private static final String TOLD = "told";
    private static final String ROUND = "round";

    private final Identity identity;
    private final References references;
    private final String infrastructure;
    private final Duration timeout;
    private final Integer[] types;

    /**
     * @param infrastructure the CSE-ID of the IN-CSE
     * @param timeout how long it has to answer
     */
    public Contacts(Identity identity, String infrastructure, Duration timeout, ResourceTypes types) {
        this.identity = identity;
        this.references = new References(identity);
        this.infrastructure = infrastructure;
        this.timeout = timeout;
        this.types = types.all().stream()
                .filter(References::refers)
                .map(type -> type.number())
                .distinct()
                .toArray(Integer[]::new);
    }

    /** The CSE-ID of the IN-CSE. */
    public String infrastructure() {
        return infrastructure;
    }

    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        for (var write : writes) if (concerns(write, view)) return List.of(new Write.Charged(errand(view)));
        return List.of();
    }

    private boolean concerns(Write write, View view) {
        return switch (write) {
            case Write.Created(var made) -> refers(made);
            case Write.Updated(var before, var after) ->
                References.refers(after.type()) && !references.of(before).equals(references.of(after));
            case Write.Deleted(var gone) -> refers(gone) || anyBelow(gone, view);
            case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> false;
        };
    }

    private boolean refers(Resource resource) {
        return References.refers(resource.type()) && !references.of(resource).isEmpty();
    }

    private boolean anyBelow(Resource gone, View view) {
        if (gone.type().children().isEmpty()) return false;
        try (var below = view.select(Selection.descendants(gone).ofTypes(types))) {
            return below.anyMatch(this::refers);
        }
    }

    /** One reason to look differs from the next. */
    private Errand errand(View view) {
        var before = view.errand(identity.baseId(), KIND);
        var round = before.flatMap(each -> each.details().find(ROUND)).orElse(null) instanceof Value.Whole(var number)
                ? number + 1
                : 0;
        var details = Value.field(TOLD, Value.texts(told(before))).with(ROUND, Value.of(round));
        return new Errand(identity.baseId(), KIND, AT_ONCE, details);
    }

    private static List<String> told(Optional<Errand> errand) {
        var found = new ArrayList<String>();
        if (errand.flatMap(each -> each.details().find(TOLD)).orElse(null) instanceof Value.Items(var items))
            for (var item : items) if (item instanceof Value.Text(var text)) found.add(text);
        return found;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var before = new TreeSet<>(told(Optional.of(errand)));
        var now = current(desk.view());
        for (var gone : before)
            if (!now.contains(gone) && !tell(new Tracking(false, Optional.of(gone), Optional.empty()), desk)) return;
        for (var come : now)
            if (!before.contains(come) && !tell(new Tracking(false, Optional.empty(), Optional.of(come)), desk)) return;
        var due = Timestamp.text(desk.now().plus(QUIET));
        desk.record(identity.baseId(), view -> {
            var base = Outcome.of(view.byId(identity.baseId()).orElseThrow());
            // If there is another reason to look, it goes on from what was told now.
            return view.errand(errand.about(), KIND)
                    .map(latest -> base.plus(List.of(new Write.Charged(new Errand(
                            latest.about(),
                            KIND,
                            latest.equals(errand) ? due : latest.due(),
                            latest.details().with(TOLD, Value.texts(List.copyOf(now))))))))
                    .orElse(base);
        });
    }

    private Set<String> current(View view) {
        var found = new TreeSet<String>();
        var base = view.byId(identity.baseId()).orElseThrow();
        try (var all = view.select(Selection.descendants(base).ofTypes(types))) {
            all.forEach(each -> found.addAll(references.of(each)));
        }
        return found;
    }

    /** False if the IN-CSE did not hear it; one that does not want to know is told once like any other. */
    private boolean tell(Tracking tracking, Desk desk) {
        var notify = Request.notification(infrastructure, identity.cseId(), tracking.content())
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return switch (desk.deliver(infrastructure, notify, timeout)) {
            case Delivery.Answered(var response) -> isHeard(response);
            case Delivery.Unreachable _, Delivery.Awaited _, Delivery.Undeliverable _ -> false;
        };
    }

    private static boolean isHeard(Response response) {
        return switch (response.code()) {
            case NOT_IMPLEMENTED, OPERATION_NOT_ALLOWED, BAD_REQUEST -> true; // it does not care
            default -> response.isSuccess();
        };
    }
}

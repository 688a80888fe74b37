// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/** The announced resources under which others are announced: our CSEBase's at each CSE, one of each. TS-0004 §7.3.3.10. Thread-safe. */
final class Footholds {
    private final Identity identity;
    private final ResourceTypes types;
    private final Duration longest;
    private final Map<String, ReentrantLock> making = new ConcurrentHashMap<>();

    Footholds(Identity identity, ResourceTypes types, Duration longest) {
        this.identity = identity;
        this.types = types;
        this.longest = longest;
    }

    /** The CSEBaseAnnc at a CSE, made now if there is none; empty if that CSE does not make it. */
    Optional<String> at(String cse, Desk desk, Function<Request, Optional<Response>> ask) {
        var lock = making.computeIfAbsent(cse, _ -> new ReentrantLock());
        lock.lock();
        try {
            var view = desk.view();
            return known(cse, base(view)).or(() -> made(cse, desk, view, ask));
        } finally {
            lock.unlock();
        }
    }

    private static Optional<String> known(String cse, Resource base) {
        return Places.of(base).stream()
                .filter(place -> Places.cse(place).equals(cse))
                .findFirst();
    }

    private Optional<String> made(String cse, Desk desk, View view, Function<Request, Optional<Response>> ask) {
        var base = base(view);
        var likeness = Likeness.of(base, view);
        likeness.put(
                Attributes.ET.shortName(), Value.of(Timestamp.text(desk.now().plus(longest))));
        var translation = Translation.toward(cse, identity, view);
        var request = Composition.create(cse, base, likeness, types, translation);
        var made = ask.apply(request);
        // Nobody but us announces our CSEBase: one that is there was made by us, and not noted.
        if (made.filter(response -> response.code() == ResultCode.CONFLICT).isPresent()) {
            var there = cse + "/-/" + Leftovers.name(translation.resource(base.ri()));
            made = ask.apply(Request.retrieve(there, translation.cse()));
        }
        var address =
                made.filter(Response::isSuccess).flatMap(response -> Composition.address(response, cse, identity));
        address.ifPresent(place -> desk.record(base.ri(), latest -> {
            var now = base(latest);
            var places = new ArrayList<>(Places.of(now));
            places.add(place);
            return changed(now, places, List.of());
        }));
        return address;
    }

    /** Under this address nothing can be announced any more: it is announced anew, and what belongs under it waits. */
    void lost(Resource original, String address, Desk desk) {
        var above = desk.view().byId(original.pi());
        if (above.isEmpty() || !Places.of(above.get()).contains(address)) return;
        desk.record(original.pi(), latest -> {
            var now = latest.byId(original.pi()).orElse(base(latest));
            var places = new ArrayList<>(Places.of(now));
            if (!places.remove(address)) return Outcome.of(now);
            return changed(now, places, again(now, address, latest, desk));
        });
    }

    private List<Write> again(Resource above, String address, View view, Desk desk) {
        if (above.ri().equals(identity.baseId())) return List.of(); // made when it is needed
        var todo = view.errand(above.ri(), Todo.KIND)
                .map(Todo::of)
                .orElse(Todo.NOTHING)
                .announcing(Places.cse(address));
        return List.of(
                new Write.Charged(new Errand(above.ri(), Todo.KIND, Timestamp.text(desk.now()), todo.details())));
    }

    private static Outcome changed(Resource before, List<String> places, List<Write> more) {
        var after = Places.with(before, places);
        return new Outcome(List.<Write>of(new Write.Updated(before, after)), after).plus(more);
    }

    private Resource base(View view) {
        return view.byId(identity.baseId()).orElseThrow();
    }
}

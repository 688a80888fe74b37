// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps this CSE registered: at the start, whenever the registration has vanished, and whenever other CSEs have come or
 * gone below. TS-0001 §10.2.2.6.
 *
 * <p>It is an errand that never ends: while the registrar cannot be reached it is tried again, with a growing pause.
 */
public final class Registration implements Duty, Reaction {
    public static final String KIND = "registration";

    private static final Logger log = LoggerFactory.getLogger(Registration.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final String AT_ONCE = Timestamp.text(Instant.EPOCH);

    private final Identity identity;
    private final RegistrationSettings settings;
    private final Entries entries;

    public Registration(Identity identity, RegistrationSettings settings, List<String> pointsOfAccess) {
        this.identity = identity;
        this.settings = settings;
        this.entries = new Entries(identity, settings, pointsOfAccess);
    }

    /** What is to be done at the start. */
    public Write atStart(View view) {
        return new Write.Charged(State.of(view, identity).again().errand(identity, AT_ONCE));
    }

    /** Other CSEs below this one are told of at once. TS-0004 §7.4.4.2.1, §7.4.4.2.3, §7.4.4.2.4 */
    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        for (var write : writes) if (isOfAnotherCse(write)) return List.of(atStart(view));
        return List.of();
    }

    private boolean isOfAnotherCse(Write write) {
        return switch (write) {
            case Write.Created(var made) -> isRegistree(made);
            case Write.Updated(var before, var after) ->
                isRegistree(after) && !before.texts(Entries.BELOW).equals(after.texts(Entries.BELOW));
            // What this CSE knows of its registrar comes back.
            case Write.Deleted(var gone) -> gone.type() == RemoteCse.TYPE;
            case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> false;
        };
    }

    private boolean isRegistree(Resource resource) {
        return resource.type() == RemoteCse.TYPE && !entries.isRegistrar(resource);
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var state = State.of(errand);
        try {
            var there = kept(state, desk);
            next(errand, new State(there, state.round(), 0), settings.check(), desk);
        } catch (Talk.Failed failed) {
            // Once is enough to know; those after it are the same again.
            var level = state.failures() == 0 ? Level.WARN : Level.DEBUG;
            log.atLevel(level)
                    .log("not registered with {}: {}", settings.registrar().cse(), failed.getMessage());
            var later = new State(state.there(), state.round(), state.failures() + 1);
            next(errand, later, pause(state.failures()), desk);
        }
    }

    /** Doubles from one attempt to the next, but is never longer than the time between two checks. */
    private Duration pause(int failures) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 20));
        return pause.compareTo(settings.check()) < 0 ? pause : settings.check();
    }

    /** @return the address of the registration at the registrar */
    private String kept(State state, Desk desk) {
        var talk = talk(desk);
        var there = address(state);
        var found = talk.retrieve(there);
        var address = there;
        if (found.isPresent()) {
            var changes = entries.changes(found.get(), desk.view(), desk.now());
            if (!changes.members().isEmpty()) talk.update(there, changes);
        } else {
            address = talk.create(entries.own(desk.view(), desk.now()), identity.cseId());
            log.info("registered with {} as {}", settings.registrar().cse(), identity.cseId());
        }
        entries.keep(talk, desk);
        return address;
    }

    /** Unless there was reason to look again meanwhile. */
    private void next(Errand errand, State state, Duration pause, Desk desk) {
        var due = Timestamp.text(desk.now().plus(pause));
        desk.record(identity.baseId(), view -> {
            var base = Outcome.of(view.byId(identity.baseId()).orElseThrow());
            boolean same = view.errand(errand.about(), errand.kind())
                    .filter(errand::equals)
                    .isPresent();
            return same ? base.plus(List.of(new Write.Charged(state.errand(identity, due)))) : base;
        });
    }

    /** Takes the registration away at both sides. TS-0001 §10.2.2.10 */
    public void leave(Desk desk) {
        if (!settings.deregister()) return;
        try {
            talk(desk).delete(address(State.of(desk.view(), identity)));
            entries.forget(desk);
            log.info("left {}", settings.registrar().cse());
        } catch (Talk.Failed failed) {
            log.warn("still registered with {}: {}", settings.registrar().cse(), failed.getMessage());
        }
    }

    private Talk talk(Desk desk) {
        return new Talk(
                settings,
                desk,
                identity.outward(identity.cseId(), settings.registrar().cse()));
    }

    /** A registrar that names resources otherwise than we do has told where it keeps ours. */
    private String address(State state) {
        return state.there().startsWith(settings.registrar().cse() + "/") ? state.there() : entries.usualAddress();
    }

    /**
     * What is known from one look to the next.
     *
     * @param there the address of the registration, empty if it is not known
     * @param round tells one reason to look from the next
     * @param failures how many looks in a row were in vain
     */
    private record State(String there, long round, int failures) {
        static State of(View view, Identity identity) {
            return view.errand(identity.baseId(), KIND).map(State::of).orElse(new State("", 0, 0));
        }

        static State of(Errand errand) {
            var details = errand.details();
            return new State(details.text("there").orElse(""), whole(details.find("round")), (int)
                    whole(details.find("failures")));
        }

        private static long whole(Optional<Value> value) {
            return value.orElse(null) instanceof Value.Whole(var number) ? number : 0;
        }

        State again() {
            return new State(there, round + 1, 0);
        }

        Errand errand(Identity identity, String due) {
            var details = Value.field("there", Value.of(there))
                    .with("round", Value.of(round))
                    .with("failures", Value.of(failures));
            return new Errand(identity.baseId(), KIND, due, details);
        }
    }
}

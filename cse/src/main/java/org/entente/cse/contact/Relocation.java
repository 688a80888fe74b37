// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.contact;

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
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;

/**
 * Has all that refers to an AE follow it to the CSE where it has registered now: the IN-CSE tells those concerned, and
 * any other CSE tells the IN-CSE of whoever comes to it. TS-0001 §10.2.16.1, §10.2.2.2 (case f).
 *
 * @param infrastructure the CSE-ID of the IN-CSE, where this is another one
 * @param timeout how long it has to answer
 */
public record Relocation(Identity identity, Told told, Optional<String> infrastructure, Duration timeout)
        implements Duty, Reaction {
    public static final String KIND = "relocation";

    private static final String AT_ONCE = Timestamp.text(Instant.EPOCH);
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    /** @param about names the AE among others that have moved */
    public static Write charge(String about, String before, String after) {
        var details = Value.field(BEFORE, Value.of(before)).with(AFTER, Value.of(after));
        return new Write.Charged(new Errand(about, KIND, AT_ONCE, details));
    }

    /** An AE that names where it was, and wants to be tracked, has moved. */
    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        for (var write : writes)
            if (write instanceof Write.Created(var made)
                    && made.type() == Ae.TYPE
                    && made.truth(Attributes.TRPS).orElse(false)
                    && identity.isElsewhere(request.from()))
                return List.of(charge(made.ri(), identity.local(request.from()), identity.spRelative(made.ri())));
        return List.of();
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var before = errand.details().text(BEFORE).orElseThrow();
        var after = errand.details().text(AFTER).orElseThrow();
        boolean done = infrastructure
                .map(each -> told.tell(each, before, after, desk))
                .orElseGet(() -> told.spread(before, after, desk));
        if (!done) return; // it is tried again
        desk.record(
                identity.baseId(),
                view -> new Outcome(
                        List.of(new Write.Discharged(errand)),
                        view.byId(identity.baseId()).orElseThrow()));
    }
}

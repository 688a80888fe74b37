// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.sponsored;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.cse.address.Identity;
import org.entente.cse.contact.Relocation;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Scalar;

/**
 * Assigns identifiers to AEs that register at other CSEs: the IN-CSE's part. Announced AEs of other kinds are as all
 * announced resources are. TS-0001 §10.2.2.2 (cases a, b and e).
 */
public final class SponsoredProcedure implements Procedure {
    /** The link of an announced AE that is registered nowhere. TS-0001 §10.2.2.5 */
    static final String INACTIVE = "INACTIVE";

    /** Where an AE was registered last; never shown. */
    private static final Attribute WAS = new Attribute("_was", "formerLink", Scalar.ANY_URI);

    private static final Pattern STEM = Pattern.compile("S[A-Za-z0-9._~-]{0,200}");

    private final Identity identity;
    private final Procedure others;

    /** @param others what becomes of announced AEs that are not sponsored */
    public SponsoredProcedure(Identity identity, Procedure others) {
        this.identity = identity;
        this.others = others;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (request.operation() != Operation.UPDATE || !isOf(request, target))
            return others.questions(request, target, attributes, view);
        var now = link(target);
        var cse = identity.cse(request.from()).orElseThrow();
        boolean elsewhere =
                !now.equals(INACTIVE) && identity.cse(now).filter(cse::equals).isEmpty();
        // [TS-0001 §10.2.2.2] only an AE that is tracked may leave without a word
        if (elsewhere && !target.truth(Attributes.TRPS).orElse(false))
            throw Refused.conflict(
                    target.ri() + " is registered at " + identity.cse(now).orElse("another CSE"));
        return List.of();
    }

    @Override
    public Value.Fields left(Request request, Value.Fields attributes, Resource seen, Resource now) {
        return isOf(request, now) ? attributes : others.left(request, attributes, seen, now);
    }

    @Override
    public String identify(Turn turn, ResourceType type) {
        var stem = stem(turn.request().from());
        if (stem.isEmpty()) return others.identify(turn, type);
        if (stem.get().equals("S")) return turn.identifiers().aeIdStem("S");
        if (turn.view().byId(stem.get()).isPresent()) throw Refused.conflict(stem.get() + " is taken");
        return stem.get();
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var from = turn.request().from();
        if (stem(from).isEmpty()) {
            others.create(turn, parent, created);
            return;
        }
        var link = identity.cse(from).orElseThrow() + "/" + created.ri();
        turn.create(created.with(Attributes.LNK, link).with(WAS, link));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        if (!isOf(turn.request(), before)) {
            others.update(turn, before, after);
            return;
        }
        boolean leaves = link(after).equals(INACTIVE);
        var there = identity.cse(turn.request().from()).orElseThrow() + "/" + before.ri();
        var linked = leaves ? after : after.with(Attributes.LNK, there).with(WAS, there);
        turn.update(before, linked);
        var was = before.text(WAS).orElse(there);
        boolean tracked = linked.truth(Attributes.TRPS).orElse(false);
        if (!leaves && tracked && !was.equals(there)) turn.add(Relocation.charge(before.ri(), was, there));
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource resource) {
        others.delete(turn, parent, resource);
    }

    @Override
    public Resource present(Resource resource, View view) {
        return others.present(resource, view);
    }

    private static String link(Resource announced) {
        return announced.text(Attributes.LNK).orElse(INACTIVE);
    }

    /** Whether the CSE where an AE registers speaks about that AE. */
    private boolean isOf(Request request, Resource announced) {
        return stem(request.from()).filter(announced.ri()::equals).isPresent();
    }

    /** What follows the CSE-ID of the CSE where the AE registers. */
    private Optional<String> stem(String from) {
        return identity.cse(from)
                .filter(cse -> from.length() > cse.length() && !cse.equals(identity.cseId()))
                .map(cse -> from.substring(cse.length() + 1))
                .filter(stem -> STEM.matcher(stem).matches());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Expiry;
import org.entente.cse.notification.Statistics;
import org.entente.cse.notification.Verifications;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** What a crossResourceSubscription may ask for, and how it is tied to its targets. TS-0004 §7.4.58. */
public final class CrossResourceProcedure implements Procedure {
    /** Stands at one whose targets are still being tied; never shown. */
    static final Attribute LINKING = new Attribute("_lkg", "linking", Scalar.BOOLEAN);

    /** How long a creation may take that nobody finishes. */
    private static final Duration LONGEST_LINKING = Duration.ofMinutes(2);

    private final Identity identity;
    private final Ties ties;
    private final Verifications verifications;

    /** @param ties the same for all that change them */
    public CrossResourceProcedure(Identity identity, Ties ties, Verifications verifications) {
        this.identity = identity;
        this.ties = ties;
        this.verifications = verifications;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        return switch (request.operation()) {
            case CREATE -> {
                checkTargets(attributes);
                checkWindow(attributes);
                var name = attributes
                        .text("rn")
                        .map(rn -> target.path() + "/" + rn)
                        .orElse(target.path());
                yield verifications.of(request, name, texts(attributes, Attributes.NU), view);
            }
            case UPDATE -> {
                checkWindow(merged(target, attributes));
                var added = new ArrayList<>(texts(attributes, Attributes.NU));
                added.removeAll(target.texts(Attributes.NU));
                yield verifications.of(request, target.ri(), added, view);
            }
            case RETRIEVE, DELETE, NOTIFY -> List.of();
        };
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        turn.create(Statistics.begun(created).with(LINKING, Value.of(true)));
        // Should nobody be there to finish it, it goes again, with what it has been tied to.
        turn.add(new Write.Charged(new Errand(
                created.ri(), Abandonment.KIND, Timestamp.text(turn.now().plus(LONGEST_LINKING)), Value.Fields.EMPTY)));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var given = turn.request().content().find(before.type().root()).orElse(Value.Fields.EMPTY);
        var progress = new Progress(Statistics.changed(before, after), turn.now());
        boolean retimed = given instanceof Value.Fields fields
                && (fields.find("tws").isPresent() || fields.find("twt").isPresent());
        if (retimed) progress.restart(); // [TS-0004 §7.4.58.2.3]
        turn.update(before, progress.current());
        progress.errands().forEach(turn::add);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource resource) {
        turn.delete(resource);
        for (var kind : List.of(Abandonment.KIND, WindowEnd.KIND))
            turn.view().errand(resource.ri(), kind).ifPresent(errand -> turn.add(new Write.Discharged(errand)));
    }

    @Override
    public Resource settle(Request request, Resource subject, Desk desk) {
        if (request.operation() != Operation.CREATE || !subject.has(LINKING)) return subject;
        try {
            if (!Links.of(subject).isEmpty()) throw interrupted(subject);
            new Linking(identity, ties, desk, request).link(subject);
            return desk.record(subject.ri(), view -> linked(subject, desk, view))
                    .subject();
        } catch (Refused refused) {
            desk.send(Request.delete(subject.ri(), identity.cseId()).withPeer(Peer.CSE));
            throw refused;
        }
    }

    @Override
    public boolean isToBeSettled(Resource made) {
        return made.has(LINKING);
    }

    /** Nobody knows what else was made before the kill. */
    private static Refused interrupted(Resource crossResource) {
        return new Refused(
                ResultCode.CROSS_RESOURCE_OPERATION_FAILURE,
                "the hub stopped while the targets of " + crossResource.path() + " were tied");
    }

    private static Outcome linked(Resource subject, Desk desk, View view) {
        var before = view.byId(subject.ri()).orElseThrow(() -> Refused.notFound(subject.path() + " is gone already"));
        var progress = new Progress(before.without(LINKING), desk.now());
        if (Window.isPeriodic(before)) progress.restart(); // [TS-0004 §7.4.58.2.1 d]
        var writes = new ArrayList<Write>();
        writes.add(new Write.Updated(before, progress.current()));
        writes.addAll(progress.errands());
        view.errand(subject.ri(), Abandonment.KIND).ifPresent(errand -> writes.add(new Write.Discharged(errand)));
        return new Outcome(writes, progress.current());
    }

    private static void checkTargets(Value.Fields attributes) {
        var regular = texts(attributes, Attributes.RRAT);
        if (regular.isEmpty() && texts(attributes, Attributes.SRAT).isEmpty())
            throw Refused.badRequest("a crossResourceSubscription needs rrat or srat"); // [TS-0004 §7.4.58.2.1]
        if (regular.isEmpty()) return;
        var criteria = CriteriaSet.entries(attributes);
        if (criteria.isEmpty()) throw Refused.badRequest("rrat needs encs").about("rrat");
        if (criteria.size() != 1 && criteria.size() != regular.size())
            throw Refused.badRequest("encs must have one entry, or one for each of rrat")
                    .about("encs");
    }

    private static void checkWindow(Value.Fields attributes) {
        var size = attributes.text("tws").map(Expiry::parse).orElse(Duration.ZERO);
        if (!size.isPositive())
            throw Refused.badRequest("tws must be longer than nothing").about("tws");
        boolean sliding = Value.of(2).equals(attributes.find("twt").orElse(null));
        boolean waitsForNothing = attributes.find("eem").orElse(null) instanceof Value.Whole(var mode)
                && Evaluation.of(mode) == Evaluation.ALL_MISSING;
        // It begins with an event, so it never has none.
        if (sliding && waitsForNothing)
            throw Refused.badRequest("eem 4 does not go with a sliding window").about("eem");
    }

    private static Value.Fields merged(Resource target, Value.Fields given) {
        var merged = new LinkedHashMap<>(target.attributes());
        given.members().forEach((name, value) -> {
            if (value == Value.Deleted.DELETED) merged.remove(name);
            else merged.put(name, value);
        });
        return new Value.Fields(merged);
    }

    private static List<String> texts(Value.Fields attributes, Attribute attribute) {
        return attributes.find(attribute.shortName()).orElse(null) instanceof Value.Items(var values)
                ? values.stream().map(each -> ((Value.Text) each).text()).toList()
                : List.of();
    }
}

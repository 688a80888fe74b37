// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.group.Conformity.Verdict;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
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
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Counts and validates the members of a group. TS-0004 §7.4.13.2.1, §7.4.13.2.3.
 *
 * <p>Members on CSEs that could not be asked are validated later, as an errand: the group says so meanwhile.
 */
public final class GroupProcedure implements Procedure, Duty {
    public static final String KIND = "membership";

    private static final int ABANDON_MEMBER = 1; // m2m:consistencyStrategy
    private static final int ABANDON_GROUP = 2;
    private static final Attribute CREATED_BY = Access.CREATED_BY;

    private final Identity identity;
    private final Access access;
    private final Conformity conformity;
    private final MemberTypes types = new MemberTypes();
    private final Clock clock;
    private final Duration timeout;

    /** @param timeout how long other CSEs have to tell of what type a member is */
    public GroupProcedure(Identity identity, Tree tree, Access access, Clock clock, Duration timeout) {
        this.identity = identity;
        this.access = access;
        this.conformity = new Conformity(identity, tree, types);
        this.clock = clock;
        this.timeout = timeout;
    }

    /** The types of members are looked up for the originator, who learns of no type that it may not retrieve. */
    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        boolean update = request.operation() == Operation.UPDATE;
        long type = update
                ? target.whole(Attributes.MT, Conformity.MIXED)
                : Conformity.whole(attributes.find(Attributes.MT.shortName()));
        if (type == Conformity.MIXED) return List.of();
        var known = update ? Set.copyOf(target.texts(Attributes.MID)) : Set.<String>of();
        var elsewhere = new LinkedHashSet<String>();
        if (attributes.find(Attributes.MID.shortName()).orElse(null) instanceof Value.Items(var members))
            for (var each : members)
                if (each instanceof Value.Text(var member) && !known.contains(member)) {
                    if (conformity.isElsewhere(member)) elsewhere.add(member);
                    else
                        conformity
                                .find(Conformity.behind(member), view)
                                .ifPresent(resource -> checkReadable(request, resource, view));
                }
        if (elsewhere.isEmpty()) return List.of();
        var retrievals = retrievals(List.copyOf(elsewhere), request.from());
        return List.of(courier -> {
            for (var hidden : types.ask(retrievals, courier::deliver, timeout)) throw unreadable(request, hidden);
        });
    }

    private static List<Request> retrievals(List<String> members, String originator) {
        return IntStream.range(0, members.size())
                .mapToObj(i -> Request.retrieve(Conformity.behind(members.get(i)), originator)
                        .withId("member-" + i)
                        .withPeer(Peer.CSE)
                        .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE))
                .toList();
    }

    // [TS-0004 §7.4.13.2.1]
    private void checkReadable(Request request, Resource member, View view) {
        if (!access.allows(request, member, AccessOperation.RETRIEVE, view)) throw unreadable(request, member.path());
    }

    private static Refused unreadable(Request request, String member) {
        return new Refused(
                ResultCode.RECEIVER_HAS_NO_PRIVILEGE,
                request.from() + " may not retrieve the type of the member " + member);
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var typed = created.has(Attributes.MT) ? created : created.with(Attributes.MT, Conformity.MIXED);
        var group = validated(
                typed.has(Attributes.CSY) ? typed : typed.with(Attributes.CSY, ABANDON_MEMBER), Set.of(), turn.view());
        turn.create(group);
        later(group, turn.now()).ifPresent(turn::add);
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        // What was validated once is not asked for again.
        boolean settled = before.truth(Attributes.MTV).orElse(false);
        var group = validated(after, settled ? Set.copyOf(before.texts(Attributes.MID)) : Set.of(), turn.view());
        turn.update(before, group);
        later(group, turn.now()).ifPresent(turn::add);
    }

    private Resource validated(Resource group, Set<String> settled, View view) {
        var members = conformity.distinct(group.texts(Attributes.MID), view);
        if (members.size() > group.whole(Attributes.MNM, 0))
            throw new Refused(
                    ResultCode.MAX_NUMBER_OF_MEMBER_EXCEEDED,
                    "mid has " + members.size() + " members, mnm allows " + group.whole(Attributes.MNM, 0));
        if (group.whole(Attributes.MT, Conformity.MIXED) == Conformity.MIXED)
            return counted(group.without(Attributes.MTV), members);
        var verdicts = new LinkedHashMap<String, Verdict>();
        for (var member : members) {
            boolean known = settled.contains(member) && conformity.isElsewhere(member);
            verdicts.put(member, known ? Verdict.CONFORMS : conformity.judge(member, group, view));
        }
        var wrong = members.stream()
                .filter(member -> verdicts.get(member) == Verdict.DIFFERS)
                .toList();
        boolean all = !verdicts.containsValue(Verdict.UNKNOWN);
        if (wrong.isEmpty()) return counted(group.with(Attributes.MTV, Value.of(all)), members);
        return switch ((int) group.whole(Attributes.CSY, ABANDON_MEMBER)) {
            case ABANDON_MEMBER -> {
                members.removeAll(wrong);
                yield counted(group.with(Attributes.MTV, Value.of(all)), members);
            }
            case ABANDON_GROUP ->
                throw new Refused(
                        ResultCode.GROUP_MEMBER_TYPE_INCONSISTENT,
                        wrong.getFirst() + " is not of the group's member type");
            default ->
                counted(group.with(Attributes.MT, Conformity.MIXED).with(Attributes.MTV, Value.of(true)), members);
        };
    }

    private static Resource counted(Resource group, List<String> members) {
        return group.with(Attributes.MID, Value.texts(members)).with(Attributes.CNM, members.size());
    }

    /** What is left to be validated as soon as the other CSEs can be reached. */
    private static Optional<Write> later(Resource group, Instant now) {
        if (group.truth(Attributes.MTV).orElse(true)) return Optional.empty();
        return Optional.of(new Write.Charged(new Errand(group.ri(), KIND, Timestamp.text(now), Value.Fields.EMPTY)));
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var group = desk.view().byId(errand.about());
        if (group.isEmpty() || group.get().truth(Attributes.MTV).orElse(true)) {
            desk.record(identity.baseId(), view -> struckOff(errand, view));
            return;
        }
        var members = group.get().texts(Attributes.MID).stream()
                .filter(conformity::isElsewhere)
                .toList();
        var originator = group.get().text(CREATED_BY).orElse(identity.cseId());
        types.ask(retrievals(members, originator), desk::deliver, timeout).forEach(types::conceal);
        try {
            desk.record(errand.about(), view -> settled(errand, view));
        } catch (Refused inconsistent) {
            abandon(errand, desk);
        }
    }

    private Outcome settled(Errand errand, View view) {
        var before = view.byId(errand.about());
        if (before.isEmpty()) return struckOff(errand, view);
        var after = validated(before.get(), Set.of(), view);
        if (!after.truth(Attributes.MTV).orElse(true)) return Outcome.of(before.get()); // it is tried again
        var stamped = after.with(Attributes.LT, Timestamp.text(clock.instant()));
        return new Outcome(List.of(new Write.Updated(before.get(), stamped), new Write.Discharged(errand)), stamped);
    }

    private void abandon(Errand errand, Desk desk) {
        var response =
                desk.send(Request.delete(errand.about(), identity.cseId()).withPeer(Peer.CSE));
        if (response.isSuccess() || response.code() == ResultCode.NOT_FOUND)
            desk.record(identity.baseId(), view -> struckOff(errand, view));
    }

    private Outcome struckOff(Errand errand, View view) {
        return new Outcome(
                List.of(new Write.Discharged(errand)),
                view.byId(identity.baseId()).orElseThrow());
    }
}

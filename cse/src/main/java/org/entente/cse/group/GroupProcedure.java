// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Group;
import org.entente.model.type.Resource;

/** Counts and validates the members of a group. TS-0004 §7.4.13.2.1, §7.4.13.2.3. */
public final class GroupProcedure implements Procedure {
    private static final int MIXED = 0; // m2m:memberType
    private static final int ABANDON_MEMBER = 1; // m2m:consistencyStrategy
    private static final int ABANDON_GROUP = 2;
    private static final int OLDEST = 20001;
    private static final int LATEST = 20002;
    private static final String FAN_OUT = "/fopt";

    private final Identity identity;
    private final Tree tree;
    private final Access access;

    public GroupProcedure(Identity identity, Tree tree, Access access) {
        this.identity = identity;
        this.tree = tree;
        this.access = access;
    }

    /** The types of members are looked up for the originator, who learns of no type that it may not retrieve. */
    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        boolean update = request.operation() == Operation.UPDATE;
        long type = update ? target.whole(Attributes.MT, MIXED) : whole(attributes, Attributes.MT);
        if (type == MIXED) return List.of();
        var known = update ? Set.copyOf(target.texts(Attributes.MID)) : Set.<String>of();
        if (attributes.find(Attributes.MID.shortName()).orElse(null) instanceof Value.Items(var members))
            for (var each : members)
                if (each instanceof Value.Text(var member) && !known.contains(member))
                    find(behind(member), view).ifPresent(resource -> checkReadable(request, resource, view));
        return List.of();
    }

    // [TS-0004 §7.4.13.2.1]
    private void checkReadable(Request request, Resource member, View view) {
        if (!access.allows(request, member, AccessOperation.RETRIEVE, view))
            throw new Refused(
                    ResultCode.RECEIVER_HAS_NO_PRIVILEGE,
                    request.from() + " may not retrieve the type of the member " + member.path());
    }

    private static long whole(Value.Fields attributes, Attribute attribute) {
        return attributes.find(attribute.shortName()).orElse(null) instanceof Value.Whole(var number) ? number : MIXED;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var typed = created.has(Attributes.MT) ? created : created.with(Attributes.MT, MIXED);
        turn.create(
                validated(typed.has(Attributes.CSY) ? typed : typed.with(Attributes.CSY, ABANDON_MEMBER), turn.view()));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        turn.update(before, validated(after, turn.view()));
    }

    private Resource validated(Resource group, View view) {
        var members = new ArrayList<>(new LinkedHashSet<>(group.texts(Attributes.MID))); // duplicates are removed
        if (members.size() > group.whole(Attributes.MNM, 0))
            throw new Refused(
                    ResultCode.MAX_NUMBER_OF_MEMBER_EXCEEDED,
                    "mid has " + members.size() + " members, mnm allows " + group.whole(Attributes.MNM, 0));
        if (group.whole(Attributes.MT, MIXED) == MIXED) return counted(group.without(Attributes.MTV), members);
        var wrong = members.stream()
                .filter(member -> !conforms(member, group, view))
                .toList();
        if (wrong.isEmpty()) return counted(group.with(Attributes.MTV, Value.of(true)), members);
        return switch ((int) group.whole(Attributes.CSY, ABANDON_MEMBER)) {
            case ABANDON_MEMBER -> {
                members.removeAll(wrong);
                yield counted(group.with(Attributes.MTV, Value.of(true)), members);
            }
            case ABANDON_GROUP ->
                throw new Refused(
                        ResultCode.GROUP_MEMBER_TYPE_INCONSISTENT,
                        wrong.getFirst() + " is not of the group's member type");
            default -> counted(group.with(Attributes.MT, MIXED).with(Attributes.MTV, Value.of(true)), members);
        };
    }

    private static Resource counted(Resource group, List<String> members) {
        return group.with(Attributes.MID, Value.texts(members)).with(Attributes.CNM, members.size());
    }

    /** A member that cannot be found has no type that could conform. */
    private boolean conforms(String member, Resource group, View view) {
        boolean subgroup = member.endsWith(FAN_OUT);
        var found = find(behind(member), view);
        if (found.isEmpty()) return false;
        var resource = found.get();
        long wanted = group.whole(Attributes.MT, MIXED);
        int edge = edge(member);
        if (edge != MIXED) return resource.type().hasInstances() && edge == wanted; // [TS-0004 §7.4.13.2.1]
        if (subgroup) return resource.type() == Group.TYPE && resource.whole(Attributes.MT, MIXED) == wanted;
        if (resource.type().number() != wanted) return false;
        return group.value(Attributes.SPTY)
                .map(spty ->
                        resource.type().discriminator().filter(spty::equals).isPresent())
                .orElse(true);
    }

    /** The type of a virtual member, if it is latest or oldest. */
    private static int edge(String member) {
        if (member.endsWith("/la")) return LATEST;
        return member.endsWith("/ol") ? OLDEST : MIXED;
    }

    /** The address of the resource whose type counts: a virtual member stands for its parent. TS-0004 §7.4.13.2.1 */
    private static String behind(String member) {
        if (member.endsWith(FAN_OUT)) return member.substring(0, member.length() - FAN_OUT.length());
        return edge(member) == MIXED ? member : member.substring(0, member.length() - 3);
    }

    private Optional<Resource> find(String address, View view) {
        var local = identity.local(address);
        return local.startsWith("/") ? Optional.empty() : tree.resource(local, view);
    }
}

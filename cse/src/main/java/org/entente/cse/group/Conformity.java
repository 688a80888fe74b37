// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Group;
import org.entente.model.type.Resource;
import org.entente.model.type.TimeSeries;

/** Judges whether a member is of its group's type, be it on this CSE or on another. TS-0004 §7.4.13.2.1. */
record Conformity(Identity identity, Tree tree, MemberTypes types) {
    static final int MIXED = 0; // m2m:memberType
    private static final int OLDEST = 20001;
    private static final int LATEST = 20002;
    private static final String FAN_OUT = "/fopt";
    private static final Set<Long> WITH_INSTANCES =
            Set.of((long) Container.TYPE.number(), (long) FlexContainer.NUMBER, (long) TimeSeries.TYPE.number());

    /** What is known of a member. */
    enum Verdict {
        CONFORMS,
        DIFFERS,
        /** It is on another CSE that could not be asked. */
        UNKNOWN
    }

    Verdict judge(String member, Resource group, View view) {
        if (isElsewhere(member))
            return types.find(behind(member))
                    .map(found -> switch (found) {
                        case MemberTypes.Member.Missing _ -> Verdict.DIFFERS;
                        case MemberTypes.Member.Found there -> verdict(conforms(member, there, group));
                    })
                    .orElse(Verdict.UNKNOWN);
        // A member that cannot be found has no type that could conform.
        return verdict(find(behind(member), view)
                .filter(here -> conforms(member, seen(here), group))
                .isPresent());
    }

    private static Verdict verdict(boolean conforms) {
        return conforms ? Verdict.CONFORMS : Verdict.DIFFERS;
    }

    private static MemberTypes.Member.Found seen(Resource resource) {
        return new MemberTypes.Member.Found(
                resource.type().number(),
                resource.whole(Attributes.MT, MIXED),
                resource.type().discriminator());
    }

    private static boolean conforms(String member, MemberTypes.Member.Found found, Resource group) {
        long wanted = group.whole(Attributes.MT, MIXED);
        int edge = edge(member);
        if (edge != MIXED) return WITH_INSTANCES.contains(found.type()) && edge == wanted;
        if (member.endsWith(FAN_OUT)) return found.type() == Group.TYPE.number() && found.memberType() == wanted;
        if (found.type() != wanted) return false;
        var special = group.value(Attributes.SPTY);
        return special.isEmpty() || special.map(Conformity::definition).equals(found.special());
    }

    /** What is chosen of containerDefinition and mgmtDefinition. TS-0004 §6.3.5.67 */
    private static Value definition(Value specialization) {
        return specialization instanceof Value.Fields(var chosen)
                ? chosen.values().iterator().next()
                : specialization;
    }

    /** The type of a virtual member, if it is latest or oldest. */
    private static int edge(String member) {
        if (member.endsWith("/la")) return LATEST;
        return member.endsWith("/ol") ? OLDEST : MIXED;
    }

    /** The address of the resource whose type counts: a virtual member stands for its parent. */
    static String behind(String member) {
        if (isFanOut(member)) return member.substring(0, member.length() - FAN_OUT.length());
        return edge(member) == MIXED ? member : member.substring(0, member.length() - 3);
    }

    /** Whether a member stands for the members of a further group. */
    static boolean isFanOut(String member) {
        return member.endsWith(FAN_OUT);
    }

    boolean isElsewhere(String member) {
        return identity.local(member).startsWith("/");
    }

    /** Each member once, as it was written first, whichever of its addresses it was named by. TS-0004 §7.4.13.2.1 */
    List<String> distinct(List<String> members, View view) {
        var once = new LinkedHashMap<String, String>();
        for (var member : members) once.putIfAbsent(canonical(member, view), member);
        return new ArrayList<>(once.values());
    }

    private String canonical(String member, View view) {
        var behind = behind(member);
        return find(behind, view).map(Resource::ri).orElse(identity.local(behind)) + member.substring(behind.length());
    }

    /** A member of this CSE. */
    Optional<Resource> find(String address, View view) {
        var local = identity.local(address);
        return local.startsWith("/") ? Optional.empty() : tree.resource(local, view);
    }

    static long whole(Optional<Value> value) {
        return value.orElse(null) instanceof Value.Whole(var number) ? number : MIXED;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.type.Attributes;
import org.entente.model.type.Group;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;

/** Whom a rule means: accessControlOriginators in all their forms. TS-0001 §9.6.2.1, TS-0003 §7.1.3, TS-0004 §7.3.3.15. */
final class Originators {
    private static final String ALL = "all";

    private final Identity identity;
    private final Set<String> exact = new HashSet<>();
    private final List<Wildcard> patterns = new ArrayList<>();
    private final List<Wildcard> domains = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private boolean all;

    /**
     * @param entries AE-IDs and CSE-IDs in any form, domains, groups, {@code all}. Role identifiers stay without effect:
     *     nothing proves yet that an originator has a role. [TS-0001 §7.1.14]
     */
    Originators(List<String> entries, Identity identity) {
        this.identity = identity;
        entries.forEach(this::add);
    }

    boolean include(Requester who, View view) {
        if (who.id().isEmpty()) return false;
        if (all || exact.contains(who.id())) return true;
        if (!patterns.isEmpty() && matchesPattern(who.absolute())) return true;
        if (!domains.isEmpty() && matchesDomain(who.serviceProvider())) return true;
        for (var group : groups) if (isMember(who, group, view)) return true;
        return false;
    }

    private void add(String entry) {
        if (entry.equals(ALL)) all = true;
        else if (entry.startsWith("//") && entry.indexOf('/', 2) < 0) domains.add(new Wildcard(entry.substring(2)));
        else if (entry.indexOf('*') >= 0) addPattern(entry);
        else addIdentifier(entry);
    }

    private void addIdentifier(String entry) {
        exact.add(Requester.canonical(entry, identity));
        boolean bare = entry.indexOf('/') < 0;
        if (bare && entry.indexOf('.') > 0) addDomain(entry);
        var local = identity.local(entry);
        boolean stem = bare && (entry.startsWith("C") || entry.startsWith("S"));
        if (!stem && !local.startsWith("/")) groups.add(local);
    }

    private void addPattern(String entry) {
        var sp = "//" + identity.spId();
        if (entry.startsWith("//")) {
            patterns.add(new Wildcard(entry));
        } else if (entry.startsWith("/")) {
            patterns.add(new Wildcard(sp + entry));
            int slash = entry.indexOf('/', 1);
            // An AE of this CSE may be written with its CSE-ID although it needs none.
            if (slash > 0
                    && entry.startsWith("S", slash + 1)
                    && new Wildcard(entry.substring(0, slash)).matches(identity.cseId()))
                patterns.add(new Wildcard(sp + entry.substring(slash)));
        } else {
            if (!entry.startsWith("S")) patterns.add(new Wildcard(identity.absolute(entry)));
            if (!entry.startsWith("C") && entry.indexOf('/') < 0) patterns.add(new Wildcard(sp + "/S" + tail(entry)));
            if (entry.indexOf('.') > 0) addDomain(entry);
        }
    }

    // "S12*" and "*12" both mean AE-ID-Stems that start with S.
    private static String tail(String entry) {
        return entry.startsWith("S") ? entry.substring(1) : entry;
    }

    /** A domain means its sub-domains too. TS-0001 §9.6.2.1 */
    private void addDomain(String name) {
        domains.add(new Wildcard(name));
        domains.add(new Wildcard("*." + name));
    }

    private boolean matchesPattern(String absolute) {
        for (var pattern : patterns) if (pattern.matchesSegments(absolute)) return true;
        return false;
    }

    private boolean matchesDomain(String serviceProvider) {
        for (var domain : domains) if (domain.matches(serviceProvider)) return true;
        return false;
    }

    /** A group that cannot be found has no members. TS-0001 §9.6.2.1 */
    private boolean isMember(Requester who, String address, View view) {
        var tree = new Tree(identity);
        var group =
                tree.resource(address, view).filter(r -> r.type() == Group.TYPE).orElse(null);
        if (group == null) return false;
        for (var member : group.texts(Attributes.MID)) if (stands(member, who, tree, view)) return true;
        return false;
    }

    private boolean stands(String member, Requester who, Tree tree, View view) {
        return who.is(member) || isResourceOf(who, member, tree, view);
    }

    /** Members are named by the resources that stand for them: an AE's or a remoteCSE's. */
    private boolean isResourceOf(Requester who, String member, Tree tree, View view) {
        var local = identity.local(member);
        if (local.startsWith("/")) return false;
        return tree.resource(local, view).map(r -> represents(r, who)).orElse(false);
    }

    private static boolean represents(Resource resource, Requester who) {
        var id = resource.type() == RemoteCse.TYPE ? Attributes.CSI : Attributes.AEI;
        return resource.text(id).map(who::is).orElse(false);
    }
}

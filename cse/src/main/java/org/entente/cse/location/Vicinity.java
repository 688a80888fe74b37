// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.location;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Ae;
import org.entente.model.type.AreaNwkDeviceInfo;
import org.entente.model.type.Attributes;
import org.entente.model.type.LocationPolicy;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Node;
import org.entente.model.type.Resource;

/**
 * Where an application is that cannot know: at the nearest node of its area network that can, or else where this CSE is.
 * Others share with whom they let read. TS-0004 §7.4.10.2.1 (step 5)
 */
final class Vicinity {
    private static final long DEVICE_BASED = 2; // m2m:locationSource

    private final Identity identity;
    private final Access access;
    private final Tree tree;

    Vicinity(Identity identity, Access access) {
        this.identity = identity;
        this.access = access;
        this.tree = new Tree(identity);
    }

    /** The content of a position, with its {@code loc} if it has one; empty if nobody near has any. */
    Optional<Value.Fields> position(Resource policy, View view) {
        var nodes = view.children(identity.baseId(), Node.TYPE.number());
        var applications = view.children(identity.baseId(), Ae.TYPE.number());
        var start = nodes.stream()
                .filter(node -> application(policy, view)
                        .filter(ae -> isOn(ae, node, view))
                        .isPresent())
                .findFirst();
        var asker = Sharing.asker(policy);
        Predicate<Resource> isShared = each -> access.allows(asker, each, AccessOperation.RETRIEVE, view);
        return start.flatMap(node -> nearest(node, nodes, applications, isShared, view))
                .or(() -> ofThisCse(view));
    }

    private static Optional<Resource> application(Resource policy, View view) {
        return view.byId(policy.pi())
                .filter(parent -> parent.type() == Ae.TYPE)
                .or(() -> policy.text(Access.CREATED_BY).flatMap(view::byId).filter(each -> each.type() == Ae.TYPE));
    }

    /** Nodes one hop away come before those two hops away. */
    private Optional<Value.Fields> nearest(
            Resource start,
            List<Resource> nodes,
            List<Resource> applications,
            Predicate<Resource> isShared,
            View view) {
        var seen = new HashSet<>(Set.of(start.ri()));
        var next = new ArrayDeque<>(neighbours(start, nodes, view));
        while (!next.isEmpty()) {
            var node = next.poll();
            if (!seen.add(node.ri())) continue;
            var position = applications.stream()
                    .filter(ae -> isOn(ae, node, view))
                    .flatMap(ae -> of(ae, isShared, view).stream())
                    .findFirst();
            if (position.isPresent()) return position;
            next.addAll(neighbours(node, nodes, view));
        }
        return Optional.empty();
    }

    /** Both ways: who names a neighbour is one of it. TS-0001 §D.7 */
    private List<Resource> neighbours(Resource node, List<Resource> nodes, View view) {
        return nodes.stream()
                .filter(other -> !other.ri().equals(node.ri()))
                .filter(other -> names(node, other, view) || names(other, node, view))
                .toList();
    }

    private boolean names(Resource node, Resource other, View view) {
        var devices = devices(other, view)
                .flatMap(each -> each.text(Attributes.DVD).stream())
                .toList();
        return devices(node, view)
                .flatMap(each -> each.texts(Attributes.LNH).stream())
                .anyMatch(named -> devices.contains(named) || leadsTo(named, other, view));
    }

    /** To the node itself or to one of its objects. */
    private boolean leadsTo(String address, Resource node, View view) {
        return find(address, view)
                .filter(found -> found.ri().equals(node.ri()) || found.pi().equals(node.ri()))
                .isPresent();
    }

    private static Stream<Resource> devices(Resource node, View view) {
        return view.children(node.ri(), MgmtObj.NUMBER).stream().filter(each -> each.type() == AreaNwkDeviceInfo.TYPE);
    }

    private boolean isOn(Resource ae, Resource node, View view) {
        return ae.text(Attributes.NL).filter(link -> leadsTo(link, node, view)).isPresent()
                || node.texts(Attributes.HAEL).stream()
                        .map(identity::originator)
                        .anyMatch(ae.ri()::equals);
    }

    private Optional<Value.Fields> ofThisCse(View view) {
        return view.byId(identity.baseId()).flatMap(base -> of(base, _ -> true, view));
    }

    /** What a device-based policy of an entity has found last, or what the entity says of itself. */
    private static Optional<Value.Fields> of(Resource entity, Predicate<Resource> isShared, View view) {
        return view.children(entity.ri(), LocationPolicy.TYPE.number()).stream()
                .filter(policy -> policy.whole(Attributes.LOS, 0) == DEVICE_BASED)
                .flatMap(policy -> policy.text(Attributes.LOI).stream())
                .flatMap(container -> newest(container, isShared, view).stream())
                .findFirst()
                .or(() -> Optional.of(entity)
                        .filter(isShared)
                        .flatMap(each -> each.value(Attributes.LOC))
                        .map(Vicinity::told));
    }

    private static Optional<Value.Fields> newest(String container, Predicate<Resource> isShared, View view) {
        try (var instances = view.instances(container, true)) {
            return instances
                    .filter(each -> !each.texts(Attributes.LBL).contains(PositionProcedure.LABEL))
                    .findFirst()
                    .filter(isShared)
                    .flatMap(Vicinity::content);
        }
    }

    private static Optional<Value.Fields> content(Resource instance) {
        return instance.value(Attributes.CON).map(content -> {
            var position = Value.field(Attributes.CON.shortName(), content);
            return instance.value(Attributes.LOC)
                    .map(loc -> position.with(Attributes.LOC.shortName(), loc))
                    .orElse(position);
        });
    }

    private static Value.Fields told(Value location) {
        var coordinates =
                location instanceof Value.Fields fields ? fields.find("crd").orElse(location) : location;
        return Value.field(Attributes.CON.shortName(), coordinates).with(Attributes.LOC.shortName(), location);
    }

    private Optional<Resource> find(String address, View view) {
        try {
            return tree.resource(identity.local(address), view);
        } catch (Refused meaningless) {
            return Optional.empty();
        }
    }
}

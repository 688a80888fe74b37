// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.entente.interworking.opcua.Servers.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an address space, level by level, within bounds; each node is met once, so that circles end. OPC 10000-4
 * §5.9. Not for two threads.
 */
final class Browser {
    private static final int WANTED =
            NodeClass.Object.getValue() | NodeClass.Variable.getValue() | NodeClass.Method.getValue();
    /** What a server says of itself, not of the plant. */
    private static final Set<NodeId> LEFT_OUT = Set.of(NodeIds.Server, NodeIds.Aliases, NodeIds.Locations);

    private static final int LONGEST_NAME = 40;

    private final Service service;
    private final NamespaceTable namespaces;
    private final Bounds bounds;
    private final Set<NodeId> met = new HashSet<>(LEFT_OUT);
    private final List<String> mistakes = new ArrayList<>();

    Browser(Service service, NamespaceTable namespaces, Bounds bounds) {
        this.service = service;
        this.namespaces = namespaces;
        this.bounds = bounds;
    }

    /** What was left out, and why. */
    List<String> mistakes() {
        return mistakes;
    }

    void grow(Spot root) throws UaException {
        met.add(root.id());
        var level = List.of(root);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth == bounds.depth()) {
                mistakes.add("nodes more than " + bounds.depth() + " steps from the root are left out");
                return;
            }
            level = next(level);
        }
    }

    private List<Spot> next(List<Spot> level) throws UaException {
        var next = new ArrayList<Spot>();
        // One that never ends must leave room for the others.
        int most = Math.max(1, bounds.nodes() / 2);
        var followed = service.follow(
                level.stream().map(Spot::id).toList(),
                NodeIds.HierarchicalReferences,
                BrowseDirection.Forward,
                WANTED,
                most);
        for (int i = 0; i < level.size(); i++) {
            var found = followed.get(i);
            if (!found.error().isEmpty()) mistakes.add(level.get(i).name() + " cannot be browsed: " + found.error());
            if (found.cut())
                mistakes.add("below " + level.get(i).name() + " only the first " + most + " nodes are taken");
            for (var reference : found.references()) if (!take(reference, level.get(i), next)) return List.of();
        }
        return next;
    }

    /** @return whether there is room for more */
    private boolean take(ReferenceDescription reference, Spot parent, List<Spot> next) {
        var id = reference.getNodeId().toNodeId(namespaces);
        // A node of another server is that server's to show.
        if (id.isEmpty() || !reference.getNodeId().isLocal() || !isWanted(reference) || met.contains(id.get()))
            return true;
        if (met.size() - LEFT_OUT.size() >= bounds.nodes()) {
            mistakes.add("nodes beyond the first " + bounds.nodes() + " are left out");
            return false;
        }
        met.add(id.get());
        var name = unlike(
                parent.below().stream().map(Spot::name).toList(),
                clean(reference.getBrowseName().name()));
        var title = reference.getDisplayName().text();
        var type = reference.getTypeDefinition().toNodeId(namespaces).orElse(NodeId.NULL_VALUE);
        var spot = new Spot(
                id.get(), name, title == null || title.isBlank() ? name : title, reference.getNodeClass(), type);
        parent.below().add(spot);
        next.add(spot);
        return true;
    }

    /** A server may send what nobody asked for. */
    private static boolean isWanted(ReferenceDescription reference) {
        return reference.getNodeClass() != null && (reference.getNodeClass().getValue() & WANTED) != 0;
    }

    static String clean(@Nullable String name) {
        if (name == null || name.isBlank()) return "node";
        var clean = name.replaceAll("[^A-Za-z0-9_-]", "_");
        if (clean.length() <= LONGEST_NAME) return clean;
        return clean.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(name.hashCode());
    }

    /** The name with a number where it is taken. */
    static String unlike(Collection<String> taken, String name) {
        var unlike = name;
        for (int i = 2; taken.contains(unlike); i++) unlike = name + "_" + i;
        return unlike;
    }
}

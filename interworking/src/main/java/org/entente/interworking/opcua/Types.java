// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;

/** From which types a type is derived, as the server tells it. OPC 10000-3 §5.5, §5.6, §5.8. Not for two threads. */
final class Types {
    private static final int LONGEST_CHAIN = 20;

    private final Service service;
    private final NamespaceTable namespaces;
    private final Map<NodeId, NodeId> parents = new HashMap<>();

    Types(Service service, NamespaceTable namespaces) {
        this.service = service;
        this.namespaces = namespaces;
    }

    /** Asks for what it does not know yet, all types of a level at once. */
    void learn(Collection<NodeId> types) throws UaException {
        var unknown = new LinkedHashSet<NodeId>(types);
        for (int step = 0; step < LONGEST_CHAIN && !unknown.isEmpty(); step++) {
            unknown.removeIf(type -> type.isNull() || parents.containsKey(type));
            var next = new LinkedHashSet<NodeId>();
            for (var found : service.follow(
                    List.copyOf(unknown), NodeIds.HasSubtype, BrowseDirection.Inverse, 0, LONGEST_CHAIN)) {
                var parent = found.references().stream()
                        .findFirst()
                        .flatMap(each -> each.getNodeId().toNodeId(namespaces))
                        .orElse(NodeId.NULL_VALUE);
                parents.put(found.from(), parent);
                next.add(parent);
            }
            unknown = next;
        }
    }

    /** The type and those it is derived from, the most special first; a circle ends it. */
    List<NodeId> chain(NodeId type) {
        var chain = new ArrayList<NodeId>();
        for (var each = type;
                !each.isNull() && !chain.contains(each);
                each = parents.getOrDefault(each, NodeId.NULL_VALUE)) chain.add(each);
        return chain;
    }

    /** The same on every server, whatever index it gives the namespace. */
    String name(NodeId node) {
        var text = node.toParseableString();
        var uri = namespaces.get(node.getNamespaceIndex());
        return "nsu=" + uri + ";" + text.substring(text.indexOf(';') + 1);
    }
}

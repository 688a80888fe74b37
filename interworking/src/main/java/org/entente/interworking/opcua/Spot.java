// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;

/**
 * A node of a server's address space where it was met first, so that the whole is a tree.
 *
 * @param name its browse name, of letters that a resource name may have, and unlike its siblings'
 * @param type its type definition, the null node for a method
 * @param below grows while the server is browsed
 */
record Spot(NodeId id, String name, String title, NodeClass kind, NodeId type, List<Spot> below) {
    Spot(NodeId id, String name, String title, NodeClass kind, NodeId type) {
        this(id, name, title, kind, type, new ArrayList<>());
    }

    Stream<Spot> children(NodeClass wanted) {
        return below.stream().filter(each -> each.kind == wanted);
    }

    /** Itself and all below. */
    Stream<Spot> all() {
        return Stream.concat(Stream.of(this), below.stream().flatMap(Spot::all));
    }
}

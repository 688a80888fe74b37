// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;

/** Asks a server in portions that every server takes. OPC 10000-4 §5.9, §5.11. */
record Service(OpcUaClient client) {
    private static final int NODES_AT_ONCE = 40;
    private static final int VALUES_AT_ONCE = 100;
    private static final UInteger REFERENCES_AT_ONCE = uint(200);
    private static final UInteger EVERYTHING = uint(63);
    private static final ViewDescription WHOLE = new ViewDescription(NodeId.NULL_VALUE, DateTime.MIN_VALUE, uint(0));

    /** What follows a node: references, as many as were wanted at most, or why there are none. */
    record Followed(NodeId from, List<ReferenceDescription> references, boolean cut, String error) {}

    /** An attribute of a node. */
    record Asked(NodeId node, AttributeId attribute) {
        ReadValueId request() {
            return new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE);
        }
    }

    /** Answers in the order of the questions. */
    List<DataValue> read(List<Asked> asked) throws UaException {
        var values = new ArrayList<DataValue>();
        for (int from = 0; from < asked.size(); from += VALUES_AT_ONCE) {
            var portion = asked.subList(from, Math.min(from + VALUES_AT_ONCE, asked.size()));
            var answer = client.read(
                            0,
                            TimestampsToReturn.Neither,
                            portion.stream().map(Asked::request).toList())
                    .getResults();
            if (answer == null || answer.length != portion.size()) throw lied("Read", portion.size());
            values.addAll(List.of(answer));
        }
        return values;
    }

    /** The null node if it has none. */
    NodeId typeOf(NodeId node, NamespaceTable namespaces) throws UaException {
        return follow(List.of(node), NodeIds.HasTypeDefinition, BrowseDirection.Forward, 0, 1)
                .getFirst()
                .references()
                .stream()
                .findFirst()
                .flatMap(each -> each.getNodeId().toNodeId(namespaces))
                .orElse(NodeId.NULL_VALUE);
    }

    /**
     * Follows references of a type and its subtypes.
     *
     * @param mask the classes of nodes that are wanted
     * @param most references of one node
     */
    List<Followed> follow(List<NodeId> nodes, NodeId reference, BrowseDirection direction, int mask, int most)
            throws UaException {
        var all = new ArrayList<Followed>();
        for (int from = 0; from < nodes.size(); from += NODES_AT_ONCE) {
            var portion = nodes.subList(from, Math.min(from + NODES_AT_ONCE, nodes.size()));
            var wanted = portion.stream()
                    .map(node -> new BrowseDescription(node, direction, reference, true, uint(mask), EVERYTHING))
                    .toList();
            var results = client.browse(WHOLE, REFERENCES_AT_ONCE, wanted).getResults();
            if (results == null || results.length != portion.size()) throw lied("Browse", portion.size());
            for (int i = 0; i < results.length; i++) all.add(whole(portion.get(i), results[i], most));
        }
        return all;
    }

    private Followed whole(NodeId from, BrowseResult first, int most) throws UaException {
        if (first.getStatusCode().isBad()) return new Followed(from, List.of(), false, Words.of(first.getStatusCode()));
        var references = new ArrayList<ReferenceDescription>();
        var page = first;
        add(references, page);
        while (hasMore(page) && references.size() <= most) {
            var next = client.browseNext(false, List.of(page.getContinuationPoint()))
                    .getResults();
            // A page without anything would be turned for ever.
            if (next == null || next.length != 1 || isEmpty(next[0])) return new Followed(from, references, false, "");
            page = next[0];
            add(references, page);
        }
        boolean cut = hasMore(page) || references.size() > most;
        if (hasMore(page)) client.browseNext(true, List.of(page.getContinuationPoint()));
        return new Followed(from, references.subList(0, Math.min(references.size(), most)), cut, "");
    }

    private static void add(List<ReferenceDescription> references, BrowseResult page) {
        if (page.getReferences() != null) references.addAll(List.of(page.getReferences()));
    }

    private static boolean isEmpty(BrowseResult page) {
        return page.getReferences() == null || page.getReferences().length == 0;
    }

    private static boolean hasMore(BrowseResult page) {
        ByteString point = page.getContinuationPoint();
        return point != null && point.isNotNull() && point.length() > 0;
    }

    private static UaException lied(String what, int asked) {
        return new UaException(StatusCodes.Bad_UnknownResponse, what + " answered not as many as " + asked);
    }
}

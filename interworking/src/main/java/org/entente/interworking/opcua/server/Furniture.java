// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.server.UaNodeManager;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.entente.interworking.opcua.NodeMaker;
import org.entente.interworking.opcua.NodeMaker.Place;
import org.entente.interworking.opcua.NodeMaker.Sort;
import org.entente.interworking.opcua.server.Portrait.Datum;
import org.entente.interworking.opcua.server.Portrait.Part;

/** The nodes of devices: an object for each part, a variable for each attribute that says something. OPC 10000-3 §5. */
final class Furniture {
    /** No device is called so. */
    private static final String FOLDER = "/devices";

    private static final String TYPES = "/types/";
    private static final String NODE = "node";

    private final NodeMaker nodes;
    private final UaNodeManager shelf;
    private final Set<String> devices = ConcurrentHashMap.newKeySet();

    Furniture(NodeMaker nodes, UaNodeManager shelf) {
        this.nodes = nodes;
        this.shelf = shelf;
    }

    /** What is there before the first device. */
    void open() {
        nodes.object(FOLDER, "Devices", NodeIds.FolderType, new Place(NodeIds.ObjectsFolder, NodeIds.Organizes));
    }

    /** @return where the value of each variable is */
    Map<NodeId, Point> furnish(Portrait portrait) {
        devices.add(portrait.name());
        nodes.object(
                portrait.name(),
                portrait.name(),
                NodeIds.BaseObjectType,
                new Place(nodes.id(FOLDER), NodeIds.Organizes));
        var points = new HashMap<NodeId, Point>();
        for (var part : portrait.parts()) {
            var object = object(portrait.name(), part);
            for (var datum : part.data()) {
                var point = Point.of(portrait.name(), part, datum);
                points.put(variable(object, point, datum), point);
            }
        }
        return points;
    }

    /** @return what each method does */
    Map<NodeId, Order> arrange(Portrait portrait) {
        var orders = new HashMap<NodeId, Order>();
        for (var deed : portrait.deeds()) {
            var order = Order.of(portrait.name(), deed);
            var id = portrait.name() + "/" + deed.path();
            nodes.method(id, deed.path(), order.inputs(), order.outputs(), below(nodes.id(portrait.name())));
            orders.put(nodes.id(id), order);
        }
        return orders;
    }

    private UaNode object(String device, Part part) {
        int slash = part.path().lastIndexOf('/');
        var above = slash < 0 ? device : device + "/" + part.path().substring(0, slash);
        var parent = nodes.id(above);
        if (!shelf.containsNode(parent)) nodes.object(above, NODE, NodeIds.BaseObjectType, below(nodes.id(device)));
        return nodes.object(device + "/" + part.path(), part.path().substring(slash + 1), type(part), below(parent));
    }

    private static Place below(NodeId parent) {
        return new Place(parent, NodeIds.HasComponent);
    }

    /** Each type of resource is a type of objects, so that a client knows a part again wherever it meets it. */
    private NodeId type(Part part) {
        var id = nodes.id(TYPES + part.root());
        if (!shelf.containsNode(id)) nodes.objectType(id, part.kind());
        return id;
    }

    private NodeId variable(UaNode object, Point point, Datum datum) {
        var definition = datum.unit().isEmpty()
                ? NodeIds.BaseDataVariableType
                : datum.range().isPresent() ? NodeIds.AnalogItemType : NodeIds.AnalogUnitType;
        var node = nodes.variable(
                object.getNodeId().getIdentifier() + "/" + point.attribute(),
                datum.attribute().longName(),
                new Sort(
                        definition,
                        point.form().type().getNodeId(),
                        point.form().array()),
                null,
                Place.in(object));
        NodeMaker.allow(node, point.writable());
        datum.unit().ifPresent(unit -> nodes.unit(node, unit.cefact(), unit.name()));
        datum.range().ifPresent(range -> nodes.range(node, range));
        return node.getNodeId();
    }

    void remove(String device) {
        devices.remove(device);
        shelf.getNode(nodes.id(device)).ifPresent(UaNode::delete);
    }

    /** Which device a node belongs to; empty for the folder and the types. */
    Optional<String> deviceOf(NodeId node) {
        if (!node.getNamespaceIndex().equals(nodes.namespace())) return Optional.empty();
        var id = String.valueOf(node.getIdentifier());
        int slash = id.indexOf('/');
        return Optional.of(slash < 0 ? id : id.substring(0, slash)).filter(devices::contains);
    }
}

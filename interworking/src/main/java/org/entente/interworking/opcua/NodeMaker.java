// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.List;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.jspecify.annotations.Nullable;

/** Nodes of one namespace of a server, made by a few words each; they are called by the last part of their id. OPC 10000-3. */
public record NodeMaker(UaNodeContext context, UShort namespace) {
    private static final String CEFACT = "http://www.opcfoundation.org/UA/units/un/cefact";
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final int READ = 1;
    private static final int READ_WRITE = 3;

    /** Where a node stands below another. */
    public record Place(NodeId parent, NodeId reference) {
        public static Place in(UaNode parent) {
            return new Place(parent.getNodeId(), NodeIds.HasComponent);
        }
    }

    /**
     * What a variable is.
     *
     * @param type of its value
     */
    public record Sort(NodeId definition, NodeId type, boolean array) {}

    public NodeId id(String id) {
        return new NodeId(namespace, id);
    }

    private QualifiedName name(String name) {
        return new QualifiedName(namespace, name);
    }

    public UaObjectNode object(String id, String name, NodeId type, Place place) {
        var node = UaObjectNode.build(
                context,
                builder -> builder.setNodeId(id(id))
                        .setBrowseName(name(name))
                        .setDisplayName(LocalizedText.english(name))
                        .setTypeDefinition(type)
                        .build());
        add(node, place);
        return node;
    }

    /** A type of objects, of any namespace; the library calls methods of no object whose type is not there. */
    public void objectType(NodeId id, String name) {
        var type = UaObjectTypeNode.builder(context)
                .setNodeId(id)
                .setBrowseName(new QualifiedName(id.getNamespaceIndex(), name))
                .setDisplayName(LocalizedText.english(name))
                .setIsAbstract(false)
                .build();
        add(type, new Place(NodeIds.BaseObjectType, NodeIds.HasSubtype));
    }

    public UaVariableNode variable(String id, String name, Sort sort, @Nullable Object value, Place place) {
        var node = UaVariableNode.build(
                context,
                builder -> builder.setNodeId(id(id))
                        .setBrowseName(name(name))
                        .setDisplayName(LocalizedText.english(name))
                        .setTypeDefinition(sort.definition())
                        .setDataType(sort.type())
                        .setValueRank(sort.array() ? 1 : -1)
                        .setValue(new DataValue(new Variant(value)))
                        .build());
        allow(node, false);
        add(node, place);
        return node;
    }

    /** Whoever makes it says what it does. OPC 10000-3 §5.7. */
    public UaMethodNode method(String id, String name, List<Argument> takes, List<Argument> gives, Place place) {
        var node = UaMethodNode.build(
                context,
                builder -> builder.setNodeId(id(id))
                        .setBrowseName(name(name))
                        .setDisplayName(LocalizedText.english(name))
                        .build());
        if (!takes.isEmpty()) node.setInputArguments(takes.toArray(Argument[]::new));
        if (!gives.isEmpty()) node.setOutputArguments(gives.toArray(Argument[]::new));
        add(node, place);
        return node;
    }

    private void property(UaVariableNode node, String name, NodeId type, UaStructuredType value) {
        var encoded = ExtensionObject.encode(context.getServer().getStaticEncodingContext(), value);
        variable(
                node.getNodeId().getIdentifier() + "." + name,
                name,
                new Sort(NodeIds.PropertyType, type, false),
                encoded,
                new Place(node.getNodeId(), NodeIds.HasProperty));
    }

    /** OPC 10000-8 §5.3.2.3. */
    public void range(UaVariableNode node, Range range) {
        property(node, Facts.RANGE, NodeIds.Range, range);
    }

    /**
     * OPC 10000-8 §5.6.3.
     *
     * @param code of UN/CEFACT Recommendation 20, such as CEL; empty if it has none
     * @param shown the same for people
     */
    public void unit(UaVariableNode node, String code, String shown) {
        var text = LocalizedText.english(shown);
        var unit = code.isEmpty()
                ? new EUInformation(UCUM, -1, text, text)
                : new EUInformation(CEFACT, Facts.number(code), text, text);
        property(node, Facts.UNIT, NodeIds.EUInformation, unit);
    }

    /** Whether clients may write it, besides reading it. */
    public static void allow(UaVariableNode node, boolean written) {
        var level = Unsigned.ubyte(written ? READ_WRITE : READ);
        node.setAccessLevel(level);
        node.setUserAccessLevel(level);
    }

    /** Puts a node below another of any namespace. */
    public void add(UaNode node, Place place) {
        context.getNodeManager().addNode(node);
        node.addReference(new Reference(
                node.getNodeId(), place.reference(), place.parent().expanded(), Reference.Direction.INVERSE));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.sample;

import java.util.List;
import java.util.Locale;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.methods.AbstractMethodInvocationHandler;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.jspecify.annotations.Nullable;

/** Nodes of one namespace, made by a few words each. OPC 10000-3. */
public abstract class Scenery extends ManagedNamespaceWithLifecycle {
    private static final String CEFACT = "http://www.opcfoundation.org/UA/units/un/cefact";
    private static final int READ = 1;
    private static final int READ_WRITE = 3;

    private final SubscriptionModel subscriptions;

    /** The library wants the parts of a namespace in its constructor; they are used when the server starts. */
    @SuppressWarnings("this-escape")
    protected Scenery(OpcUaServer server, String namespace) {
        super(server, namespace);
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::build);
    }

    /** Makes the nodes when the server starts. */
    protected abstract void build();

    protected final UaObjectNode object(NodeId parent, String name, NodeId type) {
        return object(parent, name, type, NodeIds.Organizes);
    }

    protected final UaObjectNode object(UaObjectNode parent, String name, NodeId type) {
        return object(parent.getNodeId(), id(parent) + "." + name, type, NodeIds.HasComponent);
    }

    private UaObjectNode object(NodeId parent, String id, NodeId type, NodeId reference) {
        var name = id.substring(id.lastIndexOf('.') + 1);
        var node = UaObjectNode.build(
                getNodeContext(),
                builder -> builder.setNodeId(newNodeId(id))
                        .setBrowseName(newQualifiedName(name))
                        .setDisplayName(LocalizedText.english(name))
                        .setTypeDefinition(type)
                        .build());
        add(node, parent, reference);
        return node;
    }

    /** @param type the data type of {@code value} */
    protected final UaVariableNode variable(UaNode parent, String name, NodeId type, @Nullable Object value) {
        return variable(parent, name, NodeIds.BaseDataVariableType, type, value, NodeIds.HasComponent);
    }

    protected final UaVariableNode property(UaNode parent, String name, NodeId type, @Nullable Object value) {
        return variable(parent, name, NodeIds.PropertyType, type, value, NodeIds.HasProperty);
    }

    /** An analogue item with its engineering unit and range. OPC 10000-8 §5.3.2.3. */
    protected final UaVariableNode analog(UaNode parent, String name, double value, String unit, Range range) {
        var node = variable(parent, name, NodeIds.AnalogItemType, NodeIds.Double, value, NodeIds.HasComponent);
        property(node, "EURange", NodeIds.Range, structure(range));
        property(node, "EngineeringUnits", NodeIds.EUInformation, structure(unit(unit)));
        return node;
    }

    protected final UaVariableNode variable(
            UaNode parent, String name, NodeId definition, NodeId type, @Nullable Object value, NodeId reference) {
        boolean isArray = value != null && value.getClass().isArray();
        var node = UaVariableNode.build(
                getNodeContext(),
                builder -> builder.setNodeId(newNodeId(id(parent) + "." + name))
                        .setBrowseName(newQualifiedName(name))
                        .setDisplayName(LocalizedText.english(name))
                        .setTypeDefinition(definition)
                        .setDataType(type)
                        .setValueRank(isArray ? 1 : -1)
                        .setValue(new DataValue(new Variant(value)))
                        .build());
        allow(node, false);
        add(node, parent.getNodeId(), reference);
        return node;
    }

    /** Whether clients may write it, besides reading it. */
    protected static void allow(UaVariableNode node, boolean written) {
        var level = Unsigned.ubyte(written ? READ_WRITE : READ);
        node.setAccessLevel(level);
        node.setUserAccessLevel(level);
    }

    protected final void method(UaObjectNode parent, String name, List<Argument> inputs, Runnable work) {
        var node = UaMethodNode.build(
                getNodeContext(),
                builder -> builder.setNodeId(newNodeId(id(parent) + "." + name))
                        .setBrowseName(newQualifiedName(name))
                        .setDisplayName(LocalizedText.english(name))
                        .build());
        if (!inputs.isEmpty()) node.setInputArguments(inputs.toArray(Argument[]::new));
        node.setInvocationHandler(new AbstractMethodInvocationHandler(node) {
            @Override
            public Argument[] getInputArguments() {
                return inputs.toArray(Argument[]::new);
            }

            @Override
            public Argument[] getOutputArguments() {
                return new Argument[0];
            }

            @Override
            protected Variant[] invoke(InvocationContext context, Variant[] values) {
                work.run();
                return new Variant[0];
            }
        });
        add(node, parent.getNodeId(), NodeIds.HasComponent);
    }

    /** Puts a node below another of any namespace. */
    protected final void add(UaNode node, NodeId parent, NodeId reference) {
        getNodeManager().addNode(node);
        node.addReference(new Reference(node.getNodeId(), reference, parent.expanded(), Reference.Direction.INVERSE));
    }

    protected final ExtensionObject structure(UaStructuredType value) {
        return ExtensionObject.encode(getServer().getStaticEncodingContext(), value);
    }

    /** @param code of UN/CEFACT Recommendation 20, such as CEL */
    protected static EUInformation unit(String code) {
        int number = 0;
        for (char letter : code.toCharArray()) number = number << 8 | letter;
        return new EUInformation(
                CEFACT, number, LocalizedText.english(code.toLowerCase(Locale.ROOT)), LocalizedText.english(code));
    }

    private static String id(UaNode node) {
        return String.valueOf(node.getNodeId().getIdentifier());
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.sample;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.entente.interworking.opcua.NodeMaker;
import org.entente.interworking.opcua.NodeMaker.Place;
import org.jspecify.annotations.Nullable;

/** Nodes of one namespace, made by a few words each. OPC 10000-3. */
public abstract class Scenery extends ManagedNamespaceWithLifecycle {
    private static final int SCALAR = -1;

    private final SubscriptionModel subscriptions;
    private final NodeMaker nodes;

    /** The library wants the parts of a namespace in its constructor; they are used when the server starts. */
    @SuppressWarnings("this-escape")
    protected Scenery(OpcUaServer server, String namespace) {
        super(server, namespace);
        subscriptions = new SubscriptionModel(server, this);
        nodes = new NodeMaker(getNodeContext(), getNamespaceIndex());
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
        return nodes.object(id, id.substring(id.lastIndexOf('.') + 1), type, new Place(parent, reference));
    }

    protected final void objectType(NodeId id, String name) {
        nodes.objectType(id, name);
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
        nodes.range(node, range);
        nodes.unit(node, unit, unit.toLowerCase(Locale.ROOT));
        return node;
    }

    protected final UaVariableNode variable(
            UaNode parent, String name, NodeId definition, NodeId type, @Nullable Object value, NodeId reference) {
        boolean isArray = value != null && value.getClass().isArray();
        return nodes.variable(
                id(parent) + "." + name,
                name,
                new NodeMaker.Sort(definition, type, isArray),
                value,
                new Place(parent.getNodeId(), reference));
    }

    /** What a method does with what it takes, to what it gives. */
    protected interface Work {
        Variant[] done(Variant[] values) throws UaException;
    }

    protected final void method(
            UaObjectNode parent, String name, List<Argument> takes, List<Argument> gives, Work work) {
        var node = nodes.method(id(parent) + "." + name, name, takes, gives, Place.in(parent));
        node.setInvocationHandler((context, request) -> {
            var values = Objects.requireNonNullElse(request.getInputArguments(), new Variant[0]);
            try {
                if (values.length < takes.size()) throw new UaException(StatusCodes.Bad_ArgumentsMissing);
                if (values.length > takes.size()) throw new UaException(StatusCodes.Bad_TooManyArguments);
                return new CallMethodResult(StatusCode.GOOD, null, null, work.done(values));
            } catch (UaException refused) {
                return new CallMethodResult(refused.getStatusCode(), null, null, null);
            }
        });
    }

    protected static Argument argument(String name, NodeId type) {
        return new Argument(name, type, SCALAR, null, LocalizedText.NULL_VALUE);
    }

    protected final ExtensionObject structure(UaStructuredType value) {
        return ExtensionObject.encode(getServer().getStaticEncodingContext(), value);
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

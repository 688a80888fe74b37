// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.AccessContext;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.entente.interworking.Tree;
import org.entente.interworking.opcua.NodeMaker;
import org.entente.interworking.opcua.Values;
import org.entente.model.Value;
import org.entente.model.primitive.Response;

/**
 * The address space: a folder with an object for each device. Values are in the hub; what is here is only which there
 * are. OPC 10000-3. Safe for many threads.
 */
final class DeviceSpace extends ManagedNamespaceWithLifecycle {
    static final String NAMESPACE = "urn:entente:devices";
    private static final int LONGEST_QUEUE = 100;
    private static final int MOST_ELEMENTS = 1000;

    private final Guests guests;
    private final Desk desk;
    private final Audience audience;
    private final Furniture furniture;
    private final Values values;
    private final Herald herald;
    private final Map<String, Portrait> devices = new ConcurrentHashMap<>();
    private final Map<NodeId, Point> points = new ConcurrentHashMap<>();
    private final Orders orders;

    /** The library wants the parts of a namespace in its constructor; they are used when the server starts. */
    @SuppressWarnings("this-escape")
    DeviceSpace(OpcUaServer server, Guests guests, Tree tree, Hub hub) {
        super(server, NAMESPACE);
        this.guests = guests;
        this.desk = new Desk(
                tree,
                hub,
                device -> Optional.ofNullable(devices.get(device))
                        .filter(Portrait::reachable)
                        .isPresent());
        this.audience = new Audience(tree, desk, guests);
        this.herald = new Herald(server, hub.clock(), new AtomicLong());
        this.values = new Values(server.getStaticEncodingContext(), MOST_ELEMENTS);
        this.orders = new Orders(desk, values);
        this.furniture = new Furniture(new NodeMaker(getNodeContext(), getNamespaceIndex()), getNodeManager());
        getLifecycleManager().addStartupTask(furniture::open);
    }

    /** Takes the notifications of the hub. */
    Audience audience() {
        return audience;
    }

    /** A device is there, for the first time or with other parts than before. */
    void appeared(Portrait portrait) {
        var before = devices.put(portrait.name(), portrait);
        if (before != null && before.isAs(portrait)) return;
        if (before != null) clear(portrait.name());
        points.putAll(furniture.furnish(portrait));
        orders.putAll(furniture.arrange(portrait));
        herald.tell(newNodeId(portrait.name()), Herald.Change.ADDED);
    }

    void vanished(String device) {
        devices.remove(device);
        clear(device);
        herald.tell(newNodeId(device), Herald.Change.DELETED);
    }

    private void clear(String device) {
        points.values().removeIf(point -> point.device().equals(device));
        orders.removeOf(device);
        furniture.remove(device);
    }

    /** Everybody gets what holds now. */
    void settle() {
        desk.forgetSights();
        audience.seatAll(this::point);
    }

    private Optional<Point> point(NodeId node) {
        return Optional.ofNullable(points.get(node));
    }

    /** Nobody learns of a device that the hub would not show to them; calls inside the server see all. */
    private boolean isHidden(AccessContext context, NodeId node) {
        var device = furniture.deviceOf(node);
        return device.isPresent()
                && context.getSession()
                        .map(guests::originator)
                        .filter(guest -> !desk.maySee(guest, device.get()))
                        .isPresent();
    }

    @Override
    public List<ReferenceResult> browse(BrowseContext context, ViewDescription view, List<NodeId> nodes) {
        var all = super.browse(context, view, nodes);
        var seen = new ArrayList<ReferenceResult>();
        for (int i = 0; i < nodes.size(); i++)
            seen.add(isHidden(context, nodes.get(i)) ? ReferenceResult.unknown() : seen(context, all.get(i)));
        return seen;
    }

    private ReferenceResult seen(BrowseContext context, ReferenceResult result) {
        return switch (result) {
            case ReferenceResult.BadNodeIdUnknown unknown -> unknown;
            case ReferenceResult.ReferenceList(var references) ->
                ReferenceResult.of(references.stream()
                        .filter(reference -> !isHidden(context, target(reference)))
                        .toList());
        };
    }

    private NodeId target(Reference reference) {
        return reference
                .getTargetNodeId()
                .toNodeId(getServer().getNamespaceTable())
                .orElse(NodeId.NULL_VALUE);
    }

    @Override
    public List<DataValue> read(
            ReadContext context, Double maxAge, TimestampsToReturn timestamps, List<ReadValueId> wanted) {
        var guest = context.getSession().map(guests::originator);
        var asked = wanted.stream().map(this::valueOf).toList();
        var known = guest.isPresent() ? desk.read(present(asked), guest.get()) : Map.<Point, DataValue>of();
        var answers = new ArrayList<DataValue>();
        for (int i = 0; i < wanted.size(); i++) {
            var value = asked.get(i).map(known::get);
            if (value.isPresent()) answers.add(stamped(value.get(), timestamps));
            else if (isHidden(context, wanted.get(i).getNodeId()))
                answers.add(desk.none(new StatusCode(StatusCodes.Bad_NodeIdUnknown)));
            else answers.addAll(super.read(context, maxAge, timestamps, List.of(wanted.get(i))));
        }
        return answers;
    }

    private static Set<Point> present(List<Optional<Point>> points) {
        return points.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private Optional<Point> valueOf(ReadValueId asked) {
        boolean whole = asked.getIndexRange() == null || asked.getIndexRange().isEmpty();
        return isValue(asked.getAttributeId()) && whole ? point(asked.getNodeId()) : Optional.empty();
    }

    private static boolean isValue(UInteger attribute) {
        return AttributeId.Value.uid().equals(attribute);
    }

    private static DataValue stamped(DataValue value, TimestampsToReturn wanted) {
        boolean source = wanted == TimestampsToReturn.Source || wanted == TimestampsToReturn.Both;
        boolean server = wanted == TimestampsToReturn.Server || wanted == TimestampsToReturn.Both;
        return new DataValue(
                value.value(),
                value.statusCode(),
                source ? value.sourceTime() : null,
                server ? value.serverTime() : null);
    }

    /** Attributes of one resource go to the device together. */
    @Override
    public List<StatusCode> write(WriteContext context, List<WriteValue> wanted) {
        var guest = context.getSession()
                .map(guests::originator)
                .orElse(guests.settings().originator());
        var accepted = new LinkedHashMap<Point, Value>();
        var outcomes = new ArrayList<Function<Map<Point, Response>, StatusCode>>();
        for (var each : wanted)
            try {
                var point = writable(each);
                accepted.put(point, point.taken(each.getValue().value(), values));
                outcomes.add(answers -> Answers.status(Objects.requireNonNull(answers.get(point))));
            } catch (UaException refused) {
                outcomes.add(_ -> refused.getStatusCode());
            }
        var answers = desk.write(accepted, guest);
        return outcomes.stream().map(outcome -> outcome.apply(answers)).toList();
    }

    private Point writable(WriteValue wanted) throws UaException {
        var point = point(wanted.getNodeId())
                .orElseThrow(() -> new UaException(
                        getNodeManager().containsNode(wanted.getNodeId())
                                ? StatusCodes.Bad_NotWritable
                                : StatusCodes.Bad_NodeIdUnknown));
        if (!isValue(wanted.getAttributeId()) || !point.writable()) throw new UaException(StatusCodes.Bad_NotWritable);
        if (wanted.getIndexRange() != null && !wanted.getIndexRange().isEmpty())
            throw new UaException(StatusCodes.Bad_WriteNotSupported);
        return point;
    }

    /** What the device does is done before the answer. */
    @Override
    public List<CallMethodResult> call(CallContext context, List<CallMethodRequest> wanted) {
        var guest = context.getSession()
                .map(guests::originator)
                .orElse(guests.settings().originator());
        return wanted.stream().map(each -> called(context, each, guest)).toList();
    }

    private CallMethodResult called(CallContext context, CallMethodRequest wanted, String guest) {
        var object = wanted.getObjectId();
        var method = wanted.getMethodId();
        if (isHidden(context, object) || isHidden(context, method)) return Orders.not(StatusCodes.Bad_NodeIdUnknown);
        return orders.find(method)
                .filter(order -> newNodeId(order.device()).equals(object))
                .map(order -> orders.call(order, wanted, guest))
                .orElseGet(() -> Orders.not(
                        getNodeManager().containsNode(object)
                                ? StatusCodes.Bad_MethodInvalid
                                : StatusCodes.Bad_NodeIdUnknown));
    }

    /** Values are told when they change, however often that is; a client that is slow loses the oldest. */
    @Override
    public RevisedDataItemParameters onCreateDataItem(ReadValueId item, Double interval, UInteger queue) {
        return new RevisedDataItemParameters(interval, Unsigned.uint(Math.clamp(queue.longValue(), 1, LONGEST_QUEUE)));
    }

    @Override
    public RevisedDataItemParameters onModifyDataItem(ReadValueId item, Double interval, UInteger queue) {
        return onCreateDataItem(item, interval, queue);
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        audience.joined(listening(items), this::point);
        items.stream().filter(item -> !isListening(item)).forEach(item -> item.setValue(fixed(item)));
    }

    private List<DataItem> listening(Collection<DataItem> items) {
        return items.stream().filter(this::isListening).toList();
    }

    private boolean isListening(DataItem item) {
        return audience.has(item) || valueOf(item.getReadValueId()).isPresent();
    }

    /** What never changes is told once. */
    private DataValue fixed(DataItem item) {
        var context = new ReadContext(getServer(), item.getSession());
        return read(context, 0.0, TimestampsToReturn.Both, List.of(item.getReadValueId()))
                .getFirst();
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        audience.joined(listening(items), this::point);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        audience.left(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        onDataItemsModified(items.stream()
                .filter(DataItem.class::isInstance)
                .map(DataItem.class::cast)
                .toList());
    }
}

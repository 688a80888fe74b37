// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.sample;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilter;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilterContext;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.entente.interworking.opcua.NodeMaker;
import org.jspecify.annotations.Nullable;

/** A heated pump: what it is after the model for devices, analogue items, a switch, methods, and what no model knows. */
public final class Pump extends Scenery {
    static final String NAMESPACE = "urn:entente:sample:pump";
    private static final String DEVICES = "http://opcfoundation.org/UA/DI/";
    private static final int DEVICE_TYPE = 1002;
    private static final Range CELSIUS = new Range(-20.0, 120.0);
    private static final double HOTTEST = 90;
    private static final double COLDEST = 5;
    private static final int MOST_STROKES = 100;

    private final Random random;
    private final Consumer<String> said;
    private final Map<String, UaVariableNode> variables = new ConcurrentHashMap<>();

    public Pump(OpcUaServer server, long seed, Consumer<String> said) {
        super(server, NAMESPACE);
        this.random = new Random(seed);
        this.said = said;
    }

    @Override
    protected void build() {
        var type = new NodeId(getServer().getNamespaceTable().add(DEVICES), DEVICE_TYPE);
        objectType(type, "DeviceType");
        var pump = object(NodeIds.ObjectsFolder, "Pump", type);
        property(pump, "Manufacturer", NodeIds.LocalizedText, LocalizedText.english("Entente"));
        property(pump, "Model", NodeIds.LocalizedText, LocalizedText.english("Sample pump"));
        property(pump, "SerialNumber", NodeIds.String, "0001");
        property(pump, "HardwareRevision", NodeIds.String, "A");
        property(pump, "SoftwareRevision", NodeIds.String, "1.0.0");
        keep("Temperature", analog(pump, "Temperature", 21.0, "CEL", CELSIUS));
        var target = keep("TargetTemperature", analog(pump, "TargetTemperature", 60.0, "CEL", CELSIUS));
        var running = keep(
                "Running",
                variable(pump, "Running", NodeIds.TwoStateDiscreteType, NodeIds.Boolean, false, NodeIds.HasComponent));
        keep("Strokes", variable(pump, "Strokes", NodeIds.UInt32, Unsigned.uint(0)));
        written(target, Pump::refuseTooHot);
        written(running, value -> {});
        method(pump, "ResetStrokes", List.of(), List.of(), values -> {
            set("Strokes", Unsigned.uint(0));
            said.accept("strokes reset");
            return new Variant[0];
        });
        method(
                pump,
                "Prime",
                List.of(argument("strokes", NodeIds.UInt32)),
                List.of(argument("total", NodeIds.UInt32)),
                values -> new Variant[] {new Variant(primed(values[0].value()))});
    }

    private UInteger primed(@Nullable Object strokes) throws UaException {
        if (!(strokes instanceof UInteger more) || more.longValue() > MOST_STROKES)
            throw new UaException(StatusCodes.Bad_OutOfRange);
        var total = ((UInteger) value("Strokes")).add(more);
        set("Strokes", total);
        said.accept("primed by " + more + " strokes");
        return total;
    }

    private UaVariableNode keep(String name, UaVariableNode node) {
        variables.put(name, node);
        return node;
    }

    /** What a client's value has to be. */
    private interface Check {
        void on(@Nullable Object value) throws UaException;
    }

    private static void refuseTooHot(@Nullable Object value) throws UaException {
        if (!(value instanceof Double degrees) || degrees < COLDEST || degrees > HOTTEST)
            throw new UaException(StatusCodes.Bad_OutOfRange);
    }

    private void written(UaVariableNode node, Check check) {
        NodeMaker.allow(node, true);
        node.getFilterChain().addLast(new AttributeFilter() {
            @Override
            public void writeAttribute(AttributeFilterContext context, AttributeId attribute, @Nullable Object value)
                    throws UaException {
                if (attribute == AttributeId.Value && value instanceof DataValue data) {
                    check.on(data.value().value());
                    said.accept(node.getBrowseName().name() + " " + data.value().value());
                }
                AttributeFilter.super.writeAttribute(context, attribute, value);
            }
        });
    }

    /** What a variable holds now. */
    public Object value(String name) {
        var value = node(name).getValue().value().value();
        return value == null ? "" : value;
    }

    public void set(String name, Object value) {
        node(name).setValue(new DataValue(new Variant(value)));
    }

    private UaVariableNode node(String name) {
        var node = variables.get(name);
        if (node == null) throw new IllegalArgumentException("the pump has no " + name);
        return node;
    }

    /** One step: the pump warms up while it runs, and cools down while it does not. */
    public void tick() {
        boolean runs = (boolean) value("Running");
        double goal = runs ? (double) value("TargetTemperature") : 20;
        double now = (double) value("Temperature");
        set("Temperature", Math.round((now + (goal - now) * 0.1 + random.nextGaussian() * 0.1) * 100) / 100.0);
        if (runs) set("Strokes", ((UInteger) value("Strokes")).add(10));
    }
}

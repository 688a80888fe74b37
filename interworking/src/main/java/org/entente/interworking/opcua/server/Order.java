// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Fitting;
import org.entente.interworking.Json;
import org.entente.interworking.opcua.Builtin;
import org.entente.interworking.opcua.Values;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * A method as clients see it, and where it is called in the hub.
 *
 * @param device that does it
 * @param address of the resource that is told
 */
record Order(String device, String address, List<Slot> takes, List<Slot> gives) {
    private static final int SCALAR = -1;
    private static final int ARRAY = 1;
    private static final String MANY = "[]";
    /** Those that have a form in the hub's resources too. */
    private static final Set<OpcUaDataType> PLAIN = EnumSet.of(
            OpcUaDataType.Boolean,
            OpcUaDataType.SByte,
            OpcUaDataType.Byte,
            OpcUaDataType.Int16,
            OpcUaDataType.UInt16,
            OpcUaDataType.Int32,
            OpcUaDataType.UInt32,
            OpcUaDataType.Int64,
            OpcUaDataType.UInt64,
            OpcUaDataType.Float,
            OpcUaDataType.Double,
            OpcUaDataType.String,
            OpcUaDataType.DateTime,
            OpcUaDataType.Guid,
            OpcUaDataType.ByteString,
            OpcUaDataType.LocalizedText);

    Order {
        takes = List.copyOf(takes);
        gives = List.copyOf(gives);
    }

    /** What goes in or comes out; what has no form of OPC UA's own does so as the text of its JSON. */
    record Slot(String name, String type, Optional<Builtin> form) {
        static Slot of(DeviceModel.Argument told) {
            boolean many = told.type().endsWith(MANY);
            var type = many ? told.type().substring(0, told.type().length() - MANY.length()) : told.type();
            return new Slot(
                    told.name(),
                    told.type(),
                    PLAIN.stream()
                            .filter(each -> each.name().equals(type))
                            .map(each -> new Builtin(each, many))
                            .findFirst());
        }

        Argument argument() {
            var shape = form.map(Builtin::type).orElse(OpcUaDataType.String).getNodeId();
            boolean many = form.filter(Builtin::array).isPresent();
            var said = form.isPresent() ? LocalizedText.NULL_VALUE : LocalizedText.english("JSON of " + type);
            return new Argument(name, shape, many ? ARRAY : SCALAR, null, said);
        }

        /** @throws UaException if a client gave what has another data type */
        Value taken(Variant given, Values values) throws UaException {
            var value = given.value();
            if (value == null || !isOfType(value)) throw new UaException(StatusCodes.Bad_TypeMismatch);
            try {
                var taken = values.of(given, name).orElseThrow();
                return form.isPresent() ? taken : Orders.parsed(Fitting.word(taken));
            } catch (Refused unfit) {
                throw new UaException(StatusCodes.Bad_OutOfRange, unfit);
            }
        }

        private boolean isOfType(Object value) {
            var wanted = form.map(Builtin::type).orElse(OpcUaDataType.String).getBackingClass();
            return form.filter(Builtin::array).isPresent()
                    ? wanted.equals(value.getClass().getComponentType())
                    : wanted.isInstance(value);
        }

        /** Nothing where the device gave nothing, or something else than it says. */
        Variant shown(Optional<Value> given) {
            if (given.isEmpty()) return Variant.NULL_VALUE;
            try {
                return form.isPresent() ? form.get().written(given.get(), name) : new Variant(Json.text(given.get()));
            } catch (Refused unfit) {
                return Variant.NULL_VALUE;
            }
        }
    }

    static Order of(String device, Portrait.Deed deed) {
        return new Order(
                device,
                deed.address(),
                deed.signature().takes().stream().map(Slot::of).toList(),
                deed.signature().gives().stream().map(Slot::of).toList());
    }

    List<Argument> inputs() {
        return takes.stream().map(Slot::argument).toList();
    }

    List<Argument> outputs() {
        return gives.stream().map(Slot::argument).toList();
    }

    /** @param taken a value for each slot */
    Map<String, Value> named(List<Value> taken) {
        var named = new LinkedHashMap<String, Value>();
        for (int i = 0; i < taken.size(); i++) named.put(takes.get(i).name(), taken.get(i));
        return named;
    }
}

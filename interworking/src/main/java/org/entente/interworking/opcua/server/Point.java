// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.entente.interworking.Json;
import org.entente.interworking.opcua.Builtin;
import org.entente.interworking.opcua.Values;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.DataType;
import org.entente.model.type.Scalar;

/**
 * Where the value of a variable is in the hub.
 *
 * @param device that has to be there
 * @param address of the resource
 * @param root its type
 * @param structured whether the value is shown as the text of its JSON
 */
record Point(
        String device,
        String address,
        String root,
        String attribute,
        Builtin form,
        boolean structured,
        boolean writable) {

    private static final Set<Scalar> INNER = EnumSet.of(Scalar.ANY, Scalar.COORDINATES);
    /** All others are texts. */
    private static final Map<Scalar, OpcUaDataType> FORMS = new EnumMap<>(Map.of(
            Scalar.BOOLEAN, OpcUaDataType.Boolean,
            Scalar.INTEGER, OpcUaDataType.Int64,
            Scalar.NON_NEGATIVE, OpcUaDataType.Int64,
            Scalar.POSITIVE, OpcUaDataType.Int64,
            Scalar.UNSIGNED_BYTE, OpcUaDataType.Byte,
            Scalar.UNSIGNED_INT, OpcUaDataType.UInt32,
            Scalar.FLOAT, OpcUaDataType.Double,
            Scalar.TIMESTAMP, OpcUaDataType.DateTime,
            Scalar.OPERATION_SET, OpcUaDataType.Int32,
            Scalar.BASE64, OpcUaDataType.ByteString));

    static Point of(String device, Portrait.Part part, Portrait.Datum datum) {
        var type = datum.attribute().type();
        var element = type instanceof DataType.ListOf list ? builtin(list.element()) : builtin(type);
        return new Point(
                device,
                part.address(),
                part.root(),
                datum.attribute().shortName(),
                new Builtin(
                        element.orElse(OpcUaDataType.String), element.isPresent() && type instanceof DataType.ListOf),
                element.isEmpty(),
                datum.writable() && element.isPresent());
    }

    /** Empty for what has an inner form. */
    private static Optional<OpcUaDataType> builtin(DataType type) {
        return switch (type) {
            case DataType.Enumerated _ -> Optional.of(OpcUaDataType.Int32);
            case DataType.ListOf _, DataType.Complex _ -> Optional.empty();
            case Scalar scalar ->
                INNER.contains(scalar)
                        ? Optional.empty()
                        : Optional.of(FORMS.getOrDefault(scalar, OpcUaDataType.String));
        };
    }

    /** @throws Refused if the resource has something else there than its type says */
    Variant shown(Value value) {
        return structured ? new Variant(Json.text(value)) : form.written(value, attribute);
    }

    /** @throws UaException if a client wrote what has another data type */
    Value taken(Variant written, Values values) throws UaException {
        var value = written.value();
        if (value == null || !isOfType(value)) throw new UaException(StatusCodes.Bad_TypeMismatch);
        try {
            return values.of(written, attribute).orElseThrow();
        } catch (Refused tooLarge) {
            throw new UaException(StatusCodes.Bad_OutOfRange, tooLarge);
        }
    }

    private boolean isOfType(Object value) {
        var wanted = form.type().getBackingClass();
        return form.array() ? wanted.equals(value.getClass().getComponentType()) : wanted.isInstance(value);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.lang.reflect.Array;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.Fitting;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;

/**
 * The form in which a variable takes values: what its data type is derived from. OPC 10000-6 §5.1.2.
 *
 * @param type of the values, or of the elements of an array
 */
public record Builtin(OpcUaDataType type, boolean array) {

    /** @param chain the data type and those it is derived from, the most special first */
    static Builtin of(List<NodeId> chain, boolean array) {
        for (var each : chain) {
            if (each.equals(NodeIds.Enumeration)) return new Builtin(OpcUaDataType.Int32, array);
            if (each.equals(NodeIds.Number)) return new Builtin(OpcUaDataType.Double, array);
            if (each.equals(NodeIds.Integer)) return new Builtin(OpcUaDataType.Int64, array);
            if (each.equals(NodeIds.UInteger)) return new Builtin(OpcUaDataType.UInt64, array);
            var builtin = OpcUaDataType.fromNodeId(each);
            if (builtin != null) return new Builtin(builtin, array);
        }
        return new Builtin(OpcUaDataType.Variant, array);
    }

    Kind kind() {
        if (array) return Kind.STRUCTURE;
        return switch (type) {
            case Boolean -> Kind.TRUTH;
            case SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64 -> Kind.WHOLE;
            case Float, Double -> Kind.REAL;
            case DateTime -> Kind.TIME;
            case ByteString -> Kind.BYTES;
            case String, Guid, XmlElement, NodeId, ExpandedNodeId, StatusCode, QualifiedName, LocalizedText ->
                Kind.TEXT;
            case ExtensionObject, DataValue, Variant, DiagnosticInfo -> Kind.STRUCTURE;
        };
    }

    String title() {
        return array ? type + "[]" : type.toString();
    }

    boolean isNumber() {
        return !array && (kind() == Kind.WHOLE || kind() == Kind.REAL);
    }

    /** @throws Refused if the value has no such form */
    public Variant written(Value value, String where) {
        if (!array) return new Variant(scalar(value, where));
        if (!(value instanceof Value.Items(var items))) throw Refused.badRequest(where + " must be a list");
        var elements = Array.newInstance(type.getBackingClass(), items.size());
        for (int i = 0; i < items.size(); i++) Array.set(elements, i, scalar(items.get(i), where));
        return new Variant(elements);
    }

    /** A single one, in the library's class. */
    Object scalar(Value value, String where) {
        return switch (type) {
            case Boolean -> Fitting.isTrue(value, where);
            case SByte -> (byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE, where);
            case Byte -> Unsigned.ubyte(whole(value, 0, 0xff, where));
            case Int16 -> (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE, where);
            case UInt16 -> Unsigned.ushort((int) whole(value, 0, 0xffff, where));
            case Int32 -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, where);
            case UInt32 -> Unsigned.uint(whole(value, 0, 0xffff_ffffL, where));
            case Int64 -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE, where);
            case UInt64 -> Unsigned.ulong(whole(value, 0, Long.MAX_VALUE, where));
            case Float -> Fitting.single(Fitting.number(value, where), where);
            case Double -> Fitting.number(value, where);
            case String -> Fitting.word(value);
            case LocalizedText -> LocalizedText.english(Fitting.word(value));
            case DateTime -> new DateTime(Timestamp.parse(Fitting.word(value)));
            case Guid -> parsed(UUID::fromString, value, where);
            case ByteString -> ByteString.of(parsed(Base64.getDecoder()::decode, value, where));
            case NodeId,
                    ExpandedNodeId,
                    StatusCode,
                    QualifiedName,
                    XmlElement,
                    ExtensionObject,
                    DataValue,
                    Variant,
                    DiagnosticInfo ->
                throw Refused.notAllowed(where + " holds a " + type + ", which cannot be written from here");
        };
    }

    private long whole(Value value, long least, long greatest, String where) {
        long number = Fitting.to(Kind.WHOLE, value, where) instanceof Value.Whole(var whole) ? whole : 0;
        if (number < least || number > greatest)
            throw Refused.badRequest(where + " is a " + type + " and cannot be " + number);
        return number;
    }

    private <T> T parsed(Function<String, T> parser, Value value, String where) {
        try {
            return parser.apply(Fitting.word(value));
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest(where + " must be a " + type + ", not " + Fitting.word(value));
        }
    }
}

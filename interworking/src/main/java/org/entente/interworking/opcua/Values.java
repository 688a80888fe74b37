// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.sdk.core.types.DynamicUnionType;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaEnumeratedType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a server's values become; what has no form of ours is kept as it came over the wire. OPC 10000-6 §5.1.2.
 *
 * @param context knows the structures that the server describes
 * @param elements of one array, in all its dimensions
 */
public record Values(EncodingContext context, int elements) {
    private static final int DEEPEST = 20;

    /**
     * The value; empty if the server has none.
     *
     * @throws Refused if it is too large
     */
    public Optional<Value> of(Variant variant, String where) {
        var value = variant.value();
        return value == null ? Optional.empty() : Optional.of(of(value, where, 0));
    }

    private Value of(@Nullable Object value, String where, int depth) {
        if (depth > DEEPEST) throw Refused.badRequest(where + " is nested more than " + DEEPEST + " times");
        return switch (value) {
            case null -> Value.of("");
            case Boolean truth -> Value.of(truth.booleanValue());
            case Float number -> real(Double.parseDouble(number.toString()));
            case Double number -> real(number);
            case ULong number when number.toBigInteger().bitLength() > 63 -> Value.of(number.toString());
            case Number number -> Value.of(number.longValue());
            case DateTime time ->
                Value.of(time.isValid() ? Timestamp.text(time.getJavaInstant()) : time.toIso8601String());
            case LocalizedText text -> Value.of(text.text() == null ? "" : text.text());
            case QualifiedName name -> Value.of(name.toParseableString());
            case ByteString bytes -> Value.of(base64(bytes));
            case XmlElement xml -> Value.of(xml.getFragmentOrEmpty());
            case NodeId node -> Value.of(node.toParseableString());
            case ExpandedNodeId node -> Value.of(node.toParseableString());
            case StatusCode status -> Value.of(Words.of(status));
            case Variant variant -> of(variant.value(), where, depth + 1);
            case DataValue data -> of(data.value().value(), where, depth + 1);
            case UaEnumeratedType number -> Value.of(number.getValue());
            case ExtensionObject object -> structure(object, where, depth);
            case DynamicUnionType union ->
                union.getValue()
                        .map(member -> Value.field(member.fieldName(), of(member.fieldValue(), where, depth + 1)))
                        .orElse(Value.Fields.EMPTY);
            case DynamicStructType struct -> members(struct, where, depth);
            case Range range ->
                Value.Fields.EMPTY
                        .with("low", of(range.getLow(), where, depth))
                        .with("high", of(range.getHigh(), where, depth));
            case EUInformation unit -> unit(unit, where, depth);
            case Matrix matrix ->
                Value.Fields.EMPTY
                        .with("dimensions", of(matrix.getDimensions(), where, depth))
                        .with("elements", of(matrix.getElements(), where, depth));
            case Object array when array.getClass().isArray() -> list(array, where, depth);
            default -> Value.of(value.toString());
        };
    }

    /** JSON has no word for what is no number. */
    private static Value real(double number) {
        return Double.isFinite(number) ? Value.of(number) : Value.of(Double.toString(number));
    }

    private Value list(Object array, String where, int depth) {
        int length = Array.getLength(array);
        if (length > elements)
            throw Refused.badRequest(
                    where + " has " + length + " elements, more than the " + elements + " that are taken");
        var items = new ArrayList<Value>(length);
        for (int i = 0; i < length; i++) items.add(of(Array.get(array, i), where, depth + 1));
        return Value.of(items);
    }

    private Value structure(ExtensionObject object, String where, int depth) {
        if (object.isNull()) return Value.Fields.EMPTY;
        try {
            var decoded = object.decode(context);
            if (decoded instanceof DynamicStructType
                    || decoded instanceof DynamicUnionType
                    || decoded instanceof Range
                    || decoded instanceof EUInformation) return of(decoded, where, depth + 1);
        } catch (UaSerializationException e) {
            // The server does not say what is in it, or lies about it: the bytes stay.
        }
        return Value.Fields.EMPTY
                .with("encoding", Value.of(object.getEncodingOrTypeId().toParseableString()))
                .with("body", of(object.getBody(), where, depth + 1));
    }

    private Value members(DynamicStructType struct, String where, int depth) {
        var members = new LinkedHashMap<String, Value>();
        struct.getMembers().forEach((name, each) -> members.put(name, of(each, where, depth + 1)));
        return new Value.Fields(members);
    }

    private Value unit(EUInformation unit, String where, int depth) {
        return Value.Fields.EMPTY
                .with("namespaceUri", of(unit.getNamespaceUri(), where, depth))
                .with("unitId", of(unit.getUnitId(), where, depth))
                .with("displayName", of(unit.getDisplayName(), where, depth))
                .with("description", of(unit.getDescription(), where, depth));
    }

    private static String base64(ByteString bytes) {
        var raw = bytes.bytes();
        return raw == null ? "" : Base64.getEncoder().encodeToString(raw);
    }
}

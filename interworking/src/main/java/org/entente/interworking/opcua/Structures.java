// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.sdk.core.typetree.DataTypeTree;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.ServerTable;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.encoding.DataTypeCodec;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingManager;
import org.eclipse.milo.opcua.stack.core.encoding.UaDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.UaEncoder;
import org.eclipse.milo.opcua.stack.core.types.DataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.DefaultDataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.enumerated.StructureType;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumField;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * Brings values into the structures that a server describes by DataTypeDefinition. OPC 10000-3 §8.48, OPC 10000-6 §5.2.6.
 *
 * <p>Written field by field: the library's codec puts those of a gap among optional members in the wrong place, and has
 * none for the generic form of structures that it knows itself.
 */
final class Structures {
    private static final int SCALAR = -1;
    private static final int LIST = 1;
    private static final int SHOWN_MEMBERS = 20;

    private final DataTypeTree types;
    private final EncodingContext context;

    Structures(DataTypeTree types, EncodingContext context) {
        this.types = types;
        this.context = context;
    }

    static Structures of(OpcUaClient client) throws UaException {
        return new Structures(client.getDataTypeTree(), client.getStaticEncodingContext());
    }

    /** What people have to write: {@code RecipeType{amount:Double,tanks:String[]}}; optional members end in a question mark. */
    String title(Builtin form, NodeId type) {
        if (form.type() != OpcUaDataType.ExtensionObject) return form.title();
        var found = types.getDataType(type);
        if (found == null || !(found.getDataTypeDefinition() instanceof StructureDefinition definition))
            return form.title();
        var members = fields(definition).stream()
                .limit(SHOWN_MEMBERS)
                .map(this::title)
                .collect(Collectors.joining(",", "{", "}"));
        return found.getBrowseName().name() + members + (form.array() ? "[]" : "");
    }

    private String title(StructureField field) {
        var type = types.getDataType(field.getDataType());
        return field.getName() + ":"
                + (type == null ? "?" : type.getBrowseName().name()) + (field.getValueRank() == SCALAR ? "" : "[]")
                + (field.getIsOptional() ? "?" : "");
    }

    /** @throws Refused if the value has no such form */
    Variant written(Builtin form, NodeId type, Value value, String where) {
        if (form.type() != OpcUaDataType.ExtensionObject) return form.written(value, where);
        if (!form.array()) return new Variant(object(type, value, where));
        return new Variant(items(value, where).stream()
                .map(each -> object(type, each, where))
                .toArray(ExtensionObject[]::new));
    }

    private ExtensionObject object(NodeId type, Value value, String where) {
        var definition = definition(type, where);
        var described = types.getDataType(type);
        var encoding = types.getBinaryEncodingId(type);
        if (described == null || encoding == null)
            throw Refused.notAllowed(where + " is a structure without a form in bytes");
        var codecs = new DefaultDataTypeManager();
        codecs.registerType(type, new Layout(definition, value, where), encoding, null, null);
        // The library asks it for no more than where its bytes are described.
        var carrier = new DynamicStructType(described, new LinkedHashMap<>());
        return ExtensionObject.encode(new Context(codecs, context), carrier);
    }

    /** The library's, but with codecs of ours. */
    private record Context(DataTypeManager codecs, EncodingContext rest) implements EncodingContext {
        @Override
        public DataTypeManager getDataTypeManager() {
            return codecs;
        }

        @Override
        public EncodingManager getEncodingManager() {
            return rest.getEncodingManager();
        }

        @Override
        public EncodingLimits getEncodingLimits() {
            return rest.getEncodingLimits();
        }

        @Override
        public NamespaceTable getNamespaceTable() {
            return rest.getNamespaceTable();
        }

        @Override
        public ServerTable getServerTable() {
            return rest.getServerTable();
        }
    }

    /** Writes one value, whatever it is asked to. */
    private final class Layout implements DataTypeCodec {
        private final StructureDefinition definition;
        private final Value value;
        private final String where;

        Layout(StructureDefinition definition, Value value, String where) {
            this.definition = definition;
            this.value = value;
            this.where = where;
        }

        @Override
        public Class<DynamicStructType> getType() {
            return DynamicStructType.class;
        }

        @Override
        public UaStructuredType decode(EncodingContext unused, UaDecoder decoder) {
            throw new UnsupportedOperationException("it only writes");
        }

        @Override
        public void encode(EncodingContext unused, UaEncoder encoder, UaStructuredType carrier) {
            new Writer(encoder).structure(definition, value, where);
        }
    }

    private StructureDefinition definition(NodeId type, String where) {
        var found = types.getDataType(type);
        if (found == null || !(found.getDataTypeDefinition() instanceof StructureDefinition definition))
            throw Refused.notAllowed(where + " is a structure that the server does not describe");
        if (found.isAbstract()
                || definition.getStructureType() == StructureType.StructureWithSubtypedValues
                || definition.getStructureType() == StructureType.UnionWithSubtypedValues)
            throw Refused.notAllowed(where + " may be one of several structures, which cannot be written from here");
        return definition;
    }

    private static List<StructureField> fields(StructureDefinition definition) {
        return definition.getFields() == null ? List.of() : List.of(definition.getFields());
    }

    /** Whatever its case: the specification writes the members of some structures in both. */
    private static Optional<Value> member(Value.Fields members, StructureField field) {
        return members.members().entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(field.getName()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<Value> items(Value value, String where) {
        if (value instanceof Value.Items(var items)) return items;
        throw Refused.badRequest(where + " must be a list");
    }

    /** Puts one structure into bytes, with those in it. */
    private final class Writer {
        private final UaEncoder encoder;

        Writer(UaEncoder encoder) {
            this.encoder = encoder;
        }

        void structure(StructureDefinition definition, Value value, String where) {
            if (!(value instanceof Value.Fields members)) throw Refused.badRequest(where + " must have named members");
            var fields = fields(definition);
            var names = fields.stream().map(StructureField::getName).toList();
            for (var name : members.members().keySet())
                if (names.stream().noneMatch(name::equalsIgnoreCase))
                    throw Refused.badRequest(where + " has no " + name + ", but " + names);
            switch (definition.getStructureType()) {
                case Structure, StructureWithSubtypedValues -> write(fields, members, where);
                case StructureWithOptionalFields -> optional(fields, members, where);
                case Union, UnionWithSubtypedValues -> union(fields, members, where);
            }
        }

        /** A bit for each optional member that is there stands in front. [OPC 10000-6 §5.2.7] */
        private void optional(List<StructureField> fields, Value.Fields members, String where) {
            var optional = fields.stream().filter(StructureField::getIsOptional).toList();
            long mask = 0;
            for (int i = 0; i < optional.size(); i++)
                if (member(members, optional.get(i)).isPresent()) mask |= 1L << i;
            encoder.encodeUInt32(null, uint(mask));
            write(
                    fields.stream()
                            .filter(each -> !each.getIsOptional()
                                    || member(members, each).isPresent())
                            .toList(),
                    members,
                    where);
        }

        /** The number of its only member stands in front. [OPC 10000-6 §5.2.8] */
        private void union(List<StructureField> fields, Value.Fields members, String where) {
            if (members.members().size() != 1)
                throw Refused.badRequest(where + " must have one member, not "
                        + members.members().size());
            for (int i = 0; i < fields.size(); i++)
                if (member(members, fields.get(i)).isPresent()) {
                    encoder.encodeUInt32(null, uint(i + 1));
                    write(List.of(fields.get(i)), members, where);
                }
        }

        private void write(List<StructureField> fields, Value.Fields members, String where) {
            for (var field : fields) {
                var name = where + "." + field.getName();
                var given =
                        member(members, field).orElseThrow(() -> Refused.badRequest(where + " needs " + title(field)));
                switch (field.getValueRank()) {
                    case SCALAR -> one(field.getDataType(), given, name);
                    case LIST -> {
                        var items = items(given, name);
                        encoder.encodeInt32(null, items.size());
                        for (var each : items) one(field.getDataType(), each, name);
                    }
                    case null, default ->
                        throw Refused.notAllowed(name + " has dimensions that cannot be written from here");
                }
            }
        }

        private void one(NodeId type, Value value, String where) {
            if (types.isEnumType(type)) encoder.encodeInt32(null, enumerated(type, value, where));
            else if (types.isStructType(type) && !type.equals(NodeIds.Structure))
                structure(definition(type, where), value, where);
            else scalar(new Builtin(types.getBuiltinType(type), false).scalar(value, where));
        }

        /** By its number, or by its name. */
        private int enumerated(NodeId type, Value value, String where) {
            if (value instanceof Value.Text(var name)
                    && types.getDataTypeDefinition(type) instanceof EnumDefinition known)
                for (var each : Objects.requireNonNullElse(known.getFields(), new EnumField[0]))
                    if (name.equals(each.getName())) return each.getValue().intValue();
            return (int) new Builtin(OpcUaDataType.Int32, false).scalar(value, where);
        }

        private void scalar(Object value) {
            switch (value) {
                case Boolean truth -> encoder.encodeBoolean(null, truth);
                case Byte number -> encoder.encodeSByte(null, number);
                case UByte number -> encoder.encodeByte(null, number);
                case Short number -> encoder.encodeInt16(null, number);
                case UShort number -> encoder.encodeUInt16(null, number);
                case Integer number -> encoder.encodeInt32(null, number);
                case UInteger number -> encoder.encodeUInt32(null, number);
                case Long number -> encoder.encodeInt64(null, number);
                case ULong number -> encoder.encodeUInt64(null, number);
                case Float number -> encoder.encodeFloat(null, number);
                case Double number -> encoder.encodeDouble(null, number);
                case String text -> encoder.encodeString(null, text);
                case LocalizedText text -> encoder.encodeLocalizedText(null, text);
                case DateTime time -> encoder.encodeDateTime(null, time);
                case UUID id -> encoder.encodeGuid(null, id);
                case ByteString bytes -> encoder.encodeByteString(null, bytes);
                default -> throw new IllegalStateException("no form of " + value.getClass());
            }
        }
    }
}

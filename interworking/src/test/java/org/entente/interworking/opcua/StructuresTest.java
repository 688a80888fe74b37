// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.core.typetree.DataType;
import org.eclipse.milo.opcua.sdk.core.typetree.DataTypeTree;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.StructureType;
import org.eclipse.milo.opcua.stack.core.types.structured.DataTypeDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumField;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;
import org.eclipse.milo.opcua.stack.core.util.Tree;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Structures in bytes, as OPC 10000-6 §5.2.6 to §5.2.8 lays them out, and what cannot be one. */
class StructuresTest {
    private static final Builtin ONE = new Builtin(OpcUaDataType.ExtensionObject, false);
    private static final NodeId PAIR = new NodeId(1, 1);
    private static final NodeId CHOICE = new NodeId(1, 2);
    private static final NodeId GAP = new NodeId(1, 3);
    private static final NodeId BLIND = new NodeId(1, 4);
    private static final NodeId GRID = new NodeId(1, 5);
    private static final NodeId COLOUR = new NodeId(1, 6);
    private static final NodeId PAINT = new NodeId(1, 7);
    private static final NodeId ANY = new NodeId(1, 8);
    private static final NodeId CIRCLE = new NodeId(1, 9);

    private final Structures structures = new Structures(tree(), DefaultEncodingContext.INSTANCE);

    private record Type(
            QualifiedName name, NodeId id, @Nullable DataTypeDefinition definition) implements DataType {
        @Override
        public QualifiedName getBrowseName() {
            return name;
        }

        @Override
        public NodeId getNodeId() {
            return id;
        }

        @Override
        public @Nullable DataTypeDefinition getDataTypeDefinition() {
            return definition;
        }

        @Override
        public NodeId getBinaryEncodingId() {
            return new NodeId(1, "binary");
        }

        @Override
        public @Nullable NodeId getXmlEncodingId() {
            return null;
        }

        @Override
        public @Nullable NodeId getJsonEncodingId() {
            return null;
        }

        @Override
        public Boolean isAbstract() {
            return false;
        }
    }

    private static DataType type(String name, NodeId id, @Nullable DataTypeDefinition definition) {
        return new Type(new QualifiedName(1, name), id, definition);
    }

    private static DataTypeTree tree() {
        var root = new Tree<>(null, type("BaseDataType", NodeIds.BaseDataType, null));
        var structure = root.addChild(type("Structure", NodeIds.Structure, null));
        structure.addChild(type("Pair", PAIR, structure(StructureType.Structure, real("x", -1), real("y", -1))));
        structure.addChild(type("Choice", CHOICE, structure(StructureType.Union, number("n", false), real("r", -1))));
        structure.addChild(type(
                "Gap",
                GAP,
                structure(StructureType.StructureWithOptionalFields, number("a", true), number("b", true))));
        structure.addChild(type("Blind", BLIND, null));
        structure.addChild(type("Grid", GRID, structure(StructureType.Structure, real("cells", 2))));
        structure.addChild(
                type("Paint", PAINT, structure(StructureType.Structure, field("colour", COLOUR, -1, false))));
        structure.addChild(
                type("Any", ANY, structure(StructureType.StructureWithSubtypedValues, field("it", PAIR, -1, true))));
        structure.addChild(
                type("Circle", CIRCLE, structure(StructureType.Structure, field("again", CIRCLE, -1, false))));
        var text = LocalizedText.NULL_VALUE;
        root.addChild(type("Enumeration", NodeIds.Enumeration, null))
                .addChild(type(
                        "Colour", COLOUR, new EnumDefinition(new EnumField[] {new EnumField(7L, text, text, "RED")})));
        root.addChild(type("Double", NodeIds.Double, null));
        root.addChild(type("Int32", NodeIds.Int32, null));
        return new DataTypeTree(root);
    }

    private static StructureDefinition structure(StructureType kind, StructureField... fields) {
        return new StructureDefinition(new NodeId(1, "binary"), NodeIds.Structure, kind, fields);
    }

    private static StructureField field(String name, NodeId type, int rank, boolean optional) {
        return new StructureField(name, LocalizedText.NULL_VALUE, type, rank, null, null, optional);
    }

    private static StructureField real(String name, int rank) {
        return field(name, NodeIds.Double, rank, false);
    }

    private static StructureField number(String name, boolean optional) {
        return field(name, NodeIds.Int32, -1, optional);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments(PAIR, pair(), "000000000000f03f" + "0000000000000040"),
                arguments(CHOICE, Value.field("r", Value.of(1)), "02000000" + "000000000000f03f"),
                arguments(GAP, Value.Fields.EMPTY, "00000000"),
                arguments(GAP, Value.field("b", Value.of(5)), "02000000" + "05000000"),
                arguments(
                        GAP,
                        Value.field("b", Value.of(5)).with("a", Value.of(4)),
                        "03000000" + "04000000" + "05000000"),
                arguments(PAINT, Value.field("colour", Value.of("RED")), "07000000"),
                arguments(PAINT, Value.field("colour", Value.of(7)), "07000000"));
    }

    private static Value.Fields pair() {
        return Value.field("x", Value.of(1)).with("Y", Value.of(2));
    }

    @ParameterizedTest
    @MethodSource("forms")
    @Spec("OPC 10000-6 §5.2.6")
    void structure_is_written_as_the_specification_lays_it_out(NodeId type, Value value, String bytes) {
        var written = structures.written(ONE, type, value, "it").value();

        assertThat(written).isInstanceOfSatisfying(ExtensionObject.class, object -> {
            assertThat(object.getEncodingOrTypeId()).isEqualTo(new NodeId(1, "binary"));
            assertThat(object.getBody()).isEqualTo(ByteString.of(HexFormat.of().parseHex(bytes)));
        });
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(PAIR, Value.of(1), "it must have named members"),
                arguments(PAIR, Value.field("x", Value.of(1)), "it needs y:Double"),
                arguments(PAIR, pair().with("z", Value.of(1)), "it has no z, but [x, y]"),
                arguments(PAIR, pair().with("x", Value.of("far")), "it.x must be a number"),
                arguments(CHOICE, Value.Fields.EMPTY, "it must have one member, not 0"),
                arguments(GAP, Value.field("a", Value.of(1L << 40)), "it.a is a Int32 and cannot be"),
                arguments(PAINT, Value.field("colour", Value.of("MAUVE")), "it.colour must be a number"),
                arguments(BLIND, pair(), "it is a structure that the server does not describe"),
                arguments(GRID, Value.field("cells", Value.of(List.of())), "it.cells has dimensions"),
                arguments(CIRCLE, Value.field("again", Value.Fields.EMPTY), "it.again needs again:Circle"),
                arguments(ANY, Value.field("it", pair()), "it may be one of several structures"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void what_cannot_be_the_structure_is_refused_with_its_place(NodeId type, Value value, String sentence) {
        assertThatThrownBy(() -> structures.written(ONE, type, value, "it"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.sentence()).contains(sentence));
    }

    @Test
    void list_of_structures_is_one_of_objects() {
        var list = new Builtin(OpcUaDataType.ExtensionObject, true);

        assertThat(structures
                        .written(list, PAIR, Value.of(List.of(pair(), pair())), "it")
                        .value())
                .isInstanceOfSatisfying(
                        ExtensionObject[].class, all -> assertThat(all).hasSize(2));
        assertThat(structures.title(list, PAIR)).isEqualTo("Pair{x:Double,y:Double}[]");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Method;
import org.entente.interworking.opcua.Values;
import org.entente.interworking.opcua.server.Order.Slot;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which form what a method takes and gives is shown to clients. */
class OrderTest {
    private static final Values VALUES = new Values(DefaultEncodingContext.INSTANCE, 10);

    private static Slot slot(String type) {
        return Slot.of(new DeviceModel.Argument("it", type));
    }

    @ParameterizedTest
    @CsvSource({
        "UInt32,      UInt32,   -1",
        "Double[],    Double,    1",
        "DateTime,    DateTime, -1",
        "ByteString,  ByteString, -1",
        "Recipe{Name:String}, String, -1",
        "Recipe{Name:String}[], String, -1",
        "NodeId,      String,   -1",
        "Real,        String,   -1"
    })
    @Spec("OPC 10000-3 §8.6")
    void argument_has_its_own_data_type_or_is_the_text_of_its_json(String told, OpcUaDataType type, int rank) {
        var argument = slot(told).argument();

        assertThat(argument.getDataType()).isEqualTo(type.getNodeId());
        assertThat(argument.getValueRank()).isEqualTo(rank);
        assertThat(argument.getDescription().text())
                .isEqualTo(type.name().equals(told.replace("[]", "")) ? null : "JSON of " + told);
    }

    @Test
    void structure_goes_in_and_comes_out_as_json() throws Exception {
        var recipe = slot("Recipe{Name:String}");
        var glue = Value.field("Name", Value.of("glue"));

        assertThat(recipe.taken(new Variant("{\"Name\":\"glue\"}"), VALUES)).isEqualTo(glue);
        assertThat(recipe.shown(Optional.of(glue))).isEqualTo(new Variant("{\"Name\":\"glue\"}"));
        assertThatThrownBy(() -> recipe.taken(new Variant("{"), VALUES))
                .isInstanceOfSatisfying(
                        UaException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(StatusCodes.Bad_OutOfRange));
    }

    @Test
    void list_goes_in_and_comes_out_as_an_array() throws Exception {
        var doses = slot("UInt32[]");
        var given = new Variant(List.of(Unsigned.uint(1), Unsigned.uint(2)).toArray(UInteger[]::new));

        assertThat(doses.taken(given, VALUES)).isEqualTo(Value.of(List.of(Value.of(1), Value.of(2))));
        assertThat(doses.shown(Optional.of(Value.of(List.of(Value.of(1), Value.of(2)))))
                        .value())
                .isEqualTo(given.value());
        assertThatThrownBy(() -> doses.taken(new Variant(Unsigned.uint(1)), VALUES))
                .isInstanceOfSatisfying(
                        UaException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(StatusCodes.Bad_TypeMismatch));
    }

    @Test
    void result_that_is_not_there_or_is_something_else_is_nothing() {
        assertThat(slot("UInt32").shown(Optional.empty())).isEqualTo(Variant.NULL_VALUE);
        assertThat(slot("UInt32").shown(Optional.of(Value.of("much")))).isEqualTo(Variant.NULL_VALUE);
        assertThat(slot("UInt32").shown(Optional.of(Value.Deleted.DELETED))).isEqualTo(Variant.NULL_VALUE);
    }

    @Test
    void signature_is_what_the_labels_tell() {
        var labels = Value.field(
                "lbl",
                Value.texts(List.of(
                        "Iwked-Technology:OPC_UA",
                        "Takes-recipe:Recipe{Name:String}",
                        "Takes-dose:UInt32",
                        "Gives-total:UInt32")));

        var signature = Method.signature(labels);

        assertThat(signature.takes())
                .containsExactly(
                        new DeviceModel.Argument("recipe", "Recipe{Name:String}"),
                        new DeviceModel.Argument("dose", "UInt32"));
        assertThat(signature.gives()).containsExactly(new DeviceModel.Argument("total", "UInt32"));
    }
}

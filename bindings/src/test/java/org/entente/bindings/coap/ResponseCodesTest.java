// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.assertj.core.api.Assertions.assertThat;

import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCodesTest {
    @ParameterizedTest
    @CsvSource({
        "1001,2.01", "1002,2.01", "2000,2.05", "2001,2.01", "2002,2.02", "2004,2.04", "4000,4.00", "4001,5.01",
        "4004,4.04", "4005,4.05", "4008,5.04", "4015,4.15", "4101,4.03", "4102,4.00", "4103,4.03", "4104,4.00",
        "4105,4.03", "4106,4.03", "4107,4.03", "4108,4.03", "4109,4.03", "4110,4.00", "4111,4.03", "4112,4.03",
        "4113,4.03", "4114,4.03", "4115,4.03", "4116,4.03", "4117,4.03", "4118,4.04", "4119,4.04", "4120,4.02",
        "4121,4.04", "4122,4.02", "4123,4.00", "4124,4.00", "4125,5.01", "4126,4.03", "4127,4.03", "4143,4.00",
        "5000,5.00", "5001,5.01", "5103,4.04", "5105,4.03", "5106,4.00", "5107,4.04", "5203,4.03", "5204,5.00",
        "5205,4.03", "5206,5.01", "5207,4.06", "5208,4.03", "5209,5.00", "5210,5.00", "5211,5.00", "5212,5.00",
        "5214,4.03", "5215,4.03", "5216,5.00", "5217,5.00", "5218,4.03", "5219,4.00", "5220,4.00", "5221,5.00",
        "5222,4.03", "6003,4.04", "6005,4.04", "6010,4.00", "6020,5.00", "6021,5.00", "6022,4.00", "6023,4.00",
        "6024,4.00", "6025,5.00", "6026,5.00", "6028,4.00", "6029,4.00", "6030,5.04", "6031,5.04"
    })
    @Spec("TS-0008 §6.2.4")
    void every_row_of_the_table_holds(int number, String code) {
        var result = ResultCode.of(number).orElseThrow();

        assertThat(ResponseCodes.of(result, Operation.RETRIEVE).toString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"RETRIEVE,2.05", "NOTIFY,2.04", "UPDATE,2.04"})
    @Spec("TS-0008 §6.2.4")
    void success_is_told_apart_by_the_operation(Operation operation, String code) {
        assertThat(ResponseCodes.of(ResultCode.OK, operation).toString()).isEqualTo(code);
    }
}

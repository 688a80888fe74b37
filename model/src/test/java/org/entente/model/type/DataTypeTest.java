// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which values each data type takes. */
class DataTypeTest {

    @ParameterizedTest
    @Spec({"TS-0004 §6.3.2", "TS-0004 §6.3.3"})
    @CsvSource(
            delimiter = '|',
            value = {
                "TOKEN             | room:kitchen",
                "NC_NAME           | _cnt.1",
                "RESOURCE_NAME     | 123Sensor",
                "ANY_URI           | http://127.0.0.1:8080/n",
                "ID                | /cse/Cae1",
                "TIMESTAMP         | 20261122T103000",
                "TIMESTAMP         | 20261122T103000,123456",
                "ABS_REL_TIMESTAMP | 20261122T103000",
                "ABS_REL_TIMESTAMP | 3600000",
                "ABS_REL_TIMESTAMP | -1",
                "DURATION          | P1DT2H3M4.5S",
                "SCHEDULE_ENTRY    | * 0-5 2,6,10 * * * *",
                "SCHEDULE_ENTRY    | * * 0-23/2 * * */2 *",
                "CONTENT_INFO      | application/json:1",
                "CONTENT_INFO      | text/plain;charset=utf-8:0:5",
                "IPV4              | 10.125.0.0/16",
                "IPV4              | 255.255.255.255",
                "IPV6              | ::/0",
                "IPV6              | abcd:ffff:abb0:aaaa::/64",
                "COUNTRY_CODE      | KR",
                "SERIALIZATION     | cbor",
                "SERIALIZATION     | application/xml",
                "RELEASE           | 2a",
                "COORDINATES       | [[8.6, 49.87], [8.7, 49.9]]",
                "BASE64            | aGFsbG8=",
            })
    void a_scalar_takes_the_texts_of_its_clause(Scalar type, String text) {
        assertThat(type.check(Value.of(text), "x")).isEqualTo(Value.of(text));
    }

    @ParameterizedTest
    @Spec({"TS-0004 §6.3.2", "TS-0004 §6.3.3"})
    @CsvSource(
            delimiter = '|',
            value = {
                "TOKEN             | ' a'",
                "NC_NAME           | a:b",
                "RESOURCE_NAME     | _hidden",
                "RESOURCE_NAME     | a/b",
                "RESOURCE_NAME     | ''",
                "ANY_URI           | http://a b",
                "TIMESTAMP         | 2026-11-22T10:30:00",
                "TIMESTAMP         | 20261122T103000Z",
                "TIMESTAMP         | 20261332T103000",
                "ABS_REL_TIMESTAMP | soon",
                "DURATION          | 10S",
                "DURATION          | P",
                "DURATION          | P99999999999Y",
                "DURATION          | PT99999999999999999999S",
                "SCHEDULE_ENTRY    | * * * * *",
                "SCHEDULE_ENTRY    | *  * * * * * *",
                "SCHEDULE_ENTRY    | a * * * * * *",
                "CONTENT_INFO      | application/json:9",
                "CONTENT_INFO      | json",
                "IPV4              | 10.1.2",
                "IPV4              | 10.1.2.256",
                "IPV4              | 10.1.2.3/33",
                "IPV6              | 10.1.2.3",
                "IPV6              | 1:2:3:4:5:6:7:8:9",
                "IPV6              | ::/129",
                "COUNTRY_CODE      | KOR",
                "SERIALIZATION     | JSON",
                "SERIALIZATION     | text/xml",
                "RELEASE           | v3",
                "COORDINATES       | 8.6, 49.87",
                "BASE64            | a",
            })
    void a_scalar_refuses_other_texts(Scalar type, String text) {
        assertThatThrownBy(() -> type.check(Value.of(text), "x"))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("x must be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IPV6           | : | x",
                "SCHEDULE_ENTRY | 1, | 1 * * * * * x",
                "SCHEDULE_ENTRY | 1, | x * * * * * *",
                "DURATION       | 1 | x",
                "COORDINATES    | [ | x",
                "NC_NAME        | a | :",
            })
    void a_scalar_refuses_long_texts_at_once(Scalar type, String part, String end) {
        var text = part.repeat(200_000) + end;

        assertThatThrownBy(() -> type.check(Value.of(text), "x"))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("x must be");
    }

    static Stream<Map.Entry<DataType, Value>> numbersOutOfRange() {
        return Stream.of(
                Map.entry(Scalar.NON_NEGATIVE, Value.of(-1)),
                Map.entry(Scalar.POSITIVE, Value.of(0)),
                Map.entry(Scalar.UNSIGNED_BYTE, Value.of(256)),
                Map.entry(Scalar.UNSIGNED_INT, Value.of(0x1_0000_0000L)),
                Map.entry(Scalar.EVENT_CAT, Value.of(5)),
                Map.entry(Scalar.EVENT_CAT, Value.of(1000)),
                Map.entry(Scalar.EVENT_CAT_WITH_DEF, Value.of(1)),
                Map.entry(Scalar.OPERATION_SET, Value.of(64)),
                Map.entry(Scalar.OPERATION_SET, Value.of(0)),
                Map.entry(Scalar.INTEGER, Value.of(1.5)),
                Map.entry(Scalar.BOOLEAN, Value.of(1)),
                Map.entry(Scalar.FLOAT, Value.of("1.5")),
                Map.entry(Scalar.STRING, Value.of(7)),
                Map.entry(Enumerations.BATTERY_STATUS, Value.of(8)),
                Map.entry(Enumerations.BATTERY_STATUS, Value.of(1L << 32 | 1)));
    }

    @ParameterizedTest
    @MethodSource("numbersOutOfRange")
    @Spec({"TS-0004 §6.3.2", "TS-0004 §6.3.4"})
    void a_number_outside_its_range_is_refused(Map.Entry<DataType, Value> wrong) {
        assertThatThrownBy(() -> wrong.getKey().check(wrong.getValue(), "x")).isInstanceOf(Refused.class);
    }

    @Test
    @Spec("TS-0004 §6.3.3")
    void a_list_that_must_have_a_member_refuses_to_be_empty() {
        assertThatThrownBy(() -> Attributes.ACPI.type().check(Value.of(List.of()), "acpi"))
                .hasMessage("acpi must have at least 1 elements");
    }

    @Test
    @Spec("TS-0004 §6.3.5.27")
    void a_structure_names_the_member_it_lacks_or_does_not_know() {
        var rule = new Value.Fields(Map.of("acor", Value.texts(List.of("Cae"))));
        var odd = rule.with("acop", Value.of(63)).with("abc", Value.of(1));

        assertThatThrownBy(() -> AccessTypes.ACCESS_CONTROL_RULE.check(rule, "acr"))
                .hasMessage("acr lacks its member acop");
        assertThatThrownBy(() -> AccessTypes.ACCESS_CONTROL_RULE.check(odd, "acr"))
                .hasMessage("acr has no member abc");
    }

    @Test
    @Spec("TS-0004 §6.3.5.27")
    void a_fault_deep_inside_is_named_by_its_path() {
        var context = Value.field("acip", Value.field("ipv4", Value.texts(List.of("10.0.0.300"))));
        var rule = new Value.Fields(
                Map.of("acor", Value.texts(List.of("Cae")), "acop", Value.of(1), "acco", Value.of(List.of(context))));

        assertThatThrownBy(() -> Attributes.PV.type().check(Value.field("acr", Value.of(List.of(rule))), "pv"))
                .hasMessageStartingWith("pv.acr.acco.acip.ipv4 must be an IPv4 address");
    }

    @Test
    @Spec("TS-0004 §6.3.5.28")
    void of_a_choice_exactly_one_member_is_present() {
        var country = Value.field("accc", Value.texts(List.of("DE")));
        var circle = Value.of(List.of(Value.of(49.8), Value.of(8.6), Value.of(100.0)));

        assertThat(ComplexTypes.LOCATION_REGION.check(country, "aclr")).isEqualTo(country);
        assertThatThrownBy(() -> ComplexTypes.LOCATION_REGION.check(country.with("accr", circle), "aclr"))
                .hasMessage("aclr must have exactly one of accc, accr");
        assertThatThrownBy(() -> ComplexTypes.LOCATION_REGION.check(Value.Fields.EMPTY, "aclr"))
                .hasMessage("aclr must have exactly one of accc, accr");
    }

    @Test
    @Spec("TS-0004 §6.3.5.57")
    void of_an_operation_monitor_at_least_one_member_is_present() {
        assertThatThrownBy(() -> ComplexTypes.OPERATION_MONITOR.check(Value.Fields.EMPTY, "om"))
                .hasMessage("om must have at least one of ops, or");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrimitivesTest {
    private static Value.Fields json(String text) {
        return Json.STRICT.readObject(text.getBytes(UTF_8));
    }

    @Test
    @Spec("TS-0004 §8.4.3")
    void the_specifications_example_is_a_create_of_a_schedule() {
        var request = Primitives.request(json("""
                    {"op":1,"fr":"Clight_ae1","to":"/homegateway/light","rqi":"A1234",
                     "pc":{"m2m:sch":{"se":{"sce":["* 0-5 2,6,10 * * * *"]}}},"ty":18}"""), Peer.UNKNOWN);

        assertThat(request.operation()).isEqualTo(Operation.CREATE);
        assertThat(request.from()).isEqualTo("Clight_ae1");
        assertThat(request.to()).isEqualTo("/homegateway/light");
        assertThat(request.id()).isEqualTo("A1234");
        assertThat(request.type()).isEqualTo(18);
        assertThat(request.content().members()).containsOnlyKeys("m2m:sch");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"TS-0004 §8.1", "TS-0004 §8.2.1"})
    void long_names_are_not_taken_in_any_serialization(Serialization form) {
        var codec = Codecs.STRICT.of(form);
        var bare = Value.field("operation", Value.of(2)).with("to", Value.of("cse-in"));
        var primitive = codec.readObject(codec.write(Value.field(Primitives.REQUEST, bare)));
        var box = Value.field("m2m:cnt", Value.field("maxNrOfInstances", Value.of(3)));
        var content = (Value.Fields)
                codec.readObject(codec.write(box)).find("m2m:cnt").orElseThrow();

        assertThat(catchThrowableOfType(Refused.class, () -> Primitives.request(primitive, Peer.UNKNOWN)))
                .hasMessageContaining("operation");
        assertThat(catchThrowableOfType(Refused.class, () -> Container.TYPE.checkCreate(content)))
                .hasMessageContaining("maxNrOfInstances");
    }

    @Test
    @Spec("TS-0004 §6.4.1")
    void a_request_survives_the_way_out_and_back() {
        var request = Request.retrieve("cse-in/box", "CAbc")
                .withId("r1")
                .withFilter(
                        new FilterCriteria(Value.field("fu", Value.of(1)).with("lbl", Value.texts(List.of("a", "b")))))
                .with(Parameter.RELEASE_VERSION_INDICATOR, "4")
                .with(Parameter.RESPONSE_TYPE, Value.field("rtv", Value.of(2)))
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Value.of(5000))
                .with(Parameter.DELIVERY_AGGREGATION, Value.of(true))
                .with(Parameter.ATTRIBUTE_LIST, Value.texts(List.of("rn", "lbl")));

        var bytes = Json.STRICT.write(Primitives.fields(request));

        assertThat(Primitives.request(Json.STRICT.readObject(bytes), Peer.UNKNOWN))
                .isEqualTo(request);
    }

    @Test
    @Spec("TS-0004 §6.4.2")
    void a_response_survives_the_way_out_and_back() {
        var response = new Response(
                        ResultCode.CREATED, "r1", Value.field("m2m:cnt", Value.field("ri", Value.of("x"))), Map.of())
                .with(Parameter.RELEASE_VERSION_INDICATOR, Value.of("4"))
                .with(Parameter.FROM, Value.of("/id-in"));

        var bytes = Json.STRICT.write(Primitives.fields(response));

        assertThat(Primitives.response(Json.STRICT.readObject(bytes))).isEqualTo(response);
    }

    @Test
    @Spec("TS-0004 §8.4.2")
    void a_primitive_under_its_xml_name_is_taken_too() {
        var request = Primitives.request(
                json("{\"m2m:rqp\":{\"op\":2,\"to\":\"x\",\"fr\":\"C\",\"rqi\":\"1\"}}"), Peer.LOCAL);
        var response = Primitives.response(json("{\"m2m:rsp\":{\"rsc\":2000,\"rqi\":\"1\"}}"));

        assertThat(request.operation()).isEqualTo(Operation.RETRIEVE);
        assertThat(request.peer()).isEqualTo(Peer.LOCAL);
        assertThat(response.code()).isEqualTo(ResultCode.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "2099,OK",
        "4999,BAD_REQUEST",
        "5999,INTERNAL_SERVER_ERROR",
        "6999,INTERNAL_SERVER_ERROR",
        "1500,ACCEPTED"
    })
    void a_code_of_a_later_release_counts_as_the_first_of_its_class(long number, ResultCode code) {
        assertThat(Primitives.code(number)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{}~lacks op",
                "{\"op\":2,\"rqi\":\"1\"}~lacks to",
                "{\"op\":2,\"to\":\"x\"}~lacks rqi",
                "{\"op\":6,\"to\":\"x\",\"rqi\":\"1\"}~op must be a value of m2m:operation",
                "{\"op\":\"2\",\"to\":\"x\",\"rqi\":\"1\"}~op must be",
                "{\"op\":2.0,\"to\":\"x\",\"rqi\":\"1\"}~op must be",
                "{\"op\":2,\"to\":\"\",\"rqi\":\"1\"}~to must be",
                "{\"op\":2,\"to\":\"x\",\"rqi\":1}~rqi must be",
                "{\"op\":2,\"to\":\"x\",\"rqi\":null}~rqi must be",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"fr\":\"a b\"}~fr must be",
                "{\"op\":1,\"to\":\"x\",\"rqi\":\"1\",\"ty\":-3}~ty must be",
                "{\"op\":1,\"to\":\"x\",\"rqi\":\"1\",\"ty\":4294967299}~ty must be",
                "{\"op\":1,\"to\":\"x\",\"rqi\":\"1\",\"pc\":7}~pc must be an object",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"fc\":{\"nope\":1}}~fc has no member nope",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"fc\":{\"lim\":-1}}~fc.lim must be",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"rcn\":99}~rcn must be",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"rt\":3}~rt must be a structure",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"rt\":{\"rtv\":9}}~rt.rtv must be",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"ot\":\"yesterday\"}~ot must be",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"da\":1}~da must be true or false",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"rsc\":2000}~a request has no parameter \"rsc\"",
                "{\"op\":2,\"to\":\"x\",\"rqi\":\"1\",\"zz\":1}~a request has no parameter \"zz\""
            })
    @Spec("TS-0004 §6.4.1")
    void a_wrong_request_is_refused_by_name(String primitive, String reason) {
        var refused = catchThrowableOfType(Refused.class, () -> Primitives.request(json(primitive), Peer.UNKNOWN));

        assertThat(refused).isNotNull().hasMessageContaining(reason);
        assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"rqi\":\"1\"}~lacks rsc",
                "{\"rsc\":2000}~lacks rqi",
                "{\"rsc\":\"2000\",\"rqi\":\"1\"}~rsc must be",
                "{\"rsc\":200,\"rqi\":\"1\"}~no response status code",
                "{\"rsc\":99999999999,\"rqi\":\"1\"}~no response status code",
                "{\"rsc\":2000,\"rqi\":\"1\",\"op\":1}~a response has no parameter \"op\""
            })
    @Spec("TS-0004 §6.4.2")
    void a_wrong_response_is_refused_by_name(String primitive, String reason) {
        var refused = catchThrowableOfType(Refused.class, () -> Primitives.response(json(primitive)));

        assertThat(refused).isNotNull().hasMessageContaining(reason);
    }
}

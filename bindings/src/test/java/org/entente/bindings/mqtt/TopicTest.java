// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.entente.codec.Serialization;
import org.entente.model.Spec;
import org.entente.security.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of topics. */
class TopicTest {
    private static final Home HOME = new Home("/id-in", "sp.example");

    @ParameterizedTest
    @CsvSource({
        "/id-in, id-in",
        "/id-in/CAe, id-in:CAe",
        "CAe, CAe",
        "/S1, S1",
        "//sp.example/id-in, :sp.example:id-in",
        "//sp.example/id-in/CAe, :sp.example:id-in:CAe"
    })
    @Spec("TS-0010 §6.4.2")
    void an_identifier_becomes_one_level(String identifier, String level) {
        assertThat(Level.of(identifier)).isEqualTo(level);
    }

    @Test
    @Spec("TS-0010 §6.4.2")
    void an_originator_may_be_named_by_each_form_of_its_identifier() {
        assertThat(Stream.of("CAe", "/id-in/CAe", "//sp.example/id-in/CAe").map(each -> Level.allOf(each, HOME)))
                .allSatisfy(levels -> assertThat(levels).contains("CAe", "id-in:CAe", ":sp.example:id-in:CAe"));
        assertThat(Level.allOf("/id-mn/CAe", HOME)).contains("id-mn:CAe").doesNotContain("CAe", "id-mn");
        assertThat(Level.allOf("//other.example/id-in/CAe", HOME)).containsExactly(":other.example:id-in:CAe");
    }

    @Test
    @Spec({"TS-0010 §6.4.2", "TS-0010 §6.4.3", "TS-0010 §6.5.4"})
    void a_request_and_its_answer_have_theirs() {
        var request = Topic.request("", "id-in:CAe", "id-in", Serialization.CBOR);

        assertThat(request.name()).isEqualTo("/oneM2M/req/id-in:CAe/id-in/cbor");
        assertThat(request.answer().name()).isEqualTo("/oneM2M/resp/id-in:CAe/id-in/cbor");
        assertThat(request.answers()).isEqualTo("/oneM2M/resp/id-in:CAe/#");
        assertThat(Topic.requestsTo("", Topic.Kind.REQUEST, "id-in")).isEqualTo("/oneM2M/req/+/id-in/#");
        assertThat(Topic.read("", request.name())).contains(request);
    }

    @Test
    @Spec("TS-0010 §6.4.4")
    void a_registration_has_those_of_its_credential() {
        var registration = Topic.registration("", "gateway", "id-in", Serialization.XML);

        assertThat(registration.name()).isEqualTo("/oneM2M/reg_req/gateway/id-in/xml");
        assertThat(registration.answer().name()).isEqualTo("/oneM2M/reg_resp/gateway/id-in/xml");
        assertThat(registration.answers()).isEqualTo("/oneM2M/reg_resp/gateway/#");
        assertThat(Topic.read("", registration.name())).contains(registration);
    }

    @Test
    @Spec("TS-0010 §6.6")
    void a_path_in_a_point_of_access_stands_before_them() {
        var url = BrokerUrl.read("mqtt://broker.example/abc/def").orElseThrow();

        assertThat(Topic.request(url.prefix(), "CAe", "id-in", Serialization.JSON)
                        .name())
                .isEqualTo("abc/def/oneM2M/req/CAe/id-in/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "oneM2M/req/CAe/id-in/json",
                "/oneM2M/req/CAe/id-in",
                "/oneM2M/req/CAe/id-in/",
                "/oneM2M/req/CAe/id-in/yaml",
                "/oneM2M/req/CAe/id-in/json/more",
                "/oneM2M/req//id-in/json",
                "/oneM2M/request/CAe/id-in/json",
                "/oneM2M/req/C+/id-in/json",
                "/oneM2M/req/C#/id-in/json",
                "/oneM2M/req/C\u0000/id-in/json",
                "/oneM2M/req/C e/id-in/json",
                "/onem2m/req/CAe/id-in/json"
            })
    @Spec("TS-0010 §6.4.2")
    void anything_else_is_none_of_ours(String name) {
        assertThat(Topic.read("", name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://broker.example, broker.example, 1883, false, ''",
        "mqtts://broker.example, broker.example, 8883, true, ''",
        "MQTT://broker.example:99/a/b, broker.example, 99, false, a/b",
        "mqtt://[::1]:99//oneM2M/x, [::1], 99, false, /oneM2M/x"
    })
    @Spec("TS-0010 §6.6")
    void a_url_names_a_broker(String url, String host, int port, boolean isSecure, String path) {
        assertThat(BrokerUrl.read(url)).contains(new BrokerUrl(host, port, isSecure, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://broker",
                "mqtt:///path",
                "mqtt://user@broker",
                "mqtt://broker/a?b",
                "mqtt://broker/#",
                "x",
                ":"
            })
    void other_urls_do_not(String url) {
        assertThat(BrokerUrl.read(url)).isEmpty();
    }
}

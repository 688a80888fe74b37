// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;

import java.util.List;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optional parameters: where they may stand, and which are refused rather than ignored. */
@OverEveryBinding
class ParametersTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void prepare() {
        hub.register("Capp");
        hub.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static Request request(Operation operation) {
        var content = Value.field("m2m:cnt", Hub.fields("mni", 1));
        return switch (operation) {
            case CREATE -> Request.create("cse-in/capp", "Capp", 3, content);
            case RETRIEVE -> Request.retrieve("cse-in/capp/box", "Capp");
            case UPDATE -> Request.update("cse-in/capp/box", "Capp", content);
            case DELETE -> Request.delete("cse-in/capp/box", "Capp");
            case NOTIFY -> Request.notification("cse-in", Hub.ADMIN, Value.field("m2m:sgn", Hub.fields("sur", "x")));
        };
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RESULT_PERSISTENCE",
                "RESULT_CONTENT",
                "GROUP_REQUEST_TARGET_MEMBERS",
                "GROUP_SOMECAST_TARGET_NUMBER"
            })
    @Spec("TS-0004 §7.2.1.1")
    @NotEveryBinding("HTTP has no header for grtm and gstn")
    void notify_has_no_result_to_speak_of(Parameter parameter) {
        var refused = hub.send(request(Operation.NOTIFY).with(parameter, Value.of(1)));

        assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(refused.sentence()).contains(parameter.shortName());
    }

    @Test
    @Spec("TS-0004 §7.2.1.1")
    void notify_filters_nothing() {
        var refused = hub.send(request(Operation.NOTIFY).withFilter(new FilterCriteria(Hub.fields("fu", 2))));

        assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(refused.sentence()).contains("fc");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RETRIEVE"},
            mode = EnumSource.Mode.EXCLUDE)
    @Spec("TS-0004 §7.2.1.1")
    void identifiers_of_what_is_found_are_for_retrieve(Operation operation) {
        var refused = hub.send(request(operation).with(Parameter.DESIRED_IDENTIFIER_RESULT_TYPE, Value.of(1)));

        assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(refused.sentence()).contains("drt");
        assertThat(hub.stored("cse-in/capp/box").attributes()).doesNotContainKey("mni");
    }

    @ParameterizedTest
    @EnumSource(names = {"TOKENS", "TOKEN_IDS", "LOCAL_TOKEN_IDS", "AUTHORIZATION_SIGNATURES"})
    @Spec({"TS-0004 §7.3.2.1", "TS-0003 §7.3.2.3"})
    void proofs_that_nobody_here_can_verify_are_refused_and_not_ignored(Parameter parameter) {
        var refused = hub.send(request(Operation.DELETE).with(parameter, Value.texts(List.of("a.b.c"))));

        assertThat(refused.code()).isEqualTo(ResultCode.NOT_IMPLEMENTED);
        assertThat(refused.sentence()).contains(parameter.shortName());
        assertThat(hub.stored("cse-in/capp/box")).isNotNull();
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void hint_that_tokens_could_be_had_changes_nothing() {
        var hinted = request(Operation.RETRIEVE).with(Parameter.TOKEN_REQUEST_INDICATOR, Value.of(true));

        assertThat(hub.send(hinted).content())
                .isEqualTo(hub.send(request(Operation.RETRIEVE)).content());
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void vendor_information_is_taken_by_every_operation() {
        for (var operation : new Operation[] {Operation.RETRIEVE, Operation.UPDATE, Operation.DELETE})
            assertThat(hub.send(request(operation).with(Parameter.VENDOR_INFORMATION, "mine"))
                            .isSuccess())
                    .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "3", "4", "5"})
    @Spec("TS-0004 §7.3.3.12")
    void response_speaks_the_release_of_its_request(String release) {
        var response = hub.send(request(Operation.RETRIEVE).with(Parameter.RELEASE_VERSION_INDICATOR, release));

        assertThat(response.find(Parameter.RELEASE_VERSION_INDICATOR)).contains(Value.of(release));
    }

    @Test
    @Spec("TS-0004 §7.3.2.1")
    void request_of_the_first_release_is_answered_without_an_indicator() {
        assertThat(hub.send(request(Operation.RETRIEVE)).find(Parameter.RELEASE_VERSION_INDICATOR))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "3"})
    @Spec("TS-0001 §8.1.2")
    void what_a_release_does_not_know_cannot_be_meant_by_its_requests(String release) {
        var action = Request.create("cse-in/capp", "Capp", 65, Value.field("m2m:actr", Hub.fields("rn", "a")));
        var permissions = request(Operation.RETRIEVE).with(Parameter.RESULT_CONTENT, Value.of(12));
        var nearby = request(Operation.RETRIEVE)
                .withFilter(new FilterCriteria(Hub.fields("gmty", 1, "geom", "[1,1]", "gsf", 1)));
        var either = request(Operation.RETRIEVE).withFilter(new FilterCriteria(Hub.fields("fu", 1, "fo", 3)));

        for (var request : List.of(action, permissions, nearby, either)) demandThatItIsUnknownTo(release, request);
        assertThat(hub.send(permissions.with(Parameter.RELEASE_VERSION_INDICATOR, "4"))
                        .code())
                .isEqualTo(ResultCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "3"})
    @Spec("TS-0001 §8.1.2")
    void attribute_that_a_release_does_not_know_cannot_be_written_by_its_requests(String release) {
        var kept = Value.field("m2m:cnt", Hub.fields("rn", "kept", "cstn", "Capp"));
        var create = Request.create("cse-in/capp", "Capp", 3, kept).with(Parameter.RELEASE_VERSION_INDICATOR, release);

        var refused = hub.send(create);
        var created = hub.send(create.with(Parameter.RELEASE_VERSION_INDICATOR, "4"));
        var place = Value.field("m2m:cnt", Hub.fields("loc", Hub.fields("typ", 1, "crd", "[8.5,50.1]")));
        var moved = Request.update("cse-in/capp/kept", "Capp", place);
        var unmoved = hub.send(moved.with(Parameter.RELEASE_VERSION_INDICATOR, release));

        assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(refused.sentence()).contains("cstn");
        assertThat(created.code()).isEqualTo(ResultCode.CREATED);
        assertThat(unmoved.code()).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(unmoved.sentence()).contains("loc");
        assertThat(hub.send(moved).code()).isEqualTo(ResultCode.UPDATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "3"})
    @Spec("TS-0001 §8.1.2")
    void text_of_a_device_that_is_called_as_a_later_attribute_is_none(String release) {
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n");
        var device = Hub.fields("mgd", 1007, "dlb", "a:b", "man", "m", "mod", "x", "dty", "t", "loc", "upstairs");

        var response = hub.send(Request.create("cse-in/node", ADMIN, 13, Value.field("m2m:dvi", device))
                .with(Parameter.RELEASE_VERSION_INDICATOR, release));

        assertThat(response.code()).as(response.toString()).isEqualTo(ResultCode.CREATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "3"})
    @Spec("TS-0001 §8.1.2")
    @NotEveryBinding("CoAP has no option for msu")
    void release_that_knows_no_service_users_has_none(String release) {
        demandThatItIsUnknownTo(release, request(Operation.RETRIEVE).with(Parameter.M2M_SERVICE_USER, "someone"));
        demandThatItIsUnknownTo(
                release, request(Operation.RETRIEVE).with(Parameter.GROUP_SOMECAST_TARGET_NUMBER, Value.of(1)));
    }

    private void demandThatItIsUnknownTo(String release, Request request) {
        var refused = hub.send(request.with(Parameter.RELEASE_VERSION_INDICATOR, release));

        assertThat(refused.code()).as(request.toString()).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(refused.sentence()).contains("release " + release);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "3"})
    @Spec("TS-0001 §8.1.3")
    void response_has_nothing_that_the_release_of_its_request_does_not_know(String release) {
        hub.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "kept", "cstn", "Capp");
        hub.create("cse-in/capp/kept", "Capp", 4, "m2m:cin", "con", Hub.fields("m2m:cnt", Hub.fields("cstn", "mine")));
        var beacon =
                hub.create("cse-in/capp", "Capp", 60, "m2m:tsb", "rn", "beacon", "bcnu", List.of("Capp"), "bcnc", 1);
        assertThat(beacon.isSuccess()).as(beacon.toString()).isTrue();
        var wide = Request.retrieve("cse-in/capp", "Capp")
                .with(ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES)
                .with(Parameter.RELEASE_VERSION_INDICATOR, release);

        var early = Hub.shown(hub.send(wide));
        var late = Hub.shown(hub.send(wide.with(Parameter.RELEASE_VERSION_INDICATOR, "4")));

        assertThat(early.find("m2m:tsb")).isEmpty();
        assertThat(late.find("m2m:tsb")).isPresent();
        var container = child(early, "m2m:cnt");
        assertThat(container.find("cstn")).isEmpty();
        assertThat(child(late, "m2m:cnt").find("cstn")).isPresent();
        assertThat(child(container, "m2m:cin").find("con")).contains(Hub.fields("m2m:cnt", Hub.fields("cstn", "mine")));
    }

    /** The last child of its type. */
    private static Value.Fields child(Value.Fields resource, String root) {
        return (Value.Fields)
                ((Value.Items) resource.find(root).orElseThrow()).values().getLast();
    }

    @Test
    @Spec("TS-0004 §6.6.3")
    void refusal_speaks_the_release_of_its_request() {
        var refused = new Refused(ResultCode.DISCOVERY_LIMIT_EXCEEDED, "too many");
        var third = request(Operation.RETRIEVE).with(Parameter.RELEASE_VERSION_INDICATOR, "3");
        var fifth = request(Operation.RETRIEVE).with(Parameter.RELEASE_VERSION_INDICATOR, "5");

        assertThat(Response.of(third, refused).code()).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(Response.of(third, refused).sentence()).isEqualTo("too many");
        assertThat(Response.of(fifth, refused).code()).isEqualTo(ResultCode.DISCOVERY_LIMIT_EXCEEDED);
    }
}

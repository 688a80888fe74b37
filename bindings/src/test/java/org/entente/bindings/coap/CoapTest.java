// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.entente.bindings.coap.RawCoap.Message;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Rates;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Primitives over CoAP. */
class CoapTest extends Serving {
    @Nested
    class A_request {
        @Test
        @Spec({"TS-0008 §6.2.1", "TS-0008 §6.2.2.4.1", "TS-0008 §6.2.2.4.10"})
        void of_another_client_is_answered() throws Exception {
            var answer = raw(serve()).ask(Message.retrieve(7));

            assertThat(answer.type()).isEqualTo(2);
            assertThat(answer.id()).isEqualTo(7);
            assertThat(answer.dotted()).isEqualTo("2.05");
            assertThat(answer.number(307)).isEqualTo(2000);
            assertThat(answer.texts(283)).containsExactly("r7");
            assertThat(answer.texts(271)).containsExactly("4");
            assertThat(answer.number(12)).isEqualTo(50);
            assertThat(answer.find(14)).contains(new byte[0]);
            assertThat(answer.text()).isEqualTo("{\"m2m:cnt\":{\"ri\":\"cnt1\",\"rn\":\"box\"}}");
            assertThat(cse.requests.getFirst().from()).isEqualTo("CAe");
            assertThat(cse.requests.getFirst().peer().address()).contains(InetAddress.getLoopbackAddress());
            assertThat(cse.requests.getFirst().peer().authenticated()).isFalse();
        }

        @Test
        @Spec("TS-0008 §6.3.1")
        void that_is_not_confirmable_is_answered_in_a_message_of_the_same_kind() throws Exception {
            var answer = raw(serve()).ask(Message.retrieve(7).withType(1));

            assertThat(answer.type()).isEqualTo(1);
            assertThat(answer.token()).isEqualTo(Message.retrieve(7).token());
            assertThat(answer.dotted()).isEqualTo("2.05");
        }

        @ParameterizedTest
        @CsvSource(
                value = {
                    "CSEBase/ae12/cont27|CSEBase|ae12|cont27",
                    "cin00856|cin00856",
                    "/CSE178/CSEBase/ae12|~|CSE178|CSEBase|ae12",
                    "//mym2msp.org/CSE178/cin00856|_|mym2msp.org|CSE178|cin00856",
                    "-/a b/ä%|-|a b|ä%"
                })
        @Spec("TS-0008 §6.2.2.3")
        void names_its_target_in_the_path(String line) throws Exception {
            var cells = List.of(line.split("\\|"));
            var message = Message.request(RawCoap.GET, 1).with(279, "CAe").with(283, "r1");
            for (var segment : cells.subList(1, cells.size())) message = message.with(11, segment);

            raw(serve()).ask(message);
            mca(serve()).send(Request.retrieve(cells.getFirst(), "CAe").withId("r2"));

            assertThat(cse.requests).extracting(Request::to).containsOnly(cells.getFirst());
        }

        @ParameterizedTest
        @EnumSource(Serialization.class)
        @Spec({"TS-0008 §6.2.2.4.0", "TS-0008 §6.2.2.2", "TS-0008 §6.2.3"})
        void of_our_client_arrives_with_all_its_parameters(Serialization serialization) {
            var mca = mca(serve(), serialization);
            var content =
                    Value.field("m2m:cnt", Value.field("rn", Value.of("box")).with("mni", Value.of(3)));
            var sent = Request.create("cse-in/ä", "CAe", 3, content)
                    .withId("r1")
                    .with(Parameter.RELEASE_VERSION_INDICATOR, "4")
                    .with(Parameter.ORIGINATING_TIMESTAMP, "20261122T120000")
                    .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "20991122T120000,250")
                    .with(Parameter.RESULT_EXPIRATION_TIMESTAMP, "5000")
                    .with(Parameter.OPERATION_EXECUTION_TIME, "20261122T120000")
                    .with(Parameter.EVENT_CATEGORY, Value.of(2))
                    .with(Parameter.GROUP_REQUEST_IDENTIFIER, "g 1")
                    .with(Parameter.VENDOR_INFORMATION, "ven dor")
                    .with(Parameter.GROUP_REQUEST_TARGET_MEMBERS, Value.texts(List.of("cse-in/a", "cse-in/b")))
                    .with(Parameter.AUTHORIZATION_SIGNATURES, Value.texts(List.of("one", "two")))
                    .with(Parameter.RESULT_CONTENT, Value.of(1))
                    .with(Parameter.RESULT_PERSISTENCE, "60000")
                    .with(Parameter.TOKENS, Value.texts(List.of("a.b.c", "d.e.f")))
                    .with(Parameter.TOKEN_IDS, Value.texts(List.of("t+1", "t%2")))
                    .with(Parameter.SEMANTIC_QUERY_INDICATOR, Value.of(true))
                    .with(Parameter.RESPONSE_TYPE, Value.field("rtv", Value.of(3)));

            assertThat(mca.send(sent).code()).isEqualTo(ResultCode.CREATED);

            var come = cse.requests.getFirst();
            assertThat(come.operation()).isEqualTo(Operation.CREATE);
            assertThat(come.type()).isEqualTo(3);
            assertThat(come.to()).isEqualTo("cse-in/ä");
            assertThat(come.content()).isEqualTo(content);
            assertThat(come.others()).isEqualTo(sent.others());
        }

        @Test
        @Spec("TS-0008 §6.2.2.3")
        void carries_filter_criteria_in_its_query() {
            var criteria = Value.field("fu", Value.of(1))
                    .with("ty", Value.of(List.of(Value.of(3), Value.of(4))))
                    .with("lbl", Value.texts(List.of("a+b", "50%", "c:d e")))
                    .with("cfq", Value.of("$.a GT 3 & x=%41"))
                    .with(
                            "atr",
                            Value.of(List.of(Value.field("nm", Value.of("rn")).with("val", Value.of("b+*")))));

            mca(serve()).send(retrieve("r1").withFilter(new FilterCriteria(criteria)));

            assertThat(cse.requests.getFirst().filter().members()).isEqualTo(criteria);
        }

        @ParameterizedTest
        @CsvSource({"1", "2", "4"})
        @Spec({"TS-0008 §6.3.2", "TS-0008 §6.3.3", "TS-0008 §6.3.4", "TS-0008 §6.2.2.4.8"})
        void that_does_not_block_is_posted_with_its_operation(int type) {
            cse.answer = request -> Response.of(
                    request,
                    ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH,
                    Value.field("m2m:uri", Value.of("cse-in/req1")));
            var responseType = Value.field("rtv", Value.of(type))
                    .with("nu", Value.texts(List.of("coap://a.example/x", "coap://b.example/y")));

            var response = mca(serve()).send(retrieve("r1").with(Parameter.RESPONSE_TYPE, responseType));

            assertThat(response.code()).isEqualTo(ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH);
            assertThat(cse.requests.getFirst().operation()).isEqualTo(Operation.RETRIEVE);
            assertThat(cse.requests.getFirst().find(Parameter.RESPONSE_TYPE)).contains(responseType);
        }

        @Test
        @Spec({"TS-0008 §6.3.3", "TS-0008 §6.2.3"})
        void is_told_where_what_it_made_is() throws Exception {
            cse.answer = request ->
                    Response.of(request, ResultCode.CREATED, Value.field("m2m:uri", Value.of("/id-in/cse-in/req1")));
            var message = Message.request(RawCoap.POST, 1)
                    .with(11, "cse-in")
                    .with(279, "CAe")
                    .with(283, "r1")
                    .with(267, (byte) 3)
                    .withPayload("{\"m2m:cnt\":{}}");

            var answered = raw(serve()).ask(message);

            assertThat(answered.dotted()).isEqualTo("2.01");
            assertThat(answered.texts(8)).containsExactly("~", "id-in", "cse-in", "req1");
        }

        @Test
        @Spec("TS-0008 §6.2.4")
        void that_notifies_is_answered_without_a_payload() throws Exception {
            cse.answer = request -> Response.of(request, ResultCode.OK, Value.field("m2m:x", Value.of("more")));
            var message = Message.request(RawCoap.POST, 1)
                    .with(11, "cse-in")
                    .with(279, "CAe")
                    .with(283, "r1")
                    .withPayload("{\"m2m:sgn\":{}}");

            var answered = raw(serve()).ask(message);

            assertThat(cse.requests.getFirst().operation()).isEqualTo(Operation.NOTIFY);
            assertThat(answered.dotted()).isEqualTo("2.04");
            assertThat(answered.payload()).isEmpty();
        }

        @Test
        @Spec("TS-0008 §6.2.2.4.15")
        void gets_the_parameters_of_its_response() {
            var pairs = List.<Value>of(
                    Value.field("lti", Value.of("1")).with("tkid", Value.of("t1")),
                    Value.field("lti", Value.of("2")).with("tkid", Value.of("t2")));
            Map<Parameter, Value> others = Map.of(
                    Parameter.ASSIGNED_TOKEN_IDENTIFIERS, Value.field("ltia", Value.of(pairs)),
                    Parameter.CONTENT_STATUS, Value.of(1),
                    Parameter.CONTENT_OFFSET, Value.of(70_000),
                    Parameter.ORIGINATING_TIMESTAMP, Value.of("20261122T120000"));
            cse.answer = request -> new Response(ResultCode.OK, request.id(), Value.Fields.EMPTY, others);

            assertThat(mca(serve()).send(retrieve("r1")).others()).isEqualTo(others);
        }

        @Test
        @Spec("TS-0008 §6.2.3")
        void gets_a_token_request_as_its_payload() {
            cse.answer = request -> Response.of(request, ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE)
                    .with(Parameter.TOKEN_REQUEST_INFORMATION, Value.field("x", Value.of("y")));

            assertThat(mca(serve()).send(retrieve("r1")).find(Parameter.TOKEN_REQUEST_INFORMATION))
                    .contains(Value.field("x", Value.of("y")));
        }
    }

    @Nested
    class A_message {
        @Test
        @Spec("TS-0008 §6.3.0")
        void that_comes_twice_is_acted_on_once_and_answered_twice() throws Exception {
            var raw = raw(serve());

            var first = raw.ask(Message.retrieve(7));
            var second = raw.ask(Message.retrieve(7));

            assertThat(second.bytes()).isEqualTo(first.bytes());
            assertThat(cse.requests).hasSize(1);
        }

        @Test
        @Spec("TS-0008 §6.3.1")
        void that_takes_long_is_acknowledged_first() throws Exception {
            limits = SMALL.withAcknowledge(Duration.ofMillis(100));
            var slow = new CountDownLatch(1);
            cse.answer = request -> {
                await().atMost(PATIENCE).until(() -> slow.getCount() == 0);
                return RecordingMca.ordinary(request);
            };
            var raw = raw(serve());

            var acknowledgement = raw.ask(Message.retrieve(7));
            slow.countDown();
            var separate = raw.hear();

            assertThat(acknowledgement.dotted()).isEqualTo("0.00");
            assertThat(acknowledgement.id()).isEqualTo(7);
            assertThat(separate.type()).isZero();
            assertThat(separate.token()).isEqualTo(Message.retrieve(7).token());
            assertThat(separate.dotted()).isEqualTo("2.05");
        }

        @Test
        void is_answered_5_03_while_there_are_too_many_of_them() throws Exception {
            var gate = new CountDownLatch(1);
            cse.answer = request -> {
                await().atMost(PATIENCE).until(() -> gate.getCount() == 0);
                return RecordingMca.ordinary(request);
            };
            var server = serve();
            var many = raw(server);
            for (int i = 0; i < SMALL.inFlight(); i++)
                many.send(Message.retrieve(i).withType(1));
            await().atMost(PATIENCE).until(() -> cse.requests.size() == SMALL.inFlight());

            var refused = raw(server).ask(Message.retrieve(99));
            gate.countDown();

            assertThat(refused.dotted()).isEqualTo("5.03");
            for (int i = 0; i < SMALL.inFlight(); i++)
                assertThat(many.hear().dotted()).isEqualTo("2.05");
        }

        @Test
        @Spec("RFC 8516 §4")
        void is_answered_4_29_when_it_comes_too_fast() throws Exception {
            overload = new Overload(new Rates(1, () -> 0));
            var raw = raw(serve());

            assertThat(raw.ask(Message.retrieve(1)).dotted()).isEqualTo("2.05");
            var declined = raw.ask(Message.retrieve(2));

            assertThat(declined.dotted()).isEqualTo("4.29");
            assertThat(declined.number(14)).isPositive(); // Max-Age
        }

        @Test
        void goes_on_with_a_token_that_another_has_had() throws Exception {
            var raw = raw(serve());

            for (int i = 1; i < 5; i++)
                assertThat(raw.ask(Message.retrieve(i).withToken((byte) 1)).texts(283))
                        .containsExactly("r" + i);
        }

        @Test
        void ping_is_answered_by_a_reset() throws Exception {
            var answer = raw(serve()).sendHex("40 00 12 34").hear();

            assertThat(answer.type()).isEqualTo(3);
            assertThat(answer.id()).isEqualTo(0x1234);
        }
    }

    @Nested
    class A_large_body {
        private Value.Fields instance(int length) {
            return Value.field("m2m:cin", Value.field("con", Value.of("x".repeat(length))));
        }

        @Test
        @Spec("TS-0008 §6.5")
        void travels_in_blocks_both_ways() {
            cse.answer = request -> Response.of(request, ResultCode.CREATED, request.content());
            var mca = mca(serve());
            var content = instance(30_000);

            var response =
                    mca.send(Request.create("cse-in/box", "CAe", 4, content).withId("r1"));

            assertThat(response.content()).isEqualTo(content);
            assertThat(cse.requests)
                    .singleElement()
                    .satisfies(each -> assertThat(each.type()).isEqualTo(4));
        }

        @Test
        @Spec("TS-0008 §6.5")
        void beyond_the_limit_is_refused_before_all_of_it_has_come() {
            var response = mca(serve())
                    .send(Request.create("cse-in/box", "CAe", 4, instance(50_000))
                            .withId("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(cse.requests).isEmpty();
        }

        @Test
        void of_an_answer_beyond_the_limit_is_not_sent() {
            cse.answer = request -> Response.of(request, ResultCode.OK, instance(50_000));

            var response = mca(serve()).send(retrieve("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.NOT_ACCEPTABLE);
            assertThat(response.sentence()).contains("bytes");
        }

        @Test
        void that_is_begun_too_often_takes_no_more_than_its_share() throws Exception {
            var server = serve();
            for (int i = 0; i < SMALL.transfers() * 3; i++)
                raw(server)
                        .ask(Message.request(RawCoap.PUT, i)
                                .with(11, "cse-in")
                                .with(279, "CAe")
                                .with(283, "r1")
                                .with(27, (byte) 0x0E)
                                .with(60, (byte) 0x75, (byte) 0x30)
                                .withPayload("x".repeat(1024)));

            assertThat(raw(server).ask(Message.retrieve(1)).dotted()).isEqualTo("2.05");
            assertThat(cse.requests).hasSize(1);
        }
    }

    @Nested
    class An_originator {
        @Test
        @Spec("TS-0004 §7.3.2.1")
        void needs_a_credential_where_one_is_demanded() {
            var response = mca(serve(Admission.CREDENTIAL_DEMANDED)).send(retrieve("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
            assertThat(cse.requests).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.3.2.1")
        void that_has_a_credential_is_nobody_elses() {
            credentials.add("ae", List.of("CAe"));

            assertThat(mca(serve()).send(retrieve("r1")).code()).isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
        }

        @Test
        @Spec("TS-0004 §7.3.2.1")
        void that_stands_behind_an_empty_one_is_not_spoken_for() throws Exception {
            credentials.add("ae", List.of("CAe"));
            var message = Message.request(RawCoap.GET, 1)
                    .with(11, "cse-in")
                    .with(279, "")
                    .with(279, "CAe")
                    .with(283, "r1");

            assertThat(raw(serve()).ask(message).dotted()).isEqualTo("4.02");
            assertThat(cse.requests).isEmpty();
        }
    }

    @Nested
    class Our_client {
        private final Request notification = Request.notification(
                        "CAe", "/id-in", Value.field("m2m:sgn", Value.field("vrq", Value.of(true))))
                .withId("n1");

        @Test
        @Spec("TS-0008 §6.3.2")
        void takes_requests_where_it_sends_from() {
            var told = new CopyOnWriteArrayList<Request>();
            var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var ae = keep(new CoapMca(serve(), PATIENCE, CoapClientConfig.DEFAULT, local, request -> {
                told.add(request);
                return Response.of(request, ResultCode.OK);
            }));
            var out = keep(new CoapOutbound(CoapClientConfig.DEFAULT));

            var delivery = out.send(ae.pointOfAccess().toString(), notification, PATIENCE);

            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.Answered.class,
                            answered ->
                                    assertThat(answered.response().isSuccess()).isTrue());
            assertThat(told).singleElement().satisfies(each -> {
                assertThat(each.content()).isEqualTo(notification.content());
                assertThat(each.to()).isEqualTo("CAe");
            });
        }

        @Test
        @Spec("TS-0008 §6.2.2.3")
        void sends_a_notice_to_the_path_and_query_of_its_url() {
            var out = keep(new CoapOutbound(CoapClientConfig.DEFAULT));
            var server = serve();

            out.send(server + "/a%20b/c?rcn=1", notification, PATIENCE);
            out.sendToCse("/id-mn", server + "/base", retrieve("r1"), PATIENCE);

            assertThat(cse.requests).extracting(Request::to).containsExactly("a b/c", "base/cse-in");
            assertThat(cse.requests.getFirst().find(Parameter.RESULT_CONTENT)).contains(Value.of(1));
        }

        @Test
        void knows_what_is_no_place_to_send_to() {
            var out = keep(new CoapOutbound(CoapClientConfig.DEFAULT));

            for (var url : List.of("coap://user@host", "coap:///x", "coap://h ost", "coap://host/#x"))
                assertThat(out.send(url, notification, PATIENCE)).as(url).isInstanceOf(Delivery.Undeliverable.class);
            assertThat(out.send("coap://224.0.1.187/x", notification, PATIENCE))
                    .isInstanceOf(Delivery.Unreachable.class);
        }

        @Test
        void says_what_no_option_can_carry() {
            var response = mca(serve())
                    .send(Request.retrieve("cse-in/" + "x".repeat(300), "CAe").withId("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(response.sentence()).contains("255 bytes");
            for (var type : List.of(-1, 1 << 16))
                assertThat(mca(serve())
                                .send(Request.create("cse-in", "CAe", type, Value.Fields.EMPTY)
                                        .withId("r1"))
                                .sentence())
                        .contains("oneM2M-TY cannot carry " + type);
        }

        @Test
        void is_one_of_many_at_the_same_time() throws Exception {
            var mca = mca(URI.create(serve().toString()));
            try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = IntStream.range(0, 3)
                        .mapToObj(i ->
                                tasks.submit(() -> mca.send(retrieve("r" + i)).id()))
                        .toList();
                for (int i = 0; i < answers.size(); i++)
                    assertThat(answers.get(i).get()).isEqualTo("r" + i);
            }
        }
    }
}

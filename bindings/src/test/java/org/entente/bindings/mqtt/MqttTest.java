// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.entente.bindings.http.AddressLookup;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.peer.Mosquitto;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Primitives over a broker that is not ours. */
class MqttTest extends AtBroker {
    private static final String CREATE =
            "{\"op\":1,\"to\":\"cse-in\",\"fr\":\"CAe\",\"rqi\":\"%s\",\"rvi\":\"4\",\"ty\":3,\"pc\":{\"m2m:cnt\":{}}}";

    private static Mosquitto mosquitto;
    private static URI broker;

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws Exception {
        mosquitto = Mosquitto.open(folder);
        broker = URI.create("mqtt://127.0.0.1:" + mosquitto.port());
    }

    @AfterAll
    static void stopBroker() {
        if (mosquitto != null) mosquitto.close();
    }

    private static byte[] create(String id) {
        return CREATE.formatted(id).getBytes(UTF_8);
    }

    @Nested
    class A_request {
        @ParameterizedTest
        @EnumSource(Serialization.class)
        @Spec("TS-0010 §6.5.4")
        void is_answered_in_its_own_serialization(Serialization serialization) {
            listen(broker, TopicTrust.CLAIMED);
            var mca = mca(broker, "CAe", serialization, MqttVersion.V3_1_1, AtBroker::deaf);

            for (int i = 0; i < 10; i++) {
                var response = mca.send(retrieve("r" + i));
                assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.OK);
                assertThat(response.id()).isEqualTo("r" + i);
            }
            assertThat(cse.requests).hasSize(10).allSatisfy(each -> {
                assertThat(each.from()).isEqualTo("CAe");
                assertThat(each.peer().authenticated()).isFalse();
                assertThat(each.peer().address()).isEmpty();
            });
        }

        @Test
        void may_come_by_mqtt_5() {
            listen(broker, TopicTrust.CLAIMED, SETTINGS.withVersion(MqttVersion.V5));
            var mca = mca(broker, "CAe", Serialization.JSON, MqttVersion.V5, AtBroker::deaf);

            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);
        }

        @Test
        @Spec({"TS-0010 §6.4.2", "TS-0010 §6.4.3"})
        void has_its_answer_on_the_topic_that_belongs_to_its_own() throws Exception {
            listen(broker, TopicTrust.CLAIMED);
            var voice = voice(broker, "any");

            voice.listen("/oneM2M/resp/id-in:CAe/#").say("/oneM2M/req/id-in:CAe/id-in/json", create("r1"));

            assertThat(voice.hear()).isEqualTo("/oneM2M/resp/id-in:CAe/id-in/json");
            assertThat(voice.last()).contains("\"rsc\":2001", "\"rqi\":\"r1\"");
        }

        @Test
        @Spec("MQTT-3.1.1 §4.3.2")
        void that_the_broker_brings_twice_is_done_once_and_answered_twice() throws Exception {
            listen(broker, TopicTrust.CLAIMED);
            var voice = voice(broker, "any").listen("/oneM2M/resp/CAe/#");
            var topic = "/oneM2M/req/CAe/id-in/json";

            voice.say(topic, create("r1")).say(topic, create("r1")).say(topic, create("r2"));

            for (int i = 0; i < 3; i++) voice.hear();
            assertThat(cse.requests).extracting(Request::id).containsExactlyInAnyOrder("r1", "r2");
        }

        @Test
        @Spec("TS-0010 §6.4.2")
        void in_the_name_of_another_than_the_topic_is_refused() throws Exception {
            listen(broker, TopicTrust.CLAIMED);
            var voice = voice(broker, "any").listen("/oneM2M/resp/COther/#");

            voice.say("/oneM2M/req/COther/id-in/json", create("r1"));

            voice.hear();
            assertThat(voice.last()).contains("\"rsc\":4106");
            assertThat(cse.requests).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "[]",
                    "{",
                    "{}",
                    "{\"op\":2}",
                    "{\"op\":9,\"to\":\"x\",\"rqi\":\"r1\"}",
                    "{\"rsc\":2000}"
                })
        void that_is_none_is_answered_with_a_reason(String payload) throws Exception {
            listen(broker, TopicTrust.CLAIMED);
            var voice = voice(broker, "any").listen("/oneM2M/resp/CAe/#");

            voice.say("/oneM2M/req/CAe/id-in/json", payload.getBytes(UTF_8));

            voice.hear();
            assertThat(voice.last()).contains("\"rsc\":4000", "m2m:dbg");
        }

        @Test
        @Spec("TS-0010 §6.4.2")
        void that_breaks_off_is_answered_with_its_identifier() throws Exception {
            listen(broker, TopicTrust.CLAIMED);
            var voice = voice(broker, "any").listen("/oneM2M/resp/CAe/#");

            voice.say("/oneM2M/req/CAe/id-in/json", Arrays.copyOf(create("r9"), create("r9").length - 3));

            voice.hear();
            assertThat(voice.last()).contains("\"rsc\":4000", "\"rqi\":\"r9\"");
        }

        @Test
        void whose_answer_cannot_be_read_does_not_wait_any_longer() {
            cse.answer = request ->
                    Response.of(request, ResultCode.OK, Value.field("m2m:cnt", Value.field("rn", Value.of("\u0000"))));
            listen(broker, TopicTrust.CLAIMED);

            var response = mca(broker, "CAe").send(retrieve("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(response.sentence()).contains("U+0000");
        }

        @Test
        void whose_answer_cannot_be_written_is_answered_as_a_fault() {
            cse.answer = request -> Response.of(request, ResultCode.OK, Value.field("x", Value.of(Double.NaN)));
            listen(broker, TopicTrust.CLAIMED);

            assertThat(mca(broker, "CAe").send(retrieve("r1")).code()).isEqualTo(ResultCode.INTERNAL_SERVER_ERROR);
        }

        @Test
        void that_makes_the_cse_fail_is_answered_without_details() {
            cse.answer = _ -> {
                throw new IllegalStateException("a fault, for the test");
            };
            listen(broker, TopicTrust.CLAIMED);

            var response = mca(broker, "CAe").send(retrieve("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.INTERNAL_SERVER_ERROR);
            assertThat(response.sentence()).doesNotContain("for the test");
        }

        @Test
        @Spec("TS-0010 §6.4.3")
        void that_finds_no_room_is_refused_at_once_and_may_come_again() throws Exception {
            var gate = new CountDownLatch(1);
            var intake = new Intake(
                    (request, _, _, _) -> {
                        until(gate);
                        return RecordingMca.ordinary(request);
                    },
                    Overload.atAnyRate(),
                    new Lanes.Limits(1, 2, 10, 1 << 20),
                    SETTINGS.duplicates());
            take(intake);
            var voice = voice(broker, "any").listen("/oneM2M/resp/CAe/#");
            var topic = "/oneM2M/req/CAe/id-in/json";

            for (int i = 1; i <= 5; i++) voice.say(topic, create("r" + i));
            var refused = List.of(heard(voice), heard(voice), heard(voice));
            gate.countDown();
            var done = List.of(heard(voice), heard(voice));
            voice.say(topic, create("r3"));

            for (int i = 0; i < 3; i++)
                assertThat(refused.get(i)).contains("\"rsc\":5103", "\"rqi\":\"r" + (i + 3) + "\"", "too many");
            assertThat(done).allSatisfy(each -> assertThat(each).contains("\"rsc\":2001"));
            assertThat(heard(voice)).contains("\"rsc\":2001", "\"rqi\":\"r3\"");
        }

        private void take(Intake intake) throws Exception {
            var station = keep(new Station(
                    new InetSocketAddress(broker.getHost(), broker.getPort()),
                    false,
                    "",
                    new Login("C::id-in", Optional.empty(), Optional.empty(), false),
                    CLIENT,
                    intake));
            station.listen("id-in").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        private static String heard(Voice voice) throws Exception {
            voice.hear();
            return voice.last();
        }

        @Test
        void of_one_originator_does_not_wait_for_those_of_another() {
            var gate = new CountDownLatch(1);
            cse.answer = request -> {
                if (request.from().equals("CSlow")) until(gate);
                return RecordingMca.ordinary(request);
            };
            listen(broker, TopicTrust.CLAIMED);
            var slow = mca(broker, "CSlow");
            var waiting = CompletableFuture.supplyAsync(
                    () -> slow.send(Request.retrieve("cse-in", "CSlow").withId("s1")));
            await().atMost(PATIENCE).until(() -> cse.requests.size() == 1);

            assertThat(mca(broker, "CAe").send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

            gate.countDown();
            assertThat(waiting.join().code()).isEqualTo(ResultCode.OK);
        }
    }

    @Nested
    class A_broken_connection {
        @Test
        @Spec("TS-0010 §6.3.3")
        void comes_back_and_loses_no_request() throws Exception {
            var listener = listen(broker, TopicTrust.CLAIMED);
            var mca = mca(broker, "CAe");
            // Not one that only reads: the broker may bring it again, and then it is read again.
            assertThat(mca.send(Request.create("cse-in", "CAe", 3, Value.Fields.EMPTY)
                                    .withId("r1"))
                            .code())
                    .isEqualTo(ResultCode.CREATED);

            mosquitto.stop();
            await().atMost(PATIENCE).until(() -> !listener.isConnected());
            var waiting = CompletableFuture.supplyAsync(() -> mca.send(
                    Request.create("cse-in", "CAe", 3, Value.Fields.EMPTY).withId("r2")));
            mosquitto.startAgain();

            assertThat(waiting.join().code()).isEqualTo(ResultCode.CREATED);
            assertThat(cse.requests).extracting(Request::id).containsExactly("r1", "r2");
        }

        @Test
        @Spec("TS-0010 §6.3.3")
        void of_the_hub_has_the_broker_keep_what_comes_meanwhile() throws Exception {
            var first = listen(broker, TopicTrust.CLAIMED);
            assertThat(mca(broker, "CAe").send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);
            first.close();
            var voice = voice(broker, "any").listen("/oneM2M/resp/CAe/#");
            voice.say("/oneM2M/req/CAe/id-in/json", create("r2"));

            listen(broker, TopicTrust.CLAIMED);

            voice.hear();
            assertThat(voice.last()).contains("\"rqi\":\"r2\"", "\"rsc\":2001");
        }
    }

    @Nested
    class An_originator {
        @Test
        @Spec("TS-0010 §7.2")
        void is_authenticated_by_its_topic_where_the_broker_is_trusted() {
            listen(broker, TopicTrust.PROVEN);

            assertThat(mca(broker, "CAe").send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

            assertThat(cse.requests.getFirst().peer().authenticated()).isTrue();
            assertThat(cse.requests.getFirst().peer().credential()).contains("CAe");
        }

        @Test
        @Spec("TS-0004 §7.3.2.1")
        void that_has_a_credential_is_nobodys_where_it_is_not() {
            credentials.add("ae", List.of("CAe"));
            listen(broker, TopicTrust.CLAIMED);

            assertThat(mca(broker, "CAe").send(retrieve("r1")).code())
                    .isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
        }

        @Test
        @Spec("TS-0010 §6.4.4")
        void without_an_identifier_registers_under_the_name_of_its_credential() {
            listen(broker, TopicTrust.PROVEN);
            cse.answer = request -> Response.of(
                    request, ResultCode.CREATED, Value.field("m2m:ae", Value.field("aei", Value.of("CAe7"))));

            var response = mca(broker, "gateway")
                    .send(Request.create("cse-in", "", 2, Value.field("m2m:ae", Value.Fields.EMPTY))
                            .withId("r1"));

            assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.CREATED);
            assertThat(cse.requests.getFirst().peer().credential()).contains("gateway");
        }

        @Test
        @Spec("TS-0004 §7.3.2.6")
        void behind_another_cse_is_spoken_for_by_it_where_the_broker_is_trusted() throws Exception {
            listen(broker, TopicTrust.PROVEN);
            var voice = voice(broker, "mn").listen("/oneM2M/resp/id-mn/#");

            voice.say(
                    "/oneM2M/req/id-mn/id-in/json",
                    CREATE.formatted("r1").replace("\"CAe\"", "\"/id-mn/CAe\"").getBytes(UTF_8));

            voice.hear();
            assertThat(voice.last()).contains("\"rsc\":2001");
            assertThat(cse.requests.getFirst().peer().via()).contains("/id-mn");
        }
    }

    @Nested
    class The_way_out {
        private final List<Request> told = new CopyOnWriteArrayList<>();
        private final Request notice = Request.notification(
                        "CAe", "/id-in", Value.field("m2m:sgn", Value.field("vrq", Value.of(true))))
                .withId("n1");

        private Response note(Request request) {
            told.add(request);
            return Response.of(request, ResultCode.OK);
        }

        private MqttOutbound out(MqttListener... listeners) {
            return keep(new MqttOutbound(
                    HOME,
                    CLIENT,
                    AddressLookup.ANY,
                    MqttOutbound.Peers.NONE,
                    List.of(listeners),
                    new Random(20_261_122L)));
        }

        private MqttMca entity() {
            var mca = mca(broker, "CAe", Serialization.JSON, MqttVersion.V3_1_1, this::note);
            mca.send(retrieve("r1"));
            return mca;
        }

        @Test
        @Spec("TS-0010 §6.4.5")
        void leads_to_whoever_has_sent_a_request() {
            listen(broker, TopicTrust.CLAIMED);
            assertThat(entities.connection("CAe")).isEmpty();
            entity();

            var delivery = entities.connection("CAe").orElseThrow().send("CAe", notice, PATIENCE);

            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.Answered.class,
                            answered -> assertThat(answered.response().code()).isEqualTo(ResultCode.OK));
            assertThat(told)
                    .singleElement()
                    .satisfies(each -> assertThat(each.content()).isEqualTo(notice.content()));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Spec("TS-0010 §6.6")
        void leads_to_the_point_of_access_of_an_ae(boolean isOurBroker) {
            var listener = listen(broker, TopicTrust.CLAIMED);
            entity();
            var out = isOurBroker ? out(listener) : out();

            for (int i = 0; i < 3; i++)
                assertThat(out.sendToAe("CAe", broker.toString(), notice.withId("n" + i), PATIENCE))
                        .isInstanceOf(Delivery.Answered.class);

            assertThat(told).hasSize(3);
        }

        @ParameterizedTest
        @EnumSource
        @Spec({"TS-0004 §7.5.1.1", "TS-0004 §7.5.1.2.2", "TS-0010 §6.5.4"})
        void is_written_as_the_other_side_takes_it(Serialization form) throws Exception {
            var voice = voice(broker, "any").listen("/oneM2M/req/id-in/#").listen("alarms/#");
            listen(broker, TopicTrust.CLAIMED);
            entity();
            var taken = List.of(form.label());

            entities.connection("CAe").orElseThrow().in(taken).send("CAe", notice, PATIENCE);
            assertThat(voice.hear()).isEqualTo("/oneM2M/req/id-in/CAe/" + form.label());

            out().in(taken).sendToAe("CAe", broker.toString(), notice.withId("n2"), PATIENCE);
            assertThat(voice.hear()).isEqualTo("/oneM2M/req/id-in/CAe/" + form.label());
            assertThat(told).extracting(Request::content).containsExactly(notice.content(), notice.content());

            out().in(taken).send(broker + "/alarms/hall", notice, PATIENCE);
            assertThat(voice.hear()).isEqualTo("alarms/hall");
            var read = Primitives.request(Codecs.STRICT.of(form).readObject(voice.lastBytes()), Peer.UNKNOWN);
            assertThat(read.content()).isEqualTo(notice.content());
        }

        @Test
        @Spec("TS-0010 §6.4.2")
        void leads_to_another_cse() {
            listen(broker, TopicTrust.CLAIMED);
            var out = keep(new MqttOutbound(
                    new Home("/id-mn", "entente.example"),
                    CLIENT,
                    AddressLookup.ANY,
                    MqttOutbound.Peers.NONE,
                    List.of(),
                    new Random(1)));

            var delivery = out.sendToCse(
                    "/id-in",
                    broker.toString(),
                    Request.retrieve("cse-in", "/id-mn").withId("r1"),
                    PATIENCE);

            assertThat(delivery).isInstanceOf(Delivery.Answered.class);
            assertThat(cse.requests.getFirst().from()).isEqualTo("/id-mn");
        }

        @Test
        @Spec("TS-0010 §6.6")
        void of_a_notification_may_be_any_topic() throws Exception {
            var voice = voice(broker, "any").listen("alarms/#");

            assertThat(out().send(broker + "/alarms/hall", notice, PATIENCE)).isInstanceOf(Delivery.Answered.class);

            assertThat(voice.hear()).isEqualTo("alarms/hall");
            assertThat(voice.last()).contains("m2m:sgn");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "/",
                    "/a+b",
                    "/%23",
                    "/$SYS/x",
                    "/oneM2M/req/CVictim/id-in/json",
                    "//oneM2M/req/CVictim/id-in/json",
                    "//oneM2M/resp/CVictim/id-in/json",
                    "/deep/oneM2M/req/CVictim/id-in/json",
                    "/%00"
                })
        void is_closed_to_topics_of_others(String path) {
            assertThat(out().send(broker + path, notice, PATIENCE)).isInstanceOf(Delivery.Undeliverable.class);
        }

        @Test
        void to_a_broker_that_is_down_is_reported() {
            assertThat(out().send("mqtt://127.0.0.1:1/alarms", notice, Duration.ofMillis(300)))
                    .isInstanceOf(Delivery.Unreachable.class);
        }
    }
}

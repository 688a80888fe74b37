// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Closings;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Primitives over the hub's own broker. */
class OwnBrokerTest extends AtBroker {
    private static final String RETRIEVE = "{\"op\":2,\"to\":\"cse-in\",\"fr\":\"CAe\",\"rqi\":\"%s\",\"rvi\":\"4\"}";

    private static final List<String> OTHERS_TOPICS = List.of(
            "/oneM2M/req/COther/id-in/json",
            "/oneM2M/req/CAe/COther/json",
            "/oneM2M/req/id-in/COther/json",
            "/oneM2M/req/CAe/id-in/json/x",
            "/oneM2M/req/CAe/id-in",
            "/oneM2M/req/CAe.x/id-in/json",
            "/oneM2M/resp/COther/id-in/json",
            "/oneM2M/resp/CAe/id-in/json",
            "/oneM2M/reg_req/admin/id-in/json",
            "/oneM2M/reg_resp/CAe/id-in/json",
            "/oneM2M/req/C::Ae/id-in/json",
            "/oneM2M/req/*/id-in/json",
            "$SYS/x",
            "$sys.mqtt.queue.qos2.x",
            "$sys.mqtt.retain./oneM2M/req/CAe/id-in/json",
            "activemq.management",
            "activemq/management",
            "anything");

    private static final List<String> OTHERS_FILTERS = List.of(
            "#",
            "+/+/+/+/+/+",
            "/oneM2M/#",
            "/oneM2M/req/#",
            "/oneM2M/req/+/+/#",
            "/oneM2M/req/+/id-in/#",
            "/oneM2M/req/CAe/id-in/#",
            "/oneM2M/resp/#",
            "/oneM2M/resp/+/id-in/#",
            "/oneM2M/resp/COther/#",
            "/oneM2M/reg_resp/+/#",
            "/oneM2M/+/CAe/#",
            "/oneM2M/req/+/C::Ae/#",
            "$share/x//oneM2M/resp/CAe/#",
            "$SYS/#",
            "activemq.notifications");

    @TempDir
    private Path folder = Path.of(".");

    private MqttBroker broker(Admission admission) {
        var config = new BrokerConfig(
                "127.0.0.1", 0, admission, Optional.empty(), folder.resolve("mqtt"), BrokerConfig.Limits.DEFAULT);
        return keep(MqttBroker.start(config, HOME, credentials, new SecureRandom(), new Closings()));
    }

    private URI serve(Admission admission) {
        var broker = broker(admission);
        keep(broker.listener(entities, SETTINGS)).serve(cse);
        return broker.address();
    }

    private Voice voice(URI broker, String client, Optional<String> user, Optional<Secret> password) {
        return keep(new Voice(broker, new Login(client, user, password, false)));
    }

    private Voice stranger(URI broker, String name) {
        return voice(broker, "A::" + name);
    }

    private MqttMca bearer(URI broker, String originator, Secret secret) {
        return keep(new MqttMca(
                broker,
                HOME.cse(),
                identity(originator, Optional.of(secret)),
                PATIENCE,
                Serialization.JSON,
                CLIENT,
                AtBroker::deaf));
    }

    private static byte[] retrieved(String id) {
        return RETRIEVE.formatted(id).getBytes(UTF_8);
    }

    @Nested
    class A_request {
        @ParameterizedTest
        @EnumSource(MqttVersion.class)
        @Spec("TS-0010 §5.2.2.1")
        void of_a_client_without_a_credential_comes_from_a_stranger(MqttVersion version) {
            var mca = mca(serve(Admission.ANYBODY), "CAe", Serialization.JSON, version, AtBroker::deaf);

            var response = mca.send(retrieve("r1"));

            assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.OK);
            assertThat(cse.requests).singleElement().satisfies(each -> {
                assertThat(each.peer().authenticated()).isFalse();
                assertThat(each.peer().address()).contains(InetAddress.getLoopbackAddress());
            });
        }

        @Test
        @Spec({"TS-0010 §7.2", "TS-0004 §7.3.2.1"})
        void of_a_client_with_a_credential_is_authenticated_and_bound_to_it() {
            var secret = credentials.add("gateway", List.of("CAe", "COther"));
            var mca = bearer(serve(Admission.CREDENTIAL_DEMANDED), "CAe", secret);

            var response = mca.send(retrieve("r1"));

            assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.OK);
            assertThat(cse.requests.getFirst().peer().authenticated()).isTrue();
            assertThat(cse.requests.getFirst().peer().credential()).contains("gateway");
        }

        @Test
        @Spec("TS-0010 §6.4.4")
        void without_an_originator_comes_under_the_credentials_name() {
            var secret = credentials.add("gateway", List.of("C*"));
            var mca = bearer(serve(Admission.CREDENTIAL_DEMANDED), "", secret);

            var response =
                    mca.send(Request.create("cse-in", "", 2, Value.Fields.EMPTY).withId("r1"));

            assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.CREATED);
            assertThat(cse.requests.getFirst().peer().credential()).contains("gateway");
        }

        @Test
        @Spec("TS-0004 §7.3.2.6")
        void of_another_cse_may_be_handed_over() throws Exception {
            var secret = credentials.add("mn", List.of("/id-mn"));
            var voice =
                    voice(serve(Admission.CREDENTIAL_DEMANDED), "C::id-mn", Optional.of("/id-mn"), Optional.of(secret));

            voice.listen("/oneM2M/resp/id-mn/#")
                    .say(
                            "/oneM2M/req/id-mn/id-in/json",
                            RETRIEVE.formatted("r1")
                                    .replace("CAe", "/id-mn/CAe")
                                    .getBytes(UTF_8));

            voice.hear();
            assertThat(voice.last()).contains("\"rsc\":2000");
            assertThat(cse.requests.getFirst().peer().via()).contains("/id-mn");
        }

        @Test
        @Spec("TS-0010 §7.2")
        void cannot_bring_a_mark_of_its_own() throws Exception {
            var broker = serve(Admission.ANYBODY);
            var client = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier("CAe")
                    .serverHost("127.0.0.1")
                    .serverPort(broker.getPort())
                    .buildBlocking();
            client.connect();
            keep(client::disconnect);

            client.publishWith()
                    .topic("/oneM2M/req/CAe/id-in/json")
                    .userProperties()
                    .add(WireFive.SENDER, "127.0.0.1\tadmin\tCAe")
                    .applyUserProperties()
                    .payload(retrieved("r1"))
                    .send();

            await().atMost(PATIENCE).until(() -> !cse.requests.isEmpty());
            assertThat(cse.requests.getFirst().peer().authenticated()).isFalse();
            assertThat(cse.requests.getFirst().peer().credential()).isEmpty();
        }

        @Test
        @Spec("MQTT-3.1.1 §4.3.2")
        void that_the_broker_has_acknowledged_outlives_it() throws Exception {
            var first = MqttBroker.start(
                    new BrokerConfig(
                            "127.0.0.1",
                            0,
                            Admission.ANYBODY,
                            Optional.empty(),
                            folder.resolve("mqtt"),
                            BrokerConfig.Limits.DEFAULT),
                    HOME,
                    credentials,
                    new SecureRandom(),
                    new Closings());
            var listener = first.listener(entities, SETTINGS);
            listener.serve(cse);
            stranger(first.address(), "CAe")
                    .listen("/oneM2M/resp/CAe/#")
                    .say("/oneM2M/req/CAe/id-in/json", retrieved("r1"))
                    .hear();
            listener.close();
            stranger(first.address(), "CAe").say("/oneM2M/req/CAe/id-in/json", retrieved("r2"));
            first.close();

            serve(Admission.ANYBODY);

            await().atMost(PATIENCE)
                    .until(() ->
                            cse.requests.stream().anyMatch(each -> each.id().equals("r2")));
        }
    }

    @Nested
    class A_client {
        @Test
        @Spec("TS-0010 §7.3")
        void needs_a_credential_where_one_is_demanded() {
            credentials.add("gateway", List.of("CAe"));
            var broker = serve(Admission.CREDENTIAL_DEMANDED);

            assertThatThrownBy(() -> connect(broker, "CAe", null)).hasMessageContaining("CONNACK");
            assertThatThrownBy(() -> connect(broker, "CAe", "gateway.wrong")).hasMessageContaining("CONNACK");
            assertThatThrownBy(() -> connect(broker, Doorkeeper.HOST, "guess")).hasMessageContaining("CONNACK");
        }

        @Test
        @Spec("TS-0010 §7.3")
        void is_whom_its_password_says_and_not_whom_its_user_says() {
            var secret = credentials.add("gateway", List.of("CAe")).reveal();
            var broker = serve(Admission.CREDENTIAL_DEMANDED);

            assertThatThrownBy(() -> connect(broker, "COther", secret)).hasMessageContaining("CONNACK");
            connect(broker, "CAe", secret);
            connect(broker, "gateway", secret);
        }

        private void connect(URI broker, String user, @Nullable String password) {
            var auth = Mqtt5SimpleAuth.builder().username(user);
            var client = MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("127.0.0.1")
                    .serverPort(broker.getPort())
                    .simpleAuth((password == null ? auth : auth.password(password.getBytes(UTF_8))).build())
                    .buildBlocking();
            client.connect();
            client.disconnect();
        }

        @Test
        @Spec("TS-0010 §7.4")
        void that_publishes_on_a_topic_that_is_not_its_own_is_shut_out() throws Exception {
            credentials.add("admin", List.of("CAdmin"));
            var broker = serve(Admission.ANYBODY);

            for (var topic : OTHERS_TOPICS)
                assertThatThrownBy(() -> say(broker, topic)).as(topic).isInstanceOf(Exception.class);

            var voice = stranger(broker, "CAe").listen("/oneM2M/resp/CAe/#");
            voice.say("/oneM2M/req/CAe/id-in/json", retrieved("r9")).hear();
            assertThat(voice.last()).contains("\"rqi\":\"r9\"", "\"rsc\":2000");
            assertThat(cse.requests).extracting(Request::id).containsExactly("r9");
        }

        /** By MQTT 5 a broker can tell what it made of something; this client does not come back when it is shut out. */
        private Mqtt5BlockingClient client(URI broker) {
            var client = MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("127.0.0.1")
                    .serverPort(broker.getPort())
                    .simpleAuth()
                    .username("CAe")
                    .applySimpleAuth()
                    .buildBlocking();
            client.connect();
            keep(() -> {
                if (client.getState().isConnected()) client.disconnect();
            });
            return client;
        }

        private void say(URI broker, String topic) {
            client(broker)
                    .publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(retrieved("r1"))
                    .send();
        }

        private void listen(URI broker, String filter) {
            client(broker).subscribeWith().topicFilter(filter).send();
        }

        private Mqtt5BlockingClient named(URI broker, String client, Secret secret) {
            return MqttClient.builder()
                    .useMqttVersion5()
                    .identifier(client)
                    .serverHost(broker.getHost())
                    .serverPort(broker.getPort())
                    .simpleAuth(Mqtt5SimpleAuth.builder()
                            .username(Login.name(secret).orElseThrow())
                            .password(secret.reveal().getBytes(UTF_8))
                            .build())
                    .buildBlocking();
        }

        private void resume(Mqtt5BlockingClient client) {
            client.connectWith().cleanStart(false).noSessionExpiry().send();
        }

        private Mqtt5BlockingClient waitingForAnAnswer(URI broker, Secret secret) {
            var away = new CountDownLatch(1);
            cse.answer = request -> {
                pass(away);
                return Response.of(request, ResultCode.OK);
            };
            var client = named(broker, "A::CAe", secret);
            resume(client);
            client.subscribeWith()
                    .topicFilter("/oneM2M/resp/CAe/#")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            client.publishWith()
                    .topic("/oneM2M/req/CAe/id-in/json")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(retrieved("r1"))
                    .send();
            client.disconnect();
            away.countDown();
            return client;
        }

        @ParameterizedTest
        @ValueSource(strings = {"CAe", "C*"})
        @Spec("TS-0010 §6.3.3")
        void takes_nothing_from_another_by_its_identifier(String originators) throws Exception {
            var broker = serve(Admission.CREDENTIAL_DEMANDED);
            var own = waitingForAnAnswer(broker, credentials.add("own", List.of(originators)));
            var other = named(broker, "A::CAe", credentials.add("other", List.of("COther")));

            assertThatThrownBy(() -> resume(other)).hasMessageContaining("CONNACK");
            assertThatThrownBy(() -> resume(named(broker, "A::CAe", new Secret("own.guess"))))
                    .hasMessageContaining("CONNACK");

            try (var heard = own.publishes(MqttGlobalPublishFilter.ALL)) {
                resume(own);
                assertThat(heard.receive(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isPresent();
            }
        }

        @Test
        @Spec("TS-0010 §6.3.3")
        void is_not_let_in_under_the_identifier_of_the_hub() {
            var broker = serve(Admission.CREDENTIAL_DEMANDED);
            var guest = named(broker, "C::id-in", credentials.add("ae", List.of("*")));

            assertThatThrownBy(() -> resume(guest)).hasMessageContaining("CONNACK");
        }

        @Test
        void with_another_credential_goes_on_where_the_one_before_was_taken_away() {
            var broker = serve(Admission.CREDENTIAL_DEMANDED);
            var before = named(broker, "gateway-1", credentials.add("before", List.of("COld")));
            resume(before);
            before.disconnect();
            var after = named(broker, "gateway-1", credentials.add("after", List.of("CNew")));
            assertThatThrownBy(() -> resume(after)).hasMessageContaining("CONNACK");

            credentials.remove("before");

            resume(after);
            after.disconnect();
        }

        private void pass(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        @Spec("TS-0010 §7.4")
        void does_not_hear_what_is_for_others() {
            var broker = serve(Admission.ANYBODY);

            for (var filter : OTHERS_FILTERS)
                assertThatThrownBy(() -> listen(broker, filter)).as(filter).isInstanceOf(Exception.class);
        }

        @Test
        @Spec("TS-0010 §7.4")
        void hears_what_is_for_itself_under_each_form_of_its_name() throws Exception {
            var voice = stranger(serve(Admission.ANYBODY), "CAe");

            voice.listen("/oneM2M/req/+/CAe/#")
                    .listen("/oneM2M/req/id-in/CAe/json")
                    .listen("/oneM2M/req/+/id-in:CAe/#")
                    .listen("/oneM2M/resp/CAe/id-in/json")
                    .listen("/oneM2M/resp/CAe/+/#")
                    .listen("/oneM2M/resp/id-in:CAe/#")
                    .listen("/oneM2M/reg_resp/CAe/#");

            assertThat(voice.isConnected()).isTrue();
        }

        @Test
        @Spec("TS-0010 §7.2")
        void without_a_credential_is_not_who_has_one() {
            credentials.add("ae", List.of("CAe"));
            var broker = serve(Admission.ANYBODY);

            assertThatThrownBy(() -> listen(broker, "/oneM2M/resp/CAe/#")).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> say(broker, "/oneM2M/req/CAe/id-in/json")).isInstanceOf(Exception.class);
            assertThat(cse.requests).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(MqttVersion.class)
        void that_may_not_listen_is_told_so(MqttVersion version) {
            credentials.add("ae", List.of("CAe"));
            var mca = keep(new MqttMca(
                    serve(Admission.ANYBODY),
                    HOME.cse(),
                    MqttMca.Identity.of("free", "CAe", Optional.empty()),
                    PATIENCE,
                    Serialization.JSON,
                    CLIENT.withVersion(version),
                    AtBroker::deaf));

            var response = mca.send(Request.retrieve("cse-in", "CAe").withId("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(response.sentence()).contains("does not let this client listen", "credential");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Spec("TS-0010 §6.3.3")
        void leaves_nothing_behind_that_others_would_hear_later(boolean isWill) {
            var broker = serve(Admission.ANYBODY);
            var topic = "/oneM2M/req/CAe/id-in/json";
            var builder = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier("CAe")
                    .serverHost("127.0.0.1")
                    .serverPort(broker.getPort());
            if (isWill)
                builder = builder.willPublish()
                        .topic(topic)
                        .payload(retrieved("r1"))
                        .applyWillPublish();
            var client = builder.buildBlocking();

            assertThatThrownBy(() -> {
                        client.connect();
                        keep(() -> {
                            if (client.getState().isConnected()) client.disconnect();
                        });
                        client.publishWith()
                                .topic(topic)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .retain(true)
                                .payload(retrieved("r1"))
                                .send();
                    })
                    .isInstanceOf(Exception.class);
            assertThat(cse.requests).isEmpty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.client.Client;
import org.entente.client.ClientSettings;
import org.entente.client.Draft;
import org.entente.client.Filter;
import org.entente.client.Notice;
import org.entente.client.RequestFailed;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.peer.KeptPort;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application by the client library, against a whole hub. */
class ClientTest {
    private static final Draft BOX = Draft.of(Container.TYPE).named("box");
    private static final String BOX_ADDRESS = "cse-in/app/box";

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path data = Path.of(".");

    private HubUnderTest hub(String... further) {
        // A poll that vanished with its application is waited for no longer.
        var all = new ArrayList<>(List.of("delivery.attempts=1000", "delivery.timeout=1s", "delivery.longest-wait=1s"));
        all.addAll(List.of(further));
        return new HubUnderTest(data, all);
    }

    private void hear(Notice notice) {
        heard.add(notice.resource().orElseThrow().text(Attributes.CON).orElseThrow());
    }

    private static ClientSettings settings(String scheme, URI hub) {
        return ClientSettings.to(hub.toString().replace("http", scheme)).as("Capp");
    }

    private static Client connect(String scheme, HubUnderTest hub) {
        return Client.connect(settings(scheme, hub.address()));
    }

    private static Draft instance(String content) {
        return Draft.of(ContentInstance.TYPE).with(Attributes.CON, content);
    }

    private void awaitHeard(String content) {
        await().atMost(Duration.ofMinutes(1)).until(() -> heard.contains(content));
    }

    @ParameterizedTest
    @CsvSource({"http, JSON", "http, CBOR", "http, XML", "ws, JSON", "ws, CBOR", "ws, XML"})
    @Spec({"TS-0001 §10.2.10", "TS-0001 §10.2.5.17"})
    void application_does_its_work(String scheme, Serialization serialization) throws Exception {
        try (var hub = hub();
                var client = Client.connect(settings(scheme, hub.address()).speaking(serialization))) {
            work(client);
        }
    }

    @ParameterizedTest
    @EnumSource(Serialization.class)
    @Spec({"TS-0008 §6.3.1", "TS-0001 §10.2.5.17"})
    void application_does_its_work_over_coap(Serialization serialization) throws Exception {
        try (var hub = new CoapHub(data);
                var client = Client.connect(
                        ClientSettings.to(hub.address().toString()).as("Capp").speaking(serialization))) {
            work(client);
        }
    }

    @ParameterizedTest
    @EnumSource(Serialization.class)
    @Spec("TS-0010 §6.4.5")
    void application_does_its_work_over_mqtt(Serialization serialization) throws Exception {
        try (var hub = new HubUnderTest(data, List.of("mqtt.listen=true", "mqtt.port=0"));
                var client = Client.connect(
                        ClientSettings.to(hub.hub().brokerAddresses().getFirst().toString())
                                .as("Capp")
                                .speaking(serialization))) {
            work(client);
        }
    }

    private void work(Client client) {
        var ae = client.register("app", "Napp");
        var box = client.create("cse-in/app", BOX.with(Attributes.LBL, List.of("kitchen")));
        var watch = client.subscribe(BOX_ADDRESS, this::hear);
        var updated = client.update(BOX_ADDRESS, Draft.of(Container.TYPE).with(Attributes.MNI, 5));
        client.create(BOX_ADDRESS, instance("21.5"));

        assertThat(ae.text(Attributes.AEI)).contains("Capp");
        assertThat(box.texts(Attributes.LBL)).containsExactly("kitchen");
        assertThat(updated.whole(Attributes.MNI)).hasValue(5);
        assertThat(client.discover("cse-in", Filter.ALL.type(Container.TYPE).label("kitchen")))
                .singleElement()
                .asString()
                .endsWith(BOX_ADDRESS);
        awaitHeard("21.5");
        watch.close();
        client.delete(BOX_ADDRESS);
        assertThatThrownBy(() -> client.retrieve(BOX_ADDRESS))
                .isInstanceOfSatisfying(
                        RequestFailed.class, failed -> assertThat(failed.code()).isEqualTo(ResultCode.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void refusal_has_its_code_and_its_sentence(String scheme) throws Exception {
        try (var hub = hub();
                var client = connect(scheme, hub)) {
            client.register("app", "Napp");

            assertThatThrownBy(() -> client.create("cse-in", BOX))
                    .isInstanceOfSatisfying(RequestFailed.class, failed -> {
                        assertThat(failed.code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
                        assertThat(failed.sentence()).isNotEmpty();
                        assertThat(failed).hasMessageContainingAll("CREATE cse-in", "4103", failed.sentence());
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    @Spec("TS-0020 §6.5")
    void notices_come_again_after_the_hub_was_away(String scheme) throws Exception {
        try (var port = new KeptPort()) {
            demandNoticesFromTheNext(scheme, "http.port=" + port.number());
        }
    }

    private void demandNoticesFromTheNext(String scheme, String setting) throws Exception {
        var first = hub(setting);
        try (var client = connect(scheme, first)) {
            client.register("app", "Napp");
            client.create("cse-in/app", BOX);
            client.subscribe(BOX_ADDRESS, this::hear);
            client.create(BOX_ADDRESS, instance("before"));
            awaitHeard("before");
            var address = first.address();
            first.close();

            // Asked by another, so that the client has to come back by itself.
            try (var _ = hub(setting);
                    var other = Client.connect(settings("http", address))) {
                other.create(BOX_ADDRESS, instance("after"));
                awaitHeard("after");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    @Spec("TS-0020 §6.5")
    void application_that_comes_back_resumes_its_subscription(String scheme) throws Exception {
        try (var hub = hub()) {
            String subscription;
            try (var client = connect(scheme, hub)) {
                client.register("app", "Napp");
                client.create("cse-in/app", BOX);
                subscription = client.subscribe(BOX_ADDRESS, this::hear).id();
            }
            try (var client = connect(scheme, hub)) {
                client.register("app", "Napp");
                client.create(BOX_ADDRESS, instance("missed"));

                client.resume(subscription, this::hear);

                awaitHeard("missed");
            }
        }
    }

    @Test
    void address_of_no_binding_is_refused_at_once() {
        assertThatThrownBy(() -> Client.connect("gopher://127.0.0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gopher");
    }

    @Test
    void who_has_not_registered_cannot_subscribe() throws Exception {
        try (var hub = hub();
                var client = connect("ws", hub)) {
            assertThatThrownBy(() -> client.subscribe(BOX_ADDRESS, this::hear))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("registers before");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.cse.Hub;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.HeapStore;
import org.entente.cse.store.Samples;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a target's way is found. */
class CouriersTest {
    private static final Clock CLOCK = Clock.fixed(Hub.START, ZoneOffset.UTC);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Request NOTIFY =
            Request.notification("x", "/id-in", Value.Fields.EMPTY).withId("n1");

    private final HeapStore store = new HeapStore();
    private final LocalEntities entities = new LocalEntities();
    private final List<String> sent = new ArrayList<>();
    private final List<Optional<String>> releases = new ArrayList<>();
    private final Couriers couriers = new Couriers(
            Hub.IDENTITY,
            store,
            entities,
            Map.of("http", new Http(List.of())),
            new AllowedTargets(TargetRules.LOOPBACK, InetAddress::getAllByName),
            new Channels(CLOCK, ChannelSettings.DEFAULTS),
            CLOCK);

    CouriersTest() {
        store.commit(Samples.create(Samples.base()));
    }

    private final class Http implements Outbound {
        private final List<String> serializations;

        Http(List<String> serializations) {
            this.serializations = serializations;
        }

        @Override
        public Delivery send(String url, Request request, Duration timeout) {
            releases.add(request.text(Parameter.RELEASE_VERSION_INDICATOR));
            sent.add(url + " to " + request.to()
                    + (serializations.isEmpty() ? "" : " in " + String.join(", ", serializations)));
            return url.contains("dead")
                    ? new Delivery.Unreachable("no route")
                    : new Delivery.Answered(Response.of(request, ResultCode.OK));
        }

        @Override
        public Outbound in(List<String> others) {
            return new Http(others);
        }
    }

    private Resource registered(ResourceType type, String ri, String... points) {
        var made = Samples.container(Samples.base(), "ae");
        var attributes = new LinkedHashMap<>(made.attributes());
        attributes.put("ri", Value.of(ri));
        attributes.put("ty", Value.of(type.number()));
        attributes.put("poa", Value.texts(List.of(points)));
        var resource = new Resource(type, made.path(), attributes);
        return type == Ae.TYPE ? resource.with(Attributes.AEI, ri) : resource.with(Attributes.CSI, "/id-mn");
    }

    private Delivery deliver(String target) {
        return couriers.deliver(target, NOTIFY, TIMEOUT);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void url_is_reached_without_its_serialization() {
        deliver("http://127.0.0.1:9/hook?q=true&ct=xml");
        deliver("http://127.0.0.1:9/hook?q=true");

        assertThat(sent)
                .containsExactly(
                        "http://127.0.0.1:9/hook?q=true to http://127.0.0.1:9/hook?q=true in xml",
                        "http://127.0.0.1:9/hook?q=true to http://127.0.0.1:9/hook?q=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ae", "remoteCSE"})
    @Spec({"TS-0004 §7.5.1.1", "TS-0001 §9.6.4", "TS-0001 §9.6.5"})
    void entity_is_written_to_as_its_registration_says_that_it_takes(String kind) {
        boolean isAe = kind.equals("ae");
        var entity = registered(isAe ? Ae.TYPE : RemoteCse.TYPE, isAe ? "CAe" : "csr1", "http://127.0.0.1/alive")
                .with(Attributes.CSZ, Value.texts(List.of("cbor", "xml")));
        store.commit(Samples.create(entity));

        deliver(isAe ? "CAe" : "/id-mn/CAe");

        assertThat(sent).singleElement().asString().endsWith(" in cbor, xml");
    }

    @ParameterizedTest
    @CsvSource({"1,", "2a, 2a", "2a 3, 3", "3 4, 4", "4 5, 4", "5, 5", "1 9, 4"})
    @Spec({"TS-0004 §7.3.1.1", "TS-0001 §9.6.5"})
    void entity_is_written_to_in_a_release_that_it_supports_and_in_the_first_without_one(
            String supported, @Nullable String spoken) {
        var entity = registered(Ae.TYPE, "CAe", "http://127.0.0.1/alive")
                .with(Attributes.SRV, Value.texts(List.of(supported.split(" "))));
        store.commit(Samples.create(entity));

        couriers.deliver("CAe", NOTIFY.with(Parameter.RELEASE_VERSION_INDICATOR, "4"), TIMEOUT);

        assertThat(releases).containsExactly(Optional.ofNullable(spoken));
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void what_somebody_else_has_written_keeps_its_release() {
        var entity =
                registered(Ae.TYPE, "CAe", "http://127.0.0.1/alive").with(Attributes.SRV, Value.texts(List.of("3")));
        store.commit(Samples.create(entity));
        var notify = Request.notification("CAe", "COther", Value.Fields.EMPTY).withId("n2");

        couriers.deliver("CAe", notify.with(Parameter.RELEASE_VERSION_INDICATOR, "4"), TIMEOUT);

        assertThat(releases).containsExactly(Optional.of("4"));
    }

    @Test
    @Spec({"TS-0004 §7.5.1.1", "TS-0020 §6.4"})
    void connection_of_an_entity_is_asked_for_what_it_takes() {
        store.commit(Samples.create(registered(Ae.TYPE, "CAe").with(Attributes.CSZ, Value.texts(List.of("xml")))));
        entities.connect("CAe", new Http(List.of()));

        deliver("CAe");

        assertThat(sent).containsExactly("CAe to CAe in xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAe", "/id-in/CAe", "//example.org/id-in/CAe"})
    @Spec("TS-0004 §7.3.3.12")
    void originator_is_known_by_what_it_takes_in_any_of_its_forms(String originator) {
        store.commit(Samples.create(registered(Ae.TYPE, "CAe").with(Attributes.CSZ, Value.texts(List.of("xml")))));

        assertThat(new Serializations(Hub.IDENTITY).takenBy(originator, store.view()))
                .containsExactly("xml");
    }

    @Test
    @Spec("TS-0004 §7.3.3.12")
    void originator_that_is_another_cse_is_known_by_what_it_takes_and_a_stranger_is_not() {
        store.commit(Samples.create(
                registered(RemoteCse.TYPE, "csr1").with(Attributes.CSZ, Value.texts(List.of("cbor", "json")))));
        var serializations = new Serializations(Hub.IDENTITY);

        assertThat(serializations.takenBy("/id-mn", store.view())).containsExactly("cbor", "json");
        for (var stranger : List.of("", "/id-mn/CAe", "CAe", "/id-in", "cse-in"))
            assertThat(serializations.takenBy(stranger, store.view()))
                    .as(stranger)
                    .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://127.0.0.1/x", "http://198.51.100.7/", "CNobody", "/id-mn/CAe", "//other.org/id/C1"})
    void target_without_a_way_is_undeliverable(String target) {
        assertThat(deliver(target)).isInstanceOf(Delivery.Undeliverable.class);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAe", "/id-in/CAe", "//example.org/id-in/CAe", "cse-in/ae", "/id-in/cse-in/ae", "-/ae"})
    @Spec("TS-0004 §7.3.3.9.1")
    void points_of_access_are_tried_in_order_whatever_form_the_identifier_has(String target) {
        store.commit(Samples.create(registered(Ae.TYPE, "CAe", "http://127.0.0.1/dead", "http://127.0.0.1/alive")));

        assertThat(deliver(target)).isInstanceOf(Delivery.Answered.class);
        assertThat(sent).containsExactly("http://127.0.0.1/dead to " + target, "http://127.0.0.1/alive to " + target);
    }

    @Test
    @Spec("TS-0001 §7.2")
    void ae_id_of_the_service_provider_has_a_slash() {
        store.commit(Samples.create(registered(Ae.TYPE, "SAe", "http://127.0.0.1/alive")));

        assertThat(deliver("/SAe")).isInstanceOf(Delivery.Answered.class);
    }

    @Test
    void ae_without_a_point_of_access_is_out_of_reach_for_now() {
        store.commit(Samples.create(registered(Ae.TYPE, "CAe")));

        assertThat(deliver("CAe")).isInstanceOf(Delivery.Unreachable.class);
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void entity_of_another_cse_is_reached_by_its_registration() {
        store.commit(Samples.create(registered(RemoteCse.TYPE, "csr1", "http://127.0.0.1/mn")));

        deliver("/id-mn/CAe");

        assertThat(sent).containsExactly("http://127.0.0.1/mn to /id-mn/CAe");
    }

    @Test
    void entity_inside_the_process_is_called() {
        store.commit(Samples.create(registered(Ae.TYPE, "CAe", "http://127.0.0.1/alive")));
        var attachment = entities.attach("CAe", request -> Response.of(request, ResultCode.NOT_ACCEPTABLE));

        assertThat(deliver("cse-in/ae"))
                .isInstanceOfSatisfying(
                        Delivery.Answered.class,
                        answer -> assertThat(answer.response().code()).isEqualTo(ResultCode.NOT_ACCEPTABLE));
        assertThat(sent).isEmpty();
        assertThatThrownBy(() -> entities.attach("CAe", NOTIFY -> Response.of(NOTIFY, ResultCode.OK)))
                .isInstanceOf(IllegalStateException.class);
        attachment.close();
        assertThat(entities.find("CAe")).isEmpty();
    }

    @Test
    void entity_inside_the_process_that_hangs_is_given_up() {
        var never = new CountDownLatch(1);
        entities.attach("CAe", request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Response.of(request, ResultCode.OK);
        });

        assertThat(couriers.deliver("CAe", NOTIFY, Duration.ofMillis(20))).isInstanceOf(Delivery.Unreachable.class);
    }

    @Test
    void request_that_comes_back_is_not_sent_round() {
        var ae = registered(Ae.TYPE, "CAe", "http://127.0.0.1/self");
        var rounds = new ArrayList<Delivery>();
        var self = new AtomicReference<Couriers>();
        Outbound back = (url, request, timeout) -> {
            var round = self.get().toEntity(ae, request, timeout);
            rounds.add(round);
            return round;
        };
        self.set(new Couriers(
                Hub.IDENTITY,
                store,
                entities,
                Map.of("http", back),
                new AllowedTargets(TargetRules.LOOPBACK, InetAddress::getAllByName),
                new Channels(CLOCK, ChannelSettings.DEFAULTS),
                CLOCK));

        var delivery = self.get().toEntity(ae, NOTIFY, TIMEOUT);

        assertThat(delivery).isInstanceOf(Delivery.Undeliverable.class);
        assertThat(rounds).hasSize(1);
    }

    @Test
    void resource_of_this_cse_takes_it_by_the_pipeline() {
        couriers.connect(request -> {
            sent.add(request.to());
            return Response.of(request, ResultCode.OK);
        });

        assertThat(deliver("/id-in/cse-in")).isInstanceOf(Delivery.Answered.class);
        assertThat(sent).containsExactly("/id-in/cse-in");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds after the hub was stopped and started again, on a real CSE and store. */
class RestartedHubTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEMPERATURE = "cse-in/lamp-1/thermometer/temperature";
    private static final String VALUE = "3303/0/5700";

    private final AtomicInteger requests = new AtomicInteger();

    private Response send(WholeHub hub, Request request) {
        return hub.cse().send(request.withId("r" + requests.incrementAndGet()).withPeer(Peer.LOCAL));
    }

    private static FakeAdapter started(WholeHub hub) {
        var adapter = new FakeAdapter();
        var _ = hub.entities().attach("CApp", request -> Response.of(request, ResultCode.OK));
        hub.engine().start();
        hub.engine().attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
        adapter.engine().appeared(FakeAdapter.lamp());
        await().atMost(PATIENCE)
                .until(() ->
                        hub.store().view().byPath("cse-in/lamp-1/semantics").isPresent());
        return adapter;
    }

    private void register(WholeHub hub) {
        var ae = Value.field("rn", Value.of("app"))
                .with("api", Value.of("Napp"))
                .with("rr", Value.of(true))
                .with("srv", Value.texts(List.of("3")));
        assertThat(send(hub, Request.create("cse-in", "CApp", 2, Value.field("m2m:ae", ae))))
                .matches(Response::isSuccess, "the application registers");
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void device_to_which_somebody_subscribes_is_observed_again_until_nobody_does(@TempDir Path data) {
        try (var hub = WholeHub.start(data, "CApp")) {
            var adapter = started(hub);
            register(hub);
            var sub = Value.field("rn", Value.of("mine")).with("nu", Value.texts(List.of("CApp")));
            assertThat(send(hub, Request.create(TEMPERATURE, "CApp", 23, Value.field("m2m:sub", sub))))
                    .matches(Response::isSuccess, "subscribed");
            await().atMost(PATIENCE).until(() -> adapter.observed.contains(VALUE));
        }

        try (var again = WholeHub.start(data, "CApp")) {
            var adapter = started(again);
            await().atMost(PATIENCE).until(() -> adapter.observed.contains(VALUE));

            assertThat(send(again, Request.delete(TEMPERATURE + "/mine", "CApp"))
                            .code())
                    .isEqualTo(ResultCode.DELETED);
            await().atMost(PATIENCE).until(() -> !adapter.observed.contains(VALUE));
        }
    }
}

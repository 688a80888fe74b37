// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Overload.Reason;
import org.entente.bindings.wire.Rates;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends more a second than one may, over each binding. */
class PaceTest {
    private static final int PER_SECOND = 2;

    private final AtomicLong nanos = new AtomicLong();
    private final Overload overload = new Overload(new Rates(PER_SECOND, nanos::get));

    private Wire open(String binding, Path folder) {
        var credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
        var secret = credentials.add("everybody", List.of("*"));
        Mca cse = request -> Response.of(request, ResultCode.CREATED, request.content());
        var ends = new Wire.Ends(
                Serialization.JSON,
                cse,
                ResourceTypes.standard(),
                credentials,
                overload,
                secret,
                Optional.empty(),
                Duration.ofMinutes(5),
                folder);
        return switch (binding) {
            case "http" -> Wires.http(ends);
            case "ws" -> Wires.websocket(ends);
            case "coap" -> Wires.datagrams(ends);
            case "coap+tcp" -> Wires.streams(ends);
            default -> Wires.mqtt(ends);
        };
    }

    private static Request create(String originator, String id) {
        var box = Value.field("m2m:cnt", Value.field("rn", Value.of("box")));
        return Request.create("cse-in", originator, 3, box).withId(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws", "coap", "coap+tcp", "mqtt"})
    @Spec({"TS-0009 §6.2", "TS-0020 §6.2", "TS-0008 §6.2", "TS-0010 §6.4"})
    void one_who_floods_is_told_to_come_again_and_nobody_else_is(String binding, @TempDir Path folder) {
        try (var wire = open(binding, folder)) {
            var mca = wire.client();
            for (int i = 1; i <= PER_SECOND; i++)
                assertThat(mca.send(create("Cflood", "r" + i)).code()).isEqualTo(ResultCode.CREATED);

            var declined = mca.send(create("Cflood", "r3"));

            assertThat(declined.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(overload.declined(Reason.TOO_FAST)).isEqualTo(1);
            assertThat(mca.send(create("Cother", "r4")).code()).isEqualTo(ResultCode.CREATED);
            // That it was declined is no answer that lasts: the same request is done later.
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(mca.send(create("Cflood", "r3")).code()).isEqualTo(ResultCode.CREATED);
        }
    }
}

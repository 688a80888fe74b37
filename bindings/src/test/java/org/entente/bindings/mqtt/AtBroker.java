// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Listeners and clients at a broker, with an {@code Mca} that writes down what comes. */
abstract class AtBroker {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Home HOME = new Home("/id-in", "entente.example");
    static final MqttClientConfig CLIENT = MqttClientConfig.DEFAULT.withWaits(
            new MqttClientConfig.Waits(Duration.ofMillis(50), Duration.ofMillis(200)));
    static final MqttListener.Settings SETTINGS =
            new MqttListener.Settings(CLIENT, Duration.ofMinutes(5), Duration.ofSeconds(10));

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final LocalEntities entities = new LocalEntities();
    final List<AutoCloseable> open = new ArrayList<>();
    volatile Function<Request, Response> answer = AtBroker::ordinary;
    Credentials credentials;

    @BeforeEach
    void openCredentials(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    static Response ordinary(Request request) {
        var box = Value.field("m2m:cnt", Value.field("ri", Value.of("cnt1")).with("rn", Value.of("box")));
        return request.operation() == Operation.RETRIEVE
                ? Response.of(request, ResultCode.OK, box)
                : Response.of(request, ResultCode.CREATED, box);
    }

    /** The CSE behind a listener. */
    Response cse(Request request) {
        requests.add(request);
        return answer.apply(request);
    }

    <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    MqttListener listen(URI broker, TopicTrust trust) {
        return listen(broker, trust, SETTINGS);
    }

    MqttListener listen(URI broker, TopicTrust trust, MqttListener.Settings settings) {
        var listener = keep(MqttListener.at(
                broker, Optional.empty(), Optional.empty(), trust, HOME, credentials, entities, settings));
        listener.serve(this::cse);
        // What is sent before is for nobody.
        await().atMost(PATIENCE).until(listener::isListening);
        return listener;
    }

    static MqttMca.Identity identity(String name, Optional<Secret> secret) {
        return MqttMca.Identity.of("A::" + name, name, secret);
    }

    MqttMca mca(URI broker, String name, Serialization serialization, MqttVersion version, Mca entity) {
        return keep(new MqttMca(
                broker,
                HOME.cse(),
                identity(name, Optional.empty()),
                PATIENCE,
                serialization,
                CLIENT.withVersion(version),
                entity));
    }

    MqttMca mca(URI broker, String name) {
        return mca(broker, name, Serialization.JSON, MqttVersion.V3_1_1, AtBroker::deaf);
    }

    static Response deaf(Request request) {
        return Response.of(request, ResultCode.TARGET_NOT_REACHABLE);
    }

    static Request retrieve(String id) {
        return Request.retrieve("cse-in", "CAe").withId(id);
    }

    static void until(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.entente.bindings.wire.BindingFixture;
import org.entente.bindings.wire.Overload;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Secret;

/** Listeners and clients at a broker, with an {@code Mca} that writes down what comes. */
abstract class AtBroker extends BindingFixture {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final MqttClientConfig CLIENT = MqttClientConfig.DEFAULT.withWaits(
            new MqttClientConfig.Waits(Duration.ofMillis(50), Duration.ofMillis(200)));
    static final MqttListener.Settings SETTINGS =
            new MqttListener.Settings(CLIENT, Duration.ofMinutes(5), Duration.ofSeconds(10), Overload.atAnyRate());

    final LocalEntities entities = new LocalEntities();

    MqttListener listen(URI broker, TopicTrust trust) {
        return listen(broker, trust, SETTINGS);
    }

    MqttListener listen(URI broker, TopicTrust trust, MqttListener.Settings settings) {
        var listener = keep(MqttListener.at(
                broker, Optional.empty(), Optional.empty(), trust, HOME, credentials, entities, settings));
        listener.serve(cse);
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

    /** A client that shows no credential. */
    Voice voice(URI broker, String client) {
        return keep(new Voice(broker, new Login(client, Optional.empty(), Optional.empty(), false)));
    }

    static Response deaf(Request request) {
        return Response.of(request, ResultCode.TARGET_NOT_REACHABLE);
    }
}

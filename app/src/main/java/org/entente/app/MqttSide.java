// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.entente.bindings.mqtt.MqttBroker;
import org.entente.bindings.mqtt.MqttListener;
import org.entente.bindings.wire.Overload;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;

/** The hub at brokers: its own, and one elsewhere; neither unless it is configured. */
record MqttSide(Optional<MqttBroker> broker, List<MqttListener> listeners) implements AutoCloseable {

    /** @param data the hub's folder, in which the broker has its own */
    static MqttSide open(
            Configuration config,
            Credentials credentials,
            Overload overload,
            ResourceTypes types,
            LocalEntities entities,
            Path data,
            RandomGenerator random) {
        var elsewhere = MqttKeys.elsewhere(config, credentials, overload, types, entities);
        var broker = MqttKeys.broker(config, data)
                .map(its ->
                        MqttBroker.start(its, CseConfiguration.home(config), credentials, random, overload.closings()));
        var here = broker.map(own -> own.listener(entities, MqttKeys.settings(config, overload, types)));
        return new MqttSide(
                broker, Stream.of(here, elsewhere).flatMap(Optional::stream).toList());
    }

    void serve(Mca cse) {
        listeners.forEach(each -> each.serve(cse));
    }

    /** Where clients of our own broker connect; nowhere unless there is one. */
    List<URI> addresses() {
        return broker.stream().map(MqttBroker::address).toList();
    }

    List<String> pointsOfAccess() {
        return listeners.stream().map(MqttListener::pointOfAccess).toList();
    }

    @Override
    public void close() {
        listeners.forEach(MqttListener::close);
        broker.ifPresent(MqttBroker::close);
    }
}

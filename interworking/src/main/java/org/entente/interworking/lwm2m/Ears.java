// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.Collection;
import java.util.function.Consumer;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.server.observation.ObservationListener;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationListener;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.entente.interworking.Devices;
import org.jspecify.annotations.Nullable;

/** Hears what devices say by themselves. Leshan calls on Californium's threads, so nothing here waits. */
final class Ears implements RegistrationListener, ObservationListener {
    private final Devices engine;
    private final FirmwareUpdate firmware;
    private final Consumer<Registration> newcomers;

    Ears(Devices engine, FirmwareUpdate firmware, Consumer<Registration> newcomers) {
        this.engine = engine;
        this.firmware = firmware;
        this.newcomers = newcomers;
    }

    @Override
    public void registered(
            Registration client, @Nullable Registration before, @Nullable Collection<Observation> observations) {
        newcomers.accept(client);
    }

    @Override
    public void updated(RegistrationUpdate update, Registration client, Registration before) {
        engine.seen(client.getEndpoint());
        // New object links mean other parts; everything else is only a sign of life.
        if (update.getObjectLinks() != null) newcomers.accept(client);
    }

    @Override
    public void unregistered(
            Registration client,
            @Nullable Collection<Observation> observations,
            boolean expired,
            @Nullable Registration next) {
        if (next != null) return;
        engine.lost(
                client.getEndpoint(),
                client.getEndpoint() + (expired ? " was not heard of for its lifetime" : " deregistered"));
    }

    @Override
    public void newObservation(Observation observation, Registration client) {}

    @Override
    public void cancelled(Observation observation) {}

    @Override
    public void onResponse(SingleObservation observation, Registration client, ObserveResponse response) {
        engine.seen(client.getEndpoint());
        if (!response.isSuccess()) {
            engine.misbehaved(client.getEndpoint(), "ended the observation of " + observation.getPath());
            return;
        }
        var values = Nodes.values(observation.getPath(), response.getContent());
        engine.changed(client.getEndpoint(), firmware.withStatus(client.getEndpoint(), values));
    }

    @Override
    public void onResponse(CompositeObservation observation, Registration client, ObserveCompositeResponse response) {}

    @Override
    public void onError(Observation observation, Registration client, Exception error) {
        engine.misbehaved(client.getEndpoint(), "reported what makes no sense: " + error.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.leshan.core.node.TimestampedLwM2mNodes;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.request.SendRequest;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.server.observation.ObservationListener;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationListener;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.eclipse.leshan.server.send.SendListener;
import org.entente.interworking.Devices;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/** Hears what devices say by themselves. Leshan calls on Californium's threads, so nothing here waits. */
final class Ears implements RegistrationListener, ObservationListener, SendListener {
    private final Devices engine;
    private final Packages packages;
    private final Silence silence;
    private final Consumer<Registration> newcomers;

    Ears(Devices engine, Packages packages, Silence silence, Consumer<Registration> newcomers) {
        this.engine = engine;
        this.packages = packages;
        this.silence = silence;
        this.newcomers = newcomers;
    }

    @Override
    public void registered(
            Registration client, @Nullable Registration before, @Nullable Collection<Observation> observations) {
        silence.forget(client);
        newcomers.accept(client);
    }

    @Override
    public void updated(RegistrationUpdate update, Registration client, Registration before) {
        silence.heard(client);
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
        silence.forget(client);
        var device = client.getEndpoint();
        if (expired) engine.silent(device);
        engine.lost(device, device + (expired ? " was not heard of for its lifetime" : " deregistered"));
    }

    @Override
    public void newObservation(Observation observation, Registration client) {}

    @Override
    public void cancelled(Observation observation) {}

    @Override
    public void onResponse(SingleObservation observation, Registration client, ObserveResponse response) {
        if (response.isSuccess()) reported(client, Nodes.values(observation.getPath(), response.getContent()));
        else ended(client, observation.getPath().toString());
    }

    private void reported(Registration client, Map<String, Value> values) {
        var device = client.getEndpoint();
        silence.heard(client);
        engine.seen(device);
        packages.failures(device, values).forEach(sentence -> engine.misbehaved(device, sentence));
        engine.changed(device, packages.withStatus(device, values));
    }

    private void ended(Registration client, String what) {
        silence.heard(client);
        engine.seen(client.getEndpoint());
        engine.misbehaved(client.getEndpoint(), "ended the observation of " + what);
    }

    @Override
    public void onResponse(CompositeObservation observation, Registration client, ObserveCompositeResponse response) {
        if (response.isSuccess()) reported(client, Nodes.values(response.getContent()));
        else ended(client, observation.getPaths().toString());
    }

    /** Of what a device collected before it sent it, the newest of each counts: the engine keeps no history. */
    @Override
    public void dataReceived(Registration client, TimestampedLwM2mNodes data, SendRequest request) {
        var values = new LinkedHashMap<String, Value>();
        // Without a time means now, which is the last.
        data.getTimestamps().stream()
                .sorted(Comparator.nullsLast(Comparator.naturalOrder()))
                .forEach(time -> values.putAll(Nodes.values(data.getNodesAt(time))));
        reported(client, values);
    }

    @Override
    public void onError(Registration client, String message, Exception error) {
        silence.heard(client);
        engine.misbehaved(client.getEndpoint(), "sent what makes no sense: " + error.getMessage());
    }

    @Override
    public void onError(Observation observation, Registration client, Exception error) {
        silence.heard(client);
        engine.misbehaved(client.getEndpoint(), "reported what makes no sense: " + error.getMessage());
    }
}

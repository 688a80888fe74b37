// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import org.eclipse.californium.core.network.Endpoint;
import org.entente.interworking.Adapter;
import org.entente.interworking.Devices;
import org.entente.interworking.Mapping;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.interworking.ocf.Stations.Place;
import org.entente.interworking.ocf.Stations.Station;
import org.entente.model.Value;

/** OCF devices as the engine sees them. TS-0024. Safe for many threads. */
public final class OcfAdapter implements Adapter {
    private final OcfSettings settings;
    private final Mapping mapping;
    private final Endpoint plain = Endpoints.plain();
    /** Asks anew for what has not been told for long. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ocf-timer").factory());

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Attendant> attendants = new ConcurrentHashMap<>();

    /** @param mapping says which types of resources are known */
    public OcfAdapter(OcfSettings settings, Mapping mapping) {
        this.settings = settings;
        this.mapping = mapping;
    }

    @Override
    public String standard() {
        return "ocf";
    }

    @Override
    public void start(Devices engine) {
        for (var station : settings.stations().all())
            station.place().ifPresent(place -> attend(station, place, engine));
    }

    private void attend(Station station, Place place, Devices engine) {
        var wire = new Wire(plain, station.credential().map(Endpoints::secure), timer);
        var attendant = new Attendant(station, place, wire, mapping, engine, settings.patience());
        attendants.put(station.name(), attendant);
        threads.execute(attendant);
    }

    @Override
    public Outcome read(String device, String path, Duration within) {
        return with(device, attendant -> attendant.read(path, within));
    }

    @Override
    public Outcome write(String device, Map<String, Value> values, Duration within) {
        return with(device, attendant -> attendant.write(values, within));
    }

    @Override
    public Outcome invoke(String device, String path, Duration within) {
        return with(device, attendant -> attendant.invoke(path, within));
    }

    @Override
    public Outcome observe(String device, String path, Pace pace, Duration within) {
        return with(device, attendant -> attendant.observe(path, pace));
    }

    @Override
    public Outcome unobserve(String device, String path, Duration within) {
        return with(device, attendant -> attendant.unobserve(path));
    }

    private Outcome with(String device, Function<Attendant, Outcome> work) {
        return Optional.ofNullable(attendants.get(device))
                .map(work)
                .orElseGet(() -> new Outcome.Unreachable("there is no device " + device));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        attendants.values().forEach(Attendant::close);
        plain.destroy();
        timer.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
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
    /** Anybody may answer under as many names as there are. */
    private static final int MOST_DEVICES = 1000;

    private final OcfSettings settings;
    private final Mapping mapping;
    private final Endpoint plain = Endpoints.plain();
    /** Asks anew for what has not been told for long. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ocf-timer").factory());

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Attendant> attendants = new ConcurrentHashMap<>();

    /** Volatile: the start writes it, the end reads it. */
    private volatile Optional<Seeker> seeker = Optional.empty();

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
        if (settings.interfaces().isEmpty()) return;
        seeker = Optional.of(
                new Seeker(settings.interfaces(), settings.seek(), (di, from) -> sighted(di, from, engine)));
        seeker.ifPresent(threads::execute);
    }

    /** What is known by its address stays where it was described; any other is looked for where it was seen last. */
    private void sighted(String di, InetSocketAddress from, Devices engine) {
        var described = settings.stations().of(di);
        if (described.filter(each -> each.place().isPresent()).isPresent()) return;
        var place = new Place(false, from.getAddress().getHostAddress(), from.getPort());
        var known = attendants.get(described.map(Station::name).orElse(di));
        if (known != null) known.at(place);
        else if (described.isPresent()) attend(described.get(), place, engine);
        else if (isWelcome(di, from, engine))
            attend(
                    new Station(di, Optional.of(place), Optional.of(di), Optional.empty(), Stations.EVERY),
                    place,
                    engine);
    }

    private boolean isWelcome(String di, InetSocketAddress from, Devices engine) {
        return settings.strangers()
                && attendants.size() < MOST_DEVICES
                && attendants.values().stream().noneMatch(each -> each.is(di, from))
                && engine.welcomes(di);
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
    public Map<String, Outcome> readAll(String device, List<String> paths, Duration within) {
        return Optional.ofNullable(attendants.get(device))
                .map(each -> each.readAll(paths, within))
                .orElseGet(() -> Adapter.super.readAll(device, paths, within));
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
        seeker.ifPresent(Seeker::close);
        attendants.values().forEach(Attendant::close);
        plain.destroy();
        timer.shutdownNow();
    }
}

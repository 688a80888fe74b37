// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.Adapter;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Devices;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** LwM2M devices as the engine sees them. OMA LwM2M 1.0 and 1.1. Safe for many threads. */
public final class Lwm2mAdapter implements Adapter {
    private static final Logger LOG = LoggerFactory.getLogger(Lwm2mAdapter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int DEVICE = 3;
    /** Of thousands that come together each is to have the time to answer that one alone would have. */
    private static final int LOOKED_AT_TOGETHER = 256;

    private final Optional<String> published;
    private final LeshanServer server;
    private final Optional<BootstrapServer> bootstrap;
    private final Duration silent;
    private final Silence silence = new Silence(this::question);
    private final Dialogue dialogue;
    private final Packages packages;
    /** Volatile: set at the start, read by whoever asks a device. */
    private volatile Optional<Sleepers> sleepers = Optional.empty();
    /** Volatile: set at the start, before which nobody is let in. */
    private volatile Predicate<String> welcome = device -> false;
    /** Volatile likewise: takes a device and what was wrong. */
    private volatile BiConsumer<String, String> misbehaved = (device, sentence) -> {};

    private final Semaphore places = new Semaphore(LOOKED_AT_TOGETHER, true);
    /** Californium's own threads only hand over to these. */
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Lwm2mAdapter(Lwm2mSettings settings) {
        this(settings, Catalogue.NONE);
    }

    /** @param further what a user's files say of objects */
    public Lwm2mAdapter(Lwm2mSettings settings, Catalogue further) {
        this.published = settings.trust().publishedText();
        var proofs = Proofs.registering(settings.trust().devices());
        this.server =
                Stations.registering(settings, further, proofs, new Doorkeeper(proofs, device -> welcome.test(device)));
        this.bootstrap = settings.bootstrap().map(told -> new BootstrapServer(settings, told, this::secured));
        this.silent = settings.waits().silence();
        this.dialogue = new Dialogue(server, silence);
        this.packages = new Packages(
                dialogue,
                new Images(settings.images().addresses(), settings.images().longestBytes(), Images.PATIENCE));
    }

    @Override
    public String standard() {
        return "lwm2m";
    }

    @Override
    public void start(Devices engine) {
        welcome = engine::welcomes;
        misbehaved = engine::misbehaved;
        silence.start(engine);
        var newcomers = new Newcomers(threads, device -> appeared(device, engine));
        var ears = new Ears(engine, packages, silence, client -> newcomers.come(client.getEndpoint()));
        var asleep = new Sleepers(server.getPresenceService(), engine);
        server.getPresenceService().addListener(asleep);
        sleepers = Optional.of(asleep);
        server.getRegistrationService().addListener(ears);
        server.getObservationService().addListener(ears);
        server.getSendService().addListener(ears);
        server.start();
        for (var address : addresses()) LOG.info("lwm2m listening at={}", address);
        // Devices that identify the hub by its raw public key are given this.
        published.ifPresent(key -> LOG.info("lwm2m public-key={}", key));
        bootstrap.ifPresent(BootstrapServer::start);
    }

    /** Where devices reach the hub; ports that the system chose are told here. */
    public List<URI> addresses() {
        return server.getEndpoints().stream().map(endpoint -> endpoint.getURI()).toList();
    }

    /** Where devices ask where to register; nowhere unless that is configured. */
    public Optional<URI> bootstrapAddress() {
        return bootstrap.map(BootstrapServer::address);
    }

    private String secured() {
        return server.getEndpoint(Protocol.COAPS).getURI().toString();
    }

    @Override
    public Outcome read(String device, String path, Duration within) {
        return with(device, client -> understood(device, dialogue.read(client, path, within)));
    }

    @Override
    public Map<String, Outcome> readAll(String device, List<String> paths, Duration within) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        var client = registered(device);
        if (client.isEmpty()) for (var path : paths) outcomes.put(path, unregistered(device));
        else
            inTurn(() -> dialogue.readAll(client.get(), paths, within))
                    .forEach((path, outcome) -> outcomes.put(path, understood(device, outcome)));
        return outcomes;
    }

    @Override
    public Outcome write(String device, Map<String, Value> values, Duration within) {
        return with(
                device,
                client -> Packages.isBrought(values)
                        ? packages.bring(client, values, within)
                        : dialogue.write(client, values, within));
    }

    @Override
    public Outcome awake(String device, Duration within) {
        return with(device, client -> {
            try {
                return sleepers.isEmpty() || sleepers.get().await(client, within)
                        ? Outcome.DONE
                        : new Outcome.Unreachable(device + " sleeps and has not woken within " + within);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Outcome.Unreachable("the hub stops");
            }
        });
    }

    @Override
    public Outcome invoke(String device, String path, Duration within) {
        return with(device, client -> packages.run(client, path, within));
    }

    @Override
    public Outcome observe(String device, String path, Pace pace, Duration within) {
        return with(
                device,
                client -> PackageObject.madeUp(path)
                        .map(object -> packages.follow(client, object, Packages.instance(path), within))
                        .orElseGet(() -> understood(device, dialogue.observe(client, path, pace, within))));
    }

    /** With the statuses that follow; a device that was away when a package failed says so when it is asked. */
    private Outcome understood(String device, Outcome outcome) {
        if (outcome instanceof Outcome.Done(var values))
            packages.failures(device, values).forEach(sentence -> misbehaved.accept(device, sentence));
        return packages.withStatus(device, outcome);
    }

    @Override
    public Outcome unobserve(String device, String path, Duration within) {
        return with(device, client -> {
            var paths = PackageObject.madeUp(path)
                    .map(object -> object.followed(Packages.instance(path)))
                    .orElse(List.of(path));
            dialogue.unobserve(client, paths, within);
            return Outcome.DONE;
        });
    }

    @Override
    public void close() {
        bootstrap.ifPresent(BootstrapServer::close);
        server.destroy();
        silence.close();
        threads.close();
    }

    private Outcome with(String device, Function<Registration, Outcome> work) {
        var client = registered(device);
        if (client.isEmpty()) return unregistered(device);
        try {
            return work.apply(client.get());
        } catch (Refused refused) {
            return new Outcome.Denied(refused.sentence());
        }
    }

    private Optional<Registration> registered(String device) {
        return Optional.ofNullable(server.getRegistrationService().getByEndpoint(device));
    }

    private static Outcome unregistered(String device) {
        return new Outcome.Unreachable(device + " is not registered");
    }

    /** What every device has; for as long as CoAP repeats it. */
    private Outcome question(Registration client) {
        return dialogue.read(client, "3/0", silent);
    }

    /** Tells the engine, unless the client has registered anew or left meanwhile. */
    private void appeared(String device, Devices engine) {
        var come = registered(device);
        if (come.isEmpty()) return;
        var client = come.get();
        var model = inTurn(() -> introduce(client));
        if (registered(device)
                .filter(each -> each.getId().equals(client.getId()))
                .isPresent()) {
            engine.appeared(model);
            silence.repeat(client);
        }
    }

    /** Asks a client what it is; one that does not answer is asked no more. */
    private DeviceModel introduce(Registration client) {
        var models = server.getModelProvider().getObjectModel(client);
        return switch (read(client.getEndpoint(), "3/0", PATIENCE)) {
            case Outcome.Done(var about) -> Clients.model(client, models, about, absent(client, models));
            case Outcome.Denied _ -> Clients.model(client, models, Map.of(), absent(client, models));
            case Outcome.Unreachable _ -> Clients.model(client, models, Map.of(), Set.of());
        };
    }

    private <T> T inTurn(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** What the definitions allow and the client lacks; actions cannot be found out by reading. */
    private Set<String> absent(Registration client, LwM2mModel models) {
        var absent = new HashSet<String>();
        for (var path : Clients.instances(client)) {
            var object = path.getObjectId();
            if (object != DEVICE && PackageObject.of(object).isEmpty()) continue;
            var links = dialogue.links(client, path, PATIENCE);
            if (links.isEmpty()) continue;
            for (var id : models.getObjectModel(object).resources.keySet()) {
                var resource = path.append(id).toString();
                if (!links.get().contains(resource)) absent.add(resource.substring(1));
            }
        }
        return absent;
    }
}

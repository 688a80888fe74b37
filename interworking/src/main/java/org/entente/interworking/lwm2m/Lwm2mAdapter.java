// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DiscoverRequest;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.request.WriteAttributesRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.Adapter;
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
    private static final Set<Integer> DISCOVERED = Set.of(3, FirmwareUpdate.OBJECT);

    private final Optional<String> published;
    private final Images images;
    private final LeshanServer server;
    private final Optional<BootstrapServer> bootstrap;
    private final Wire wire;
    private final FirmwareUpdate firmware = new FirmwareUpdate();
    /** Volatile: set at the start, read by whoever asks a device. */
    private volatile Optional<Sleepers> sleepers = Optional.empty();
    /** Californium's own threads only hand over to these. */
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Lwm2mAdapter(Lwm2mSettings settings) {
        this.published = settings.trust().publishedText();
        this.images = new Images(settings.imageAddresses(), settings.longestImageBytes());
        var proofs = Proofs.registering(settings.trust().devices());
        this.server = Stations.registering(settings, proofs, new Doorkeeper(proofs, device -> true));
        this.bootstrap = settings.bootstrap().map(told -> new BootstrapServer(settings, told, this::secured));
        this.wire = new Wire(server);
    }

    @Override
    public String standard() {
        return "lwm2m";
    }

    @Override
    public void start(Devices engine) {
        var ears = new Ears(engine, firmware, client -> threads.execute(() -> introduce(client, engine)));
        var asleep = new Sleepers(server.getPresenceService(), engine);
        server.getPresenceService().addListener(asleep);
        sleepers = Optional.of(asleep);
        server.getRegistrationService().addListener(ears);
        server.getObservationService().addListener(ears);
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
        return with(device, client -> {
            var format = Formats.of(client.getSupportedContentFormats());
            return wire.send(
                    client,
                    new ReadRequest(format, "/" + path),
                    within,
                    response -> firmware.withStatus(
                            device, Nodes.values(new LwM2mPath("/" + path), response.getContent())));
        });
    }

    @Override
    public Outcome write(String device, Map<String, Value> values, Duration within) {
        return with(device, client -> {
            if (!values.containsKey(FirmwareUpdate.URI)) return write(client, values, within);
            var follow = follow(client, within);
            return follow instanceof Outcome.Done ? bring(client, values, within) : follow;
        });
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
        return with(device, client -> {
            if (path.equals(FirmwareUpdate.EXECUTE) && follow(client, within) instanceof Outcome.Unreachable away)
                return away;
            return wire.send(client, new ExecuteRequest("/" + path), within, _ -> Map.of());
        });
    }

    @Override
    public Outcome observe(String device, String path, Pace pace, Duration within) {
        return with(device, client -> {
            if (path.equals(FirmwareUpdate.STATUS_PATH)) return follow(client, within);
            // A device that knows no such attributes refuses them, and is observed all the same.
            var told = pace.isFree() ? Outcome.DONE : tell(client, path, pace, within);
            if (told instanceof Outcome.Unreachable) return told;
            return observe(client, path, within);
        });
    }

    private Outcome tell(Registration client, String path, Pace pace, Duration within) {
        return wire.send(client, new WriteAttributesRequest("/" + path, Attributes.of(pace)), within, _ -> Map.of());
    }

    @Override
    public Outcome unobserve(String device, String path, Duration within) {
        return with(device, client -> {
            var paths = path.equals(FirmwareUpdate.STATUS_PATH) ? FirmwareUpdate.FOLLOWED : List.of(path);
            for (var each : paths) server.getObservationService().cancelObservations(client, "/" + each);
            return Outcome.DONE;
        });
    }

    @Override
    public void close() {
        bootstrap.ifPresent(BootstrapServer::close);
        server.destroy();
        threads.close();
    }

    private Outcome with(String device, Function<Registration, Outcome> work) {
        var client = Optional.<Registration>ofNullable(
                server.getRegistrationService().getByEndpoint(device));
        if (client.isEmpty()) return new Outcome.Unreachable(device + " is not registered");
        try {
            return work.apply(client.get());
        } catch (Refused refused) {
            return new Outcome.Denied(refused.sentence());
        }
    }

    /** An update must be seen through to its end, whoever subscribes: its state and result are observed from its start. */
    private Outcome follow(Registration client, Duration within) {
        var values = new LinkedHashMap<String, Value>();
        for (var path : FirmwareUpdate.FOLLOWED) {
            var outcome = observe(client, path, within);
            if (!(outcome instanceof Outcome.Done(var found))) return outcome;
            values.putAll(found);
        }
        return new Outcome.Done(values);
    }

    private Outcome observe(Registration client, String path, Duration within) {
        var format = Formats.of(client.getSupportedContentFormats());
        return wire.send(
                client,
                new ObserveRequest(format, "/" + path),
                within,
                response -> firmware.withStatus(
                        client.getEndpoint(), Nodes.values(new LwM2mPath("/" + path), response.getContent())));
    }

    /** Tells the device where its image is, or pushes the image itself if the device cannot fetch. */
    private Outcome bring(Registration client, Map<String, Value> values, Duration within) {
        var url = values.get(FirmwareUpdate.URI) instanceof Value.Text(var text) ? text : "";
        var delivery = read(client.getEndpoint(), FirmwareUpdate.DELIVERY, within);
        var means = delivery instanceof Outcome.Done(var found) ? found : Map.<String, Value>of();
        if (FirmwareUpdate.pulls(means, url)) return write(client, values, within);
        var image = images.find(url);
        var request = new WriteRequest(ContentFormat.OPAQUE, FirmwareUpdate.OBJECT, 0, 0, image);
        return wire.send(client, request, within.multipliedBy(6), _ -> Map.of());
    }

    private Outcome write(Registration client, Map<String, Value> values, Duration within) {
        var models = server.getModelProvider().getObjectModel(client);
        var resources = new ArrayList<LwM2mResource>();
        var instance = new LwM2mPath("/" + values.keySet().iterator().next());
        for (var entry : values.entrySet()) {
            var path = new LwM2mPath("/" + entry.getKey());
            var model = Optional.<ResourceModel>ofNullable(
                    models.getResourceModel(path.getObjectId(), path.getResourceId()));
            resources.add(Nodes.resource(path.getResourceId(), model.map(each -> each.type), entry.getValue()));
        }
        var format = Formats.of(client.getSupportedContentFormats());
        var request = resources.size() == 1
                ? new WriteRequest(WriteRequest.Mode.REPLACE, format, instance.toString(), resources.getFirst())
                : new WriteRequest(
                        WriteRequest.Mode.UPDATE,
                        format,
                        instance.getObjectId(),
                        instance.getObjectInstanceId(),
                        resources);
        return wire.send(client, request, within, _ -> Map.of());
    }

    /** Asks a client what it is and tells the engine, unless it has registered anew meanwhile. */
    private void introduce(Registration client, Devices engine) {
        var models = server.getModelProvider().getObjectModel(client);
        var about = read(client.getEndpoint(), "3/0", PATIENCE) instanceof Outcome.Done(var found)
                ? found
                : Map.<String, Value>of();
        var model = Clients.model(client, models, about, absent(client, models));
        var now = Optional.<Registration>ofNullable(
                server.getRegistrationService().getByEndpoint(client.getEndpoint()));
        if (now.filter(each -> each.getId().equals(client.getId())).isPresent()) engine.appeared(model);
    }

    /** What the definitions allow and the client lacks; actions cannot be found out by reading. */
    private Set<String> absent(Registration client, LwM2mModel models) {
        var absent = new HashSet<String>();
        for (var path : Clients.instances(client)) {
            if (!DISCOVERED.contains(path.getObjectId())) continue;
            var links = new HashSet<String>();
            var outcome = wire.send(client, new DiscoverRequest(path.toString()), PATIENCE, response -> {
                for (var link : response.getObjectLinks()) links.add(link.getUriReference());
                return Map.of();
            });
            if (!(outcome instanceof Outcome.Done)) continue;
            for (var id : models.getObjectModel(path.getObjectId()).resources.keySet()) {
                var resource = path.append(id).toString();
                if (!links.contains(resource)) absent.add(resource.substring(1));
            }
        }
        return absent;
    }
}

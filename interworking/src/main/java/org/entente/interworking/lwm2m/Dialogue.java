// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DiscoverRequest;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveCompositeRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadCompositeRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.request.WriteAttributesRequest;
import org.eclipse.leshan.core.request.WriteCompositeRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.model.Value;

/**
 * What is said to a device, in the format that it speaks best, and of several things at once if it can. OMA LwM2M 1.1
 * §6.3.
 */
final class Dialogue {
    private final LeshanServer server;
    private final Wire wire;
    /** At which pace devices were told to report, by endpoint and path. */
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    Dialogue(LeshanServer server, Silence silence) {
        this.server = server;
        this.wire = new Wire(server, silence);
    }

    Outcome read(Registration client, String path, Duration within) {
        var request = new ReadRequest(format(client), "/" + path);
        return wire.send(
                client, request, within, response -> Nodes.values(new LwM2mPath("/" + path), response.getContent()));
    }

    /**
     * Each path with how it was answered; a device that cannot read them together is asked one by one, until it does not
     * answer.
     */
    Map<String, Outcome> readAll(Registration client, List<String> paths, Duration within) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        var together = paths.size() > 1 ? readTogether(client, paths, within) : Optional.<Outcome>empty();
        for (var path : paths) {
            var outcome = together.map(all -> below(path, all)).orElseGet(() -> read(client, path, within));
            outcomes.put(path, outcome);
            if (outcome instanceof Outcome.Unreachable) break;
        }
        for (var path : paths) outcomes.putIfAbsent(path, new Outcome.Unreachable("it did not answer before"));
        return outcomes;
    }

    private Optional<Outcome> readTogether(Registration client, List<String> paths, Duration within) {
        return Formats.together(client).flatMap(format -> {
            var request = new ReadCompositeRequest(format, format, addresses(paths));
            var outcome = wire.send(client, request, within, response -> Nodes.values(response.getContent()));
            // One part that makes no sense must not hide the others.
            return outcome instanceof Outcome.Denied ? Optional.empty() : Optional.of(outcome);
        });
    }

    private static Outcome below(String path, Outcome together) {
        if (!(together instanceof Outcome.Done(var values))) return together;
        var own = new LinkedHashMap<>(values);
        own.keySet().removeIf(each -> !each.startsWith(path + "/"));
        return new Outcome.Done(own);
    }

    /** All at once, or nothing: of several values a device that can is not left with some. [OMA LwM2M 1.1 §6.3.9] */
    Outcome write(Registration client, Map<String, Value> values, Duration within) {
        var resources = resources(client, values);
        var instance = new LwM2mPath("/" + values.keySet().iterator().next());
        if (resources.size() == 1)
            return wire.send(
                    client,
                    new WriteRequest(
                            WriteRequest.Mode.REPLACE,
                            format(client),
                            instance.toString(),
                            resources.values().iterator().next()),
                    within,
                    _ -> Map.of());
        var together = writeTogether(client, resources, within);
        return together.orElseGet(() -> wire.send(
                client,
                new WriteRequest(
                        WriteRequest.Mode.UPDATE,
                        format(client),
                        instance.getObjectId(),
                        instance.getObjectInstanceId(),
                        List.copyOf(resources.values())),
                within,
                _ -> Map.of()));
    }

    private Optional<Outcome> writeTogether(
            Registration client, Map<LwM2mPath, LwM2mResource> resources, Duration within) {
        return Formats.together(client).flatMap(format -> {
            var nodes = new LinkedHashMap<LwM2mPath, LwM2mNode>(resources);
            var outcome = wire.send(client, new WriteCompositeRequest(format, nodes, null), within, _ -> Map.of());
            return Wire.isMethodRefused(outcome) ? Optional.empty() : Optional.of(outcome);
        });
    }

    private Map<LwM2mPath, LwM2mResource> resources(Registration client, Map<String, Value> values) {
        var models = server.getModelProvider().getObjectModel(client);
        var resources = new LinkedHashMap<LwM2mPath, LwM2mResource>();
        values.forEach((name, value) -> {
            var path = new LwM2mPath("/" + name);
            var model = Optional.<ResourceModel>ofNullable(
                    models.getResourceModel(path.getObjectId(), path.getResourceId()));
            resources.put(path, Nodes.resource(path.getResourceId(), model.map(each -> each.type), value));
        });
        return resources;
    }

    /** Bytes for a resource, in as many blocks as they take. */
    Outcome push(Registration client, String path, byte[] image, Duration within) {
        var resource = new LwM2mPath("/" + path);
        var request = new WriteRequest(
                ContentFormat.OPAQUE,
                resource.getObjectId(),
                resource.getObjectInstanceId(),
                resource.getResourceId(),
                image);
        return wire.send(client, request, within, _ -> Map.of());
    }

    Outcome execute(Registration client, String path, Duration within) {
        return wire.send(client, new ExecuteRequest("/" + path), within, _ -> Map.of());
    }

    Outcome observe(Registration client, String path, Pace pace, Duration within) {
        // A device that knows no such attributes refuses them, and is observed all the same.
        var told = pace.isFree()
                ? Outcome.DONE
                : wire.send(client, new WriteAttributesRequest("/" + path, Attributes.of(pace)), within, _ -> Map.of());
        if (told instanceof Outcome.Unreachable) return told;
        if (told instanceof Outcome.Done && !pace.isFree()) paces.put(client.getEndpoint() + "/" + path, pace);
        return observe(client, path, within);
    }

    private Outcome observe(Registration client, String path, Duration within) {
        var request = new ObserveRequest(format(client), "/" + path);
        return wire.send(
                client, request, within, response -> Nodes.values(new LwM2mPath("/" + path), response.getContent()));
    }

    /** Observes what belongs together, so that the device reports it together if it can. */
    Outcome observeTogether(Registration client, List<String> paths, Duration within) {
        return Formats.together(client)
                .map(format -> {
                    var request = new ObserveCompositeRequest(
                            format, format, addresses(paths).toArray(String[]::new));
                    return wire.send(client, request, within, response -> Nodes.values(response.getContent()));
                })
                .filter(outcome -> !(outcome instanceof Outcome.Denied))
                .orElseGet(() -> observeOneByOne(client, paths, within));
    }

    private Outcome observeOneByOne(Registration client, List<String> paths, Duration within) {
        var values = new LinkedHashMap<String, Value>();
        for (var path : paths) {
            var outcome = observe(client, path, within);
            if (!(outcome instanceof Outcome.Done(var found))) return outcome;
            values.putAll(found);
        }
        return new Outcome.Done(values);
    }

    /** The pace is taken back too, since it would hold for whoever observes next, and other servers. */
    void unobserve(Registration client, List<String> paths, Duration within) {
        var observations = server.getObservationService();
        for (var path : paths) observations.cancelObservations(client, "/" + path);
        observations.cancelCompositeObservations(client, addresses(paths).toArray(String[]::new));
        for (var path : paths)
            Optional.ofNullable(paces.remove(client.getEndpoint() + "/" + path))
                    .map(pace -> new WriteAttributesRequest("/" + path, Attributes.forgetting(pace)))
                    .ifPresent(request -> wire.send(client, request, within, _ -> Map.of()));
    }

    /** The addresses below a part that the device says it has; empty if it does not tell. */
    Optional<Set<String>> links(Registration client, LwM2mPath path, Duration within) {
        var links = new HashSet<String>();
        var outcome = wire.send(client, new DiscoverRequest(path.toString()), within, response -> {
            for (var link : response.getObjectLinks()) links.add(link.getUriReference());
            return Map.of();
        });
        return outcome instanceof Outcome.Done ? Optional.of(links) : Optional.empty();
    }

    private static ContentFormat format(Registration client) {
        return Formats.of(client.getSupportedContentFormats());
    }

    private static List<String> addresses(List<String> paths) {
        var addresses = new ArrayList<String>();
        for (var path : paths) addresses.add("/" + path);
        return addresses;
    }
}

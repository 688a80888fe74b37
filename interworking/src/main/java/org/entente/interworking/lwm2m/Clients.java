// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.DeviceModel.Action;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.interworking.DeviceModel.Range;
import org.entente.model.Value;

/** Says what a registered client is: its object instances with what their definitions tell. TS-0014 §6. */
final class Clients {
    private static final int SECURITY = 0;
    private static final int OSCORE = 21;
    /** Nobody needs more, and a registration of a liar may list as many as fit into a packet. */
    private static final int MOST_INSTANCES = 200;

    private Clients() {}

    /**
     * The model of a client.
     *
     * @param device what it answered about itself in object 3
     * @param absent paths of resources that the definitions allow but the client said it lacks
     */
    static DeviceModel model(Registration client, LwM2mModel models, Map<String, Value> device, Set<String> absent) {
        var modules = instances(client).stream()
                .map(path -> module(path, models, absent))
                .toList();
        return new DeviceModel(
                client.getEndpoint(), "LwM2M " + client.getLwM2mVersion() + " client", maker(device), modules);
    }

    /** Object instances in order, without those that hold secrets. */
    static List<LwM2mPath> instances(Registration client) {
        return client.getAvailableInstances().stream()
                .filter(path -> path.isObjectInstance())
                .filter(path -> path.getObjectId() != SECURITY && path.getObjectId() != OSCORE)
                .sorted(Comparator.comparing(LwM2mPath::getObjectId).thenComparing(LwM2mPath::getObjectInstanceId))
                .limit(MOST_INSTANCES)
                .toList();
    }

    private static Maker maker(Map<String, Value> device) {
        return new Maker(text(device, "3/0/0"), text(device, "3/0/1"), text(device, "3/0/2"), text(device, "3/0/3"));
    }

    private static String text(Map<String, Value> values, String path) {
        return values.get(path) instanceof Value.Text(var text) ? text : "";
    }

    private static Module module(LwM2mPath path, LwM2mModel models, Set<String> absent) {
        var text = path.toString().substring(1);
        var object = Optional.<ObjectModel>ofNullable(models.getObjectModel(path.getObjectId()));
        var points = new ArrayList<Point>();
        var actions = new ArrayList<Action>();
        var resources = object.<Map<Integer, ResourceModel>>map(model -> new TreeMap<>(model.resources))
                .orElse(Map.of());
        resources.forEach((id, resource) -> {
            if (absent.contains(text + "/" + id)) return;
            if (resource.operations.isExecutable()) actions.add(new Action(id.toString(), resource.name));
            else points.add(point(resource));
        });
        PackageObject.of(path.getObjectId()).ifPresent(packages -> points.addAll(packages.points()));
        return new Module(
                text,
                path.getObjectId().toString(),
                path.getObjectInstanceId(),
                object.map(model -> model.name).orElse("Object " + path.getObjectId()),
                points,
                actions);
    }

    private static Point point(ResourceModel resource) {
        return new Point(
                resource.id.toString(),
                resource.name,
                kind(resource),
                Optional.ofNullable(resource.units).orElse(""),
                range(Optional.ofNullable(resource.rangeEnumeration).orElse("")),
                resource.operations.isReadable(),
                resource.operations.isWritable(),
                resource.operations.isReadable());
    }

    private static Kind kind(ResourceModel resource) {
        if (resource.multiple) return Kind.STRUCTURE;
        return switch (resource.type) {
            case INTEGER, UNSIGNED_INTEGER -> Kind.WHOLE;
            case FLOAT -> Kind.REAL;
            case BOOLEAN -> Kind.TRUTH;
            case OPAQUE -> Kind.BYTES;
            case TIME -> Kind.TIME;
            case STRING, OBJLNK, CORELINK, NONE -> Kind.TEXT;
        };
    }

    /** The registry writes {@code 0..100}; what is not such a range limits nothing. */
    private static Optional<Range> range(String text) {
        var ends = text.split("\\.\\.", -1);
        if (ends.length != 2) return Optional.empty();
        try {
            return Optional.of(new Range(Double.parseDouble(ends[0].strip()), Double.parseDouble(ends[1].strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

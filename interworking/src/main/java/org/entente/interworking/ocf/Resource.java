// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.interworking.DeviceModel.Action;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a device, and what its properties were when it last told them. Safe for many threads.
 *
 * <p>OCF says of a property neither its type nor whether it can be written: the first is seen, the second told by the
 * device when somebody tries.
 */
final class Resource {
    static final String COLLECTION = "oic.wk.col";
    static final String MAINTENANCE = "oic.wk.mnt";

    private static final String TEMPERATURE = "oic.r.temperature";
    private static final String UNITS = "units";
    private static final Set<String> LISTING = Set.of("oic.if.ll", "oic.if.b");
    private static final List<String> WRITING = List.of("oic.if.a", "oic.if.rw", "oic.if.w", "oic.if.baseline");
    private static final Set<String> SENSING = Set.of("oic.if.s", "oic.if.r");
    /** Properties of every resource, and bounds of values. OCF Core §7.3.2, Resource Type §5. */
    private static final Set<String> FIXED = Set.of("rt", "if", "n", "id", "range", "step", "precision");

    private final String path;
    private final Link link;
    private final Spot spot;
    private final Optional<Spot> batch;
    private final Map<String, Value> told = new ConcurrentHashMap<>();
    /** Volatile: set by whoever hears the device, read by the device's own thread. */
    private volatile boolean outdated;

    /**
     * @param path how it is called in the model of its device
     * @param batch where a collection tells of it together with others
     */
    Resource(String path, Link link, Spot spot, Optional<Spot> batch) {
        this.path = path;
        this.link = link;
        this.spot = spot;
        this.batch = batch;
    }

    String path() {
        return path;
    }

    Link link() {
        return link;
    }

    Optional<Spot> batch() {
        return batch;
    }

    /** Where it is read: by its own choice of interface, unless that would list others. */
    Spot reading() {
        boolean lists =
                link.views().stream().findFirst().filter(LISTING::contains).isPresent();
        return lists ? spot.with("oic.if.baseline") : spot;
    }

    /** Where it is written: by its own choice if that can be written. OCF Core §7.5.3 */
    Spot writing() {
        var own = link.views().stream().findFirst().filter(WRITING::contains);
        return own.isPresent()
                ? spot
                : WRITING.stream()
                        .filter(link.views()::contains)
                        .findFirst()
                        .map(spot::with)
                        .orElse(spot);
    }

    private boolean isWritable() {
        return link.views().stream().noneMatch(SENSING::contains)
                || link.views().stream().anyMatch(view -> view.equals("oic.if.a") || view.equals("oic.if.rw"));
    }

    /** What it tells now, by path of the point. */
    Map<String, Value> heard(Value representation) {
        var values = new LinkedHashMap<String, Value>();
        if (representation instanceof Value.Fields(var members))
            members.forEach((name, value) -> {
                // Who tells others each time must not fill the memory by it.
                if (told.size() >= Survey.MOST_PROPERTIES && !told.containsKey(name)) return;
                var before = told.put(name, value);
                outdated |= name.equals(UNITS) && before != null && !before.equals(value);
                values.put(path + "/" + name, value);
            });
        return values;
    }

    /** Whether it counts in other units than when it was described. */
    boolean isOutdated() {
        return outdated;
    }

    List<Action> actions() {
        return isMaintenance()
                ? told.keySet().stream()
                        .map(name -> new Action(name, name))
                        .sorted(Comparator.comparing(Action::name))
                        .toList()
                : List.of();
    }

    /** @param most properties that are taken */
    List<Point> points(Value.Fields properties, int most) {
        if (isMaintenance()) return List.of();
        return properties.members().entrySet().stream()
                .limit(most)
                .map(entry -> point(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Point point(String name, Value value) {
        boolean writable = isWritable() && !FIXED.contains(name);
        return new Point(name, name, kind(value), "", Optional.empty(), true, writable, true);
    }

    private boolean isMaintenance() {
        return link.isOne(MAINTENANCE);
    }

    /** A number that is whole now need not be so the next time. */
    private static Kind kind(Value value) {
        return switch (value) {
            case Value.Text _ -> Kind.TEXT;
            case Value.Whole _, Value.Real _ -> Kind.REAL;
            case Value.Bool _ -> Kind.TRUTH;
            case Value.Items _, Value.Fields _, Value.Deleted _ -> Kind.STRUCTURE;
        };
    }

    /** The properties of an update, in the form in which the device has them. */
    Value.Fields update(Map<String, Value> values) {
        var fields = Value.Fields.EMPTY;
        for (var entry : values.entrySet()) {
            var name = entry.getKey().substring(path.length() + 1);
            fields = fields.with(name, formed(entry.getValue(), told.get(name)));
        }
        // The unit of an update is that of the update; none is degrees Celsius.
        var units = told.get(UNITS);
        return units != null && link.isOne(TEMPERATURE) && fields.find(UNITS).isEmpty()
                ? fields.with(UNITS, units)
                : fields;
    }

    /** Devices take an integer where they have one, and a floating-point number where they have that. */
    private static Value formed(Value wanted, @Nullable Value before) {
        if (!(before instanceof Value.Whole) || !(wanted instanceof Value.Real(var number))) return wanted;
        return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE ? Value.of((long) number) : wanted;
    }
}

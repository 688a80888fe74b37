// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a device of another standard is, in that standard's own words. TS-0033 §6.
 *
 * @param id the name that the device keeps for life, such as its LwM2M endpoint name
 * @param kind what its standard calls it, such as {@code LwM2M 1.1 client}
 * @param maker who made it
 * @param modules its parts, in the order in which it lists them
 * @param notifiers what of it tells by itself when something happens
 */
public record DeviceModel(String id, String kind, Maker maker, List<Module> modules, List<Notifier> notifiers) {
    public DeviceModel {
        modules = List.copyOf(modules);
        notifiers = List.copyOf(notifiers);
        if (id.isBlank()) throw new IllegalArgumentException("a device without a name");
    }

    public DeviceModel(String id, String kind, Maker maker, List<Module> modules) {
        this(id, kind, maker, modules, List.of());
    }

    /** Who made the device; texts that it does not tell are empty. */
    public record Maker(String manufacturer, String model, String serial, String firmware) {
        public static final Maker UNKNOWN = new Maker("", "", "", "");
    }

    /**
     * A part of the device with its own points, such as an instance of an LwM2M object.
     *
     * @param path where the standard finds it, unique in the device, such as {@code 3303/0}
     * @param kind what it is an instance of, such as {@code 3303}
     * @param instance tells parts of one kind apart, 0 for the first
     * @param mark tells them apart where the standard gives names instead of numbers; empty otherwise
     * @param title for people
     */
    public record Module(
            String path,
            String kind,
            int instance,
            String mark,
            String title,
            List<Point> points,
            List<Action> actions) {
        public Module {
            points = List.copyOf(points);
            actions = List.copyOf(actions);
        }

        public Module(String path, String kind, int instance, String title, List<Point> points, List<Action> actions) {
            this(path, kind, instance, "", title, points, actions);
        }

        /** The name of a resource that is one of several; the first of a number has none. */
        String named(String name) {
            if (!mark.isEmpty()) return name + "-" + mark;
            return instance == 0 ? name : name + "-" + instance;
        }

        public Optional<Point> point(String name) {
            return points.stream().filter(point -> point.name().equals(name)).findFirst();
        }

        public Optional<Action> action(String name) {
            return actions.stream().filter(action -> action.name().equals(name)).findFirst();
        }

        /** Where a point or an action of this part is found in the device. */
        public String path(String name) {
            return path + "/" + name;
        }
    }

    /** What values a point takes. */
    public enum Kind {
        TEXT,
        WHOLE,
        REAL,
        TRUTH,
        /** Bytes, carried as base64 text. */
        BYTES,
        /** A moment, carried as oneM2M's timestamp text. */
        TIME,
        /** Something with an inner form that the standard describes elsewhere. */
        STRUCTURE
    }

    /**
     * A value that can be read, written or observed.
     *
     * @param name unique in its part, such as {@code 5700}
     * @param unit as the standard writes it, empty if it has none
     */
    public record Point(
            String name,
            String title,
            Kind kind,
            String unit,
            Optional<Range> range,
            boolean readable,
            boolean writable,
            boolean observable) {}

    /** The least and the greatest value, both allowed. */
    public record Range(double least, double greatest) {}

    /**
     * Something the device can be told to do.
     *
     * @param signature what it takes and gives where the device says so; then nobody needs a rule to call it
     */
    public record Action(String name, String title, Optional<Signature> signature) {
        public Action(String name, String title) {
            this(name, title, Optional.empty());
        }
    }

    /** What goes into an action and what comes out, in the device's order. */
    public record Signature(List<Argument> takes, List<Argument> gives) {
        public Signature {
            takes = List.copyOf(takes);
            gives = List.copyOf(gives);
        }
    }

    /** @param type as its standard calls it, such as {@code Double} */
    public record Argument(String name, String type) {}

    /**
     * Tells what happens, such as alarms, which is more than another value of a point.
     *
     * @param path unique in the device, and unlike that of any part
     */
    public record Notifier(String path, String title) {}

    /** The same, with the parts that devices of its kind share. */
    DeviceModel with(Shared shared) {
        return new DeviceModel(
                id,
                shared.one(kind),
                shared.one(maker),
                shared.one(modules.stream().map(shared::one).collect(Collectors.toUnmodifiableList())),
                notifiers);
    }

    Optional<Module> part(String path) {
        return modules.stream().filter(part -> part.path().equals(path)).findFirst();
    }

    public Stream<String> paths() {
        return modules.stream().map(Module::path);
    }
}

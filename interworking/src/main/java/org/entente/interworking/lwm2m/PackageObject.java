// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/** The two objects by which packages are managed: where they have what, and what their numbers mean. */
enum PackageObject {
    /** OMA LwM2M 1.1 §E.6. */
    FIRMWARE(5, new Places(0, 1, 3, 5, Optional.of(9), Set.of(2), Optional.empty())) {
        @Override
        long status(long state, long result) {
            if (state == 1 || state == 3) return IN_PROCESS; // downloading, updating
            if (result == 0) return NOTHING_YET;
            return result == 1 ? SUCCESSFUL : FAILED;
        }

        @Override
        String reason(long result) {
            return switch ((int) result) {
                case 0, 1 -> "";
                case 2 -> "there is not enough flash memory for the new firmware";
                case 3 -> "memory ran out during the download";
                case 4 -> "the connection was lost during the download";
                case 5 -> "the integrity check failed";
                case 6 -> "the type of the package is not supported";
                case 7 -> "its URI is invalid";
                case 8 -> "the firmware could not be updated";
                case 9 -> "the protocol of its URI is not supported";
                case 10 -> "it was cancelled";
                case 11 -> "it was deferred";
                default -> "result " + result;
            };
        }
    },
    /** OMA LwM2M Software Management 1.0 §7. */
    SOFTWARE(9, new Places(2, 3, 7, 9, Optional.empty(), Set.of(4, 6, 10, 11), Optional.of(12))) {
        @Override
        long status(long state, long result) {
            if (result >= FIRST_FAILURE) return FAILED;
            if (state == 1 || state == 2) return IN_PROCESS; // download started, downloaded
            return state == INSTALLED ? SUCCESSFUL : NOTHING_YET;
        }

        @Override
        String reason(long result) {
            return switch ((int) result) {
                case 50 -> "there is not enough storage for the new package";
                case 51 -> "memory ran out during the download";
                case 52 -> "the connection was lost during the download";
                case 53 -> "the integrity check failed";
                case 54 -> "the type of the package is not supported";
                case 56 -> "its URI is invalid";
                case 57 -> "the device could not update it";
                case 58 -> "it could not be installed";
                case 59 -> "it could not be uninstalled for the update";
                default -> result < FIRST_FAILURE ? "" : "result " + result;
            };
        }
    };

    /** m2m:status. TS-0004 §6.3.4.2.36. */
    static final long NOTHING_YET = 0;

    static final long SUCCESSFUL = 1;
    static final long FAILED = 2;
    static final long IN_PROCESS = 3;

    private static final int INSTALLED = 4;
    private static final int FIRST_FAILURE = 50;

    private final int number;
    private final Places places;

    /** Resources by number. */
    private record Places(
            int content,
            int address,
            int state,
            int result,
            Optional<Integer> delivery,
            Set<Integer> runs,
            Optional<Integer> activation) {}

    PackageObject(int number, Places places) {
        this.number = number;
        this.places = places;
    }

    /** As m2m:status has it. */
    abstract long status(long state, long result);

    /** Why the result is a failure; empty if it is none. */
    abstract String reason(long result);

    static Optional<PackageObject> of(int object) {
        for (var each : values()) if (each.number == object) return Optional.of(each);
        return Optional.empty();
    }

    /** The object whose package has its address at this path. */
    static Optional<PackageObject> addressed(String path) {
        return at(path).filter(each -> resource(path).equals(String.valueOf(each.places.address)));
    }

    /** The object from whose resource at this path a status follows. */
    static Optional<PackageObject> following(String path) {
        return at(path).filter(each -> each.followed(Packages.instance(path)).contains(path));
    }

    /** The object whose package does something when this path is executed. */
    static Optional<PackageObject> run(String path) {
        return at(path).filter(each ->
                each.places.runs.stream().anyMatch(run -> resource(path).equals(run.toString())));
    }

    /** The object whose status is at this path, which the device itself does not have. */
    static Optional<PackageObject> madeUp(String path) {
        return at(path).filter(each ->
                each.points().stream().anyMatch(point -> point.name().equals(resource(path))));
    }

    private static Optional<PackageObject> at(String path) {
        var parts = path.split("/");
        if (parts.length != 3) return Optional.empty();
        for (var each : values()) if (parts[0].equals(String.valueOf(each.number))) return Optional.of(each);
        return Optional.empty();
    }

    private static String resource(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String content(String instance) {
        return instance + "/" + places.content;
    }

    String state(String instance) {
        return instance + "/" + places.state;
    }

    String result(String instance) {
        return instance + "/" + places.result;
    }

    /** Where the device says whether it fetches, takes what is pushed, or both. */
    Optional<String> delivery(String instance) {
        return places.delivery.map(resource -> instance + "/" + resource);
    }

    List<String> followed(String instance) {
        var paths = new ArrayList<>(List.of(state(instance), result(instance)));
        places.activation.ifPresent(resource -> paths.add(instance + "/" + resource));
        return paths;
    }

    /** What the device has no resources for: it follows from others. */
    List<Point> points() {
        var status = new Point("status", "Update status", Kind.WHOLE, "", Optional.empty(), true, false, true);
        if (places.activation.isEmpty()) return List.of(status);
        return List.of(
                status, new Point("active", "Active status", Kind.WHOLE, "", Optional.empty(), true, false, true));
    }

    /** The statuses of an instance by what is known of it. */
    Map<String, Value> statuses(String instance, Map<String, Value> known) {
        var found = new LinkedHashMap<String, Value>();
        found.put(
                instance + "/status",
                Value.of(status(whole(known.get(state(instance))), whole(known.get(result(instance))))));
        places.activation.ifPresent(resource -> found.put(
                instance + "/active",
                Value.of(Value.of(true).equals(known.get(instance + "/" + resource)) ? SUCCESSFUL : NOTHING_YET)));
        return found;
    }

    Optional<String> failure(long result) {
        var reason = reason(result);
        return reason.isEmpty()
                ? Optional.empty()
                : Optional.of((this == FIRMWARE ? "the firmware was not updated: " : "the software was not installed: ")
                        + reason);
    }

    static long whole(@Nullable Value value) {
        return value instanceof Value.Whole(var number) ? number : 0;
    }
}

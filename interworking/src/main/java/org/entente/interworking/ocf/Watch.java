// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.entente.interworking.Complaints;
import org.entente.interworking.Pace;
import org.entente.interworking.Reports;
import org.entente.model.Value;

/** What somebody wants to hear of one device, and what the device has said since. */
final class Watch {
    private final Wire wire;
    private final Complaints complaints;
    private final Runnable alarm;
    /** By path of a part or of a point. */
    private final Map<String, Pace> wanted = new ConcurrentHashMap<>();
    /** The newest of each resource alone, so that a device that floods fills nobody's memory. */
    private final Map<Resource, Answer> heard = new ConcurrentHashMap<>();
    /** Those whose first answer has come since somebody asked. */
    private final Set<Resource> begun = ConcurrentHashMap.newKeySet();

    /** Only the device's own thread touches these. */
    private final Map<Resource, Relation> relations = new HashMap<>();

    private final Map<String, Value> held = new LinkedHashMap<>();
    private final Reports reports = new Reports();

    /** @param alarm is called when there is something to do */
    Watch(Wire wire, Complaints complaints, Runnable alarm) {
        this.wire = wire;
        this.complaints = complaints;
        this.alarm = alarm;
    }

    void add(String path, Pace pace) {
        wanted.put(path, pace);
        alarm.run();
    }

    void remove(String path) {
        wanted.remove(path);
        alarm.run();
    }

    /** Brings what the device was asked for in line with what is wanted. */
    void align(Map<String, Resource> resources) {
        var now = resources.values().stream().filter(this::isWanted).collect(Collectors.toSet());
        for (var gone : Set.copyOf(relations.keySet())) if (!now.contains(gone)) cancel(gone);
        for (var resource : now)
            if (resource.link().observable() && !relations.containsKey(resource))
                relations.put(resource, observe(resource));
    }

    private Relation observe(Resource resource) {
        var first = new AtomicBoolean(true);
        return wire.observe(resource.reading(), answer -> {
            heard.put(resource, answer);
            if (first.getAndSet(false)) begun.add(resource);
            alarm.run();
        });
    }

    /**
     * Which have to be asked once more: Californium takes what comes while it handles the first answer for a forgery, and
     * what was told without confirmation does not come again. Each is named once.
     */
    List<Resource> begun() {
        var all = List.copyOf(begun);
        all.forEach(begun::remove);
        return all;
    }

    private void cancel(Resource resource) {
        var relation = relations.remove(resource);
        if (relation != null) relation.close();
    }

    /** What is wanted and says nothing by itself. */
    List<Resource> mute(Map<String, Resource> resources) {
        return resources.values().stream()
                .filter(this::isWanted)
                .filter(resource -> Optional.ofNullable(relations.get(resource))
                        .filter(relation -> !relation.isCanceled())
                        .isEmpty())
                .toList();
    }

    private boolean isWanted(Resource resource) {
        return wanted.keySet().stream()
                .anyMatch(path -> path.equals(resource.path()) || path.startsWith(resource.path() + "/"));
    }

    /** Takes what a resource said, whoever asked. */
    void hear(Resource resource, Answer answer) {
        switch (answer) {
            case Answer.Content(var value) ->
                resource.heard(value).forEach((path, each) -> {
                    if (pace(resource, path).isPresent()) held.put(path, each);
                });
            case Answer.Declined(var error) -> complaints.once(resource.link().href() + " said: " + error);
            case Answer.Silent _ -> {
                // Whether it is away is found out by asking.
            }
        }
    }

    /** Takes what has come by itself. */
    void hear(Map<String, Resource> resources) {
        for (var resource : resources.values()) {
            var answer = heard.remove(resource);
            if (answer != null) hear(resource, answer);
        }
    }

    /** @return the values that are to be told now */
    Map<String, Value> due(long now) {
        var due = new LinkedHashMap<String, Value>();
        for (var path : List.copyOf(held.keySet())) {
            var value = held.getOrDefault(path, Value.Deleted.DELETED);
            var rest = rest(path, value, now);
            if (rest.filter(Duration::isPositive).isPresent()) continue;
            held.remove(path);
            if (rest.isPresent()) {
                reports.told(path, value, now);
                due.put(path, value);
            }
        }
        return due;
    }

    /** How long until something that waits is to be told. */
    Optional<Duration> next(long now) {
        return held.entrySet().stream()
                .flatMap(entry -> rest(entry.getKey(), entry.getValue(), now).stream())
                .min(Duration::compareTo);
    }

    private Optional<Duration> rest(String path, Value value, long now) {
        var part = path.substring(0, path.indexOf('/'));
        var pace = Optional.ofNullable(wanted.get(path)).or(() -> Optional.ofNullable(wanted.get(part)));
        return pace.flatMap(each -> reports.until(path, value, each, now));
    }

    private Optional<Pace> pace(Resource resource, String path) {
        return Optional.ofNullable(wanted.get(path)).or(() -> Optional.ofNullable(wanted.get(resource.path())));
    }

    /** The device is away or another; whoever wants to hear of it says so again. */
    void forget() {
        for (var resource : Set.copyOf(relations.keySet())) cancel(resource);
        wanted.clear();
        heard.clear();
        begun.clear();
        held.clear();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.codec.Json;
import org.entente.interworking.mqtt.MqttAdapter.Crowd;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices that zigbee2mqtt lists. Called on the connection's thread alone. */
final class Bridges implements MqttAdapter.Directory {
    private static final Logger LOG = LoggerFactory.getLogger(Bridges.class);
    private static final int MOST_DEVICES = 5_000;

    private final List<String> bases;
    private final Crowd crowd;
    private final Set<String> topics = new HashSet<>();
    private final Map<String, Set<String>> listed = new HashMap<>();
    private final Set<String> mistakes = ConcurrentHashMap.newKeySet();

    Bridges(List<String> bases, Crowd crowd) {
        this.bases = List.copyOf(bases);
        this.crowd = crowd;
        for (var base : bases)
            for (var topic : List.of("devices", "state", "logging")) topics.add(base + "/bridge/" + topic);
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    @Override
    public void connected() {
        // The broker has kept each list, and brings it.
    }

    @Override
    public void heard(Message message) {
        for (var base : bases) {
            if (!message.topic().startsWith(base + "/bridge/")) continue;
            try {
                switch (message.topic().substring(base.length() + "/bridge/".length())) {
                    case "devices" -> list(base, message.payload());
                    case "state" -> state(base, message.payload());
                    case "logging" -> log(base, message.payload());
                    default -> LOG.debug("nobody reads {}", message.topic());
                }
            } catch (Refused malformed) {
                complain(message.topic() + ": " + malformed.sentence());
            }
        }
    }

    private void list(String base, byte[] payload) {
        if (payload.length == 0) return;
        if (!(Json.STRICT.read(payload) instanceof Value.Items(var entries)) || entries.size() > MOST_DEVICES)
            throw Refused.badRequest("the list of devices must be a list of at most " + MOST_DEVICES);
        var before = listed.getOrDefault(base, Set.of());
        var now = new HashSet<String>();
        for (var entry : entries) if (entry instanceof Value.Fields device && isThing(device)) admit(base, device, now);
        for (var name : before) {
            if (now.contains(name)) continue;
            crowd.find(name).ifPresent(gone -> gone.absent("zigbee2mqtt does not list it any more"));
            crowd.dismiss(name);
        }
        listed.put(base, now);
    }

    private static boolean isThing(Value.Fields device) {
        return !device.text("type").orElse("").equals("Coordinator")
                && !Value.of(true).equals(device.find("disabled").orElse(Value.of(false)))
                && !Value.of(false).equals(device.find("interview_completed").orElse(Value.of(true)));
    }

    private void admit(String base, Value.Fields device, Set<String> now) {
        try {
            var thing = Exposes.read(base, device);
            if (isOfAnother(base, thing.name())) throw Refused.conflict("another zigbee2mqtt has a " + thing.name());
            if (!now.add(thing.name())) throw Refused.conflict("two devices are called " + thing.name());
            var member = crowd.find(thing.name())
                    .filter(there -> there.thing().equals(thing))
                    .orElseGet(() -> crowd.hear(thing));
            member.present();
        } catch (Refused malformed) {
            complain(base + ": " + malformed.sentence());
        }
    }

    private boolean isOfAnother(String base, String name) {
        return listed.entrySet().stream()
                .anyMatch(each -> !each.getKey().equals(base) && each.getValue().contains(name));
    }

    private void state(String base, byte[] payload) {
        boolean isOffline = Thing.Availability.word(payload).equals("offline");
        for (var name : List.copyOf(listed.getOrDefault(base, Set.of())))
            crowd.find(name).ifPresent(member -> {
                if (isOffline) member.absent("zigbee2mqtt is offline");
                else member.back();
            });
    }

    /** Where zigbee2mqtt says that a device did not do what it was told. */
    private void log(String base, byte[] payload) {
        if (payload.length == 0 || payload.length > Reading.LARGEST) return;
        var line = Json.STRICT.readObject(payload);
        var text = line.text("message").orElse("");
        if (!line.text("level").orElse("").equals("error") || !text.contains("Publish 'set'")) return;
        for (var name : new ArrayList<>(listed.getOrDefault(base, Set.of())))
            if (text.contains("to '" + name + "'")) crowd.find(name).ifPresent(member -> member.refused(text));
    }

    /** Once each. */
    private void complain(String sentence) {
        if (mistakes.size() < 100 && mistakes.add(sentence)) LOG.warn("zigbee2mqtt: {}", sentence);
    }
}

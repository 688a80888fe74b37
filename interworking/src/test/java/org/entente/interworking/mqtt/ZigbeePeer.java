// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.codec.Json;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * Speaks as zigbee2mqtt documents that it does: a retained list of devices, states on their topics, {@code /set} and
 * {@code /get}, availability, errors in the log. Its devices are our own, in the format of its exposes.
 */
final class ZigbeePeer implements AutoCloseable {
    private static final String BASE = "zigbee2mqtt";

    private final Voice voice;
    private final Map<String, Value.Fields> states = new ConcurrentHashMap<>();
    /** Volatile: the test writes it, the client's thread reads it; the device whose commands fail. */
    private volatile String deaf = "";

    private ZigbeePeer(MosquittoVenue broker) {
        voice = new Voice(broker, "zigbee2mqtt", BASE + "/bridge/state", "{\"state\":\"offline\"}");
    }

    static ZigbeePeer start(MosquittoVenue broker, String devices) {
        var peer = new ZigbeePeer(broker);
        peer.voice.listening(BASE + "/+/set", peer::set).listening(BASE + "/+/get", peer::get);
        peer.voice.say(BASE + "/bridge/state", "{\"state\":\"online\"}", true);
        peer.list(devices);
        return peer;
    }

    void list(String devices) {
        voice.say(BASE + "/bridge/devices", devices, true);
    }

    void available(String device, String state) {
        voice.say(BASE + "/" + device + "/availability", "{\"state\":\"" + state + "\"}", true);
    }

    /** The device says this, with all that it said before. */
    void state(String device, String json) {
        tell(device, Json.STRICT.readObject(json.getBytes(StandardCharsets.UTF_8)));
    }

    void deaf(String device) {
        deaf = device;
    }

    List<String> heard() {
        return voice.heard();
    }

    private static String device(String topic) {
        return topic.split("/", -1)[1];
    }

    private void set(String topic, String payload) {
        var device = device(topic);
        if (device.equals(deaf)) {
            var error = "Publish 'set' 'state' to '" + device + "' failed: 'Error: Delivery failed'";
            voice.say(BASE + "/bridge/logging", "{\"level\":\"error\",\"message\":\"" + error + "\"}", false);
            return;
        }
        try {
            tell(device, Json.STRICT.readObject(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (Refused malformed) {
            voice.say(BASE + "/bridge/logging", "{\"level\":\"error\",\"message\":\"Invalid JSON\"}", false);
        }
    }

    private void get(String topic, String ignored) {
        tell(device(topic), Value.Fields.EMPTY);
    }

    private void tell(String device, Value.Fields news) {
        var all = states.merge(device, news, ZigbeePeer::merged);
        if (!all.members().isEmpty()) voice.say(BASE + "/" + device, Json.STRICT.write(all), false);
    }

    private static Value.Fields merged(Value.Fields before, Value.Fields news) {
        var all = new LinkedHashMap<>(before.members());
        all.putAll(news.members());
        return new Value.Fields(all);
    }

    @Override
    public void close() {
        voice.close();
    }
}

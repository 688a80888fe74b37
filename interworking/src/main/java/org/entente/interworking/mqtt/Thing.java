// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.codec.Json;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.Fitting;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * A device as its messages are known.
 *
 * @param name it keeps for life
 * @param kind what people call it
 * @param known what is known of it without a message, by path
 * @param ask what to publish so that it tells its state
 */
record Thing(
        String name,
        String kind,
        Maker maker,
        List<Part> parts,
        Map<String, Value> known,
        Optional<Availability> availability,
        Optional<Question> ask) {
    Thing {
        parts = List.copyOf(parts);
        known = Map.copyOf(known);
    }

    List<DeviceModel.Module> modules() {
        return parts.stream().map(Part::module).toList();
    }

    /** @param kind what the mapping knows it by */
    record Part(String kind, int instance, String title, List<Datum> data) {
        Part {
            data = List.copyOf(data);
        }

        String path() {
            return kind + "/" + instance;
        }

        private DeviceModel.Module module() {
            var points = data.stream().map(Datum::point).toList();
            return new DeviceModel.Module(path(), kind, instance, title, points, List.of());
        }
    }

    record Question(String topic, String payload) {}

    /** Where it says whether it is there, mostly by its last will; a JSON payload says it in {@code state}. */
    record Availability(String topic, String online, String offline) {
        /** Empty if the payload says neither. */
        Optional<Boolean> read(byte[] payload) {
            var word = word(payload);
            return word.equals(online)
                    ? Optional.of(true)
                    : word.equals(offline) ? Optional.of(false) : Optional.empty();
        }

        static String word(byte[] payload) {
            var text = new String(payload, StandardCharsets.UTF_8).strip();
            if (!text.startsWith("{")) return text;
            try {
                return Json.STRICT
                        .readObject(payload)
                        .find("state")
                        .map(Fitting::word)
                        .orElse("");
            } catch (Refused malformed) {
                return text;
            }
        }
    }
}

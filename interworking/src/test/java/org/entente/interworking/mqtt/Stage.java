// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Roll;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** A broker of another maker and the engine; only the CSE is in memory. */
record Stage<B extends Venue>(B broker, FakeCse cse, Interworking engine) implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    static Stage<MosquittoVenue> open(Path folder) throws Exception {
        return open(MosquittoVenue.start(folder), PATIENCE, Optional.empty());
    }

    static Stage<MosquittoVenue> open(Path folder, Roll roll) throws Exception {
        return open(MosquittoVenue.start(folder), PATIENCE, Optional.of(roll));
    }

    /** @param patience how long a thing has to say that it took a command */
    static <B extends Venue> Stage<B> open(B broker, Duration patience) {
        return open(broker, patience, Optional.empty());
    }

    private static <B extends Venue> Stage<B> open(B broker, Duration patience, Optional<Roll> roll) {
        var cse = new FakeCse(Types.ALL);
        var usual = InterworkingSettings.DEFAULT;
        var settings = new InterworkingSettings(
                usual.originator(),
                usual.name(),
                usual.appId(),
                List.of(),
                List.of(),
                patience,
                false,
                usual.address());
        var stage = new Stage<>(broker, cse, new Interworking(settings, cse, cse.access(), Clock.systemUTC(), roll));
        stage.engine.start();
        return stage;
    }

    void describe(String file) {
        describe(file, broker.address());
    }

    /** @param address how the hub reaches the broker */
    void describe(String file, Broker address) {
        var sheet = Sheet.of(file, "things.yaml");
        var reader = new MappingReader(Types.ALL);
        var mapping = reader.shipped("mqtt").with(reader.read(sheet));
        var things = ThingsReader.read(sheet);
        sheet.refuseMistakes();
        engine.attach(MqttAdapter.of(things, address), mapping);
    }

    void zigbee() {
        engine.attach(
                MqttAdapter.zigbee2mqtt(List.of("zigbee2mqtt"), broker.address()),
                new MappingReader(Types.ALL).shipped("zigbee2mqtt"));
    }

    ConditionFactory soon() {
        return await().atMost(PATIENCE);
    }

    void awaitText(String path, String attribute, String value) {
        soon().untilAsserted(() -> assertThat(cse.text(path, attribute))
                .as("%s of %s", attribute, path)
                .isEqualTo(value));
    }

    /** What the AE of a device is called whose name is no resource name. */
    String name(String device) {
        return device.matches("[A-Za-z0-9._-]+")
                ? device
                : device.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + Integer.toHexString(device.hashCode());
    }

    void awaitThere(String device) {
        soon().until(() -> cse.find(name(device) + "/semantics").isPresent());
    }

    /** All that the transparent container of a part holds. */
    String kept(String container) {
        return cse.children(container).stream()
                .map(each -> cse.text(container + "/" + each, "con"))
                .collect(Collectors.joining("\n"));
    }

    /** By somebody else, who is let in once the engine hears of it. TS-0001 §9.6.1.3.2 */
    Response update(String path, String root, String attribute, Value value) {
        soon().until(() -> !cse.text(path, "acpi").equals("-"));
        return cse.send(Request.update("-/" + path, "CApp", Value.field(root, Value.field(attribute, value))));
    }

    @Override
    public void close() {
        engine.close();
        broker.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.interworking.modbus.sample.SampleBoiler;
import org.entente.interworking.mqtt.sample.SamplePlug;
import org.entente.interworking.ocf.sample.SampleLight;
import org.entente.interworking.opcua.sample.SamplePump;

/** The demo's devices that wait to be asked: a boiler by Modbus, a plug at a broker by MQTT, a pump by OPC UA, a
 * light by OCF. */
record SampleDevices(
        Path folder, SampleBoiler boiler, SampleBroker broker, SamplePlug plug, SamplePump pump, SampleLight light)
        implements AutoCloseable {
    /** One resource of each. */
    static final List<String> RESOURCES = List.of(
            "sample-boiler/temperature",
            "sample-plug/plugSwitch",
            "sample-pump/binarySwitch-Pump.Running",
            "sample-light/light/binarySwitch");

    /**
     * They say on standard output what is done to them.
     *
     * @param folder for the files that say what they are
     */
    static SampleDevices start(Path folder) throws IOException, InterruptedException {
        var out = System.out;
        var broker = SampleBroker.start();
        return new SampleDevices(
                Files.createDirectories(folder),
                SampleBoiler.start(out),
                broker,
                SamplePlug.start(broker.port(), out),
                SamplePump.start(out),
                SampleLight.start(out));
    }

    /** What the hub has to know of them. */
    List<String> settings() throws IOException {
        var files = List.of(
                file("boiler.yaml", boiler.description()),
                file("plug.yaml", SamplePlug.description()),
                file("pump.yaml", pump.description()),
                file("light.yaml", light.description()));
        return List.of(
                "interworking.mapping-files=" + String.join(",", files),
                "things.broker-url=mqtt://127.0.0.1:" + broker.port());
    }

    private String file(String name, String description) throws IOException {
        return Files.writeString(folder.resolve(name), description).toString();
    }

    @Override
    public void close() {
        light.close();
        pump.close();
        plug.close();
        broker.close();
        boiler.close();
    }
}

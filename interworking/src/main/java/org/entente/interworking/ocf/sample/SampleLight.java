// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf.sample;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.entente.interworking.ocf.Options;
import org.entente.model.Value;

/** A light that speaks OCF and prints what is done to it; it counts what it consumes. */
public final class SampleLight implements AutoCloseable {
    /** Its own identifier. */
    public static final String DI = "0b5e7d6a-6e0c-4a53-9f0e-3c7b1c2d4e5f";

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final double WATTS = 8.5;
    private static final double SECONDS_AN_HOUR = 3600;

    private final CoapServer server;
    private final Node on;
    private final Node consumption = Node.fixed("energy", List.of("oic.r.energy.consumption"), consumed(WATTS, 0));
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sample-light").daemon().factory());
    /** Only the clock's thread touches it. */
    private double wattHours;

    private SampleLight(PrintStream out, List<Endpoint> endpoints) {
        this.on = new Node(
                "switch",
                List.of("oic.r.switch.binary"),
                Value.field("value", Value.of(true)),
                true,
                given -> out.println("sample-light: " + given.members()));
        var dimming = new Node(
                "dim",
                List.of("oic.r.light.dimming"),
                Value.field("dimmingSetting", Value.of(80)),
                true,
                given -> out.println("sample-light: " + given.members()));
        this.server = new CoapServer(Configuration.createStandardWithoutFile());
        endpoints.forEach(server::addEndpoint);
        var oic = new CoapResource("oic", false);
        server.add(oic, on, dimming, consumption);
        var device = Node.fixed("d", List.of("oic.wk.d", "oic.d.light"), device());
        var platform = Node.fixed("p", List.of("oic.wk.p"), platform());
        var listing = Node.fixed("res", List.of("oic.wk.res"), Value.of(List.of()));
        oic.add(listing, device, platform);
        server.start();
        var at = endpoints.stream().map(SampleLight::address).toList();
        listing.become(Value.of(Stream.of(listing, device, platform, on, dimming, consumption)
                .map(each -> each.link("ocf://" + DI, at))
                .toList()));
    }

    /** Listens on a port that is free, and begins to change. */
    public static SampleLight start(PrintStream out) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var config = Configuration.createStandardWithoutFile();
        return start(out, List.of(endpoint(new UDPConnector(address, config), config)));
    }

    /** Listens where {@code endpoints} do. */
    public static SampleLight start(PrintStream out, List<Endpoint> endpoints) {
        var light = new SampleLight(out, endpoints);
        long period = PERIOD.toMillis();
        var _ = light.ticks.scheduleAtFixedRate(light::tick, period, period, TimeUnit.MILLISECONDS);
        return light;
    }

    /** An endpoint that knows OCF's options. */
    public static Endpoint endpoint(Connector connector, Configuration config) {
        return new CoapEndpoint.Builder()
                .setConnector(connector)
                .setConfiguration(config)
                .setDataSerializerAndParser(new UdpDataSerializer(), new UdpDataParser(true, Options.registry()))
                .build();
    }

    private static String address(Endpoint endpoint) {
        return endpoint.getUri().toString();
    }

    /** A file for {@code interworking.mapping-files} that says where it is. */
    public String description() {
        return "standard: ocf\ndevices:\n  - { name: sample-light, url: \""
                + addresses().getFirst() + "\", every: 5s }\n";
    }

    /** Where it listens. */
    public List<String> addresses() {
        return server.getEndpoints().stream().map(SampleLight::address).toList();
    }

    private static Value.Fields device() {
        return Value.field("n", Value.of("Sample light"))
                .with("rt", Value.texts(List.of("oic.wk.d", "oic.d.light")))
                .with("di", Value.of(DI))
                .with("icv", Value.of("ocf.2.2.0"))
                .with("dmv", Value.of("ocf.res.1.3.0,ocf.sh.1.3.0"))
                .with("piid", Value.of("5d1c3c1e-7a32-4b6e-8a52-0f9d7c4b2a10"));
    }

    private static Value.Fields platform() {
        return Value.field("pi", Value.of("1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f0"))
                .with("mnmn", Value.of("Entente"))
                .with("mnmo", Value.of("sample light"));
    }

    private static Value.Fields consumed(double watts, double wattHours) {
        return Value.field("power", Value.of(watts)).with("energy", Value.of(wattHours));
    }

    private void tick() {
        boolean isOn = on.properties().equals(Value.field("value", Value.of(true)));
        double watts = isOn ? WATTS : 0;
        wattHours += watts / SECONDS_AN_HOUR;
        consumption.become(consumed(watts, wattHours));
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        server.destroy();
    }
}

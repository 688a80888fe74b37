// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m.sample;

import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.leshan.client.LeshanClient;
import org.eclipse.leshan.client.LeshanClientBuilder;
import org.eclipse.leshan.client.californium.endpoint.CaliforniumClientEndpointsProvider;
import org.eclipse.leshan.client.californium.endpoint.coap.CoapClientProtocolProvider;
import org.eclipse.leshan.client.californium.endpoint.coaps.CoapsClientProtocolProvider;
import org.eclipse.leshan.client.engine.DefaultRegistrationEngineFactory;
import org.eclipse.leshan.client.object.Security;
import org.eclipse.leshan.client.object.Server;
import org.eclipse.leshan.client.observer.LwM2mClientObserverAdapter;
import org.eclipse.leshan.client.resource.ObjectsInitializer;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.model.StaticModel;
import org.eclipse.leshan.core.request.BootstrapRequest;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.entente.interworking.lwm2m.ObjectModels;
import org.entente.interworking.lwm2m.sample.SampleSettings.Manner;
import org.jspecify.annotations.Nullable;

/** A lamp with sensors that speaks LwM2M and prints what is done to it. */
public final class SampleDevice implements AutoCloseable {
    private static final int DEVICE = 3;
    private static final int FIRMWARE = 5;
    private static final int SOFTWARE = 9;
    private static final int TEMPERATURE = 3303;
    private static final int HUMIDITY = 3304;
    private static final int POWER = 3305;
    private static final int LIGHT = 3311;
    private static final double LAMP_WATTS = 8;
    private static final long NO_INTEGRITY = 5;
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHUTDOWN = Duration.ofMillis(300);

    private final SampleSettings settings;
    private final PrintStream out;
    private final Random random;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sample-device").daemon().factory());

    private final Part device;
    private final Part firmware;
    private final Part software = new Software(this::say).part();
    private final Part temperature = Part.of(Map.of(5700, 21.0, 5701, "Cel", 5603, -20.0, 5604, 60.0));
    private final Part humidity = Part.of(Map.of(5700, 45.0, 5701, "%RH"));
    private final Part power = Part.of(Map.of(5800, 0.0, 5805, 0.0));
    private final Part light;
    private final LeshanClient client;

    public SampleDevice(SampleSettings settings, PrintStream out) {
        this(settings, security(settings), out);
    }

    /** @param account by what it reaches its server, instead of what the settings say of it */
    public SampleDevice(SampleSettings settings, Security account, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.random = new Random(settings.seed());
        this.device =
                new Part(about(settings), List.of(4), (id, value) -> Optional.of("it is read only"), id -> reboot());
        this.firmware = new Part(
                Map.of(1, "", 3, 0L, 5, 0L, 6, "sample", 7, "1.0.0", 9, 2L), List.of(2), this::image, id -> install());
        this.light =
                new Part(Map.of(5850, false, 5851, 100L, 5706, "#ffffff", 5852, 0L), List.of(), this::light, id -> {});
        this.client = client(account);
        client.addObserver(new Diary());
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            var sample = new SampleDevice(SampleSettings.parse(arguments), System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(sample::close));
            sample.start();
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException mistake) {
            System.err.println(mistake.getMessage());
            System.exit(2);
        }
    }

    /** Registers and begins to change. */
    public void start() {
        say("registers at " + settings.server());
        client.start();
        var period = settings.period().toMillis();
        var _ = ticks.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** What a resource holds now, such as {@code 3311/0/5850}. */
    public Object value(int object, int resource) {
        return switch (object) {
            case DEVICE -> device.value(resource);
            case FIRMWARE -> firmware.value(resource);
            case SOFTWARE -> software.value(resource);
            case TEMPERATURE -> temperature.value(resource);
            case HUMIDITY -> humidity.value(resource);
            case POWER -> power.value(resource);
            case LIGHT -> light.value(resource);
            default -> "";
        };
    }

    /** One step of the sensors' random walk. */
    public void tick() {
        var warmer = (double) temperature.value(5700) + random.nextGaussian() * 0.2;
        temperature.set(5700, rounded(Math.clamp(warmer, -20, 60)));
        var wetter = (double) humidity.value(5700) + random.nextGaussian() * 0.5;
        humidity.set(5700, rounded(Math.clamp(wetter, 0, 100)));
        var watts = (boolean) light.value(5850) ? LAMP_WATTS * (long) light.value(5851) / 100 : 0;
        power.set(5800, rounded(watts));
        var hours = settings.period().toMillis() / 3_600_000.0;
        power.set(5805, (double) power.value(5805) + watts * hours);
    }

    /** Turns the lamp at the device itself, as a hand at its switch would. */
    public void turn(boolean on) {
        light.set(5850, on);
        say("light " + (on ? "on" : "off") + " (by hand)");
    }

    /** Sends values unasked. OMA LwM2M 1.1 §6.4.5. */
    public void send(String... paths) {
        for (var server : client.getRegisteredServers().values())
            client.getSendService()
                    .sendData(
                            server,
                            ContentFormat.SENML_CBOR,
                            List.of(paths),
                            SEND_PATIENCE.toMillis(),
                            response -> say("sent: " + response.getCode().getName()),
                            error -> say("not sent: " + error.getMessage()));
    }

    /** Wakes for its server, as a device in queue mode does now and then. */
    public void wake() {
        client.triggerRegistrationUpdate();
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        client.destroy(true);
    }

    /** Ends without a word to the server, as by a power failure. */
    public void vanish() {
        ticks.shutdownNow();
        client.destroy(false);
    }

    private static Map<Integer, Object> about(SampleSettings settings) {
        return Map.ofEntries(
                Map.entry(0, "Entente"),
                Map.entry(1, "Sample lamp"),
                Map.entry(2, settings.endpoint()),
                Map.entry(3, "1.0.0"),
                Map.entry(9, 87L),
                Map.entry(10, 512L),
                Map.entry(16, "U"),
                Map.entry(17, "lamp"),
                Map.entry(18, "A"),
                Map.entry(19, "1.0.0"),
                Map.entry(20, 0L),
                Map.entry(21, 2048L));
    }

    private Optional<String> light(int id, Object value) {
        if (id == 5851 && ((long) value < 0 || (long) value > 100))
            return Optional.of("the dimmer goes from 0 to 100, not to " + value);
        switch (id) {
            case 5850 -> say("light " + ((boolean) value ? "on" : "off"));
            case 5851 -> say("dimmer " + value + " %");
            case 5706 -> say("colour " + value);
            default -> say("resource " + id + " = " + value);
        }
        return Optional.empty();
    }

    private Optional<String> image(int id, Object value) {
        var isWhole = !(value instanceof byte[] bytes && bytes.length == 0);
        if (value instanceof byte[] bytes) say("firmware image of " + bytes.length + " bytes received");
        else say("firmware image at " + value);
        firmware.set(5, isWhole ? 0L : NO_INTEGRITY);
        firmware.set(3, isWhole ? 2L : 0L);
        return Optional.empty();
    }

    private void install() {
        say("firmware update starts");
        firmware.set(3, 3L);
        ticks.execute(() -> {
            firmware.set(7, "1.0.1");
            device.set(3, "1.0.1");
            firmware.set(3, 0L);
            firmware.set(5, 1L);
            say("firmware 1.0.1 runs");
        });
    }

    private void reboot() {
        say("reboot");
        // After the answer is on its way: a device that is gone cannot answer.
        var _ = ticks.schedule(
                () -> {
                    client.stop(false);
                    client.start();
                    say("up again");
                },
                SHUTDOWN.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private LeshanClient client(Security account) {
        var objects = new ObjectsInitializer(new StaticModel(ObjectModels.newest()));
        objects.setInstancesForObject(0, account);
        if (settings.manner() == Manner.BOOTSTRAP) objects.setClassForObject(1, Server.class);
        else objects.setInstancesForObject(1, new Server(1, settings.lifetime().toSeconds()));
        add(objects, DEVICE, device);
        add(objects, FIRMWARE, firmware);
        add(objects, SOFTWARE, software);
        add(objects, TEMPERATURE, temperature);
        add(objects, HUMIDITY, humidity);
        add(objects, POWER, power);
        add(objects, LIGHT, light);
        var endpoints = new CaliforniumClientEndpointsProvider.Builder(
                        new CoapClientProtocolProvider(), new CoapsClientProtocolProvider())
                .setClientAddress(InetAddress.getLoopbackAddress())
                .build();
        var engine = new DefaultRegistrationEngineFactory().setQueueMode(settings.manner() == Manner.QUEUE);
        return new LeshanClientBuilder(settings.endpoint())
                .setRegistrationEngineFactory(engine)
                .setObjects(objects.createAll())
                .setEndpointsProviders(endpoints)
                .build();
    }

    private static void add(ObjectsInitializer objects, int id, Part part) {
        // Leshan asks for a factory even where no instance is ever created by the server.
        objects.setFactoryForObject(id, (model, instance, used) -> part);
        objects.setInstancesForObject(id, part);
    }

    private static Security security(SampleSettings settings) {
        var server = settings.server();
        if (settings.key().isEmpty())
            return settings.manner() == Manner.BOOTSTRAP ? Security.noSecBootstrap(server) : Security.noSec(server, 1);
        var identity = settings.key().get().identity().getBytes(StandardCharsets.UTF_8);
        var key = settings.key().get().bytes();
        return settings.manner() == Manner.BOOTSTRAP
                ? Security.pskBootstrap(server, identity, key)
                : Security.psk(server, 1, identity, key);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private void say(String what) {
        out.println(String.format(Locale.ROOT, "%s: %s", settings.endpoint(), what));
        out.flush();
    }

    /** Says whether the server let it in, and why not. */
    private final class Diary extends LwM2mClientObserverAdapter {
        @Override
        public void onRegistrationSuccess(LwM2mServer server, RegisterRequest request, String id) {
            say("registered");
        }

        @Override
        public void onRegistrationFailure(
                LwM2mServer server,
                RegisterRequest request,
                @Nullable ResponseCode code,
                @Nullable String error,
                @Nullable Exception cause) {
            say("not registered: " + reason(code, error, cause));
        }

        @Override
        public void onRegistrationTimeout(LwM2mServer server, RegisterRequest request) {
            say("not registered: no answer");
        }

        @Override
        public void onBootstrapFailure(
                LwM2mServer server,
                BootstrapRequest request,
                @Nullable ResponseCode code,
                @Nullable String error,
                @Nullable Exception cause) {
            say("not bootstrapped: " + reason(code, error, cause));
        }

        @Override
        public void onBootstrapTimeout(LwM2mServer server, BootstrapRequest request) {
            say("not bootstrapped: no answer");
        }

        private static String reason(@Nullable ResponseCode code, @Nullable String error, @Nullable Exception cause) {
            if (code != null) return code.getName() + (error == null ? "" : " " + error);
            return cause == null ? "no reason" : String.valueOf(cause.getMessage());
        }
    }
}

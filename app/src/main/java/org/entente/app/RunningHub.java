// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.http.Mount;
import org.entente.codec.TypeFile;
import org.entente.console.Console;
import org.entente.cse.Cse;
import org.entente.cse.CseSettings;
import org.entente.cse.Surroundings;
import org.entente.cse.access.LocationSource;
import org.entente.cse.address.Identifiers;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.store.Store;
import org.entente.geo.JtsGeography;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.Method;
import org.entente.interworking.opcua.server.HubServer;
import org.entente.model.type.MistakenTypes;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.entente.semantics.CheckLimits;
import org.entente.semantics.RdfIndex;
import org.entente.store.SqliteStore;

/** The whole hub in this process: its constructors in order show what runs. */
final class RunningHub implements AutoCloseable {
    private final Store store;
    private final Listening listening;
    private final WaysOut outbound;
    private final Cse cse;
    private final Optional<DeviceGate> devices;
    private final Optional<HubServer> opcua;
    private final Optional<Console> console;
    private final Optional<Secret> firstSecret;

    private RunningHub(
            Store store,
            Listening listening,
            WaysOut outbound,
            Cse cse,
            Optional<DeviceGate> devices,
            Optional<HubServer> opcua,
            Optional<Console> console,
            Optional<Secret> firstSecret) {
        this.store = store;
        this.listening = listening;
        this.outbound = outbound;
        this.cse = cse;
        this.devices = devices;
        this.opcua = opcua;
        this.console = console;
        this.firstSecret = firstSecret;
    }

    /**
     * Starts everything that is configured.
     *
     * @throws RuntimeException with a sentence for the operator; whatever had started is closed again
     */
    static RunningHub start(Configuration config, Path data) {
        config.value(LogLevel.KEY).apply();
        var settings = new CseConfiguration(config);
        var random = new SecureRandom();
        var types = types(config);
        var credentials = Credentials.open(data.resolve("credentials"), random, InstantSource.system());
        var opened = new ArrayList<AutoCloseable>();
        try {
            // HTTP listens first: a request during the start is told to come again.
            var metrics = new Metrics();
            var undeliverable = new UndeliverableNotices(config.value(Keys.ADMINISTRATOR));
            var recorder = TraceKeys.recorder(config);
            var watch = TraceKeys.slowRequests(config);
            var entities = new LocalEntities(watch.around(recorder));
            var trace = new TracePage(config.value(Keys.ADMINISTRATOR), recorder);
            var console = ConsoleKeys.console(config, types, credentials, entities, random, trace);
            var mounts = mounts(metrics, undeliverable, trace, console);
            var place = new Listening.Place(folder(data), mounts, entities, random);
            var listening = opening(opened, Listening.start(config, credentials, types, place));
            var store = opening(opened, SqliteStore.open(folder(data), types, StoreKeys.settings(config)));
            var first = firstSecret(config, credentials);
            var targets = new AllowedTargets(settings.targets(), InetAddress::getAllByName);
            var outbound = opening(opened, WaysOut.open(config, types, targets, listening.brokers(), random));
            var around = new Surroundings(
                    types,
                    watch.around(store),
                    entities,
                    recorder.outgoing(watch.around(outbound.byScheme())),
                    targets,
                    PeerKeys.pointsOfAccess(config, listening.pointsOfAccess()),
                    LocationSource.NONE,
                    new RdfIndex(CheckLimits.DEFAULTS),
                    new JtsGeography(),
                    Clock.systemUTC(),
                    random);
            var proxy = DeviceKeys.engine(config, listening.http().addresses().getFirst());
            var cse = opening(opened, Cse.start(behaviour(config, settings.settings(), proxy), around));
            var devices = proxy.map(engine -> opening(
                    opened, DeviceGate.open(config, data, engine, types, cse, entities, new Identifiers(random))));
            var opcua = OpcUaKeys.open(config, data, types, credentials, cse, entities);
            opcua.ifPresent(opened::add);
            metrics.watch(listening, watch, store, cse.deliverer());
            undeliverable.serve(cse.deliverer());
            console.ifPresent(pages -> pages.serve(cse));
            listening.serve(watch.around(recorder.incoming(cse)), new RegisteredPreferences(cse));
            return new RunningHub(store, listening, outbound, cse, devices, opcua, console, first);
        } catch (RuntimeException fault) {
            throw afterClosing(opened, fault);
        }
    }

    /** Devices may do more than others in their own part of the tree. */
    private static CseSettings behaviour(
            Configuration config, CseSettings usual, Optional<InterworkingSettings> proxy) {
        var access = usual.access();
        if (proxy.isPresent()) access = DeviceGate.admit(access, proxy.get());
        var shown = OpcUaKeys.settings(config);
        if (shown.isPresent()) access = OpcUaKeys.admit(access, shown.get());
        return usual.with(access);
    }

    /** The parts of the site that are no resources. */
    private static List<Mount> mounts(
            Metrics metrics, UndeliverableNotices undeliverable, TracePage trace, Optional<Console> console) {
        var mounts = new ArrayList<>(List.of(
                new Mount("/metrics", false, _ -> metrics.answer()),
                new Mount(UndeliverableNotices.PATH, false, undeliverable),
                new Mount(TracePage.PATH, false, trace)));
        console.ifPresent(pages -> mounts.addAll(ConsoleKeys.mounts(pages)));
        return mounts;
    }

    private static <T extends AutoCloseable> T opening(List<AutoCloseable> opened, T resource) {
        opened.add(resource);
        return resource;
    }

    private static RuntimeException afterClosing(List<AutoCloseable> opened, RuntimeException fault) {
        for (var each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                fault.addSuppressed(e);
            }
        }
        return fault;
    }

    /** Made at the first start, where there is an administrator at all. */
    private static Optional<Secret> firstSecret(Configuration config, Credentials credentials) {
        var administrator = config.value(Keys.ADMINISTRATOR);
        boolean wanted = !administrator.isEmpty() && config.value(Keys.ADMINISTRATOR_CREDENTIAL);
        return !wanted ? Optional.empty() : credentials.createFirst("admin", List.of(administrator));
    }

    /** The standard's types, TS-0023's, the engine's own and those of the user's files. */
    static ResourceTypes types(Configuration config) {
        var further = new ArrayList<ResourceType>(TypeFile.ts0023());
        further.add(Method.TYPE);
        var mistakes = new ArrayList<String>();
        for (var name : config.value(StoreKeys.TYPE_FILES)) {
            try (var file = Files.newInputStream(Path.of(name))) {
                further.addAll(TypeFile.read(name, file));
            } catch (IOException e) {
                mistakes.add("the type file " + name + " cannot be read");
            } catch (MistakenTypes e) {
                mistakes.addAll(e.mistakes());
            }
        }
        if (!mistakes.isEmpty()) throw new Configuration.Mistakes(mistakes);
        return ResourceTypes.standard().with(further);
    }

    private static Path folder(Path data) {
        try {
            return Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + data + " cannot be made", e);
        }
    }

    Cse cse() {
        return cse;
    }

    /** Where LwM2M devices register; nowhere unless they are enabled. */
    List<URI> deviceAddresses() {
        return devices.map(DeviceGate::addresses).orElse(List.of());
    }

    /** Where OPC UA clients connect; nowhere unless the devices are offered to them. */
    List<URI> opcUaAddresses() {
        return opcua.map(HubServer::url).stream().toList();
    }

    /** Where people look; nowhere if the console is not enabled. */
    List<URI> consoleAddresses() {
        return console.isEmpty()
                ? List.of()
                : addresses().stream().map(each -> each.resolve(Console.PATH)).toList();
    }

    List<URI> addresses() {
        return listening.http().addresses();
    }

    /** Where clients of the hub's own MQTT broker connect; nowhere unless there is one. */
    List<URI> brokerAddresses() {
        return listening.mqtt().addresses();
    }

    /** The administrator's credential, if this start made it: it is never shown again. */
    Optional<Secret> firstSecret() {
        return firstSecret;
    }

    /** Ends what was accepted, then everything in the reverse order of its start. */
    @Override
    public void close() {
        // Its open streams would keep HTTP from becoming quiet.
        console.ifPresent(Console::close);
        cse.endPolls(); // they would, too
        listening.close();
        opcua.ifPresent(HubServer::close);
        devices.ifPresent(DeviceGate::close);
        cse.close();
        outbound.close();
        store.close();
    }
}

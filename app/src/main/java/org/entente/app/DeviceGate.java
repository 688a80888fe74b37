// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.access.AccessSettings.Grant;
import org.entente.cse.address.Identifiers;
import org.entente.cse.outbound.LocalEntities;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.lwm2m.Lwm2mAdapter;
import org.entente.interworking.modbus.ModbusAdapter;
import org.entente.interworking.ocf.OcfAdapter;
import org.entente.interworking.opcua.OpcUaAdapter;
import org.entente.interworking.opcua.Papers;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Node;
import org.entente.model.type.ResourceTypes;

/** The interworking proxy inside this process, and the standards whose devices it takes in. */
final class DeviceGate implements AutoCloseable {
    private final Interworking interworking;
    private final Optional<Lwm2mAdapter> lwm2m;

    private DeviceGate(Interworking interworking, Optional<Lwm2mAdapter> lwm2m) {
        this.interworking = interworking;
        this.lwm2m = lwm2m;
    }

    static DeviceGate open(
            Configuration config,
            Path data,
            InterworkingSettings settings,
            ResourceTypes types,
            Mca cse,
            LocalEntities entities,
            Identifiers identifiers) {
        // A part of this process needs no credential: its identity is known.
        Mca trusted = request -> cse.send(
                (request.id().isEmpty() ? request.withId(identifiers.requestId()) : request).withPeer(Peer.LOCAL));
        var files = DeviceKeys.files(config, types);
        var interworking = new Interworking(
                settings,
                trusted,
                (aeId, receiver) -> {
                    entities.attach(aeId, receiver);
                    return List.of();
                },
                Clock.systemUTC(),
                DeviceKeys.roll(config, data));
        interworking.start();
        var lwm2m = config.value(DeviceKeys.LWM2M_ENABLED)
                ? Optional.of(new Lwm2mAdapter(
                        DeviceKeys.lwm2m(config, data),
                        DeviceKeys.definitions(config).with(files.lwm2m())))
                : Optional.<Lwm2mAdapter>empty();
        lwm2m.ifPresent(adapter -> interworking.attach(adapter, files.mapping("lwm2m")));
        if (!files.modbus().stations().isEmpty())
            interworking.attach(new ModbusAdapter(files.modbus(), settings.deviceTimeout()), files.mapping("modbus"));
        if (!files.opcua().all().isEmpty())
            interworking.attach(opcua(files, data, settings.deviceTimeout()), files.mapping("opcua"));
        var ocf = OcfKeys.settings(config, files.ocf(), settings.deviceTimeout());
        if (ocf.isAwake()) interworking.attach(new OcfAdapter(ocf, files.mapping("ocf")), files.mapping("ocf"));
        for (var adapter : ThingKeys.adapters(config, files.things()))
            interworking.attach(adapter, files.mapping(adapter.standard()));
        return new DeviceGate(interworking, lwm2m);
    }

    /** @param data where the hub keeps its certificate, and whom it trusts */
    private static OpcUaAdapter opcua(DeviceFiles files, Path data, Duration patience) {
        var papers = files.opcua().isProtected()
                ? Optional.of(Papers.in(data.resolve("opcua"), new SecureRandom()))
                : Optional.<Papers>empty();
        return new OpcUaAdapter(files.opcua(), files.mapping("opcua"), papers, patience);
    }

    /** What the proxy has to be allowed, beside what was configured. */
    static AccessSettings admit(AccessSettings access, InterworkingSettings proxy) {
        var registrants = new ArrayList<>(access.registrants());
        registrants.add(proxy.originator());
        // Its devices are registered under names that begin with its own.
        registrants.add(proxy.originator() + "-*");
        var applications = new ArrayList<>(access.applications());
        applications.add(proxy.appId());
        var base = new ArrayList<>(access.base());
        base.add(new Grant(
                List.of(proxy.originator()),
                Set.of(AccessOperation.CREATE),
                Set.of(Node.TYPE.number(), AccessControlPolicy.TYPE.number())));
        base.add(new Grant(List.of(proxy.originator()), Set.of(AccessOperation.RETRIEVE), Set.of()));
        return new AccessSettings(
                access.administrator(), registrants, applications, access.cses(), base, access.strangers());
    }

    /** Where LwM2M devices register; nowhere unless they may. */
    List<URI> addresses() {
        return lwm2m.map(Lwm2mAdapter::addresses).orElse(List.of());
    }

    @Override
    public void close() {
        interworking.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.bytes;
import static org.entente.app.Key.duration;
import static org.entente.app.Key.text;
import static org.entente.app.Key.texts;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.entente.cse.outbound.LocalEntities;
import org.entente.interworking.opcua.Papers;
import org.entente.interworking.opcua.server.Hub;
import org.entente.interworking.opcua.server.HubServer;
import org.entente.interworking.opcua.server.HubServerSettings;
import org.entente.interworking.opcua.server.HubServerSettings.Bounds;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;

/** The hub's devices for clients of OPC UA. */
final class OpcUaKeys {
    private static final HubServerSettings SERVER = HubServerSettings.DEFAULT;
    private static final String FOLDER = "opcua-server";

    static final Key<Boolean> ENABLED = truth(
            "opcua-server.enabled",
            false,
            "Whether the devices are offered by an OPC UA server; those that " + SERVER.originator()
                    + " may see, docs/opcua.md.");
    static final Key<String> HOST =
            text("opcua-server.host", SERVER.host(), "The address where OPC UA clients are awaited.");
    static final Key<Integer> PORT =
            whole("opcua-server.port", SERVER.port(), 0, 65535, "TCP port for OPC UA clients; 0 takes any free one.");
    static final Key<List<String>> NAMES = texts(
            "opcua-server.names",
            "",
            "The host names and addresses by which OPC UA clients know the hub; opcua-server.host if there are none.");
    static final Key<Duration> REFRESH =
            duration("opcua-server.refresh", SERVER.refresh(), "How often it is looked which devices there are.");
    static final Key<Integer> SESSIONS = whole(
            "opcua-server.sessions", Bounds.USUAL.sessions(), 1, 10_000, "How many sessions may be open at once.");
    static final Key<Integer> ITEMS =
            whole("opcua-server.items", Bounds.USUAL.items(), 1, 1_000_000, "How many items one session may monitor.");
    static final Key<Integer> OPERATIONS = whole(
            "opcua-server.operations",
            Bounds.USUAL.operations(),
            1,
            10_000,
            "How many nodes one request may read, write, browse or monitor.");
    static final Key<Long> MESSAGE =
            bytes("opcua-server.message-size", Bounds.USUAL.messageBytes(), "How long one request may be.");

    static final List<Key<?>> ALL = List.of(ENABLED, HOST, PORT, NAMES, REFRESH, SESSIONS, ITEMS, OPERATIONS, MESSAGE);

    private OpcUaKeys() {}

    /** Empty unless it is wanted. */
    static Optional<HubServerSettings> settings(Configuration config) {
        if (!config.value(ENABLED)) return Optional.empty();
        var bounds = new Bounds(
                config.value(SESSIONS),
                config.value(ITEMS),
                config.value(OPERATIONS),
                Math.clamp(config.value(MESSAGE), 1, Integer.MAX_VALUE));
        return Optional.of(SERVER.at(config.value(HOST), config.value(PORT), config.value(NAMES))
                .with(config.value(REFRESH), bounds));
    }

    /** It may register and look which devices there are; what it may see of them, their policies say. */
    static AccessSettings admit(AccessSettings access, HubServerSettings server) {
        var registrants = new ArrayList<>(access.registrants());
        registrants.add(server.originator());
        var applications = new ArrayList<>(access.applications());
        applications.add(server.appId());
        var base = new ArrayList<>(access.base());
        base.add(new Grant(
                List.of(server.originator()), Set.of(AccessOperation.RETRIEVE, AccessOperation.DISCOVERY), Set.of()));
        return new AccessSettings(
                access.administrator(), registrants, applications, access.cses(), base, access.strangers());
    }

    /**
     * Empty unless it is wanted.
     *
     * @param data where the hub keeps its certificate, and whom it trusts
     */
    static Optional<HubServer> open(
            Configuration config,
            Path data,
            ResourceTypes types,
            Credentials credentials,
            Mca cse,
            LocalEntities entities) {
        return settings(config).map(settings -> {
            var hub = new Hub(
                    cse,
                    (aeId, receiver) -> {
                        entities.attach(aeId, receiver);
                        return List.of();
                    },
                    types,
                    DeviceKeys.files(config, types).units(),
                    Clock.systemUTC());
            var papers = Papers.ofServer(data.resolve(FOLDER), settings.names(), new SecureRandom());
            try {
                return HubServer.start(settings, new HubServer.Reception(hub, credentials, papers));
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.entente.cse.Cse;
import org.entente.cse.CseSettings;
import org.entente.cse.Surroundings;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.access.LocationSource;
import org.entente.cse.address.Identity;
import org.entente.cse.geo.Geography;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.TargetRules;
import org.entente.semantics.CheckLimits;
import org.entente.semantics.RdfIndex;
import org.entente.store.SqliteStore;
import org.entente.store.StoreSettings;

/** The engine on a CSE and its store on a disk; nothing is in the place of anything. */
public record WholeHub(SqliteStore store, LocalEntities entities, Cse cse, Interworking engine)
        implements AutoCloseable {
    private static final Identity IDENTITY =
            new Identity("/id-in", "cse-in", "example.org", 1, List.of("2a", "3", "4", "5"));

    /** The engine is not started yet, so that whoever watches can register first. */
    public static WholeHub start(Path data, String... operators) {
        return start(data, InterworkingSettings.DEFAULT.withOperators(List.of(operators)));
    }

    public static WholeHub start(Path data, InterworkingSettings settings) {
        var entities = new LocalEntities();
        var store = SqliteStore.open(data, Types.ALL, StoreSettings.DEFAULTS);
        var cse = Cse.start(
                CseSettings.of(IDENTITY, access()),
                new Surroundings(
                        Types.ALL,
                        store,
                        entities,
                        Map.of(),
                        new AllowedTargets(TargetRules.LOOPBACK, InetAddress::getAllByName),
                        List.of(),
                        LocationSource.NONE,
                        new RdfIndex(CheckLimits.DEFAULTS),
                        Geography.NONE,
                        Clock.systemUTC(),
                        new Random(7)));
        var engine = new Interworking(
                settings,
                cse,
                (aeId, receiver) -> {
                    var _ = entities.attach(aeId, receiver);
                    return List.of();
                },
                Clock.systemUTC());
        return new WholeHub(store, entities, cse, engine);
    }

    /** The engine may make nodes and its own AE on the CSEBase, and register its devices; the OPC UA server finds them. */
    private static AccessSettings access() {
        var nodes = new AccessSettings.Grant(
                List.of("CInterworking", "COpcUaServer"),
                Set.of(AccessOperation.CREATE, AccessOperation.RETRIEVE, AccessOperation.DISCOVERY),
                Set.of());
        return new AccessSettings(
                "CAdmin", List.of("C*"), List.of("*"), List.of(), List.of(nodes), AccessSettings.Strangers.REFUSED);
    }

    @Override
    public void close() {
        engine.close();
        cse.close();
        store.close();
    }
}

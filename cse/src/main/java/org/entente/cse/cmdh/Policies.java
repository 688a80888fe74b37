// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.type.ActiveCmdhPolicy;
import org.entente.model.type.Attributes;
import org.entente.model.type.CmdhBuffer;
import org.entente.model.type.CmdhDefEcValue;
import org.entente.model.type.CmdhDefaults;
import org.entente.model.type.CmdhEcDefParamValues;
import org.entente.model.type.CmdhLimits;
import org.entente.model.type.CmdhNetworkAccessRules;
import org.entente.model.type.CmdhNwAccessRule;
import org.entente.model.type.CmdhPolicy;
import org.entente.model.type.Node;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Schedule;

/**
 * Finds the rules that are active: those of the node that says that it hosts this CSE. They are read once after each
 * change. Thread-safe.
 */
final class Policies {
    private static final Set<ResourceType> PARTS = Set.of(
            ActiveCmdhPolicy.TYPE,
            CmdhPolicy.TYPE,
            CmdhDefaults.TYPE,
            CmdhDefEcValue.TYPE,
            CmdhEcDefParamValues.TYPE,
            CmdhLimits.TYPE,
            CmdhNetworkAccessRules.TYPE,
            CmdhNwAccessRule.TYPE,
            CmdhBuffer.TYPE,
            Schedule.TYPE);
    private final Identity identity;
    private final Store store;
    private final AtomicLong changes = new AtomicLong();
    // Several may read the same at the same time; each of them is right.
    private volatile Known known = new Known(-1, Optional.empty());

    /** @param changes how many there had been before it was read */
    private record Known(long changes, Optional<Policy> policy) {}

    Policies(Identity identity, Store store) {
        this.identity = identity;
        this.store = store;
    }

    void settle(List<Write> done) {
        if (done.stream().anyMatch(Policies::concerns)) changes.incrementAndGet();
    }

    static boolean concerns(Write write) {
        return switch (write) {
            case Write.Created(var resource) -> concerns(resource);
            case Write.Updated(var before, var after) -> concerns(before) || concerns(after);
            case Write.Deleted(var resource) -> concerns(resource);
            case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ -> false;
        };
    }

    private static boolean concerns(Resource resource) {
        return PARTS.contains(resource.type()) || (resource.type() == Node.TYPE && resource.has(Attributes.HCL));
    }

    /** Empty while none is provisioned: then nothing is held back. */
    Optional<Policy> active() {
        var now = known;
        long count = changes.get();
        if (now.changes() == count) return now.policy();
        var read = new Known(count, read(store.view()));
        known = read;
        return read.policy();
    }

    private Optional<Policy> read(View view) {
        return reading(view).flatMap(Reading::active);
    }

    /** Those that the active policy has, conditional ones too. */
    List<Resource> limits(View view) {
        return reading(view).map(Reading::limits).orElse(List.of());
    }

    private Optional<Reading> reading(View view) {
        return view.children(identity.baseId(), Node.TYPE.number()).stream()
                .filter(this::isOurs)
                .findFirst()
                .map(node -> new Reading(identity, node, view));
    }

    private boolean isOurs(Resource node) {
        return node.text(Attributes.HCL)
                .map(identity::local)
                .filter(hosted -> hosted.equals(identity.baseId()) || hosted.equals(identity.name()))
                .isPresent();
    }
}

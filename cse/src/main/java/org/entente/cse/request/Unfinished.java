// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.type.Attributes;

/** Who has how many acknowledged requests that are not done yet, under which identifiers. Thread-safe. */
final class Unfinished {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Claim> byResource = new HashMap<>();
    private final Map<String, Set<String>> idsByOriginator = new HashMap<>();

    private record Claim(String originator, String id) {}

    Unfinished(int most) {
        this.most = most;
    }

    /** Takes up what an earlier run has left. */
    void start(View view) {
        for (var errand : view.errands())
            if (errand.kind().equals(Dossier.KIND))
                view.byId(errand.about())
                        .ifPresent(kept -> put(
                                kept.ri(),
                                new Claim(
                                        kept.text(Attributes.ORG).orElse(""),
                                        kept.text(Attributes.RID).orElse(""))));
    }

    /**
     * @throws Refused CONFLICT if the originator has an unfinished request of that identifier, NOT_ACCEPTABLE if it has
     *     too many
     */
    void reserve(String ri, String originator, String id) {
        lock.lock();
        try {
            var ids = idsByOriginator.getOrDefault(originator, Set.of());
            if (ids.contains(id)) // [TS-0001 §7.1.7]
            throw Refused.conflict("request " + id + " of " + originator + " is not finished yet");
            if (ids.size() >= most)
                throw new Refused(
                        ResultCode.NOT_ACCEPTABLE, originator + " has " + most + " unfinished requests already");
            put(ri, new Claim(originator, id));
        } finally {
            lock.unlock();
        }
    }

    void release(String ri) {
        lock.lock();
        try {
            var claim = byResource.remove(ri);
            if (claim == null) return;
            idsByOriginator.computeIfPresent(
                    claim.originator(), (_, ids) -> ids.remove(claim.id()) && ids.isEmpty() ? null : ids);
        } finally {
            lock.unlock();
        }
    }

    /** Learns from writes that last. */
    void settle(List<Write> done) {
        for (var write : done)
            if (write instanceof Write.Discharged(var errand) && errand.kind().equals(Dossier.KIND))
                release(errand.about());
    }

    private void put(String ri, Claim claim) {
        byResource.put(ri, claim);
        idsByOriginator
                .computeIfAbsent(claim.originator(), _ -> new HashSet<>())
                .add(claim.id());
    }
}

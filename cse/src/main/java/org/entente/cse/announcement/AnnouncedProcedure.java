// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/**
 * Keeps resources that other CSEs have announced here as their originals are. The CSE of the original changes them;
 * what anybody else writes, where that is agreed, is written to the original first. TS-0004 §7.4.26.2, TS-0001 Release 4
 * §9.6.1.3.2 (announceSyncType).
 */
public final class AnnouncedProcedure implements Procedure {
    private static final int ANNOUNCED_AE = Ae.TYPE.number() + ResourceType.ANNOUNCED;

    private final Identity identity;
    private final Originals originals;

    public AnnouncedProcedure(Identity identity, Originals originals) {
        this.identity = identity;
        this.originals = originals;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        // An AE whose identifier the IN-CSE gives is announced by its own registration. [TS-0001 §10.2.2.2]
        if (request.operation() == Operation.CREATE && request.type() != ANNOUNCED_AE) checkLink(request, attributes);
        if (request.operation() != Operation.UPDATE || isOfOriginal(request, target)) return List.of();
        if (!isBothWays(target))
            throw Refused.noPrivilege(
                    "only " + Places.cse(link(target)) + ", where its original is, may update " + target.path());
        return List.of(courier -> originals.update(request, target, attributes, courier, view));
    }

    /** Nobody announces what is another CSE's; policies that are announced would speak for it. TS-0001 §10.2.13.5 */
    private void checkLink(Request request, Value.Fields attributes) {
        var link = attributes.text(Attributes.LNK.shortName()).orElse("");
        if (!isOf(request, link)) throw Refused.noPrivilege(request.from() + " is not the CSE of the original " + link);
    }

    /**
     * The original has taken it. What its CSE has told us of it meanwhile is newer, and what it does not announce is not
     * ours to keep.
     */
    @Override
    public Value.Fields left(Request request, Value.Fields attributes, Resource seen, Resource now) {
        if (isOfOriginal(request, now)) return attributes;
        var left = new LinkedHashMap<>(attributes.members());
        left.keySet()
                .removeIf(name -> !now.attributes().containsKey(name)
                        || !Objects.equals(
                                seen.attributes().get(name), now.attributes().get(name)));
        return new Value.Fields(left);
    }

    private boolean isOfOriginal(Request request, Resource announced) {
        return request.peer().internal() || isOf(request, link(announced));
    }

    private boolean isOf(Request request, String link) {
        return identity.cse(link)
                .filter(identity.originator(request.from())::equals)
                .isPresent();
    }

    private static boolean isBothWays(Resource announced) {
        return announced.whole(Attributes.AST, 1) == 2;
    }

    private static String link(Resource announced) {
        return announced.text(Attributes.LNK).orElse("");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** Registers AEs: who they are, and that they are so once. TS-0001 §10.2.2.2, TS-0004 §7.4.5. */
public final class AeProcedure implements Procedure {
    private static final int MN_CSE = 2;

    private final Identity identity;

    public AeProcedure(Identity identity) {
        this.identity = identity;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (request.operation() == Operation.CREATE)
            checkAppId(attributes.text(Attributes.API.shortName()).orElseThrow());
        return List.of();
    }

    @Override
    public String identify(Turn turn, ResourceType type) {
        var from = stem(turn.request().from());
        if (from.startsWith("S") && identity.cseType() >= MN_CSE)
            throw new Refused(
                    ResultCode.NOT_IMPLEMENTED,
                    "an AE-ID that starts with S is given by the IN-CSE"); // [TS-0004 §7.4.5.2.1] needs the IN-CSE's
        // consent
        return switch (from) {
            case "", "C" -> turn.identifiers().aeIdStem("C"); // [TS-0001 §10.2.2.2] cases c and d
            case "S" -> turn.identifiers().aeIdStem("S"); // [TS-0001 §10.2.2.2] case a, at the IN-CSE itself
            default -> given(from, turn.view());
        };
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        turn.create(created.with(Attributes.AEI, created.ri()).with(Access.CREATED_BY, created.ri()));
    }

    /** An AE-ID-Stem that starts with S is SP-relative with just a slash before it. TS-0001 §7.2 */
    private String stem(String from) {
        var local = identity.local(from);
        return local.startsWith("/S") ? local.substring(1) : local;
    }

    private static String given(String stem, View view) {
        if (!stem.matches("[CS][A-Za-z0-9._~-]{1,200}"))
            throw Refused.badRequest(
                    "an AE-ID-Stem starts with C or S and has letters, digits and -._~ only"); // [TS-0001 §7.2]
        view.byId(stem).ifPresent(existing -> {
            if (existing.type() != Ae.TYPE) throw Refused.conflict("the identifier " + stem + " is taken");
            throw new Refused(ResultCode.ORIGINATOR_HAS_ALREADY_REGISTERED, stem + " is registered already");
        });
        return stem;
    }

    /** Registered App-IDs start with R, others with N; Release 1 wrote r. TS-0001 §7.2, TS-0004 §7.4.5.2.1 */
    private static void checkAppId(String appId) {
        if (appId.isEmpty() || "rRN".indexOf(appId.charAt(0)) < 0)
            throw Refused.badRequest("an App-ID (api) starts with R if it is registered and with N if not")
                    .about("api");
    }
}

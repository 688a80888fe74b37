// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.remote;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** Registers CSEs: who they are, and which others are below them. TS-0004 §7.4.4, TS-0001 §10.2.2.7. */
public final class RemoteCseProcedure implements Procedure {
    private static final int ASN_CSE = 3;

    private final Identity identity;
    private final Neighbours neighbours;

    public RemoteCseProcedure(Identity identity, Neighbours neighbours) {
        this.identity = identity;
        this.neighbours = neighbours;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (request.operation() == Operation.CREATE
                && identity.cseType() == ASN_CSE
                && !request.peer().internal())
            throw Refused.notAllowed("an ASN-CSE takes no registrations of CSEs"); // [TS-0004 §7.4.4.2.1 Recv-6.4]
        return List.of();
    }

    /** The identifier, and the name too, of what stands for a CSE. */
    static String identifier(String csi) {
        return Identity.isForeign(csi) ? csi.substring(2).replace('/', '~') : csi.substring(1);
    }

    /** Our convention: the CSE-ID without its slash; that of another service provider has the provider before it. */
    @Override
    public String identify(Turn turn, ResourceType type) {
        var csi = csi(turn.request());
        if (neighbours.known(csi, turn.view()).isPresent())
            throw new Refused(ResultCode.ORIGINATOR_HAS_ALREADY_REGISTERED, csi + " is registered already");
        if (neighbours.isRegistrar(csi) && !turn.request().peer().internal())
            throw Refused.conflict(csi + " is where this CSE itself registers");
        var ri = identifier(csi);
        if (turn.view().byId(ri).isPresent()) throw Refused.conflict("the identifier " + ri + " is taken");
        return ri;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        // [TS-0004 §7.4.4.2.1 Recv-6.5] whatever the content says
        var registered = created.with(Attributes.CSI, csi(turn.request()));
        checkDescendants(registered, turn.view());
        turn.create(registered);
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        checkDescendants(after, turn.view());
        turn.update(before, after);
    }

    /** Only this CSE itself writes down whom it knows; all others register themselves. */
    private String csi(Request request) {
        var named = request.peer().internal()
                        && request.content().find("m2m:csr").orElse(null) instanceof Value.Fields content
                ? content.text(Attributes.CSI.shortName()).orElse("")
                : request.from();
        return identity.cse(named)
                .filter(cse -> !cse.equals(identity.cseId()))
                .orElseThrow(
                        () -> Refused.notAllowed(named + " is no CSE-ID of another CSE: it cannot register a CSE"));
    }

    /** Nobody may draw to itself what belongs to others. */
    private void checkDescendants(Resource remote, View view) {
        var csi = remote.text(Attributes.CSI).orElse("");
        for (var written : remote.texts(Attributes.DCSE)) {
            var cse = identity.cse(written)
                    .orElseThrow(() -> Refused.badRequest("dcse has \"" + written + "\", which is no CSE-ID")
                            .about("dcse"));
            if (cse.equals(csi)) throw Refused.badRequest("no CSE is its own descendant");
            boolean elsewhere = cse.equals(identity.cseId())
                    || neighbours.isRegistrar(cse)
                    || neighbours
                            .registree(cse, view)
                            .filter(each -> !each.equals(csi))
                            .isPresent();
            if (elsewhere) throw Refused.conflict(cse + " is not below " + csi + " as far as this CSE knows");
        }
    }
}

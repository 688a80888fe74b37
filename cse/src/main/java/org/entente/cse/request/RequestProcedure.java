// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Cancels a request with its resource, if it is not too late. TS-0004 §7.4.12.2.4. */
public final class RequestProcedure implements Procedure {

    @Override
    public void delete(Turn turn, Resource parent, Resource request) {
        boolean expires = turn.request().peer().internal();
        if (expires && request.text(Attributes.ET).orElse("").compareTo(Timestamp.text(turn.now())) > 0)
            throw Refused.conflict(request.path() + " was done just now, and lasts longer than it was planned");
        var errand = turn.view().errand(request.ri(), Dossier.KIND);
        if (errand.isPresent()) {
            boolean begun = request.whole(Attributes.RS, Dossier.PENDING) != Dossier.PENDING
                    || Dossier.done(errand.get()).isPresent();
            // What was acknowledged is done even if the hub was away until after the time that it was to be kept.
            if (begun || expires)
                throw new Refused(
                        ResultCode.UNABLE_TO_RECALL_REQUEST,
                        request.path() + " is being carried out and cannot be recalled");
            turn.add(new Write.Discharged(errand.get()));
        }
        turn.delete(request);
    }
}

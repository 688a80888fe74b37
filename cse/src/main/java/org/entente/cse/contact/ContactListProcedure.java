// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.contact;

import java.util.List;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/** Only the CSE itself makes and changes contact lists. TS-0004 §7.4.53.2, §7.4.54.2. */
public final class ContactListProcedure implements Procedure {

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (!request.peer().internal()) throw Refused.notAllowed("the CSE itself keeps the contact lists");
        return List.of();
    }
}

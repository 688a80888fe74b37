// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.Set;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;

/** Under which names the sender of a request can be reached, once the request has succeeded. TS-0020 §6.4. */
public final class Registration {
    private Registration() {}

    /** The originator; of an AE's registration the AE-ID that it was given. */
    public static Set<String> names(Request request, Response response) {
        boolean registers = request.operation() == Operation.CREATE && request.type() == Ae.TYPE.number();
        if (registers
                && response.content().find(Ae.TYPE.root()).orElse(null) instanceof Value.Fields ae
                && ae.text(Attributes.AEI.shortName()).isPresent())
            return Set.of(ae.text(Attributes.AEI.shortName()).get());
        return request.from().isEmpty() ? Set.of() : Set.of(request.from());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.LinkedHashMap;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Resource;

/** How answers point to resources. TS-0004 §6.3.4.2.8, §6.3.5.29. */
final class References {
    private static final long UNSTRUCTURED = 2;

    private References() {}

    /** CSE-relative, structured unless the request desires otherwise. TS-0004 §7.3.3.14 */
    static Value address(Resource resource, Request request) {
        boolean unstructured =
                request.find(Parameter.DESIRED_IDENTIFIER_RESULT_TYPE).orElse(null) instanceof Value.Whole(var number)
                        && number == UNSTRUCTURED;
        return Value.of(unstructured ? resource.ri() : resource.path());
    }

    /** A m2m:childResourceRef. */
    static Value child(Resource resource, Request request) {
        var reference = new LinkedHashMap<String, Value>();
        reference.put("nm", Value.of(resource.rn()));
        reference.put("typ", Value.of(resource.type().number()));
        reference.put("val", address(resource, request));
        if (resource.type().number() == FlexContainer.NUMBER)
            resource.type().discriminator().ifPresent(definition -> reference.put("spty", definition));
        return new Value.Fields(reference);
    }
}

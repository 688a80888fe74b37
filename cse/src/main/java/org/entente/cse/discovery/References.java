// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.LinkedHashMap;
import java.util.Optional;
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
        resource.type()
                .discriminator()
                .flatMap(definition -> special(definition, resource.type().number(), request))
                .ifPresent(special -> reference.put("spty", special));
        return new Value.Fields(reference);
    }

    /** Until Release 3 the definition of a flexContainer as it is, since then what kind of definition it is too. TS-0004 §6.3.5.67 */
    private static Optional<Value> special(Value definition, int type, Request request) {
        boolean flexible = type == FlexContainer.NUMBER;
        if (isOfReleaseFour(request)) return Optional.of(Value.field(flexible ? "cnd" : "mgd", definition));
        return flexible ? Optional.of(definition) : Optional.empty();
    }

    private static boolean isOfReleaseFour(Request request) {
        return request.text(Parameter.RELEASE_VERSION_INDICATOR)
                .filter(release -> release.compareTo("4") >= 0)
                .isPresent();
    }
}

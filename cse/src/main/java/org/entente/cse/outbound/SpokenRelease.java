// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** In which release a request goes to an entity that is registered here: one that it supports. TS-0001 §9.6.4, §9.6.5. */
final class SpokenRelease {
    private static final String FIRST = "1";

    private final Identity identity;

    SpokenRelease(Identity identity) {
        this.identity = identity;
    }

    Request of(Request request, Resource entity) {
        var supported = entity.texts(Attributes.SRV);
        // Release 1 knows neither; an entity that names no release is of that one. [TS-0004 §7.3.1.1, §7.3.2.6]
        if (supported.stream().allMatch(FIRST::equals))
            return request.without(Parameter.RELEASE_VERSION_INDICATOR).without(Parameter.VENDOR_INFORMATION);
        var said = request.text(Parameter.RELEASE_VERSION_INDICATOR);
        if (said.isEmpty() || supported.contains(said.get()) || !isOurNotice(request)) return request;
        return newestOf(supported)
                .map(release -> request.with(Parameter.RELEASE_VERSION_INDICATOR, release))
                .orElse(request);
    }

    /** What somebody else has written stays in its release, and resources may have attributes of ours alone. */
    private boolean isOurNotice(Request request) {
        return request.operation() == Operation.NOTIFY && request.from().equals(identity.cseId());
    }

    private Optional<String> newestOf(List<String> supported) {
        return identity.releases().reversed().stream()
                .filter(supported::contains)
                .findFirst();
    }
}

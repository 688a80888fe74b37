// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.consultation;

import java.net.Inet6Address;
import java.time.Instant;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.AccessTypes;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What a CSE and an authorization server tell each other. TS-0004 §6.3.5.46 to §6.3.5.48, §7.5.1.2.10. */
final class SecurityInfo {
    private static final String ROOT = "m2m:seci";
    private static final int REQUEST = 1; // m2m:securityInfoType
    private static final long RESPONSE = 2;

    private SecurityInfo() {}

    /**
     * What somebody has been denied, for the server to decide.
     *
     * @param governed the resource whose policies decide: the target, or the parent of a target that has none of its own
     */
    static Value.Fields asking(
            Request denied, Resource governed, Resource consultation, Identity identity, Instant now) {
        var asked = asked(denied, governed, consultation, identity, now);
        return Value.field(ROOT, Value.field("sit", Value.of(REQUEST)).with("dreq", asked));
    }

    /** A server that somebody may ask for a token, and what to ask it. TS-0004 §6.3.5.45 */
    static Value.Fields server(
            String uri, Request denied, Resource governed, Resource consultation, Identity identity, Instant now) {
        return Value.field("uri", Value.of(uri)).with("dreq", asked(denied, governed, consultation, identity, now));
    }

    private static Value.Fields asked(
            Request denied, Resource governed, Resource consultation, Identity identity, Instant now) {
        var asked = Value.field("or", Value.of(originator(denied.from(), identity)))
                .with("trt", Value.of(governed.type().number()))
                .with("op", Value.of(denied.operation().number()))
                .with("rts", Value.of(Timestamp.text(now)))
                .with("trid", Value.of(identity.spRelative(governed.ri())));
        var address = denied.peer().address();
        if (address.isPresent())
            asked = asked.with(
                    "oip",
                    Value.field(
                            address.get() instanceof Inet6Address ? "ip6" : "ip4",
                            Value.of(address.get().getHostAddress())));
        var lifetime = consultation.value(Attributes.DAL);
        return lifetime.isPresent() ? asked.with("ppl", lifetime.get()) : asked;
    }

    /** The dynamicACPInfo of an answer; empty if it grants nothing, or nothing that we understand. */
    static Optional<Value.Fields> granted(Value.Fields content) {
        if (!(content.find(ROOT).orElse(null) instanceof Value.Fields given)) return Optional.empty();
        try {
            if (AccessTypes.SECURITY_INFO.check(given, ROOT) instanceof Value.Fields info
                    && info.find("sit").filter(Value.of(RESPONSE)::equals).isPresent()
                    && info.find("dres").orElse(null) instanceof Value.Fields answer
                    && answer.find("dai").orElse(null) instanceof Value.Fields policy) return Optional.of(policy);
            return Optional.empty();
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }

    /** The originator as a server anywhere in the service provider's domain knows it. TS-0001 §7.2 */
    private static String originator(String from, Identity identity) {
        var local = identity.originator(from);
        if (local.startsWith("/")) return local;
        return local.startsWith("S") ? "/" + local : identity.spRelative(local);
    }
}

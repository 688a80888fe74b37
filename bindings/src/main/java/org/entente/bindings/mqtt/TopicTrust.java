// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.List;
import java.util.Optional;
import org.entente.bindings.wire.Admission;
import org.entente.security.Credentials;
import org.entente.security.Holder;

/** What the originator in a topic of somebody else's broker is worth. TS-0010 §7.2. */
public enum TopicTrust {
    /** Anybody may have written it: the sender is unauthenticated. */
    CLAIMED,
    /** The broker lets everybody use their own topics alone, so it is proved. */
    PROVEN;

    Sender.Source source(Credentials credentials) {
        return (topic, _) -> switch (this) {
            case CLAIMED -> new Sender(Optional.empty(), Optional.empty(), Admission.ANYBODY);
            case PROVEN ->
                new Sender(Optional.of(holder(topic, credentials)), Optional.empty(), Admission.CREDENTIAL_DEMANDED);
        };
    }

    private static Holder holder(Topic topic, Credentials credentials) {
        var level = topic.originator();
        if (topic.kind() == Topic.Kind.REQUEST) return new Holder(level, originators(level));
        // A Credential-ID says whose it is only if we know the credential. [TS-0010 §7.2]
        return credentials.list().stream()
                .filter(each -> each.name().equals(level))
                .findFirst()
                .orElseGet(() -> new Holder(level, List.of("C", "S")));
    }

    /** A level that is no AE's is a CSE's, which may hand over requests of others. */
    private static List<String> originators(String level) {
        var written = level.replace(':', '/');
        if (level.startsWith(":")) return List.of("/" + written);
        if (level.contains(":")) return List.of("/" + written);
        return level.startsWith("C") || level.startsWith("S") ? List.of(level) : List.of(level, "/" + level);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;

/** Which OPC UA servers are brought in as devices, and how they are visited. */
public record Servers(List<Server> all) {
    public static final Servers NONE = new Servers(List.of());

    public Servers {
        all = List.copyOf(all);
    }

    /**
     * A server, or a part of one, that becomes a device.
     *
     * @param name it keeps for life
     * @param root where browsing begins, an expanded node id as text; the Objects folder if it is not there
     * @param every how often what is observed is sampled, where the mapping says nothing
     */
    public record Server(
            String name,
            URI url,
            Protection protection,
            Identity identity,
            Optional<String> root,
            Duration every,
            Bounds bounds) {}

    /**
     * How messages are protected. OPC 10000-7 §6.6.
     *
     * @param policy the only one that is taken; without one the strongest that the server offers
     */
    public record Protection(Optional<SecurityPolicy> policy, MessageSecurityMode mode) {
        public static final Protection BEST = new Protection(Optional.empty(), MessageSecurityMode.SignAndEncrypt);
        public static final Protection NONE =
                new Protection(Optional.of(SecurityPolicy.None), MessageSecurityMode.None);

        boolean isNone() {
            return mode == MessageSecurityMode.None;
        }
    }

    /** Who the hub is for the server. OPC 10000-4 §7.40. */
    public sealed interface Identity {
        record Anonymous() implements Identity {}

        record User(String name, Path passwordFile) implements Identity {}

        record Certificate(Path certificateFile, Path keyFile) implements Identity {}
    }

    /**
     * How much of a server is taken in; a server may be as large as it likes, or lie about its size.
     *
     * @param nodes in all
     * @param depth steps from the root
     * @param elements of one array
     */
    public record Bounds(int nodes, int depth, int elements) {
        public static final Bounds USUAL = new Bounds(2000, 10, 1000);
    }

    public Servers with(Servers other) {
        var both = new ArrayList<>(all);
        both.addAll(other.all);
        return new Servers(both);
    }

    /** Whether one of them has to be shown a certificate. */
    public boolean isProtected() {
        return all.stream().anyMatch(each -> !each.protection.isNone());
    }

    /** What its devices are called. */
    public List<String> names() {
        return all.stream().map(Server::name).toList();
    }
}

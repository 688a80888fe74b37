// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Looks up a target's machine and tells whether it may be contacted.
 *
 * <p>A client should take the addresses that it connects to from {@link #addresses}: a name that resolves to something
 * else a moment later then leads nowhere.
 */
public final class AllowedTargets {
    private final TargetRules rules;
    private final Resolver resolver;

    /** Finds the addresses of a name, as {@link InetAddress#getAllByName} does. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    public AllowedTargets(TargetRules rules, Resolver resolver) {
        this.rules = rules;
        this.resolver = resolver;
    }

    /** Why a URL may not be contacted, empty if it may. */
    public Optional<String> objection(String url) {
        try {
            var host = new URI(url).getHost();
            if (host == null) return Optional.of(url + " names no host");
            addresses(host);
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of(url + " is no URL");
        } catch (UnknownHostException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The addresses to connect to.
     *
     * @throws UnknownHostException if there are none, or one of them may not be contacted
     */
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        var found = List.of(resolver.resolve(bare));
        for (var address : found)
            if (!rules.allow(bare, address))
                throw new UnknownHostException(host + " (" + address.getHostAddress() + ") is not an allowed target");
        return found;
    }
}

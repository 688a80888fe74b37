// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.entente.bindings.http.AddressLookup;
import org.entente.bindings.wire.PercentCoding;
import org.entente.model.Refused;
import org.entente.model.Shown;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.jspecify.annotations.Nullable;

/**
 * A URL of CoAP, taken apart as its options carry it. RFC 7252 §6.4.
 *
 * @param path its segments in plain characters, none if it is empty or a slash
 * @param query its fields in plain characters
 */
record Place(String url, Scheme scheme, String host, int port, List<String> path, List<String> query) {
    /** @throws Refused BAD_REQUEST if it is no URL that requests can be sent to */
    static Place of(String url) {
        try {
            var uri = new URI(url);
            var scheme = Scheme.of(uri.getScheme()).orElseThrow(() -> unusable(url));
            if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) throw unusable(url);
            int port = scheme.port(uri.getPort());
            return new Place(url, scheme, uri.getHost(), port, path(uri.getRawPath()), query(uri.getRawQuery()));
        } catch (URISyntaxException e) {
            throw unusable(url);
        }
    }

    private static List<String> path(String raw) {
        if (raw.isEmpty() || raw.equals("/")) return List.of();
        return Stream.of(raw.substring(1).split("/", -1))
                .map(PercentCoding::decode)
                .toList();
    }

    private static List<String> query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) return List.of();
        return Stream.of(raw.split("&")).map(PercentCoding::decode).toList();
    }

    private static Refused unusable(String url) {
        return Refused.badRequest(Shown.of(url) + " is no URL that requests can be sent to");
    }

    /** @throws UnknownHostException if it leads nowhere, or where nobody may send to */
    InetSocketAddress address(AddressLookup lookup) throws UnknownHostException {
        var found = lookup.addresses(host).stream()
                .filter(each -> !each.isMulticastAddress())
                .findFirst()
                .orElseThrow(() -> new UnknownHostException(host));
        return new InetSocketAddress(found, port);
    }

    /** Whether the host is a name, which the other side may want to know. RFC 7252 §5.10.1 */
    boolean isNamed(InetAddress address) {
        return !host.equals(address.getHostAddress()) && !host.startsWith("[");
    }

    // A notice goes to the URL that the subscription names, or to the path that an entity gave as its own. A bare
    // machine says nothing of a path, so the target of the primitive is it, as for all other requests.
    RequestWriter.Where whereOf(Request request) {
        boolean isNotice = request.operation() == Operation.NOTIFY && !path.isEmpty();
        return request.to().equals(url) || isNotice
                ? new RequestWriter.Where(path, query)
                : resource(RequestWriter.Where.target(request));
    }

    /** The target of the primitive, behind the path of this URL. */
    RequestWriter.Where resource(RequestWriter.Where target) {
        var whole = new ArrayList<>(path);
        if (!whole.isEmpty() && whole.getLast().isEmpty()) whole.removeLast();
        whole.addAll(target.path());
        return new RequestWriter.Where(whole, target.query());
    }
}

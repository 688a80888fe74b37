// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.address;

import java.util.Optional;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.type.Ae;
import org.entente.model.type.CrossResourceSubscription;
import org.entente.model.type.Group;
import org.entente.model.type.PollingChannel;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;

/** Finds what an address means, in all its forms. TS-0001 §7.2, §9.3.1; TS-0004 §6.2.3. */
public final class Tree {
    private static final String FAN_OUT = "/fopt";
    private static final String SELF_REFERENCE = "/ntsr";
    private static final String POLLING = "/pcu";

    private final Identity identity;

    public Tree(Identity identity) {
        this.identity = identity;
    }

    /**
     * @throws Refused NOT_FOUND if no resource of this CSE has the address, BAD_REQUEST if it is no address
     */
    public Route locate(String to, View view) {
        if (to.isEmpty()) throw Refused.badRequest("the request has no target: parameter to is empty");
        if (to.startsWith("//") && to.indexOf('/', 2) < 0)
            throw Refused.badRequest("\"" + shown(to) + "\" names a service provider and no CSE"); // [TS-0001 §7.2]
        var local = sponsored(identity.local(to), view);
        if (local.startsWith("/")) return new Route.Elsewhere(to);
        int hash = local.indexOf('#');
        var attribute = hash < 0 ? Optional.<String>empty() : Optional.of(local.substring(hash + 1));
        var address = hash < 0 ? local : local.substring(0, hash);
        // Virtual ones first: asked for one of them, a store would look for its name in vain.
        return virtual(address, view, attribute)
                .or(() -> resource(address, view).map(found -> new Route.Here(found, attribute, false)))
                .orElseThrow(() -> Refused.notFound("there is no resource at " + shown(to)));
    }

    /** An AE-ID that the service provider has assigned has just a slash before it, wherever the AE is. TS-0001 §7.2 */
    private static String sponsored(String local, View view) {
        if (!local.startsWith("/S")) return local;
        int slash = local.indexOf('/', 1);
        var stem = local.substring(1, slash < 0 ? local.length() : slash);
        return view.byId(stem).filter(found -> found.type() == Ae.TYPE).isPresent() ? local.substring(1) : local;
    }

    /** The resource at a CSE-relative address, structured or not. */
    public Optional<Resource> resource(String address, View view) {
        int slash = address.indexOf('/');
        if (slash < 0)
            return address.equals(identity.name()) || address.equals("-")
                    ? view.byId(identity.baseId())
                    : view.byId(address);
        var root = address.substring(0, slash);
        if (root.equals("-"))
            return view.byPath(identity.name() + address.substring(slash)); // [TS-0001 §7.2] "-" stands for the CSEBase
        if (root.equals(identity.name())) return view.byPath(address);
        // Names below an unstructured identifier, as fan-out makes them of a member and a suffix. [TS-0001 §7.2]
        return view.byId(root).flatMap(above -> view.byPath(above.path() + address.substring(slash)));
    }

    private Optional<Route> virtual(String address, View view, Optional<String> attribute) {
        if (address.endsWith("/la") || address.endsWith("/ol")) {
            var parent = resource(address.substring(0, address.length() - 3), view)
                    .filter(found -> found.type().hasInstances());
            if (parent.isPresent()) return Optional.of(edge(parent.get(), address.endsWith("/la"), attribute, view));
        }
        if (address.endsWith(POLLING)) {
            var channel = resource(address.substring(0, address.length() - POLLING.length()), view)
                    .filter(found -> found.type() == PollingChannel.TYPE);
            if (channel.isPresent()) return channel.map(Route.Channel::new);
        }
        if (address.endsWith(SELF_REFERENCE)) {
            var subscription = resource(address.substring(0, address.length() - SELF_REFERENCE.length()), view)
                    .filter(found ->
                            found.type() == Subscription.TYPE || found.type() == CrossResourceSubscription.TYPE);
            if (subscription.isPresent()) return subscription.map(Route.SelfReference::new);
        }
        int at = address.indexOf(FAN_OUT);
        for (; at >= 0; at = address.indexOf(FAN_OUT, at + 1)) {
            int end = at + FAN_OUT.length();
            if (end != address.length() && address.charAt(end) != '/') continue;
            var group = resource(address.substring(0, at), view).filter(r -> r.type() == Group.TYPE);
            if (group.isPresent()) return group.map(g -> new Route.Members(g, suffix(address, end)));
        }
        return Optional.empty();
    }

    private static String suffix(String address, int end) {
        return end == address.length() ? "" : address.substring(end + 1);
    }

    /** The newest or oldest instance. TS-0004 §7.4.27, §7.4.28 */
    private static Route edge(Resource parent, boolean newest, Optional<String> attribute, View view) {
        try (var instances = view.instances(parent.ri(), newest)) {
            var first = instances.iterator();
            return first.hasNext() ? new Route.Here(first.next(), attribute, true) : new Route.Empty(parent);
        }
    }

    private static String shown(String to) {
        return to.length() > 200 ? to.substring(0, 200) + "…" : to;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.Extent;
import org.entente.cse.access.Hold;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** One walk through the resources below a target, in search of those that match and may be shown. TS-0004 §7.3.3.14. */
final class Search {
    private static final long INACTIVE = 2;

    private final Request request;
    private final Access access;
    private final AccessOperation privilege;
    private final Tree tree;
    private final View view;
    private final Matcher matcher;
    private final Map<String, Boolean> inactive = new HashMap<>();

    /** @param privilege what the originator needs on a resource: DISCOVERY, or RETRIEVE for child resources */
    Search(Request request, AccessOperation privilege, Means means, View view) {
        this.request = request;
        this.access = means.access();
        this.privilege = privilege;
        this.tree = means.tree();
        this.view = view;
        this.matcher = means.matcher(request, privilege, view);
    }

    /** Takes no more from the store than the window and one beyond it need. */
    Found<Resource> below(Resource root, Window window) {
        var items = new ArrayList<Resource>();
        var seen = new HashSet<String>();
        long place = 0;
        try (var candidates = view.select(matcher.narrow(root, Window.levels(request.filter())))) {
            var each = candidates.iterator();
            while (each.hasNext()) {
                var result = result(each.next());
                if (result.isEmpty() || !isNew(result.get(), seen) || ++place < window.first()) continue;
                if (items.size() == window.most()) return new Found<>(items, place);
                items.add(result.get());
            }
        }
        return new Found<>(items, 0);
    }

    /** Of these resources those that match, each once. What is not there is no match. TS-0004 §7.3.3.14 */
    Found<Resource> among(List<String> addresses, Window window) {
        var found = addresses.stream()
                .distinct()
                .flatMap(address -> located(address).stream())
                .flatMap(each -> result(each).stream())
                .skip(window.first() - 1)
                .toList();
        int most = Math.min(found.size(), window.most());
        return new Found<>(found.subList(0, most), most < found.size() ? window.first() + most : 0);
    }

    private Optional<Resource> result(Resource candidate) {
        if (!matches(candidate)) return Optional.empty();
        var path = request.filter().text("arp");
        if (path.isEmpty()) return Optional.of(candidate);
        return relative(candidate, path.get()).filter(this::isShown);
    }

    /** Without a relative path no resource comes twice, so there is nothing to remember. */
    private boolean isNew(Resource resource, Set<String> seen) {
        return request.filter().text("arp").isEmpty() || seen.add(resource.ri());
    }

    boolean matches(Resource resource) {
        // What is not even shown need not be judged, unless not to be found said something too.
        if (!matcher.takesAbsence() && !matcher.matches(resource, view)) return false;
        var extent = shown(resource);
        return !extent.isNone() && matches(resource, extent);
    }

    /** By what the originator may see of it. */
    private boolean matches(Resource resource, Extent extent) {
        if (extent.whole() && !matcher.takesAbsence()) return true;
        return matcher.matches(Means.visible(resource, extent), view);
    }

    private boolean isShown(Resource resource) {
        return !shown(resource).isNone();
    }

    private Extent shown(Resource resource) {
        if (privilege == AccessOperation.DISCOVERY && isInactive(resource)) return Extent.NONE;
        if (privilege == AccessOperation.RETRIEVE && isHidden(resource)) return Extent.NONE;
        var extent = access.extent(request, resource, privilege, view);
        return extent.isNone() || request.filter().find("ops").isEmpty() || isPermitted(resource)
                ? extent
                : Extent.NONE;
    }

    /** Only resources on which the originator holds all of these privileges (operations, Release 4). */
    private boolean isPermitted(Resource resource) {
        long wanted = request.filter().whole("ops", 0);
        long held = 0;
        for (var operation : access.permissions(request, resource, view)) held |= operation.bit();
        return (held & wanted) == wanted;
    }

    /** Below an AE whose registration sleeps. TS-0001 §10.2.6.1 */
    private boolean isInactive(Resource resource) {
        int base = resource.path().indexOf('/');
        if (base < 0) return false;
        int end = resource.path().indexOf('/', base + 1);
        if (end < 0) return isAsleep(resource);
        return inactive.computeIfAbsent(
                resource.path().substring(0, end),
                path -> view.byPath(path).filter(Search::isAsleep).isPresent());
    }

    private static boolean isAsleep(Resource resource) {
        return resource.type() == Ae.TYPE && resource.whole(Attributes.REGS, 0) == INACTIVE;
    }

    /** What a transaction holds, and instances of a container that has disabled their retrieval. TS-0001 §9.6.48, §9.6.6 */
    private boolean isHidden(Resource resource) {
        if (Hold.hides(request, resource)) return true;
        return resource.type().isInstance()
                && view.byId(resource.pi())
                        .flatMap(parent -> parent.truth(Attributes.DISR))
                        .orElse(false);
    }

    /** TS-0004 §7.3.3.17.17: what is not there is no match. */
    private Optional<Resource> relative(Resource from, String path) {
        var steps = new ArrayList<>(List.of(from.path().split("/")));
        for (var step : path.split("/")) {
            if (step.equals("..")) {
                if (steps.size() < 2) return Optional.empty();
                steps.removeLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.add(virtual(step));
            }
        }
        return located(String.join("/", steps));
    }

    private Optional<Resource> located(String address) {
        try {
            return tree.locate(address, view) instanceof Route.Here here
                    ? Optional.of(here.resource())
                    : Optional.empty();
        } catch (Refused nothingThere) {
            return Optional.empty();
        }
    }

    // The specification's own example writes the long name. [TS-0001 §8.1.2]
    private static String virtual(String step) {
        return switch (step) {
            case "LATEST", "latest" -> "la";
            case "OLDEST", "oldest" -> "ol";
            default -> step;
        };
    }
}

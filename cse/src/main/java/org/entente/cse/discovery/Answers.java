// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.Extent;
import org.entente.cse.address.Route;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Members;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria.Usage;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Ae;
import org.entente.model.type.Resource;

/** Puts together what a response carries. TS-0001 §8.1.2 (Result Content), TS-0004 §7.3.3.6, §7.5.2. Thread-safe. */
public final class Answers {
    // Names of contents and of their members. [TS-0004 tables 7.5.2-2, 8.2.5-1]
    private static final String URI = "m2m:uri";
    static final String URI_LIST = "m2m:uril";
    private static final String RESOURCE = "m2m:rce";
    private static final String ADDRESS = "uri";
    private static final String REFERENCE_LIST = "m2m:rrl";
    private static final String REFERENCES = "rrf";
    private static final String CHILDREN = "ch";
    private static final String PERMISSIONS = "acop";

    private final Access access;
    private final DiscoverySettings settings;
    private final Presentation presentation;
    private final Means means;
    private final OnDemand onDemand;

    public Answers(Means means, DiscoverySettings settings, Presentation presentation, OnDemand onDemand) {
        this.access = means.access();
        this.settings = settings;
        this.presentation = presentation;
        this.means = means;
        this.onDemand = onDemand;
    }

    /**
     * Refuses, before anything happens, a request that asks for what its operation cannot answer, or whose target does
     * not match its filter. To be called after access was permitted, for every operation on a resource of this CSE.
     *
     * @param extent what of the target the originator may see; it learns of no other attribute by way of a filter
     * @throws Refused BAD_REQUEST, NOT_IMPLEMENTED; NOT_FOUND if the target does not match
     */
    public void check(Request request, Route.Here target, Extent extent, View view) {
        if (request.operation() == Operation.NOTIFY) return;
        ResultContents.check(request);
        if (request.filter().isEmpty()) return;
        if (request.operation() == Operation.CREATE)
            throw Refused.badRequest("a CREATE takes no filter criteria"); // [TS-0001 table 8.1.2-3]
        if (request.filter().usage() != Usage.CONDITIONAL_OPERATION) {
            if (request.operation() != Operation.RETRIEVE)
                throw Refused.badRequest("only a RETRIEVE can discover resources");
            return;
        }
        // Then the filter chooses among the children, and not whether to answer. [TS-0001 §8.1.2]
        if (request.operation() == Operation.RETRIEVE && showsChildren(request))
            means.matcher(request, AccessOperation.RETRIEVE, view);
        else match(request, target.resource(), extent, view);
    }

    /**
     * Refuses a change whose target does not match its filter any more, since others have changed it meanwhile. To be
     * called in the writer's turn.
     *
     * @throws Refused NOT_FOUND if the target does not match
     */
    public void recheck(Request request, Resource target, Extent extent, View latest) {
        if (request.filter().isEmpty()) return;
        latest.byId(target.ri()).ifPresent(now -> match(request, now, extent, latest));
    }

    private void match(Request request, Resource target, Extent extent, View view) {
        if (!means.matcher(request, AccessOperation.RETRIEVE, view).matches(Means.visible(target, extent), view))
            throw Refused.notFound("the resource does not match the filter criteria"); // [TS-0004 §7.3.3.1]
    }

    /**
     * Answers a CREATE, an UPDATE or a DELETE that was carried out.
     *
     * @param extent what of the subject the originator may see
     * @param view of a DELETE: as it was before, with the children that the answer may have to show; so it is to be
     *     called in the writer's turn if {@link #showsChildren} says so
     */
    public Response answer(Request request, Outcome done, Extent extent, ResultCode code, View view) {
        var subject = done.subject();
        return switch (ResultContents.of(request)) {
            case NOTHING -> Response.of(request, code);
            case ATTRIBUTES -> Response.of(request, code, content(request, done, extent, view));
            case HIERARCHICAL_ADDRESS -> Response.of(request, code, Value.field(URI, Value.of(subject.path())));
            case HIERARCHICAL_ADDRESS_AND_ATTRIBUTES -> Response.of(request, code, wrapped(subject, extent, view));
            case MODIFIED_ATTRIBUTES ->
                Response.of(
                        request, code, one(subject, withMade(request, done, modified(request, done, extent, view))));
            case ATTRIBUTES_AND_CHILD_RESOURCES, CHILD_RESOURCES -> nested(request, subject, extent, code, view);
            case ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES -> referring(request, subject, extent, code, view);
            case CHILD_RESOURCE_REFERENCES -> listed(request, subject, AccessOperation.RETRIEVE, code, view);
            case PERMISSIONS -> Response.of(request, code, one(subject, permissions(request, subject, view)));
            case ORIGINAL_RESOURCE, SEMANTIC_CONTENT, DISCOVERY_RESULT_REFERENCES ->
                throw Refused.badRequest("this result content has no answer here");
        };
    }

    /** Whether the answer shows the children of its subject: those of a deleted resource are gone afterwards. */
    public boolean showsChildren(Request request) {
        return switch (ResultContents.of(request)) {
            case ATTRIBUTES_AND_CHILD_RESOURCES,
                    ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES,
                    CHILD_RESOURCE_REFERENCES,
                    CHILD_RESOURCES -> true;
            case NOTHING,
                    ATTRIBUTES,
                    HIERARCHICAL_ADDRESS,
                    HIERARCHICAL_ADDRESS_AND_ATTRIBUTES,
                    ORIGINAL_RESOURCE,
                    MODIFIED_ATTRIBUTES,
                    SEMANTIC_CONTENT,
                    DISCOVERY_RESULT_REFERENCES,
                    PERMISSIONS -> false;
        };
    }

    /** Answers a RETRIEVE of any kind: discovery, partial, with children, or plain. */
    public Response retrieve(Request request, Route.Here target, Extent extent, View view) {
        if (AccessOperation.isDiscovery(request)) return discover(request, target.resource(), view);
        var names = Parts.of(request, target);
        if (names.isPresent()) return Response.of(request, ResultCode.OK, part(target.resource(), names.get(), view));
        return answer(request, Outcome.of(target.resource()), extent, ResultCode.OK, view);
    }

    /** A resource as notifications show it: completed, without what is internal to us. */
    public Value.Fields representation(Resource resource, View view) {
        return presentation.present(resource, view).representation();
    }

    private Response discover(Request request, Resource root, View view) {
        boolean isOnDemand = request.filter().usage() == Usage.IPE_ON_DEMAND_DISCOVERY;
        if (isOnDemand && root.type() != Ae.TYPE)
            throw Refused.badRequest("on-demand discovery needs the AE of an interworking proxy as its target");
        var found = find(request, root, AccessOperation.DISCOVERY, view);
        // Nothing to be seen from a place that itself may not be seen: say so. [TS-0004 §7.3.3.14]
        if (found.items().isEmpty()
                && access.extent(request, root, AccessOperation.DISCOVERY, view).isNone())
            throw Refused.noPrivilege(request.from() + " has no privilege to discover resources here");
        if (found.items().isEmpty() && isOnDemand)
            found = onDemand.find(request, root, means, Window.of(request.filter(), settings));
        return found.mark(Response.of(request, ResultCode.OK, listing(request, found)));
    }

    private static Value.Fields listing(Request request, Found<Resource> found) {
        if (request.resultContent().orElse(ResultContent.DISCOVERY_RESULT_REFERENCES)
                == ResultContent.CHILD_RESOURCE_REFERENCES) return references(request, found);
        var addresses = found.items().stream()
                .map(each -> References.address(each, request))
                .toList();
        return Value.field(URI_LIST, Value.of(addresses));
    }

    private static Value.Fields references(Request request, Found<Resource> found) {
        var references = found.items().stream()
                .map(each -> References.child(each, request))
                .toList();
        return Value.field(REFERENCE_LIST, Value.field(REFERENCES, Value.of(references)));
    }

    private Found<Resource> find(Request request, Resource root, AccessOperation privilege, View view) {
        return new Search(request, privilege, means, view).below(root, Window.of(request.filter(), settings));
    }

    private Response listed(Request request, Resource subject, AccessOperation privilege, ResultCode code, View view) {
        var found = find(request, subject, privilege, view);
        return found.mark(Response.of(request, code, references(request, found)));
    }

    private Response referring(Request request, Resource subject, Extent extent, ResultCode code, View view) {
        var found = find(request, subject, AccessOperation.RETRIEVE, view);
        var members = new LinkedHashMap<>(attributes(subject, extent, view));
        var references = found.items().stream()
                .map(each -> References.child(each, request))
                .toList();
        if (!references.isEmpty()) members.put(CHILDREN, Value.of(references));
        return found.mark(Response.of(request, code, one(subject, members)));
    }

    /** With the children that an UPDATE has made, such as the executions of a command. TS-0001 §10.2.8.18 */
    private static Map<String, Value> withMade(Request request, Outcome done, Map<String, Value> members) {
        if (request.operation() != Operation.UPDATE) return members;
        var made = done.writes().stream()
                .flatMap(write -> write instanceof Write.Created(var child)
                                && child.pi().equals(done.subject().ri())
                                && !child.type().isInstance()
                        ? Stream.of(References.child(child, request))
                        : Stream.<Value>empty())
                .toList();
        if (made.isEmpty()) return members;
        var all = new LinkedHashMap<>(members);
        all.put(CHILDREN, Value.of(made));
        return all;
    }

    private Response nested(Request request, Resource subject, Extent extent, ResultCode code, View view) {
        var members = new LinkedHashMap<String, Value>();
        if (ResultContents.of(request) == ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES)
            members.putAll(attributes(subject, extent, view));
        var search = new Search(request, AccessOperation.RETRIEVE, means, view);
        var found = new Nest(
                        view,
                        search,
                        each -> attributes(each, access.extent(request, each, AccessOperation.RETRIEVE, view), view))
                .below(subject, Window.levels(request.filter()), Window.of(request.filter(), settings));
        found.items().forEach(each -> members.put(each.getKey(), each.getValue()));
        return found.mark(Response.of(request, code, one(subject, members)));
    }

    private Value.Fields wrapped(Resource subject, Extent extent, View view) {
        var members = new LinkedHashMap<String, Value>();
        members.put(subject.type().root(), new Value.Fields(attributes(subject, extent, view)));
        members.put(ADDRESS, Value.of(subject.path()));
        return Value.field(RESOURCE, new Value.Fields(members));
    }

    private Map<String, Value> permissions(Request request, Resource subject, View view) {
        long sum = 0;
        for (var operation : access.permissions(request, subject, view)) sum += operation.bit();
        return Map.of(PERMISSIONS, Value.of(sum));
    }

    /** What the sender cannot know from its own request. TS-0001 §8.1.2 (modified-attributes) */
    private Map<String, Value> modified(Request request, Outcome done, Extent extent, View view) {
        var subject = done.subject();
        var given = given(request, subject);
        var before = done.writes().stream()
                .flatMap(write -> write instanceof Write.Updated(var old, var after)
                                && after.ri().equals(subject.ri())
                        ? Optional.of(old).stream()
                        : Optional.<Resource>empty().stream())
                .findFirst()
                .map(Resource::attributes)
                .orElse(Map.of());
        var modified = new LinkedHashMap<String, Value>();
        attributes(subject, extent, view).forEach((name, value) -> {
            var known = given.getOrDefault(name, before.get(name));
            if (!value.equals(known)) modified.put(name, value);
        });
        before.keySet().stream()
                .filter(name -> !subject.attributes().containsKey(name) && !given.containsKey(name))
                .filter(name -> Resource.isShown(name) && extent.covers(name))
                .forEach(name -> modified.put(name, Value.Deleted.DELETED));
        return modified;
    }

    private static Map<String, Value> given(Request request, Resource subject) {
        return request.content().find(subject.type().root()).orElse(null) instanceof Value.Fields(var members)
                ? members
                : Map.of();
    }

    private Value.Fields part(Resource resource, List<String> names, View view) {
        var presented = presentation.present(resource, view).attributes();
        var part = new LinkedHashMap<String, Value>();
        for (var name : names) {
            var value = presented.get(name);
            if (value != null) part.put(name, value);
        }
        if (part.isEmpty()) throw Refused.notFound("the resource has no value for " + String.join(", ", names));
        return one(resource, part);
    }

    private Value.Fields content(Request request, Outcome done, Extent extent, View view) {
        var subject = done.subject();
        // The resource has it ready, and its bytes too.
        if (extent.whole() && request.operation() != Operation.UPDATE) return representation(subject, view);
        return one(subject, withMade(request, done, attributes(subject, extent, view)));
    }

    private Map<String, Value> attributes(Resource resource, Extent extent, View view) {
        return Members.mapped(
                presentation.present(resource, view).attributes(),
                (name, value) -> Resource.isShown(name) && extent.covers(name) ? value : null);
    }

    private static Value.Fields one(Resource resource, Map<String, Value> members) {
        return Value.field(resource.type().root(), new Value.Fields(members));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/** A CSE's tree in memory, with the events that the engine lives by: enough of an {@link Mca} for its tests. */
public final class FakeCse implements Mca {
    static final String NAME = "cse-in";

    private final ResourceTypes types;
    private final Map<String, Resource> byPath = new LinkedHashMap<>();
    private final Map<String, Mca> receivers = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> updating = new ConcurrentHashMap<>();
    private final List<Request> received = new ArrayList<>();
    private volatile Optional<String> denied = Optional.empty();
    private int identifiers;

    public FakeCse(ResourceTypes types) {
        this.types = types;
    }

    public PointOfAccess access() {
        return (name, receiver) -> {
            receivers.put(name, receiver);
            return List.of("mca:" + name);
        };
    }

    @Override
    public Response send(Request request) {
        synchronized (received) {
            received.add(request);
        }
        try {
            if (denied.isPresent()
                    && (request.operation() == Operation.UPDATE || request.operation() == Operation.CREATE)
                    && path(request.to()).equals(NAME + "/" + denied.get())) {
                denied = Optional.empty();
                throw new Refused(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE, "somebody has changed the policy");
            }
            return switch (request.operation()) {
                case CREATE -> create(request);
                case RETRIEVE -> retrieve(request);
                case UPDATE -> update(request);
                case DELETE -> delete(request);
                case NOTIFY -> throw Refused.notAllowed("not here");
            };
        } catch (Refused refused) {
            return Response.of(request, refused);
        }
    }

    /** As an application does; {@code path} is below the CSE. */
    public Response update(String path, String root, String attribute, Value value) {
        return update(path, root, Map.of(attribute, value));
    }

    public Response update(String path, String root, Map<String, Value> changes) {
        return send(Request.update("-/" + path, "CApp", Value.field(root, new Value.Fields(changes))));
    }

    /** As an application does that wants to hear of a resource. */
    public void subscribe(String path) {
        var subscription = Value.field("nu", Value.texts(List.of("CInterworking")));
        var answer = send(Request.create("-/" + path, "CApp", 23, Value.field("m2m:sub", subscription)));
        if (!answer.isSuccess()) throw new AssertionError(answer.sentence());
    }

    /** The next UPDATE of a resource, or CREATE below it, may not be. */
    void deny(String path) {
        denied = Optional.of(path);
    }

    boolean denies() {
        return denied.isPresent();
    }

    public Optional<Resource> find(String path) {
        synchronized (byPath) {
            return Optional.ofNullable(byPath.get(NAME + "/" + path));
        }
    }

    /** The value of an attribute, or null's word if it is not there. */
    public String text(String path, String attribute) {
        return find(path)
                .map(resource -> resource.attributes().get(attribute))
                .map(Fitting::word)
                .orElse("-");
    }

    public List<String> children(String path) {
        var start = NAME + "/" + path + "/";
        synchronized (byPath) {
            return byPath.keySet().stream()
                    .filter(each -> each.startsWith(start) && each.indexOf('/', start.length()) < 0)
                    .map(each -> each.substring(start.length()))
                    .toList();
        }
    }

    public long count(Operation operation, String path) {
        synchronized (received) {
            return received.stream()
                    .filter(each ->
                            each.operation() == operation && path(each.to()).equals(NAME + "/" + path))
                    .count();
        }
    }

    private static String path(String to) {
        return to.startsWith("-") ? NAME + to.substring(1) : to;
    }

    private Resource there(String to) {
        synchronized (byPath) {
            if (to.startsWith("/id-in/"))
                return byPath.values().stream()
                        .filter(each -> to.endsWith("/" + each.ri()))
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("no resource at " + to));
            var found = byPath.get(path(to));
            if (found == null) throw Refused.notFound("no resource at " + to);
            return found;
        }
    }

    private Response create(Request request) {
        var parent = path(request.to());
        if (!parent.equals(NAME)) there(parent);
        var entry = request.content().members().entrySet().iterator().next();
        var type = types.byRoot(entry.getKey()).orElseThrow(() -> Refused.badRequest("no type " + entry.getKey()));
        var given = new LinkedHashMap<>(
                type.checkCreate((Value.Fields) entry.getValue()).members());
        Resource made;
        synchronized (byPath) {
            var rn = given.getOrDefault("rn", Value.of(type.root().substring(4) + ++identifiers));
            var path = parent + "/" + Fitting.word(rn);
            if (byPath.containsKey(path)) throw Refused.conflict(path + " is there");
            var ri = type.number() == 2 ? request.from() : "r" + ++identifiers;
            given.put("rn", rn);
            given.put("ri", Value.of(ri));
            made = new Resource(type, path, given);
            byPath.put(path, made);
        }
        tell(parent, made, Notice.CHILD_CREATED);
        return Response.of(request, ResultCode.CREATED, made.representation());
    }

    private Response retrieve(Request request) {
        return Response.of(request, ResultCode.OK, there(request.to()).representation());
    }

    private Response update(Request request) {
        var before = there(request.to());
        var changes = before.type().checkUpdate((Value.Fields)
                request.content().members().values().iterator().next());
        var lock = updating.computeIfAbsent(before.path(), path -> new ReentrantLock());
        lock.lock();
        try {
            for (var sub : subscriptions(before.path(), Notice.BLOCKING_UPDATE)) ask(sub, before.type(), changes);
            synchronized (byPath) {
                var all = new HashMap<>(there(request.to()).attributes());
                all.putAll(changes.members());
                byPath.put(before.path(), new Resource(before.type(), before.path(), all));
            }
        } finally {
            lock.unlock();
        }
        for (var sub : subscriptions(before.path(), Notice.UPDATED)) notify(sub, there(request.to()), Notice.UPDATED);
        return Response.of(request, ResultCode.UPDATED);
    }

    /** A commit that comes late, after its question was answered. */
    void overwrite(String path, String attribute, Value value) {
        Resource late;
        synchronized (byPath) {
            var before = there("-/" + path);
            var all = new HashMap<>(before.attributes());
            all.put(attribute, value);
            late = new Resource(before.type(), before.path(), all);
            byPath.put(before.path(), late);
        }
        for (var sub : subscriptions(late.path(), Notice.UPDATED)) notify(sub, late, Notice.UPDATED);
    }

    /** [TS-0004 §7.5.1.2.19, §7.3.2.9] */
    private void ask(Resource sub, ResourceType type, Value.Fields changes) {
        var named = criteria(sub).find("atr").orElse(Value.of(List.of()));
        if (((Value.Items) named)
                .values().stream()
                        .noneMatch(name -> changes.find(Fitting.word(name)).isPresent())) return;
        var answer = notify(sub, new Resource(type, "", changes.members()), Notice.BLOCKING_UPDATE);
        if (answer.code() == ResultCode.TARGET_NOT_REACHABLE)
            throw new Refused(ResultCode.REMOTE_ENTITY_NOT_REACHABLE, answer.sentence());
        if (!answer.isSuccess()) throw new Refused(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY, answer.sentence());
    }

    private Response delete(Request request) {
        var gone = there(request.to());
        synchronized (byPath) {
            byPath.keySet().removeIf(path -> path.equals(gone.path()) || path.startsWith(gone.path() + "/"));
        }
        tell(gone.path().substring(0, gone.path().lastIndexOf('/')), gone, Notice.CHILD_DELETED);
        return Response.of(request, ResultCode.DELETED);
    }

    private void tell(String parent, Resource child, int event) {
        if (child.type().number() == 23) for (var sub : subscriptions(parent, event)) notify(sub, child, event);
    }

    private List<Resource> subscriptions(String parent, long event) {
        synchronized (byPath) {
            return byPath.values().stream()
                    .filter(each -> each.type().number() == 23 && each.path().startsWith(parent + "/"))
                    .filter(each -> each.path().indexOf('/', parent.length() + 1) < 0)
                    .filter(each -> criteria(each).find("net").orElse(Value.of(0)) instanceof Value.Items(var events)
                            && events.contains(Value.of(event)))
                    .toList();
        }
    }

    private static Value.Fields criteria(Resource sub) {
        return sub.attributes().get("enc") instanceof Value.Fields enc ? enc : Value.Fields.EMPTY;
    }

    private Response notify(Resource sub, Resource about, long event) {
        var target = Fitting.word(
                ((Value.Items) Objects.requireNonNull(sub.attributes().get("nu")))
                        .values()
                        .getFirst());
        var nev = Value.field("rep", about.representation()).with("net", Value.of(event));
        var sgn = Value.field("nev", nev).with("sur", Value.of("/id-in/" + sub.ri()));
        return Objects.requireNonNull(receivers.get(target))
                .send(Request.notification(target, "/id-in", Value.field("m2m:sgn", sgn)));
    }
}

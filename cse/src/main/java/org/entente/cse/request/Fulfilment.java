// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Notice;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResponseType;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Does acknowledged requests. TS-0004 §7.3.2.5, §7.5.1.2.5. Thread-safe.
 *
 * <p>A CREATE, an UPDATE or a DELETE of a resource of this CSE is done exactly once, whenever the process ends: that it
 * was done is noted in the same commit. What goes to others, to several members or to another CSE, is sent again if the
 * process ended before the answer was there.
 */
public final class Fulfilment implements Duty, Reaction {
    /** Of the errands that are requests to be done. */
    public static final String KIND = Dossier.KIND;

    private final Identity identity;
    private final Tree tree;
    private final Lifespan lifespan;
    private final ConcurrentHashMap<String, Task> underWay = new ConcurrentHashMap<>();

    /** @param request the very object that goes through the pipeline, which tells it from others of its identifier */
    private record Task(Request request, String ri) {}

    Fulfilment(Identity identity, Tree tree, Lifespan lifespan) {
        this.identity = identity;
        this.tree = tree;
        this.lifespan = lifespan;
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        var kept = desk.view().byId(errand.about());
        if (kept.isEmpty()) {
            desk.record(identity.baseId(), view -> Outcome.of(base(view)).plus(struckOff(errand.about(), view)));
            return;
        }
        var request = Dossier.request(kept.get(), errand);
        var done = Dossier.done(errand);
        var response = done.isPresent()
                ? Optional.of(recalled(request, done.get(), errand, desk))
                : executed(request, errand.about(), desk);
        response.ifPresent(each -> finish(errand.about(), request, each, desk));
    }

    private static List<Write> struckOff(String ri, View view) {
        return view.errand(ri, KIND)
                .<List<Write>>map(each -> List.of(new Write.Discharged(each)))
                .orElse(List.of());
    }

    private Resource base(View view) {
        return view.byId(identity.baseId()).orElseThrow();
    }

    /** Empty if it was cancelled meanwhile, or the CSE stops: then it is done after the next start. */
    private Optional<Response> executed(Request request, String ri, Desk desk) {
        var expires = request.time(Parameter.REQUEST_EXPIRATION_TIMESTAMP, desk.now());
        if (expires.isPresent() && !expires.get().isAfter(desk.now()))
            return Optional.of(Response.of(
                    request, new Refused(ResultCode.REQUEST_TIMEOUT, "the request expired before it could be done")));
        if (leavesHere(request, desk.view()) && !forwarded(ri, desk)) return Optional.empty();
        var plain = NonBlocking.plain(request);
        var key = key(plain);
        underWay.put(key, new Task(plain, ri));
        try {
            var response = desk.send(plain);
            return Thread.currentThread().isInterrupted() ? Optional.empty() : Optional.of(response);
        } finally {
            underWay.remove(key);
        }
    }

    boolean isDoing(Request request) {
        return task(request).isPresent();
    }

    private Optional<Task> task(Request request) {
        if (underWay.isEmpty()) return Optional.empty();
        return Optional.ofNullable(underWay.get(key(request))).filter(task -> isSame(task.request(), request));
    }

    /** Whether others have a part in it, so that it cannot be taken back once it has begun. */
    private boolean leavesHere(Request request, View view) {
        if (request.operation() == Operation.NOTIFY) return true;
        try {
            return switch (tree.locate(request.to(), view)) {
                case Route.Here _, Route.Empty _, Route.Channel _, Route.SelfReference _ -> false;
                case Route.Members _, Route.Elsewhere _ -> true;
            };
        } catch (Refused nowhere) {
            return false;
        }
    }

    /** Notes that it cannot be recalled any more; false if it was. TS-0004 §7.4.12.2.4 */
    private boolean forwarded(String ri, Desk desk) {
        return changed(ri, kept -> kept.with(Attributes.RS, Dossier.FORWARDED), desk);
    }

    /** What came until now, of a request that has several answers. TS-0004 §7.4.14.2.5 */
    void partly(Request request, Value.Fields answers, Desk desk) {
        var task = task(request);
        if (task.isEmpty()) return;
        var some = Dossier.result(Response.of(request, ResultCode.OK, answers));
        changed(
                task.get().ri(),
                kept -> kept.with(Attributes.RS, Dossier.PARTIALLY_COMPLETED).with(Attributes.ORS, some),
                desk);
    }

    /** False if nobody wants to know any more. */
    private boolean changed(String ri, UnaryOperator<Resource> change, Desk desk) {
        var outcome = desk.record(ri, view -> {
            var before = view.byId(ri);
            if (before.isEmpty()) return Outcome.of(base(view));
            var after = change.apply(before.get()).with(Attributes.LT, Timestamp.text(desk.now()));
            return new Outcome(List.of(new Write.Updated(before.get(), after)), after);
        });
        return outcome.subject().ri().equals(ri);
    }

    @Override
    public List<Write> to(Request request, List<Write> writes, View view) {
        if (underWay.isEmpty()) return List.of();
        var task = task(request);
        if (task.isEmpty()) return List.of();
        // Its resource was deleted before this turn: nobody wants it any more.
        var errand = view.errand(task.get().ri(), KIND)
                .orElseThrow(() -> new Refused(ResultCode.REQUEST_TIMEOUT, "the request was cancelled"));
        return writes.stream()
                .flatMap(write -> noted(write, request.operation(), errand).stream())
                .findFirst()
                .<List<Write>>map(noted -> List.of(new Write.Charged(noted)))
                .orElse(List.of());
    }

    private static Optional<Errand> noted(Write write, Operation operation, Errand errand) {
        return switch (write) {
            case Write.Created(var made) -> Optional.of(Dossier.done(errand, ResultCode.CREATED, made.ri()));
            case Write.Updated(var _, var after) ->
                operation == Operation.UPDATE
                        ? Optional.of(Dossier.done(errand, ResultCode.UPDATED, after.ri()))
                        : Optional.empty();
            case Write.Deleted(var gone) -> Optional.of(Dossier.done(errand, ResultCode.DELETED, gone.ri()));
            case Write.Evicted _, Write.Enqueued _, Write.Dequeued _, Write.Charged _, Write.Discharged _ ->
                Optional.empty();
        };
    }

    @SuppressWarnings("ReferenceEquality") // another request may have equal parameters
    private static boolean isSame(Request one, Request other) {
        return one == other;
    }

    private static String key(Request request) {
        return request.from() + " " + request.id();
    }

    /** The response of a request that was carried out when the process ended: what it made is looked at again. */
    private static Response recalled(Request request, ResultCode code, Errand errand, Desk desk) {
        boolean shows =
                switch (code) {
                    case CREATED, UPDATED ->
                        request.resultContent().orElse(ResultContent.ATTRIBUTES) != ResultContent.NOTHING;
                    default -> false;
                };
        if (!shows) return Response.of(request, code);
        var look = Request.retrieve(Dossier.subject(errand).orElseThrow(), request.from())
                .withId(request.id())
                .withPeer(request.peer());
        var seen = desk.send(look);
        return seen.isSuccess() ? Response.of(request, code, seen.content()) : Response.of(request, code);
    }

    /** Writes down the result, and sends it to whom it was promised, in one step. */
    private void finish(String ri, Request request, Response response, Desk desk) {
        var now = desk.now();
        var told = response.with(Parameter.ORIGINATING_TIMESTAMP, Value.of(Timestamp.text(now)));
        desk.record(ri, view -> {
            var writes = new ArrayList<>(struckOff(ri, view));
            var before = view.byId(ri);
            if (writes.isEmpty() || before.isEmpty())
                return Outcome.of(base(view)).plus(writes);
            var after = before.get()
                    .with(Attributes.RS, response.isSuccess() ? Dossier.COMPLETED : Dossier.FAILED)
                    .with(Attributes.ORS, Dossier.result(told))
                    .with(Attributes.ET, Timestamp.text(lifespan.afterwards(request, now)))
                    .with(Attributes.LT, Timestamp.text(now));
            writes.addFirst(new Write.Updated(before.get(), after));
            var targets = targets(request);
            for (int i = 0; i < targets.size(); i++)
                writes.add(new Write.Enqueued(new Notice(ri, i, targets.get(i), content(told), Timestamp.text(now))));
            return new Outcome(writes, after);
        });
    }

    private static Value.Fields content(Response response) {
        return Value.field(Primitives.RESPONSE, Primitives.fields(response));
    }

    /** The originator if it names nobody; nobody if it names nobody on purpose. TS-0004 §7.5.1.2.5 */
    static List<String> targets(Request request) {
        return switch (ResponseType.of(request)) {
            case NON_BLOCKING_ASYNCH ->
                ResponseType.targets(request).orElse(List.of(request.from())).stream()
                        .distinct()
                        .toList();
            case FLEX_BLOCKING ->
                ResponseType.targets(request).orElse(List.of()).stream()
                        .distinct()
                        .toList();
            case NON_BLOCKING_SYNCH, BLOCKING, NO_RESPONSE -> List.of();
        };
    }
}

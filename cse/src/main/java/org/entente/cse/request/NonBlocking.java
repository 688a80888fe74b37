// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.outbound.Target;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Feature;
import org.entente.cse.procedure.Lifetimes;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResponseType;
import org.entente.model.type.Ae;
import org.entente.model.type.RequestResource;

/** Answers requests that do not want their result now, and does them at their time. TS-0004 §7.2.2.2 (Recv-2.0 to 5.0). */
public final class NonBlocking {
    private final Identity identity;
    private final Tree tree;
    private final Access access;
    private final Identifiers identifiers;
    private final Predicate<Request> isHeld;
    private final RequestSettings settings;
    private final Lifespan lifespan;
    private final Fulfilment fulfilment;
    private final Unfinished unfinished;

    /** @param isHeld whether a request may have to wait for a network before it goes to another CSE */
    public NonBlocking(
            Identity identity,
            Tree tree,
            Access access,
            Identifiers identifiers,
            Predicate<Request> isHeld,
            RequestSettings settings,
            Lifetimes lifetimes) {
        this.identity = identity;
        this.tree = tree;
        this.access = access;
        this.identifiers = identifiers;
        this.isHeld = isHeld;
        this.settings = settings;
        this.lifespan = new Lifespan(settings.persistence(), lifetimes.most());
        this.fulfilment = new Fulfilment(identity, tree, lifespan);
        this.unfinished = new Unfinished(settings.unfinished());
    }

    /** Does what was acknowledged. */
    public Feature feature() {
        return Feature.NONE
                .with(RequestResource.TYPE, new RequestProcedure())
                .with((Reaction) fulfilment)
                .with(Fulfilment.KIND, fulfilment);
    }

    public void start(View view) {
        unfinished.start(view);
    }

    public void settle(List<Write> done) {
        unfinished.settle(done);
    }

    /** Whether this very request is one that was acknowledged. */
    public boolean isDoing(Request request) {
        return fulfilment.isDoing(request);
    }

    /** Notes what some members of a group have answered, if the request to them was acknowledged. TS-0004 §7.4.14.2.5 */
    public void partly(Request request, Value.Fields answers, Desk desk) {
        fulfilment.partly(request, answers, desk);
    }

    /** Whether a request is to be done and answered at once, as most are. */
    public boolean isPlain(Request request) {
        return request.peer().internal()
                || (request.find(Parameter.RESPONSE_TYPE).isEmpty()
                        && request.find(Parameter.OPERATION_EXECUTION_TIME).isEmpty());
    }

    /** The request without what says when and how it is answered: for who answers at once. */
    static Request plain(Request request) {
        return request.without(
                Parameter.RESPONSE_TYPE, Parameter.OPERATION_EXECUTION_TIME, Parameter.RESULT_PERSISTENCE);
    }

    /**
     * Answers a request that is not plain.
     *
     * @param pipeline does a plain request at once
     * @throws Refused if the request cannot be answered in the way that it wants
     */
    public Response answer(Request request, Mca pipeline, Desk desk) {
        access.admit(request);
        var now = desk.now();
        var later = request.time(Parameter.OPERATION_EXECUTION_TIME, now).filter(now::isBefore);
        checkTimes(request, later, now);
        return switch (ResponseType.of(request)) {
            case NON_BLOCKING_SYNCH, NON_BLOCKING_ASYNCH -> accept(request, later, desk);
            case FLEX_BLOCKING ->
                later.isPresent() || takesLong(request, desk.view())
                        ? accept(request, later, desk)
                        : pipeline.send(plain(request));
            case BLOCKING -> {
                later.ifPresent(time -> await(time, now));
                yield pipeline.send(plain(request));
            }
            case NO_RESPONSE -> {
                if (later.isPresent() || isHeld.test(request)) yield accept(request, later, desk);
                pipeline.send(plain(request));
                yield Response.of(request, ResultCode.ACCEPTED); // the result is not told
            }
        };
    }

    private static void checkTimes(Request request, Optional<Instant> later, Instant now) {
        var rqet = request.time(Parameter.REQUEST_EXPIRATION_TIMESTAMP, now);
        if (later.isPresent() && rqet.filter(later.get()::isAfter).isPresent())
            throw Refused.badRequest("oet may not be after rqet: the request would expire before it is done");
        boolean takesTargets =
                switch (ResponseType.of(request)) {
                    case NON_BLOCKING_ASYNCH, FLEX_BLOCKING -> true;
                    case NON_BLOCKING_SYNCH, BLOCKING, NO_RESPONSE -> false;
                };
        if (!takesTargets && ResponseType.targets(request).isPresent()) // [TS-0004 §6.3.5.30]
        throw Refused.badRequest("notificationURI (nu) goes with response type 2 or 4 only");
    }

    /** Whether others have to be asked, each in its own time. */
    private boolean takesLong(Request request, View view) {
        try {
            return switch (tree.locate(request.to(), view)) {
                case Route.Here(var resource, var _, var _) ->
                    request.operation() == Operation.NOTIFY && resource.type() == Ae.TYPE;
                case Route.Members _, Route.Elsewhere _ -> true;
                case Route.Empty _, Route.Channel _, Route.SelfReference _ -> false;
            };
        } catch (Refused nowhere) {
            return false;
        }
    }

    /** Holds a blocking request until its time. TS-0001 §8.1.2 (Operation Execution Time) */
    private void await(Instant time, Instant now) {
        var left = Duration.between(now, time);
        if (left.compareTo(settings.longestWait()) > 0)
            throw Refused.badRequest("a blocking request may wait "
                    + settings.longestWait().toSeconds() + " s for its oet at most; make it a non-blocking one");
        try {
            Thread.sleep(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ResultCode.REQUEST_TIMEOUT, "the CSE stops");
        }
    }

    /** TS-0004 §7.3.2.2, §7.3.2.3 */
    private Response accept(Request given, Optional<Instant> later, Desk desk) {
        var now = desk.now();
        var view = desk.view();
        refuseWhatMustBlock(given, view);
        for (var target : Fulfilment.targets(given)) checkNotifiable(given, target, view);
        var request = absolute(given, now);
        var ri = identifiers.resource(RequestResource.TYPE);
        var resource = Dossier.resource(request, ri, identity, now, lifespan.planned(request, now));
        var errand = Dossier.errand(request, ri, later.orElse(now));
        unfinished.reserve(ri, given.from(), given.id());
        try {
            desk.record(
                    identity.baseId(),
                    _ -> new Outcome(List.of(new Write.Created(resource), new Write.Charged(errand)), resource));
        } catch (RuntimeException notKept) {
            unfinished.release(ri);
            throw notKept;
        }
        return acknowledgement(given, resource.path(), now);
    }

    // [TS-0004 §7.4.12.2.2 to §7.4.12.2.4, §7.4.22.2.2]
    private void refuseWhatMustBlock(Request request, View view) {
        if (request.from().isEmpty()
                || request.from().equals("C")
                || request.from().equals("S"))
            throw Refused.badRequest("who has no identifier yet registers with a blocking request");
        try {
            boolean must =
                    switch (tree.locate(request.to(), view)) {
                        case Route.Here(var resource, var _, var _) -> resource.type() == RequestResource.TYPE;
                        case Route.Channel _ -> true;
                        case Route.Empty _, Route.Members _, Route.SelfReference _, Route.Elsewhere _ -> false;
                    };
            if (must) throw Refused.badRequest("a request to " + request.to() + " has to be a blocking one");
        } catch (Refused refused) {
            if (refused.code() != ResultCode.NOT_FOUND) throw refused;
            // It may be there when the request is done; if not, its result says so.
        }
    }

    /** Nobody may have others notified that it could not notify itself. */
    private void checkNotifiable(Request request, String target, View view) {
        var named = Target.of(target);
        if (named.isUrl() || request.peer().internal()) return;
        var local = identity.local(named.address());
        if (identity.originator(request.from()).equals(identity.originator(named.address()))) return;
        var ae = tree.resource(local, view).filter(found -> found.type() == Ae.TYPE);
        if (ae.isPresent() && !access.allows(request, ae.get(), AccessOperation.NOTIFY, view))
            throw Refused.noPrivilege(request.from() + " may not have " + target + " notified");
    }

    /** Times that are counted from now are written as what they mean. */
    private static Request absolute(Request request, Instant now) {
        var absolute = request;
        for (var parameter : new Parameter[] {
            Parameter.REQUEST_EXPIRATION_TIMESTAMP,
            Parameter.RESULT_EXPIRATION_TIMESTAMP,
            Parameter.OPERATION_EXECUTION_TIME
        }) {
            var time = request.time(parameter, now);
            if (time.isPresent()) absolute = absolute.with(parameter, Timestamp.text(time.get()));
        }
        return absolute;
    }

    /** TS-0004 §7.3.2.3, §6.6.3.2 */
    private Response acknowledgement(Request request, String path, Instant now) {
        boolean firstRelease = request.find(Parameter.RELEASE_VERSION_INDICATOR).isEmpty();
        var code =
                switch (ResponseType.of(request)) {
                    case NON_BLOCKING_SYNCH -> ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH;
                    case NON_BLOCKING_ASYNCH -> ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH;
                    case FLEX_BLOCKING ->
                        ResponseType.targets(request).isPresent()
                                ? ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH
                                : ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH;
                    case BLOCKING, NO_RESPONSE -> ResultCode.ACCEPTED;
                };
        var content = ResponseType.of(request) == ResponseType.NO_RESPONSE
                ? Value.Fields.EMPTY
                : Value.field("m2m:uri", Value.of(reference(request.from(), path)));
        return Response.of(request, firstRelease ? ResultCode.ACCEPTED : code, content)
                .with(Parameter.ORIGINATING_TIMESTAMP, Value.of(Timestamp.text(now)));
    }

    /** The address of the {@code <request>} as the originator has to write it. TS-0001 §7.2 */
    private String reference(String originator, String path) {
        var known = identity.originator(originator);
        if (known.startsWith("//")) return identity.absolute(path);
        return known.startsWith("/") ? identity.spRelative(path) : path;
    }
}

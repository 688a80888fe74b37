// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.Extent;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.announcement.Announcing;
import org.entente.cse.announcement.Originals;
import org.entente.cse.beacon.Beacons;
import org.entente.cse.cmdh.Handling;
import org.entente.cse.consultation.Consultations;
import org.entente.cse.discovery.Answers;
import org.entente.cse.group.FanOut;
import org.entente.cse.notification.BlockingUpdates;
import org.entente.cse.notification.Deliverer;
import org.entente.cse.notification.Events;
import org.entente.cse.notification.Notifies;
import org.entente.cse.outbound.Channels;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Question;
import org.entente.cse.outbound.Serializations;
import org.entente.cse.polling.Polling;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.LimitedReads;
import org.entente.cse.procedure.Plan;
import org.entente.cse.procedure.Procedures;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.profile.Profiles;
import org.entente.cse.remote.Registration;
import org.entente.cse.removal.Removals;
import org.entente.cse.request.NonBlocking;
import org.entente.cse.statistics.Statistics;
import org.entente.cse.store.NotAtHand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.cse.transaction.Locks;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The common services entity: every request, from whichever binding or timer, is answered by {@link #send}. TS-0004 §7.2.2.2. */
public final class Cse implements Mca, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cse.class);

    private final Store store;
    private final Tree tree;
    private final Arrival arrival;
    private final Access access;
    private final Procedures procedures;
    private final Answers answers;
    private final BlockingUpdates blocking;
    private final Courier courier;
    private final Events events;
    private final Deliverer deliverer;
    private final Notifies notifies;
    private final Originals originals;
    private final Duration settleTimeout;
    private final FanOut fanOut;
    private final Channels channels;
    private final Polling polling;
    private final NonBlocking nonBlocking;
    private final Handling handling;
    private final Faults faults;
    private final Consultations consultations;
    private final Statistics statistics;
    private final Alarms alarms;
    private final Errands errands;
    private final Removals removals;
    private final Commits commits;
    private final Desk desk;
    private final Mcc mcc;
    private final Identity identity;
    private final Locks locks;
    private final Beacons beacons;
    private final Profiles profiles;
    private final Serializations serializations;
    private final LimitedReads reads;
    private final Sweeper sweeper;
    private final Glance glance;

    private Cse(Parts parts) {
        store = parts.store();
        tree = parts.tree();
        arrival = new Arrival(parts.settings().identity(), parts.clock());
        access = parts.access();
        procedures = parts.procedures();
        answers = parts.answers();
        blocking = parts.blocking();
        courier = parts.couriers();
        events = parts.events();
        deliverer = parts.deliverer();
        notifies = parts.notifies();
        channels = parts.channels();
        polling = new Polling(channels);
        fanOut = new FanOut(parts.settings().fanOut(), parts.clock(), parts.identifiers(), this, parts.aggregation());
        nonBlocking = parts.functions().nonBlocking();
        handling = parts.functions().handling();
        originals = parts.functions().announcement().originals();
        settleTimeout = parts.settings().delivery().settleTimeout();
        faults = new Faults(parts.identifiers());
        consultations = parts.consultations(this);
        statistics = parts.statistics();
        alarms = new Alarms(
                store,
                this,
                parts.clock(),
                parts.identifiers(),
                parts.settings().identity());
        removals = parts.removals();
        beacons = parts.functions().beacons();
        profiles = parts.functions().profiles();
        serializations = new Serializations(parts.settings().identity());
        reads = new LimitedReads(parts.settings().identity());
        locks = new Locks(store, parts.clock(), parts.settings().notifications().blockingTimeout());
        commits = commits(parts);
        desk = desk(parts);
        errands = new Errands(store, parts.clock(), desk, parts.feature().duties());
        deliverer.follow(errands::settle);
        parts.functions().executions().connect(desk);
        mcc = parts.functions().mcc();
        identity = parts.settings().identity();
        sweeper = new Sweeper(store, this::ring, this, parts.clock(), parts.identifiers(), parts.settings());
        glance = new Glance(store, tree, arrival, access, procedures, answers, events, statistics, profiles);
        parts.couriers().connect(this);
    }

    private void register(Registration registration) {
        var start = Request.update(identity.baseId(), identity.cseId(), Value.Fields.EMPTY)
                .withPeer(Peer.CSE);
        commits.commit(
                start,
                view -> Outcome.of(view.byId(identity.baseId()).orElseThrow())
                        .plus(List.of(registration.atStart(view))));
    }

    private Commits commits(Parts parts) {
        var reactions = new ArrayList<Reaction>(parts.feature().reactions());
        reactions.add(events::noticesOf); // who watches learns of what the others have brought about too
        // Whoever may hold the answer back comes last.
        return new Commits(
                store,
                reactions,
                List.of(
                        parts.functions().handling()::settle,
                        channels::settle,
                        locks::settle,
                        nonBlocking::settle,
                        alarms::settle,
                        statistics::settle,
                        done -> errands.settle(done),
                        deliverer::settle));
    }

    private Desk desk(Parts parts) {
        return new OwnDesk(
                this, courier, commits, store, parts.settings().identity(), parts.identifiers(), parts.clock());
    }

    private void ring() {
        alarms.ring();
        errands.ring();
        handling.ring();
    }

    /** Makes sure that there is a CSEBase, and takes up what an earlier run left: waiting notices, expired resources. */
    public static Cse start(CseSettings settings, Surroundings surroundings) {
        var cse = new Cse(Parts.of(settings, surroundings));
        new Base(settings.identity(), surroundings).ensure();
        surroundings.entities().onConnect(cse.deliverer::wake);
        cse.deliverer.start();
        cse.alarms.start();
        cse.nonBlocking.start(surroundings.store().view());
        cse.errands.start();
        cse.mcc.start(cse.desk);
        cse.mcc.registration().ifPresent(cse::register);
        cse.sweeper.start();
        return cse;
    }

    @Override
    public Response send(Request request) {
        try {
            var valid = validated(request);
            var response =
                    nonBlocking.isPlain(valid) ? carryOut(valid) : nonBlocking.answer(valid, this::carryOut, desk);
            return profiles.shortened(valid, response, store.view());
        } catch (Refused refused) {
            log.debug("op={} to={} fr={} rsc={}", request.operation(), request.to(), request.from(), refused.code());
            return refused(request, refused);
        } catch (StoreUnavailable unavailable) {
            faults.log(request, unavailable);
            return Response.of(
                    request,
                    new Refused(
                            ResultCode.INTERNAL_SERVER_ERROR,
                            "the store cannot take it now: " + unavailable.getMessage()));
        } catch (RuntimeException fault) {
            return Response.fault(request, faults.log(request, fault));
        }
    }

    @Override
    public Optional<Response> atOnce(Request request) {
        return glance.at(request);
    }

    private Response refused(Request request, Refused refused) {
        var refusal = Response.of(request, refused);
        try {
            return consultations.informed(request, refusal, store.view());
        } catch (Refused | StoreUnavailable nothingToTell) {
            return refusal;
        }
    }

    /** The request, with what profiles and, if it is meant for another CSE, policies say for it. TS-0004 §7.2.2.2 (Recv-1.0) */
    private Request validated(Request request) {
        // What was acknowledged was completed and valid when it came.
        boolean taken = nonBlocking.isDoing(request);
        var completed = taken ? request : profiles.completed(request, store.view());
        arrival.check(completed);
        return taken ? completed : handling.validated(completed);
    }

    /** What is asked for, now and with its result. TS-0004 §7.2.2.2 (Recv-6.0) */
    private Response carryOut(Request request) {
        arrival.checkGroup(request);
        var view = store.view();
        beacons.observe(request, view, desk);
        return route(request, view);
    }

    private Response route(Request request, View view) {
        var route = tree.locate(request.to(), view);
        if (!(route instanceof Route.Elsewhere)) arrival.checkSupported(request);
        return switch (route) {
            case Route.Here here -> here(request, here, view);
            case Route.Empty empty -> throw nothing(request, empty, view);
            case Route.Members members -> {
                access.permit(request, members, view);
                yield fanOut.send(
                        request, members, courier, desk, (asked, some) -> nonBlocking.partly(asked, some, desk));
            }
            case Route.Channel channel -> {
                access.permit(request, channel, view);
                yield polling.answer(request, channel.channel());
            }
            case Route.SelfReference self -> {
                access.permit(request, self, view);
                yield removals.answer(request, self.subscription(), view, desk);
            }
            case Route.Elsewhere elsewhere -> {
                access.permit(request, elsewhere, view);
                yield mcc.forwarding().send(request, elsewhere, view, desk);
            }
        };
    }

    /** The way of a request whose target is a resource of this CSE; a transaction may hold it up. */
    private Response here(Request request, Route.Here target, View view) {
        if (locks.concern(request, target.resource())) {
            // Who may not touch it learns of no transaction.
            if (!access.wouldPermit(request, target, view)) permit(request, target, view);
            locks.await(request, target.resource());
            return route(request, store.view());
        }
        try {
            var extent = permit(request, target, view);
            answers.check(request, target, extent, view);
            if (request.operation() == Operation.NOTIFY) return notified(request, target.resource(), view);
            if (request.operation() == Operation.RETRIEVE) return retrieve(request, target, extent, view);
            return change(request, target, extent, view);
        } catch (Locks.Held held) {
            return route(request, store.view());
        } catch (Refused refused) {
            observe(request, target.resource(), refused.code(), view);
            throw refused;
        }
    }

    /** By the policies, or by what an authorization server grants when they do not. TS-0004 §7.3.3.15 */
    private Extent permit(Request request, Route.Here target, View view) {
        boolean expected = request.operation() == Operation.NOTIFY && notifies.expects(request, target.resource());
        if (expected && (request.peer().internal() || access.believes(request, target.resource(), view)))
            return Extent.WHOLE;
        try {
            return access.permit(request, target, view);
        } catch (Refused refused) {
            if (!consultations.grant(request, target.resource(), refused, view))
                throw notifies.refusal(request, refused);
            return access.permit(request, tree.locate(request.to(), view), view);
        }
    }

    /** Why the newest or oldest instance of an empty resource cannot be had; somebody may want to know of the attempt. */
    private Refused nothing(Request request, Route.Empty target, View view) {
        access.permit(request, target, view);
        // A discovery is judged resource by resource, and here is none. [TS-0004 §7.3.3.14]
        if (AccessOperation.isDiscovery(request)
                && access.extent(request, target.parent(), AccessOperation.DISCOVERY, view)
                        .isNone())
            throw Refused.noPrivilege(request.from() + " has no privilege to discover resources here");
        return switch (request.operation()) {
            case CREATE, UPDATE, NOTIFY ->
                Refused.notAllowed("la and ol can only be read and deleted"); // [TS-0004 §7.4.27.2.0]
            case RETRIEVE, DELETE -> {
                observe(request, target.parent(), ResultCode.NOT_FOUND, view);
                yield Refused.notFound(target.parent().path() + " has no instance"); // [TS-0004 §7.4.27.2.2]
            }
        };
    }

    private Response retrieve(Request request, Route.Here target, Extent extent, View view) {
        procedures.checkReadable(target.resource(), view);
        boolean isElsewhere = request.resultContent().orElse(null) == ResultContent.ORIGINAL_RESOURCE;
        var response = isElsewhere
                ? originals.retrieve(request, target.resource(), courier)
                : answers.retrieve(request, target, extent, view);
        if (response.isSuccess()) {
            reads.count(target.resource(), desk);
            statistics.operation(request, target.resource(), desk);
        }
        observe(request, target.resource(), response.code(), view);
        return response;
    }

    private Response notified(Request request, Resource target, View view) {
        procedures.checkNotification(request);
        var response = notifies.answer(request, target, view, desk);
        if (response.isSuccess()) statistics.operation(request, target, desk);
        return response;
    }

    private Response change(Request request, Route.Here target, Extent extent, View view) {
        try (var _ = blocking.hold(request, target.resource(), view)) {
            var plan = procedures.plan(request, target, view);
            for (var question : questions(request, target, plan, view)) question.ask(courier);
            arrival.checkInTime(request);
            // The children of a deleted resource can only be shown while they are still there.
            boolean early = request.operation() == Operation.DELETE && answers.showsChildren(request);
            var shown = new AtomicReference<@Nullable Response>();
            var lasting = commits.commit(request, latest -> {
                locks.check(request, target.resource(), latest);
                answers.recheck(request, target.resource(), extent, latest);
                var decided = plan.change().decide(latest);
                if (early) shown.set(answers.answer(request, decided, extent, ResultCode.DELETED, latest));
                return decided;
            });
            var done = procedures.settle(request, lasting, desk);
            var response = shown.get();
            return response != null
                    ? response
                    : answers.answer(request, announced(done), extent, success(request.operation()), store.view());
        }
    }

    /** Waits, not for ever, for the announcements that the answer has to tell of. TS-0004 §7.3.3.10 */
    private Outcome announced(Outcome done) {
        for (var write : done.writes()) {
            if (!(write instanceof Write.Charged(var errand)) || !Announcing.isAwaited(errand, done)) continue;
            errands.await(errand, settleTimeout);
            return Announcing.announced(done, store.view());
        }
        return done;
    }

    private static ResultCode success(Operation operation) {
        return switch (operation) {
            case CREATE -> ResultCode.CREATED;
            case UPDATE -> ResultCode.UPDATED;
            case DELETE -> ResultCode.DELETED;
            case RETRIEVE, NOTIFY -> ResultCode.OK;
        };
    }

    private List<Question> questions(Request request, Route.Here target, Plan plan, View view) {
        var asked = blocking.questions(request, target.resource(), plan.attributes(), view);
        if (asked.isEmpty()) return plan.questions();
        return Stream.concat(plan.questions().stream(), asked.stream()).toList();
    }

    /** Tells those who watch attempts that change nothing. TS-0001 §9.6.8 (operationMonitor) */
    private void observe(Request request, Resource target, ResultCode code, View view) {
        if (events.observed(request, target, code, view).isEmpty()) return;
        var outcome = store.commit(latest -> Outcome.of(target).plus(events.observed(request, target, code, latest)));
        deliverer.settle(outcome.writes());
    }

    /** The notices' way out: its counters, and what could not be delivered. */
    public Deliverer deliverer() {
        return deliverer;
    }

    /** The serializations of answers to an originator whose requests do not say which, the most preferred first. TS-0004 §7.3.3.12 */
    public List<String> takenBy(String originator) {
        try {
            return serializations.takenBy(originator, store.view());
        } catch (StoreUnavailable unavailable) {
            return List.of(); // what is wrong with the store is told to those who ask for something in it
        }
    }

    /** Whether {@link #takenBy} answers without a look at the disk. */
    public boolean isTakenByAtHand(String originator) {
        try {
            serializations.takenBy(originator, store.atHand());
            return true;
        } catch (NotAtHand inTheFile) {
            return false;
        }
    }

    /** Does what is due now, and deletes what has expired; it happens by itself too. TS-0004 §7.3.3.5 */
    public void sweep() {
        sweeper.sweep();
        rest();
    }

    /** Waits until the hub's own work that has begun was tried. */
    void rest() {
        errands.await();
    }

    /** Ends long polls at once; those who poll again are told that there is nothing. */
    public void endPolls() {
        channels.close();
    }

    /** Ends timers and deliveries; the store stays open, since its owner gave it. */
    @Override
    public void close() {
        channels.close();
        sweeper.close();
        handling.close();
        errands.close();
        mcc.registration().ifPresent(each -> each.leave(desk));
        deliverer.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Route;
import org.entente.cse.outbound.Courier;
import org.entente.cse.procedure.Desk;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;

/** Sends a request to the members of a group and aggregates their responses. TS-0004 §7.4.14.2. */
public final class FanOut {
    private static final int STEPS = 8;

    private final FanOutSettings settings;
    private final Clock clock;
    private final Identifiers identifiers;
    private final Mca members;
    private final Aggregation aggregation;

    /** @param members who answers for the members: this CSE, which may send a request elsewhere */
    public FanOut(FanOutSettings settings, Clock clock, Identifiers identifiers, Mca members, Aggregation aggregation) {
        this.settings = settings;
        this.clock = clock;
        this.identifiers = identifiers;
        this.members = members;
        this.aggregation = aggregation;
    }

    /** Who wants to know what members have answered while others still let wait. */
    @FunctionalInterface
    public interface Listener {
        void heard(Request request, Value.Fields answers);
    }

    /**
     * @throws Refused NO_MEMBERS, BAD_REQUEST if the request names members that the group has not,
     *     GROUP_MEMBERS_NOT_RESPONDED if none answered in time
     */
    public Response send(Request request, Route.Members target, Courier courier, Desk desk, Listener listener) {
        var all = target.group().texts(Attributes.MID);
        if (all.isEmpty()) throw nobody(target);
        var prepared = aggregation.forMembers(request, target.group(), courier, desk);
        var tagged = prepared.text(Parameter.GROUP_REQUEST_IDENTIFIER).isPresent()
                ? prepared
                : prepared.with(Parameter.GROUP_REQUEST_IDENTIFIER, identifiers.requestId());
        var requests =
                new TargetMembers(tagged, each -> members.send(each.withId(identifiers.requestId()))).requests(all);
        if (requests.isEmpty()) throw nobody(target);
        var chosen = Somecast.chosen(requests, tagged);
        var responses =
                ask(chosen, target.suffix(), timeout(tagged), some -> listener.heard(request, aggregated(some)));
        if (responses.isEmpty())
            throw new Refused(ResultCode.GROUP_MEMBERS_NOT_RESPONDED, "no member answered in time");
        return Response.of(request, ResultCode.OK, aggregated(responses)); // [TS-0004 §7.4.14.2.5]
    }

    private static Value.Fields aggregated(List<Value> responses) {
        return Value.field("m2m:agr", Value.field("m2m:rsp", Value.of(responses)));
    }

    private static Refused nobody(Route.Members target) {
        return new Refused(ResultCode.NO_MEMBERS, target.group().path() + " has no members");
    }

    private List<Value> ask(
            Map<String, Request> requests, String suffix, Duration timeout, Consumer<List<Value>> listener) {
        var places = new Semaphore(settings.mostAtOnce());
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ExecutorCompletionService<Value>(tasks);
            var asked = requests.entrySet().stream()
                    .map(each -> done.submit(() -> {
                        places.acquire();
                        try {
                            var member = each.getKey();
                            return answer(member, members.send(toward(each.getValue(), member, suffix)));
                        } finally {
                            places.release();
                        }
                    }))
                    .toList();
            await(asked, done, clock.millis() + timeout.toMillis(), listener);
            return answers(asked);
        }
    }

    /** Each is a request of its own: two may reach the same CSE at the same time. */
    private Request toward(Request request, String address, String suffix) {
        return request.withId(identifiers.requestId()).toward(suffix.isEmpty() ? address : address + "/" + suffix);
    }

    /** A member's response says in {@code fr} which member it comes from. TS-0004 §7.4.14.2.5 */
    private static Value answer(String member, Response response) {
        return Primitives.fields(response).with(Parameter.FROM.shortName(), Value.of(member));
    }

    /** Until all have answered or the time is up; of what there is by then the listener hears now and then. */
    private void await(
            List<Future<Value>> asked, CompletionService<Value> done, long deadline, Consumer<List<Value>> listener) {
        int told = 0;
        try {
            for (int answered = 0; answered < asked.size(); answered++) {
                if (done.poll() != null) continue;
                // Large groups are told of in larger steps, or each member would cost as much as all of them.
                if (answered - told > answered / STEPS) {
                    listener.accept(answers(asked));
                    told = answered;
                }
                if (done.poll(Math.max(0, deadline - clock.millis()), TimeUnit.MILLISECONDS) == null) break;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asked.forEach(one -> one.cancel(true));
    }

    /** In the order of the members. */
    private static List<Value> answers(List<Future<Value>> asked) {
        var answers = new ArrayList<Value>();
        for (var each : asked) {
            switch (each.state()) {
                case SUCCESS -> answers.add(each.resultNow());
                case FAILED -> throw new IllegalStateException("a member's request failed", each.exceptionNow());
                case RUNNING, CANCELLED -> {}
            }
        }
        return answers;
    }

    private Duration timeout(Request request) {
        var now = clock.instant();
        return request.text(Parameter.RESULT_EXPIRATION_TIMESTAMP)
                .or(() -> request.text(Parameter.REQUEST_EXPIRATION_TIMESTAMP))
                .map(text -> Duration.between(now, Timestamp.parseRelativeTo(text, now)))
                .filter(given -> given.compareTo(settings.timeout()) < 0)
                .orElse(settings.timeout());
    }
}

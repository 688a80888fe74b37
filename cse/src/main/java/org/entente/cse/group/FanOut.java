// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /**
     * @throws Refused NO_MEMBERS, BAD_REQUEST if the request names members that the group has not,
     *     GROUP_MEMBERS_NOT_RESPONDED if none answered in time
     */
    public Response send(Request request, Route.Members target, Courier courier, Desk desk) {
        var all = target.group().texts(Attributes.MID);
        if (all.isEmpty()) throw nobody(target);
        var prepared = aggregation.forMembers(request, target.group(), courier, desk);
        var tagged = prepared.text(Parameter.GROUP_REQUEST_IDENTIFIER).isPresent()
                ? prepared
                : prepared.with(Parameter.GROUP_REQUEST_IDENTIFIER, identifiers.requestId());
        var requests =
                new TargetMembers(tagged, each -> members.send(each.withId(identifiers.requestId()))).requests(all);
        if (requests.isEmpty()) throw nobody(target);
        var responses = ask(requests, target.suffix(), timeout(tagged));
        if (responses.isEmpty())
            throw new Refused(ResultCode.GROUP_MEMBERS_NOT_RESPONDED, "no member answered in time");
        var aggregated = Value.field("m2m:rsp", Value.of(responses));
        return Response.of(request, ResultCode.OK, Value.field("m2m:agr", aggregated)); // [TS-0004 §7.4.14.2.5]
    }

    private static Refused nobody(Route.Members target) {
        return new Refused(ResultCode.NO_MEMBERS, target.group().path() + " has no members");
    }

    private List<Value> ask(Map<String, Request> requests, String suffix, Duration timeout) {
        var places = new Semaphore(settings.mostAtOnce());
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = requests.entrySet().stream()
                    .map(each -> tasks.submit(() -> {
                        places.acquire();
                        try {
                            var member = each.getKey();
                            return answer(member, members.send(toward(each.getValue(), member, suffix)));
                        } finally {
                            places.release();
                        }
                    }))
                    .toList();
            return await(asked, clock.millis() + timeout.toMillis());
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

    private List<Value> await(List<Future<Value>> asked, long deadline) {
        var answers = new ArrayList<Value>();
        for (var each : asked) {
            try {
                answers.add(each.get(Math.max(0, deadline - clock.millis()), TimeUnit.MILLISECONDS));
            } catch (TimeoutException | CancellationException e) {
                each.cancel(true);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a member's request failed", e.getCause());
            } catch (InterruptedException e) {
                asked.forEach(one -> one.cancel(true));
                Thread.currentThread().interrupt();
                return answers;
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

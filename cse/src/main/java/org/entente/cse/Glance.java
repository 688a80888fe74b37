// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.access.Access;
import org.entente.cse.access.Extent;
import org.entente.cse.access.Hold;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.cse.discovery.Answers;
import org.entente.cse.notification.Events;
import org.entente.cse.procedure.Procedures;
import org.entente.cse.profile.Profiles;
import org.entente.cse.statistics.Statistics;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Answers RETRIEVEs of resources in memory, as most requests are, without a wait and without a trace. It takes the steps
 * of {@link Cse#send}, and leaves to it whatever is refused, counted, watched or held by somebody. TS-0004 §7.2.2.2.
 * Thread-safe.
 */
record Glance(
        Store store,
        Tree tree,
        Arrival arrival,
        Access access,
        Procedures procedures,
        Answers answers,
        Events events,
        Statistics statistics,
        Profiles profiles) {
    /** What changes neither who is asked nor when. */
    private static final Set<Parameter> PLAIN =
            EnumSet.of(Parameter.RELEASE_VERSION_INDICATOR, Parameter.VENDOR_INFORMATION, Parameter.RESULT_CONTENT);

    /** @return empty if it takes more than a look */
    Optional<Response> at(Request request) {
        if (!isPlain(request)) return Optional.empty();
        try {
            return found(request, store.atHand());
        } catch (RuntimeException more) { // not at hand, or refused: who does it in full says why
            return Optional.empty();
        }
    }

    private Optional<Response> found(Request request, View view) {
        var completed = profiles.completed(request, view);
        if (!isPlain(completed)) return Optional.empty();
        arrival.check(completed);
        if (!(tree.locate(completed.to(), view) instanceof Route.Here target)) return Optional.empty();
        var resource = target.resource();
        if (!statistics.isQuiet() || isSpecial(completed, resource)) return Optional.empty();
        if (!access.permitsFreely(completed, target, view)) return Optional.empty();
        answers.check(completed, target, Extent.WHOLE, view);
        procedures.checkReadable(resource, view);
        if (!events.observed(completed, resource, ResultCode.OK, view).isEmpty()) return Optional.empty();
        var response = answers.retrieve(completed, target, Extent.WHOLE, view);
        return Optional.of(profiles.shortened(completed, response, view));
    }

    private static boolean isPlain(Request request) {
        if (request.operation() != Operation.RETRIEVE) return false;
        if (!request.content().members().isEmpty() || !request.filter().isEmpty()) return false;
        for (var parameter : request.others().keySet()) if (!PLAIN.contains(parameter)) return false;
        return request.find(Parameter.RESULT_CONTENT).isEmpty()
                || request.resultContent()
                        .filter(asked -> asked == ResultContent.ATTRIBUTES)
                        .isPresent();
    }

    /** Held by a transaction, or readable only so often. */
    private static boolean isSpecial(Request request, Resource resource) {
        return Hold.concerns(request, resource) || resource.has(Attributes.DCNT);
    }
}

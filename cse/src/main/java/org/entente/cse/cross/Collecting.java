// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Events;
import org.entente.cse.notification.Heard;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Receiver;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/** Takes the notifications of the subscriptions that a crossResourceSubscription stands on. TS-0004 §7.5.1.2.18, §7.5.1.2.4. */
public final class Collecting implements Receiver {
    private final Identity identity;
    private final Events events;

    public Collecting(Identity identity, Events events) {
        this.identity = identity;
        this.events = events;
    }

    @Override
    public boolean expects(Request request, Resource target) {
        var all = Heard.all(request, identity);
        return !all.isEmpty()
                && all.stream()
                        .allMatch(each -> isOwn(each, target) ? each.isFromItsHost(request) : isAgreed(each, target));
    }

    @Override
    public Response take(Request request, Resource target, Desk desk) {
        var from = new ArrayList<String>();
        for (var each : Heard.in(request, identity)) {
            if (each.verifies()) verify(each, target);
            else if (!isOwn(each, target)) throw each.isStrangeTo(target);
            else if (each.ends()) {
                // Without one of its targets it can never be whole again. [TS-0004 §7.5.1.2.4]
                desk.send(Request.delete(target.ri(), identity.cseId()).withPeer(Peer.CSE));
                return Response.of(request, ResultCode.OK);
            } else from.add(each.sender());
        }
        if (!from.isEmpty()) collect(request, target, from, desk);
        return Response.of(request, ResultCode.OK);
    }

    private void collect(Request request, Resource target, List<String> from, Desk desk) {
        desk.record(target.ri(), view -> {
            var latest = view.byId(target.ri())
                    .orElseThrow(() -> Refused.notFound(target.path() + " has just been deleted"));
            var progress = new Progress(latest, desk.now());
            from.forEach(progress::arrive);
            return progress.outcome(events, request, view);
        });
    }

    /** Whoever created it wants it to be notified. TS-0004 §7.4.58.2.1 */
    private void verify(Heard heard, Resource target) {
        if (!isAgreed(heard, target))
            throw new Refused(
                    ResultCode.SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE,
                    heard.creator().orElse("somebody") + " may not have " + target.path() + " notified");
    }

    private boolean isAgreed(Heard heard, Resource target) {
        return heard.verifies() && heard.creator().map(identity::originator).equals(target.text(Access.CREATED_BY));
    }

    private static boolean isOwn(Heard heard, Resource target) {
        return Links.of(target).contains(heard.sender());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Events;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Receiver;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/** Takes the notifications of the subscriptions that a crossResourceSubscription stands on. TS-0004 §7.5.1.2.18, §7.5.1.2.4. */
public final class Collecting implements Receiver {
    private static final String NOTIFICATION = "m2m:sgn";
    private static final String AGGREGATED = "m2m:agn";

    private final Identity identity;
    private final Links links;
    private final Events events;

    public Collecting(Identity identity, Events events) {
        this.identity = identity;
        this.links = new Links(identity);
        this.events = events;
    }

    @Override
    public boolean expects(Request request, Resource target) {
        var notifications = notifications(request.content());
        return !notifications.isEmpty()
                && notifications.stream()
                        .allMatch(each -> isOwn(each, target) ? isFromItsHost(each, request) : isAgreed(each, target));
    }

    @Override
    public Response take(Request request, Resource target, Desk desk) {
        var notifications = notifications(request.content());
        if (notifications.isEmpty()) throw Refused.badRequest("a NOTIFY carries one notification");
        var from = new ArrayList<String>();
        for (var each : notifications) {
            if (isTrue(each, "vrq")) verify(each, target);
            else if (!isOwn(each, target))
                throw Refused.noPrivilege(
                        target.path() + " does not stand on " + each.text("sur").orElse("nothing"));
            else if (isTrue(each, "sud")) {
                // Without one of its targets it can never be whole again. [TS-0004 §7.5.1.2.4]
                desk.send(Request.delete(target.ri(), identity.cseId()).withPeer(Peer.CSE));
                return Response.of(request, ResultCode.OK);
            } else from.add(sender(each));
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
    private void verify(Value.Fields notification, Resource target) {
        if (!isAgreed(notification, target))
            throw new Refused(
                    ResultCode.SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE,
                    notification.text("cr").orElse("somebody") + " may not have " + target.path() + " notified");
    }

    private boolean isAgreed(Value.Fields notification, Resource target) {
        return isTrue(notification, "vrq")
                && notification.text("cr").map(identity::originator).equals(target.text(Access.CREATED_BY));
    }

    private boolean isOwn(Value.Fields notification, Resource target) {
        return Links.of(target).contains(sender(notification));
    }

    private boolean isFromItsHost(Value.Fields notification, Request request) {
        return request.peer().internal() || sender(notification).startsWith(request.from() + "/");
    }

    private String sender(Value.Fields notification) {
        return notification.text("sur").map(links::canonical).orElse("");
    }

    private static boolean isTrue(Value.Fields notification, String name) {
        return Value.of(true).equals(notification.find(name).orElse(null));
    }

    private static List<Value.Fields> notifications(Value.Fields content) {
        if (content.find(NOTIFICATION).orElse(null) instanceof Value.Fields one) return List.of(one);
        var all = new ArrayList<Value.Fields>();
        if (content.find(AGGREGATED).orElse(null) instanceof Value.Fields many
                && many.find(NOTIFICATION).orElse(null) instanceof Value.Items(var each))
            for (var item : each) if (item instanceof Value.Fields one) all.add(one);
        return all;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Heard;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Receiver;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/** Takes what the subscriptions of outposts tell. TS-0004 §7.5.1.2 */
final class Reporting implements Receiver {
    private final Identity identity;
    private final Needs needs;
    private final Links links;
    private final ResourceTypes types;

    Reporting(Identity identity, Needs needs, Links links, ResourceTypes types) {
        this.identity = identity;
        this.needs = needs;
        this.links = links;
        this.types = types;
    }

    /** Who evaluates in somebody's name has to be asked by the same; what comes then is from where the outpost is. */
    @Override
    public boolean expects(Request request, Resource target) {
        var all = Heard.all(request, identity);
        return !all.isEmpty() && all.stream().allMatch(each -> each.verifies() || each.isFromItsHost(request));
    }

    @Override
    public Response take(Request request, Resource target, Desk desk) {
        for (var each : Heard.in(request, identity)) {
            if (each.verifies()) verify(each, target, desk);
            else if (each.ends()) lose(each, target, desk);
            else report(each, target, desk);
        }
        return Response.of(request, ResultCode.OK);
    }

    private void verify(Heard heard, Resource target, Desk desk) {
        var asker = needs.asker(target, desk.view()).map(Request::from).map(identity::originator);
        if (asker.isEmpty() || !heard.creator().map(identity::originator).equals(asker))
            throw new Refused(
                    ResultCode.SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE,
                    heard.creator().orElse("somebody") + " may not have " + target.path() + " notified");
    }

    /** Without its subscription it is tried again; what has gone for good is not evaluated any more. */
    private void lose(Heard heard, Resource target, Desk desk) {
        links.note(
                target.ri(),
                desk,
                before -> own(heard, before)
                        .map(outpost -> Outpost.without(before, outpost.address()))
                        .orElse(before));
    }

    private void report(Heard heard, Resource target, Desk desk) {
        if (own(heard, target).isEmpty()) throw heard.isStrangeTo(target);
        links.note(
                target.ri(),
                desk,
                before -> own(heard, before)
                        .filter(outpost -> isMeant(outpost, heard))
                        .map(outpost -> Outpost.with(
                                before,
                                outpost.reporting(
                                        Needs.shown(heard.representation().orElseThrow()))))
                        .orElse(before));
    }

    /** Children of another kind than instances are none of its business. */
    private boolean isMeant(Outpost outpost, Heard heard) {
        if (heard.representation().isEmpty()) return false;
        if (!outpost.address().endsWith(Subject.NEWEST)) return true;
        return heard.representation().get().members().keySet().stream()
                .allMatch(root ->
                        types.byRoot(root).filter(each -> each.isInstance()).isPresent());
    }

    private static Optional<Outpost> own(Heard heard, Resource target) {
        return Outpost.of(target).stream()
                .filter(each -> each.subscription().equals(heard.sender()) && !each.isLost())
                .findFirst();
    }
}

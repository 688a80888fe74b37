// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.References;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/**
 * A notification that a resource of this CSE gets from a subscription which it stands on. TS-0004 §7.5.1.1.
 *
 * @param sender the subscription, in the one form that references have here; empty if it does not say
 */
public record Heard(Value.Fields notification, String sender) {

    /**
     * Those that a NOTIFY carries.
     *
     * @throws Refused BAD_REQUEST if it carries none
     */
    public static List<Heard> in(Request request, Identity identity) {
        var all = all(request, identity);
        if (all.isEmpty()) throw Refused.badRequest("a NOTIFY carries one notification");
        return all;
    }

    /** The same; none if it carries none. */
    public static List<Heard> all(Request request, Identity identity) {
        var content = request.content();
        var found = new ArrayList<Heard>();
        if (content.find(Notification.ROOT).orElse(null) instanceof Value.Fields one) found.add(of(one, identity));
        if (found.isEmpty()
                && content.find(Notification.AGGREGATED).orElse(null) instanceof Value.Fields many
                && many.find(Notification.ROOT).orElse(null) instanceof Value.Items(var each))
            for (var item : each) if (item instanceof Value.Fields one) found.add(of(one, identity));
        return found;
    }

    private static Heard of(Value.Fields notification, Identity identity) {
        var references = new References(identity);
        return new Heard(
                notification,
                notification.text("sur").map(references::canonical).orElse(""));
    }

    /** Whether it asks if the target agrees to be notified. TS-0004 §7.5.1.2.3 */
    public boolean verifies() {
        return isTrue(Notification.VERIFICATION);
    }

    /** Whether it tells that the subscription is gone. TS-0004 §7.5.1.2.4 */
    public boolean ends() {
        return isTrue(Notification.DELETION);
    }

    /** Who wants the target to be notified. */
    public Optional<String> creator() {
        return notification.text(Notification.CREATOR);
    }

    /** What an event shows of a resource, under its root. */
    public Optional<Value.Fields> representation() {
        return notification.find(Notification.EVENT).orElse(null) instanceof Value.Fields event
                        && event.find("rep").orElse(null) instanceof Value.Fields shown
                ? Optional.of(shown)
                : Optional.empty();
    }

    /** Whether the CSE of the subscription has sent it. */
    public boolean isFromItsHost(Request request) {
        return request.peer().internal() || sender.startsWith(request.from() + "/");
    }

    private boolean isTrue(String name) {
        return Value.of(true).equals(notification.find(name).orElse(null));
    }

    /** How a refusal names the resource and the sender. */
    public Refused isStrangeTo(Resource target) {
        return Refused.noPrivilege(target.path() + " does not stand on " + (sender.isEmpty() ? "nothing" : sender));
    }
}

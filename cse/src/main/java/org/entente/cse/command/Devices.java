// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.ExecInstance;
import org.entente.model.type.Group;
import org.entente.model.type.MgmtCmd;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Node;
import org.entente.model.type.Reboot;
import org.entente.model.type.Resource;

/**
 * Brings commands to devices. A restart goes to the node's reboot object if it has one, which an interworking proxy
 * carries to the device; every other command is told to who stands for the node: the AEs that it names, its CSE, or
 * whoever made the node. TS-0004 §7.4.16.2.3.2.
 */
final class Devices {
    private static final int RESET = 1; // m2m:cmdType
    private static final int REBOOT = 2;
    private static final int BLOCKING_UPDATE = 7; // m2m:notificationEventType: an answer is waited for

    private final Identity identity;
    private final Tree tree;
    private final Duration timeout;

    /** @param timeout how long a device has to answer */
    Devices(Identity identity, Duration timeout) {
        this.identity = identity;
        this.tree = new Tree(identity);
        this.timeout = timeout;
    }

    /** The targets of a command one by one, as execTarget or the group that it names writes them. TS-0001 §9.6.16 */
    List<String> targets(String execTarget, View view) {
        var group = resource(execTarget, view).filter(found -> found.type() == Group.TYPE);
        if (group.isEmpty()) return List.of(execTarget);
        var members = group.get().texts(Attributes.MID);
        if (members.isEmpty())
            throw new Refused(ResultCode.NO_MEMBERS, group.get().path() + " has no members");
        return members;
    }

    /** The node at an address, or the one with this node identifier. */
    Optional<Resource> node(String target, View view) {
        return resource(target, view)
                .filter(found -> found.type() == Node.TYPE)
                .or(() -> view.children(identity.baseId(), Node.TYPE.number()).stream()
                        .filter(node ->
                                node.text(Attributes.NI).filter(target::equals).isPresent())
                        .findFirst());
    }

    boolean isGroup(String target, View view) {
        return resource(target, view)
                .filter(found -> found.type() == Group.TYPE)
                .isPresent();
    }

    /** Has a device execute a command, and waits for its answer. */
    Ending execute(Resource command, Resource execution, Desk desk) {
        var node = node(execution.text(Attributes.EXT).orElse(""), desk.view());
        if (node.isEmpty()) return new Ending.Finished(Status.INTERNAL_ERROR);
        int type = (int) command.whole(Attributes.CMT, 0);
        var restart = type == RESET || type == REBOOT ? restart(node.get(), desk.view()) : Optional.<Resource>empty();
        if (restart.isPresent()) return update(restart.get(), type == RESET ? "far" : "rbo", desk);
        var told = Value.field("cmt", Value.of(type))
                .with("exe", Value.of(true))
                .with("ext", Value.of(node.get().ri()));
        var arguments = execution.value(Attributes.EXRA);
        if (arguments.isPresent()) told = told.with("exra", arguments.get());
        return tell(node.get(), Value.field(MgmtCmd.TYPE.root(), told), execution, desk);
    }

    /** Has a device break off what it was told before. */
    Ending cancel(Resource execution, Desk desk) {
        var node = node(execution.text(Attributes.EXT).orElse(""), desk.view());
        if (node.isEmpty()) return new Ending.Unreachable("its node is gone");
        var told = Value.field("exd", Value.of(true))
                .with("ext", Value.of(node.get().ri()));
        return tell(node.get(), Value.field(ExecInstance.TYPE.root(), told), execution, desk);
    }

    private static Optional<Resource> restart(Resource node, View view) {
        return view.children(node.ri(), MgmtObj.NUMBER).stream()
                .filter(object -> object.type() == Reboot.TYPE)
                .findFirst();
    }

    private Ending update(Resource object, String attribute, Desk desk) {
        var content = Value.field(object.type().root(), Value.field(attribute, Value.of(true)));
        var request = Request.update(object.ri(), identity.cseId(), content).withPeer(Peer.CSE);
        return ending(desk.send(request), object.path());
    }

    private Ending tell(Resource node, Value.Fields representation, Resource execution, Desk desk) {
        var event = Value.field("rep", representation).with("net", Value.of(BLOCKING_UPDATE));
        var content = Value.field(
                "m2m:sgn", Value.field("nev", event).with("sur", Value.of(identity.spRelative(execution.ri()))));
        Ending last = new Ending.Unreachable("nobody stands for " + node.path());
        for (var entity : entities(node)) {
            var expires = Timestamp.text(desk.now().plus(timeout));
            var request = Request.notification(entity, identity.cseId(), content)
                    .withPeer(Peer.CSE)
                    .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, expires)
                    .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
            last = switch (desk.deliver(entity, request, timeout)) {
                case Delivery.Answered(var response) -> ending(response, entity);
                case Delivery.Unreachable(var reason) -> new Ending.Unreachable(reason);
                case Delivery.Awaited(var _, var reason) -> new Ending.Unreachable(reason);
                case Delivery.Undeliverable(var reason) -> new Ending.Unreachable(reason);
            };
            if (!(last instanceof Ending.Unreachable)) return last;
        }
        return last;
    }

    /** Who may stand for a node, the nearest to the device first. TS-0001 §9.6.18 */
    private static SequencedSet<String> entities(Resource node) {
        var all = new LinkedHashSet<>(node.texts(Attributes.HAEL));
        node.text(Attributes.HCL).ifPresent(all::add);
        node.text(Access.CREATED_BY).ifPresent(all::add);
        return all;
    }

    private static Ending ending(Response response, String entity) {
        return switch (response.code()) {
            case ACCEPTED, ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH, ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH ->
                new Ending.Accepted();
            case TARGET_NOT_REACHABLE, REMOTE_ENTITY_NOT_REACHABLE, REQUEST_TIMEOUT ->
                new Ending.Unreachable(entity + ": " + response.sentence());
            default -> new Ending.Finished(response.isSuccess() ? said(response) : Status.result(response.code()));
        };
    }

    /** A device may say more exactly how it went. */
    private static int said(Response response) {
        return response.content().find(ExecInstance.TYPE.root()).orElse(null) instanceof Value.Fields told
                        && told.find("exr").orElse(null) instanceof Value.Whole(var result)
                ? (int) result
                : Status.SUCCESS;
    }

    private Optional<Resource> resource(String address, View view) {
        try {
            return tree.resource(identity.local(address), view);
        } catch (Refused meaningless) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.remote;

import java.util.List;
import java.util.Optional;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.RemoteCse;

/**
 * What this CSE says to its registrar about itself. TS-0004 §7.4.4.
 *
 * @param self this CSE's identifier as the registrar has to see it
 */
record Talk(RegistrationSettings settings, Desk desk, String self) {
    private static final int DISCOVERY = 1; // m2m:filterUsage

    /** The registrar gave no answer, or not the one that is needed. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** This CSE's registration, empty if there is none at that address. */
    Optional<Value.Fields> retrieve(String address) {
        var response = send(Request.retrieve(address, self));
        return switch (response.code()) {
            case OK -> Optional.of(resource(response));
            case NOT_FOUND, ORIGINATOR_HAS_NO_PRIVILEGE -> Optional.empty();
            default -> throw refused("look for", response);
        };
    }

    /** What the registrar tells of itself; nothing if it keeps that to itself. TS-0001 §10.2.2.7 step 005 */
    Value.Fields base() {
        var response = send(Request.retrieve(settings.registrar().cse(), self));
        return response.code() == ResultCode.OK ? resource(response) : Value.Fields.EMPTY;
    }

    /** @return the address of the registration that has been made, or was there already under an unusual name */
    String create(Value.Fields attributes, String cseId) {
        var content = Value.field(RemoteCse.TYPE.root(), attributes);
        var registrar = settings.registrar().cse();
        var response = send(Request.create(registrar, self, RemoteCse.TYPE.number(), content));
        if (response.code() == ResultCode.CREATED)
            return registrar + "/"
                    + resource(response)
                            .text(Attributes.RI.shortName())
                            .orElseThrow(() -> new Failed("the registration that was made has no identifier"));
        if (response.code() != ResultCode.ORIGINATOR_HAS_ALREADY_REGISTERED) throw refused("create", response);
        return existing(cseId).orElseThrow(() -> refused("create", response));
    }

    /** Another CSE may have its own way to name what it creates. */
    private Optional<String> existing(String cseId) {
        var criteria = Value.field("fu", Value.of(DISCOVERY))
                .with("ty", Value.of(List.of(Value.of(RemoteCse.TYPE.number()))))
                .with(
                        "atr",
                        Value.of(List.of(Value.field("nm", Value.of(Attributes.CSI.shortName()))
                                .with("val", Value.of(cseId)))));
        var search = Request.retrieve(settings.registrar().cse(), self).withFilter(new FilterCriteria(criteria));
        return send(search).content().find("m2m:uril").orElse(null) instanceof Value.Items(var found)
                        && found.size() == 1
                        && found.getFirst() instanceof Value.Text(var address)
                ? Optional.of(
                        address.startsWith("/") ? address : settings.registrar().cse() + "/" + address)
                : Optional.empty();
    }

    void update(String address, Value.Fields changes) {
        var response = send(Request.update(address, self, Value.field(RemoteCse.TYPE.root(), changes)));
        if (response.code() != ResultCode.UPDATED) throw refused("update", response);
    }

    void delete(String address) {
        var response = send(Request.delete(address, self));
        if (response.code() != ResultCode.DELETED && response.code() != ResultCode.NOT_FOUND)
            throw refused("delete", response);
    }

    private Response send(Request request) {
        var sent = request.withPeer(Peer.CSE).with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return switch (desk.deliver(request.to(), sent, settings.timeout())) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Unreachable(var reason) -> throw new Failed("it cannot be reached: " + reason);
            case Delivery.Awaited(var _, var reason) -> throw new Failed("it cannot be reached: " + reason);
            case Delivery.Undeliverable(var reason) -> throw new Failed("it cannot be reached: " + reason);
        };
    }

    private static Value.Fields resource(Response response) {
        var members = response.content().members();
        return members.size() == 1 && members.values().iterator().next() instanceof Value.Fields resource
                ? resource
                : Value.Fields.EMPTY;
    }

    private static Failed refused(String what, Response response) {
        return new Failed("it refused to " + what + " the registration: "
                + response.code().number() + " " + response.sentence());
    }
}

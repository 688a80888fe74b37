// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Duration;
import java.util.LinkedHashMap;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/** Asks for the originals of resources that are announced here, on behalf of whoever asked us. TS-0001 §10.2.13.3. */
public final class Originals {
    private final Identity identity;
    private final ResourceTypes types;
    private final Identifiers identifiers;
    private final Duration timeout;

    /** @param timeout how long the CSE of an original may take for its answer */
    public Originals(Identity identity, ResourceTypes types, Identifiers identifiers, Duration timeout) {
        this.identity = identity;
        this.types = types;
        this.identifiers = identifiers;
        this.timeout = timeout;
    }

    /**
     * Answers a RETRIEVE with result content original-resource. TS-0004 §7.4.26.2.3
     *
     * @throws Refused BAD_REQUEST if the target is not announced; TARGET_NOT_REACHABLE
     */
    public Response retrieve(Request request, Resource announced, Courier courier) {
        if (!announced.type().isAnnounced())
            throw Refused.badRequest("result content 7 needs an announced resource as its target");
        var link = announced.text(Attributes.LNK).orElseThrow();
        var asking = Request.retrieve(link, identity.outward(request.from(), link));
        var response = ask(link, request, asking, courier);
        return new Response(response.code(), request.id(), response.content(), response.others());
    }

    /** @throws Refused as the CSE of the original has refused it; TARGET_NOT_REACHABLE */
    void update(Request request, Resource announced, Value.Fields attributes, Courier courier, View view) {
        var link = announced.text(Attributes.LNK).orElseThrow();
        var translation = Translation.toward(link, identity, view);
        var original = types.original(announced.type()).orElseThrow();
        var content = Value.field(original.root(), translated(original, attributes, translation));
        var asking = Request.update(link, identity.outward(request.from(), link), content);
        var response = ask(link, request, asking, courier);
        if (!response.isSuccess()) throw new Refused(response.code(), "the original: " + said(response));
    }

    private static Value.Fields translated(ResourceType type, Value.Fields attributes, Translation translation) {
        var translated = new LinkedHashMap<String, Value>();
        attributes
                .members()
                .forEach((name, value) -> translated.put(
                        name,
                        type.row(name)
                                .map(row -> translation.value(row.attribute().type(), value))
                                .orElse(value)));
        return new Value.Fields(translated);
    }

    private Response ask(String link, Request asked, Request asking, Courier courier) {
        var rvi = asked.text(Parameter.RELEASE_VERSION_INDICATOR).orElse(Request.RELEASE);
        var complete = asking.withId(identifiers.requestId()).with(Parameter.RELEASE_VERSION_INDICATOR, rvi);
        return switch (courier.deliver(link, complete, timeout)) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Awaited(var _, var reason) -> throw unreachable(link, reason);
            case Delivery.Unreachable(var reason) -> throw unreachable(link, reason);
            case Delivery.Undeliverable(var reason) -> throw unreachable(link, reason);
        };
    }

    private static String said(Response response) {
        return response.sentence().isEmpty() ? "code " + response.code().number() : response.sentence();
    }

    private static Refused unreachable(String link, String reason) {
        return new Refused(ResultCode.TARGET_NOT_REACHABLE, "the original " + link + " cannot be reached: " + reason);
    }
}

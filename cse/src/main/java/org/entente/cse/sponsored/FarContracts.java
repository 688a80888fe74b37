// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.sponsored;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.access.AppRule;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.AeProcedure;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ServiceSubscribedAppRule;
import org.entente.model.type.ServiceSubscribedNode;

/**
 * Looks into the service subscriptions that the IN-CSE keeps whether an AE may register at this CSE. TS-0004 §7.3.2.7,
 * TS-0001 §10.2.2.2 (step 003).
 */
public final class FarContracts implements AeProcedure.Contracts {
    private static final int DISCOVERY = 1; // m2m:filterUsage

    private final Identity identity;
    private final String infrastructure;
    private final Duration timeout;
    private final Identifiers identifiers;

    /**
     * @param infrastructure the CSE-ID of the IN-CSE
     * @param timeout how long it has for each answer
     */
    public FarContracts(Identity identity, String infrastructure, Duration timeout, Identifiers identifiers) {
        this.identity = identity;
        this.infrastructure = infrastructure;
        this.timeout = timeout;
        this.identifiers = identifiers;
    }

    @Override
    public Question question(Request registration, String stem) {
        return courier -> {
            var nodes = nodes(courier);
            if (nodes.isEmpty())
                throw notEstablished("it shows no node of a service subscription with CSE-ID " + identity.cseId());
            for (var node : nodes)
                for (var link : links(node, courier))
                    if (resource(link, ServiceSubscribedAppRule.TYPE, courier)
                            .filter(rule -> new AppRule(rule).allows(registration, stem))
                            .isPresent()) return;
            throw new Refused(
                    ResultCode.APP_RULE_VALIDATION_FAILED,
                    "no rule of the service subscription allows this App-ID with the AE-ID-Stem " + stem);
        };
    }

    /** The nodes that run this CSE. */
    private List<String> nodes(Courier courier) {
        var criteria = Value.field("fu", Value.of(DISCOVERY))
                .with("ty", Value.of(List.of(Value.of(ServiceSubscribedNode.TYPE.number()))))
                .with(
                        "atr",
                        Value.of(List.of(Value.field("nm", Value.of(Attributes.CSI.shortName()))
                                .with("val", Value.of(identity.cseId())))));
        var search = Request.retrieve(infrastructure, identity.cseId()).withFilter(new FilterCriteria(criteria));
        var nodes = new ArrayList<String>();
        if (send(search, courier).content().find("m2m:uril").orElse(null) instanceof Value.Items(var found))
            for (var each : found) if (each instanceof Value.Text(var address)) nodes.add(there(address));
        return nodes;
    }

    private List<String> links(String node, Courier courier) {
        return resource(node, ServiceSubscribedNode.TYPE, courier)
                .map(found -> found.texts(Attributes.RLK))
                .orElse(List.of())
                .stream()
                .map(this::there)
                .toList();
    }

    private Optional<Resource> resource(String address, ResourceType type, Courier courier) {
        var response = send(Request.retrieve(address, identity.cseId()), courier);
        return response.content().find(type.root()).orElse(null) instanceof Value.Fields shown
                ? Optional.of(new Resource(type, address, shown.members()))
                : Optional.empty();
    }

    /** What the IN-CSE writes as its own, as it is written here. TS-0001 §7.2 */
    private String there(String address) {
        return address.startsWith("/") ? address : infrastructure + "/" + address;
    }

    private Response send(Request request, Courier courier) {
        var sent = request.withId(identifiers.requestId())
                .withPeer(Peer.CSE)
                .with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
        return switch (courier.deliver(request.to(), sent, timeout)) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Unreachable(var reason) -> throw notEstablished(reason);
            case Delivery.Awaited(var _, var reason) -> throw notEstablished(reason);
            case Delivery.Undeliverable(var reason) -> throw notEstablished(reason);
        };
    }

    // [TS-0004 §7.3.2.7] a profile that is not available
    private static Refused notEstablished(String reason) {
        return new Refused(
                ResultCode.SERVICE_SUBSCRIPTION_NOT_ESTABLISHED,
                "the IN-CSE keeps the service subscriptions, and cannot tell of this CSE's: " + reason);
    }
}

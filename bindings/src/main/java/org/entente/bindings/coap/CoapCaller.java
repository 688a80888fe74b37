// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAPOptionException;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.config.Configuration;
import org.entente.bindings.http.AddressLookup;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Preferences;
import org.entente.codec.Codecs;
import org.entente.codec.Limits;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;

/** Sends requests over CoAP and reads what comes back, and takes requests at the same address. Safe for many threads. */
final class CoapCaller implements AutoCloseable {
    private static final Set<ResponseCode> TRY_AGAIN =
            EnumSet.of(ResponseCode.SERVICE_UNAVAILABLE, ResponseCode.BAD_GATEWAY, ResponseCode.TOO_MANY_REQUESTS);

    private final RequestWriter writer;
    private final ResponseReader reader;
    private final AddressLookup lookup;
    private final ScheduledExecutorService executor;
    private final CoapEndpoint plain;
    private final Optional<CoapEndpoint> secure;
    private final StreamsOut streams;

    /**
     * @param local where answers and requests come to
     * @param entity takes requests that come here; nobody has proved who sends them
     */
    CoapCaller(InetSocketAddress local, CoapClientConfig config, Mca entity) {
        var limits = config.limits();
        var codecs = Codecs.within(new Limits(limits.bodyBytes(), limits.depth()), config.types());
        writer = new RequestWriter(codecs);
        reader = new ResponseReader(codecs);
        lookup = config.lookup();
        executor = Endpoints.executor("coap-client", 1);
        var inbox = new Inbox((message, _) -> unproved(message), Overload.atAnyRate(), limits, config.types());
        inbox.serve(entity, Preferences.UNKNOWN);
        inbox.acknowledgeEvery(executor);
        plain = start(limits, inbox, settings -> Endpoints.udp(local, settings));
        secure = config.dtls()
                .map(dtls ->
                        start(limits, inbox, settings -> Endpoints.opening(new InetSocketAddress(0), settings, dtls)));
        streams = new StreamsOut(config, executor);
    }

    private CoapEndpoint start(CoapLimits limits, Inbox inbox, Function<Configuration, Connector> connector) {
        var settings = Endpoints.configuration(limits);
        return Endpoints.start(connector.apply(settings), settings, limits, inbox, executor);
    }

    static Peer unproved(org.eclipse.californium.core.coap.Request message) {
        return new Peer(Optional.of(message.getSourceContext().getPeerAddress().getAddress()), false, false);
    }

    /** Where requests can be sent to this side. */
    URI address() {
        return plain.getUri();
    }

    /** @param base where the other side listens; its path goes before that of the request */
    Delivery send(String base, Request request, Serialization serialization, Duration timeout) {
        return send(base, place -> place.whereOf(request), request, serialization, timeout);
    }

    /** Sends to a CSE, where the target of the primitive always counts. */
    Delivery forward(String base, Request request, Serialization serialization, Duration timeout) {
        return send(
                base, place -> place.resource(RequestWriter.Where.target(request)), request, serialization, timeout);
    }

    private Delivery send(
            String base,
            Function<Place, RequestWriter.Where> where,
            Request request,
            Serialization serialization,
            Duration timeout) {
        try {
            var place = Place.of(base);
            var message = writer.write(request, where.apply(place), serialization);
            return send(place, message, request, timeout);
        } catch (Refused refused) {
            return new Delivery.Undeliverable(refused.sentence());
        }
    }

    private Delivery send(
            Place place, org.eclipse.californium.core.coap.Request message, Request request, Duration timeout) {
        var endpoint = endpoint(place.scheme());
        if (endpoint.isEmpty())
            return new Delivery.Undeliverable("DTLS needs a pre-shared key or a certificate to show");
        InetSocketAddress address;
        try {
            address = place.address(lookup);
        } catch (UnknownHostException e) {
            return new Delivery.Unreachable("no address that may be contacted: " + e.getMessage());
        }
        if (place.isNamed(address.getAddress())) message.getOptions().setUriHost(place.host());
        message.setDestinationContext(new AddressEndpointContext(address));
        return exchange(endpoint.get(), message, request, timeout);
    }

    private Optional<CoapEndpoint> endpoint(Scheme scheme) {
        return switch (scheme) {
            case COAP -> Optional.of(plain);
            case COAPS -> secure;
            case COAP_TCP -> Optional.of(streams.plain());
            case COAPS_TCP -> Optional.of(streams.secure());
        };
    }

    private Delivery exchange(
            CoapEndpoint endpoint,
            org.eclipse.californium.core.coap.Request message,
            Request request,
            Duration timeout) {
        message.addMessageObserver(new BlocksFailures(message));
        var handshake = new Handshake();
        if (Optional.of(endpoint).equals(secure)) message.addMessageObserver(handshake);
        try {
            endpoint.sendRequest(message);
            var answer = message.waitForResponse(timeout.toMillis());
            if (answer != null) return delivery(answer, request);
            var failure = failure(message, handshake.overtime(timeout));
            message.cancel();
            return failure;
        } catch (InterruptedException e) {
            message.cancel();
            Thread.currentThread().interrupt();
            return new Delivery.Unreachable("interrupted");
        }
    }

    private static Delivery failure(org.eclipse.californium.core.coap.Request message, String overtime) {
        if (message.isRejected()) return new Delivery.Unreachable("the message was rejected");
        if (message.getSendError() != null) return new Delivery.Unreachable(Handshake.obstacle(message.getSendError()));
        return new Delivery.Unreachable(overtime);
    }

    private Delivery delivery(org.eclipse.californium.core.coap.Response answer, Request request) {
        if (TRY_AGAIN.contains(answer.getCode())) return new Delivery.Unreachable("CoAP response " + answer.getCode());
        try {
            return new Delivery.Answered(reader.read(request, answer));
        } catch (Refused malformed) {
            return new Delivery.Unreachable("the answer is malformed: " + malformed.sentence());
        } catch (CoAPOptionException malformed) {
            return new Delivery.Unreachable("the answer is malformed: " + malformed.getMessage());
        }
    }

    @Override
    public void close() {
        plain.destroy();
        secure.ifPresent(CoapEndpoint::destroy);
        streams.close();
        executor.shutdownNow();
    }
}

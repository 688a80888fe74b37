// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MapBasedEndpointContext;
import org.eclipse.californium.elements.MapBasedEndpointContext.Attributes;
import org.entente.codec.Cbor;
import org.entente.model.Refused;
import org.entente.model.Value;

/** The way to one device: requests by CoAP, with and without DTLS. OCF Core §12.2. Safe for many threads. */
final class Wire implements AutoCloseable {
    private static final int LONGEST_WORD = 200;
    private static final Value NOTHING = Value.Fields.EMPTY;

    private final Endpoint plain;
    private final ScheduledThreadPoolExecutor timer;
    private final Optional<Endpoint> secure;
    /** Volatile: requests write it, others read it. Devices from before OCF 1.0 know plain CBOR alone. */
    private volatile int format = Options.OCF_CBOR;
    /** Volatile likewise: who has started anew does not know the old DTLS session and says nothing. */
    private volatile boolean afresh;

    /** @param secure is this device's alone, as its key is */
    Wire(Endpoint plain, Optional<Endpoint> secure, ScheduledThreadPoolExecutor timer) {
        this.plain = plain;
        this.timer = timer;
        this.secure = secure;
    }

    boolean isSecure() {
        return secure.isPresent();
    }

    Answer get(Spot spot, Duration within) {
        var answer = ask(request(Code.GET, spot), spot, within);
        if (!isUnacceptable(answer)) return answer;
        format = Options.CBOR;
        return ask(request(Code.GET, spot), spot, within);
    }

    /** Changes the properties that it names; the others stay. OCF Core §8.4 */
    Answer post(Spot spot, Value.Fields properties, Duration within) {
        var request = request(Code.POST, spot);
        Options.carry(request, format, Cbor.STRICT.write(properties));
        return ask(request, spot, within);
    }

    /**
     * Asks for every change. RFC 7641.
     *
     * @param heard is called on Californium's thread
     */
    Relation observe(Spot spot, Consumer<Answer> heard) {
        var request = request(Code.GET, spot).setObserve();
        request.setDestinationContext(destination(spot));
        return Relation.open(request, endpoint(spot), timer, response -> heard.accept(answer(response)));
    }

    private Request request(Code code, Spot spot) {
        var request = new Request(code);
        int query = spot.href().indexOf('?');
        var options = request.getOptions();
        options.setUriPath(query < 0 ? spot.href() : spot.href().substring(0, query));
        if (query >= 0) options.setUriQuery(spot.href().substring(query + 1));
        spot.view().ifPresent(view -> options.addUriQuery("if=" + view));
        Options.accept(options, format);
        return request;
    }

    private EndpointContext destination(Spot spot) {
        if (!spot.secure() || !afresh) return new AddressEndpointContext(spot.address());
        return new MapBasedEndpointContext(
                spot.address(),
                null,
                new Attributes()
                        .add(DtlsEndpointContext.KEY_HANDSHAKE_MODE, DtlsEndpointContext.HANDSHAKE_MODE_FORCE_FULL));
    }

    private Endpoint endpoint(Spot spot) {
        return spot.secure() ? secure.orElseThrow() : plain;
    }

    private Answer ask(Request request, Spot spot, Duration within) {
        try {
            request.setDestinationContext(destination(spot));
            endpoint(spot).sendRequest(request);
            var response = request.waitForResponse(within.toMillis());
            if (response != null) {
                if (spot.secure()) afresh = false;
                return answer(response);
            }
            if (spot.secure()) afresh = true;
            var failure = failure(request, within);
            request.cancel();
            return failure;
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            return new Answer.Silent("the hub stops");
        }
    }

    private static Answer failure(Request request, Duration within) {
        if (request.getOnResponseError() != null)
            return new Answer.Declined("it answered what cannot be taken: "
                    + request.getOnResponseError().getMessage());
        if (request.isRejected()) return new Answer.Silent("it rejected the message");
        if (request.getSendError() != null)
            return new Answer.Silent(
                    "it cannot be reached: " + request.getSendError().getMessage());
        return new Answer.Silent("no answer within " + within);
    }

    private static boolean isUnacceptable(Answer answer) {
        return answer instanceof Answer.Declined(var error) && error.startsWith(ResponseCode.NOT_ACCEPTABLE.toString());
    }

    static Answer answer(Response response) {
        if (!response.isSuccess()) return new Answer.Declined(error(response));
        if (response.getPayloadSize() == 0) return new Answer.Content(NOTHING);
        int said = response.getOptions().getContentFormat();
        if (said != MediaTypeRegistry.UNDEFINED && said != Options.OCF_CBOR && said != Options.CBOR)
            return new Answer.Declined("it answered " + MediaTypeRegistry.toString(said) + ", not CBOR");
        try {
            return new Answer.Content(Payload.read(response.getPayload()));
        } catch (Refused malformed) {
            return new Answer.Declined(malformed.sentence());
        }
    }

    /** The device's code, and its own sentence if it is one. */
    private static String error(Response response) {
        var code = response.getCode();
        var words = response.getOptions().hasContentFormat() ? "" : new String(response.getPayload(), UTF_8).strip();
        boolean isSentence = words.length() <= LONGEST_WORD && words.chars().noneMatch(Character::isISOControl);
        return code + " " + code.name() + (isSentence && !words.isEmpty() ? ": " + words : "");
    }

    @Override
    public void close() {
        secure.ifPresent(Endpoint::destroy);
    }
}

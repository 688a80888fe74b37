// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAPOptionException;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Parts;
import org.entente.bindings.wire.Preferences;
import org.entente.bindings.wire.TooFast;
import org.entente.codec.Codecs;
import org.entente.codec.Limits;
import org.entente.codec.Serialization;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every CoAP request of an endpoint as a primitive, each on a thread of its own. TS-0008 §6.3. */
final class Inbox implements MessageDeliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    // Well before the sender would send again. [RFC 7252 §4.8, ACK_TIMEOUT]
    private static final int RETRY_AFTER_SECONDS = 2;

    private final Gate gate;
    private final Overload overload;
    private final RequestReader reader;
    private final ResponseWriter writer;
    private final int most;
    private final Duration acknowledge;
    private final Semaphore room;
    private final Set<Unanswered> unanswered = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Mca mca; // set by the starting thread, read by every request
    private volatile Preferences preferences = Preferences.UNKNOWN; // set before the Mca
    private volatile boolean stopping; // set by the stopping thread

    /** Who the sender of a request is. */
    @FunctionalInterface
    interface Gate {
        /**
         * @throws Refused if they may not use the originator that they name
         * @throws TooFast if they may, but not so often
         */
        Peer admit(Request message, String from);
    }

    private record Unanswered(Exchange exchange, long nanos) {}

    Inbox(Gate gate, Overload overload, CoapLimits limits, ResourceTypes types) {
        var codecs = Codecs.within(new Limits(limits.bodyBytes(), limits.depth()), types);
        this.gate = gate;
        this.overload = overload;
        this.reader = new RequestReader(codecs, types.attributeNames()::contains);
        this.writer = new ResponseWriter(codecs, limits.bodyBytes());
        this.most = limits.inFlight();
        this.acknowledge = limits.acknowledge();
        this.room = new Semaphore(most);
    }

    /** From here on requests are answered. */
    void serve(Mca mca, Preferences preferences) {
        this.preferences = preferences;
        this.mca = mca;
    }

    /** Tells those who wait that their request has come, before they send it again. */
    void acknowledgeEvery(ScheduledExecutorService executor) {
        long half = acknowledge.toMillis() / 2;
        var _ = executor.scheduleWithFixedDelay(this::acknowledge, half, half, TimeUnit.MILLISECONDS);
    }

    private void acknowledge() {
        long now = System.nanoTime();
        var late = unanswered.stream()
                .filter(each -> now - each.nanos > acknowledge.toNanos())
                .toList();
        for (var each : late) if (unanswered.remove(each)) each.exchange.sendAccept();
    }

    /** Declines what comes from here on, and waits for what has come; false if that takes longer. */
    boolean drain(Duration time) throws InterruptedException {
        stopping = true;
        boolean isQuiet = room.tryAcquire(most, time.toNanos(), TimeUnit.NANOSECONDS);
        if (isQuiet) room.release(most); // for polls, which nobody waits for
        return isQuiet;
    }

    @Override
    public void deliverResponse(Exchange exchange, org.eclipse.californium.core.coap.Response response) {
        exchange.getRequest().setResponse(response);
    }

    @Override
    public void deliverRequest(Exchange exchange) {
        if (mca == null || stopping)
            exchange.sendResponse(declined(ResponseCode.SERVICE_UNAVAILABLE, "the CSE is starting or stopping"));
        else if (!room.tryAcquire()) {
            overload.count(Overload.Reason.FULL);
            exchange.sendResponse(declined(ResponseCode.SERVICE_UNAVAILABLE, "the CSE works on too many requests"));
        } else Thread.ofVirtual().name("coap-request").start(() -> work(exchange));
    }

    private void work(Exchange exchange) {
        var waiting = new Unanswered(exchange, System.nanoTime());
        unanswered.add(waiting);
        try {
            exchange.sendResponse(answer(exchange.getRequest()));
        } finally {
            unanswered.remove(waiting);
            room.release();
        }
    }

    private org.eclipse.californium.core.coap.Response answer(Request message) {
        try {
            return primitive(message);
        } catch (TooFast early) {
            return declined(ResponseCode.TOO_MANY_REQUESTS, early.sentence()); // [RFC 8516 §4]
        } catch (CoAPOptionException e) {
            return plain(e.getErrorCode(), String.valueOf(e.getMessage()));
        } catch (Refused refused) {
            return refusal(message, refused);
        } catch (RuntimeException fault) {
            LOG.error("request failed method={}", message.getCode(), fault);
            return refusal(
                    message,
                    new Refused(
                            ResultCode.INTERNAL_SERVER_ERROR, "a fault of the CoAP binding; its log has the details"));
        }
    }

    private org.eclipse.californium.core.coap.Response primitive(Request message) {
        var options = message.getOptions();
        if (options.hasProxyUri() || options.hasProxyScheme())
            throw new CoAPOptionException("this is no proxy", ResponseCode.PROXY_NOT_SUPPORTED); // [RFC 7252 §5.10.2]
        var peer = gate.admit(message, RequestReader.from(message));
        int format = ContentFormats.answer(options, () -> usual(message));
        var request = reader.read(message, peer);
        return writer.write(send(request), request.operation(), format);
    }

    private Response send(org.entente.model.primitive.Request request) {
        var cse = Objects.requireNonNull(mca);
        if (!Parts.isPoll(request)) return cse.send(request);
        room.release(); // a poll waits most of its time, and the limit of its channel holds for it
        try {
            return cse.send(request);
        } finally {
            room.acquireUninterruptibly();
        }
    }

    /** A refusal of what never became a primitive. */
    private org.eclipse.californium.core.coap.Response refusal(Request message, Refused refused) {
        LOG.debug("refused code={} sentence={}", refused.code(), refused.sentence());
        var response = Response.of(RequestReader.id(message), refused);
        for (var each : RequestReader.release(message).entrySet())
            response = response.with(each.getKey(), each.getValue());
        int format = ContentFormats.refusal(message.getOptions(), () -> usual(message));
        return writer.write(response, Operation.RETRIEVE, format);
    }

    /** What an answer takes if the request does not show it. [TS-0004 §7.3.3.12] */
    private Serialization usual(Request message) {
        return preferences.answer(RequestReader.from(message));
    }

    private static org.eclipse.californium.core.coap.Response declined(ResponseCode code, String sentence) {
        var response = plain(code, sentence);
        response.getOptions().setMaxAge(RETRY_AFTER_SECONDS); // [RFC 7252 §5.9.3.4]
        return response;
    }

    /** An answer of the protocol below, with a sentence for whoever looks for the reason. RFC 7252 §5.5.2 */
    private static org.eclipse.californium.core.coap.Response plain(ResponseCode code, String sentence) {
        var response = new org.eclipse.californium.core.coap.Response(code);
        response.setPayload(sentence);
        return response;
    }
}

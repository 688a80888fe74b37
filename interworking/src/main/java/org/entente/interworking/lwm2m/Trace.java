// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.Objects;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.Exchange.Origin;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.util.CheckedExecutor;
import org.eclipse.californium.elements.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/** What is left of a message that was dealt with: how to answer when it comes again, and nothing of what it said. */
final class Trace {
    /** Stands for what the hub asked: a report that comes again is acknowledged, whatever it reports. */
    private static final Request QUESTION = Request.newGet();

    private static final CheckedExecutor AT_ONCE = new CheckedExecutor() {
        @Override
        public void execute(Runnable work) {
            work.run();
        }

        @Override
        public boolean checkOwner() {
            return true;
        }

        @Override
        public void assertOwner() {
            // Whoever asks runs it.
        }
    };

    /** Of what is forgotten. */
    static final Exchange NOTHING = new Exchange(QUESTION, "nobody", Origin.LOCAL, AT_ONCE);

    private Trace() {}

    /**
     * Of a report, which is only acknowledged; one that was declined stays whole.
     *
     * @param known one that may stand for it too
     */
    static Exchange ofReport(Exchange exchange, @Nullable Exchange known) {
        var report = exchange.getCurrentResponse();
        var way = exchange.getEndpointContext();
        if (report == null || report.isRejected() || way == null) return exchange;
        if (known != null && isSame(way, known.getEndpointContext())) return known;
        var trace = new Exchange(QUESTION, exchange.getPeersIdentity(), Origin.LOCAL, AT_ONCE, way, true);
        // It was answered; what comes from now on comes after that.
        trace.setSendNanoTimestamp(ClockUtil.nanoRealtime());
        return trace;
    }

    /** Contexts know no equality of their own. */
    private static boolean isSame(EndpointContext one, EndpointContext other) {
        return one.getPeerAddress().equals(other.getPeerAddress())
                && Objects.equals(one.getPeerIdentity(), other.getPeerIdentity())
                && Objects.equals(one.getVirtualHost(), other.getVirtualHost())
                && one.entries().equals(other.entries());
    }

    /** Of a request that has its answer in one piece, with that answer. */
    static Exchange ofRequest(Exchange exchange) {
        var request = exchange.getCurrentRequest();
        var answer = exchange.getCurrentResponse();
        if (answer == null || answer.getType() != CoAP.Type.ACK || !exchange.isComplete()) return exchange;
        var without = new Request(request.getCode(), request.getType());
        without.setMID(request.getMID());
        without.setToken(request.getToken());
        without.setSourceContext(request.getSourceContext());
        without.setAcknowledged(request.isAcknowledged());
        var trace = new Exchange(without, exchange.getPeersIdentity(), Origin.REMOTE, AT_ONCE);
        trace.setCurrentResponse(answer);
        trace.setSendNanoTimestamp(exchange.getSendNanoTimestamp());
        return trace;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Duration;
import java.util.List;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** The way out to points of access on other machines; the bindings' client sides implement it. TS-0001 §8.2. */
@FunctionalInterface
public interface Outbound {

    /**
     * Sends a request to a URL and waits for its answer.
     *
     * @param url a point of access with a scheme, such as {@code http://127.0.0.1:9000/notify}; already allowed
     * @param timeout how long to wait at most
     */
    Delivery send(String url, Request request, Duration timeout);

    /**
     * Sends a request to a point of access of another CSE, which may want to know who we are.
     *
     * @param cse its CSE-ID
     */
    default Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
        return send(url, request, timeout);
    }

    /**
     * Sends a request to a point of access of an AE, which some protocols have to name.
     *
     * @param ae its AE-ID-Stem
     */
    default Delivery sendToAe(String ae, String url, Request request, Duration timeout) {
        return send(url, request, timeout);
    }

    /**
     * The same way out in a serialization that the other side takes, where the connection does not settle it.
     *
     * @param serializations as {@code contentSerialization} or {@code ct=} names them, the most preferred first; not empty
     */
    default Outbound in(List<String> serializations) {
        return this;
    }

    /** How the attempt ended. */
    sealed interface Delivery {

        /** The other side answered, perhaps with a refusal. */
        record Answered(Response response) implements Delivery {}

        /** No answer came: no connection, no route, out of time. It may help to try again. */
        record Unreachable(String reason) implements Delivery {}

        /**
         * It has a polling channel and did not fetch the request in time; it will help to send it when it polls.
         *
         * @param entity the {@code ri} of its registration
         */
        record Awaited(String entity, String reason) implements Delivery {}

        /** Nobody here may or can send to such an address. Trying again will not help. */
        record Undeliverable(String reason) implements Delivery {}
    }
}

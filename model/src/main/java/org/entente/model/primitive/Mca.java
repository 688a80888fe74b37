// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.Optional;

/**
 * The one way in and out: whoever takes requests is an {@code Mca}, be it the CSE in this process, a client of a
 * binding, or an AE that receives notifications. TS-0001 §5.2.2.
 *
 * <p>Implementations take calls from many threads at once and block until the answer is there.
 */
@FunctionalInterface
public interface Mca {

    /** Answers a request; a failure is a response too, never an exception. */
    Response send(Request request);

    /**
     * Answers a request if the answer is at hand: nobody has to be asked or waited for, and nothing changes by it.
     *
     * @return empty if the request has to be sent, as all those have that are refused; then nothing has happened
     */
    default Optional<Response> atOnce(Request request) {
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.over;

import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** How the requests of a test come to its hub: a binding in one serialization. */
public interface WayIn {

    /** As it is printed, such as {@code http json}. */
    String name();

    /** What is sent to the result arrives at {@code cse}, from a peer that proved to be its originator. */
    Entrance to(Mca cse);

    /** A client whose server answers through a CSE; who closes it has no more requests to send. */
    interface Entrance extends Mca, AutoCloseable {
        @Override
        void close();
    }

    /** No wire at all. */
    WayIn IN_PROCESS = new WayIn() {
        @Override
        public String name() {
            return "in process";
        }

        @Override
        public Entrance to(Mca cse) {
            return new Entrance() {
                @Override
                public Response send(Request request) {
                    return cse.send(request.withPeer(Peer.LOCAL));
                }

                @Override
                public void close() {}
            };
        }
    };

    /** The one by which the hubs that this thread makes are asked. */
    static WayIn current() {
        return EveryBinding.current();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.net.InetAddress;
import java.util.Optional;
import org.entente.bindings.wire.Admission;
import org.entente.security.Holder;

/**
 * What is known of who sent a request, before anybody looks into it.
 *
 * @param holder who they proved to be; empty for nobody
 * @param address where they are connected from; empty where a broker does not say
 */
record Sender(Optional<Holder> holder, Optional<InetAddress> address, Admission admission) {

    /** Who says who sent a message. */
    interface Source {
        Sender of(Topic topic, Arrival arrival);
    }
}

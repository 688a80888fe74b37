// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.Optional;
import org.entente.testware.Judged;
import org.entente.testware.mqtt.wire.Inbound;

/** What the tester sees next on a connection. */
sealed interface Observation {
    /** Its position in the recording. */
    int event();

    String words();

    record Arrived(Inbound inbound, int event) implements Observation {
        @Override
        public String words() {
            return inbound.words();
        }
    }

    /**
     * The end of the connection.
     *
     * @param said the DISCONNECT with which a server of 5.0 says why, if it does
     */
    record Closed(int event, Optional<Inbound.Disconnect> said) implements Observation {
        @Override
        public String words() {
            return said.map(Inbound.Disconnect::words).orElse("the connection closed");
        }
    }

    record Silent(int event) implements Observation {
        @Override
        public String words() {
            return "nothing";
        }
    }

    default Inbound.Publish publish() {
        if (this instanceof Arrived(Inbound.Publish publish, int _)) {
            return publish;
        }
        throw Judged.error("a PUBLISH was expected here, not " + words(), event());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.model.peer.Program;
import org.entente.security.Secret;

/** A broker of another maker, with one user and a password. */
interface Venue extends AutoCloseable {
    String USER = "hub";
    String PASSWORD = "a secret";

    int port();

    @Override
    void close();

    /** As the hub reaches it. */
    default Broker address() {
        return new Broker(
                "127.0.0.1",
                port(),
                false,
                Optional.empty(),
                Optional.of(USER),
                Optional.of(new Secret(PASSWORD)),
                "entente-test");
    }

    /** Publishes by mosquitto_pub; further options may follow, such as {@code -r}. */
    default void publish(String topic, String payload, String... options) throws IOException {
        var words = new ArrayList<>(List.of("-q", "1", "-h", "127.0.0.1", "-p", Integer.toString(port())));
        words.addAll(List.of("-u", USER, "-P", PASSWORD, "-t", topic, "-m", payload));
        words.addAll(List.of(options));
        Program.installed("mosquitto_pub").run(words.toArray(String[]::new));
    }
}

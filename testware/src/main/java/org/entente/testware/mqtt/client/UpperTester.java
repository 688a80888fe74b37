// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Makes a client do what a script says. */
public interface UpperTester {
    /** Who it is, for the report. */
    String name();

    /** Starts a client of its own for one script; returns at once. */
    Running start(Script script) throws IOException;

    /** A client at work; closing ends it, whatever it does. */
    interface Running extends Closeable {
        /** What the client tells next: {@code message topic=... payload=...}, {@code failed ...}, {@code done}. */
        Optional<String> told(Duration patience);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.time.Duration;

/**
 * Something seen on the wire, or not seen, while a case ran.
 *
 * @param at time since the case began
 * @param peer the connection of the tester, such as {@code client-1}
 * @param bytes the first {@link #KEPT} bytes of the frame
 * @param length how many bytes the frame had
 * @param meaning the frame in words
 */
public record Event(Duration at, String peer, Kind kind, Octets bytes, int length, String meaning) {
    /** Enough to see every header; a report of megabytes helps nobody. */
    static final int KEPT = 160;

    /** What happened, as a verb whose subject is the tester's connection. */
    public enum Kind {
        OPENED("opens"),
        SENT("sends"),
        RECEIVED("receives"),
        CLOSED_BY_ENDPOINT("is closed by the endpoint"),
        CLOSED("closes"),
        SILENCE("waits"),
        NOTE("notes");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }

        public String verb() {
            return verb;
        }
    }

    public Event {
        bytes = bytes.first(KEPT);
    }

    public String hex() {
        return length > bytes.length() ? bytes.hex() + " ... (" + length + " bytes)" : bytes.hex();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.tls;

import java.nio.ByteBuffer;

/** How a server answers a ClientHello. RFC 5246 §7.4.1.3, §7.2. */
public sealed interface ServerAnswer {
    /** The answer in words. */
    String words();

    /** It agrees to a version and a suite. */
    record Hello(int version, int suite) implements ServerAnswer {
        @Override
        public String words() {
            return String.format("ServerHello version %04x suite %04x", version, suite);
        }
    }

    /** It refuses. */
    record Alert(int level, int description) implements ServerAnswer {
        @Override
        public String words() {
            return "Alert level " + level + " description " + description;
        }
    }

    /** No TLS at all. */
    record Other(String words) implements ServerAnswer {}

    /** Reads the beginning of an answer. */
    static ServerAnswer read(byte[] bytes, int count) {
        var in = ByteBuffer.wrap(bytes, 0, count);
        if (count >= 7 && in.get(0) == 21) {
            return new Alert(in.get(5), in.get(6) & 0xFF);
        }
        var suiteAt = 44 + (count > 43 ? in.get(43) & 0xFF : 0);
        if (count >= suiteAt + 2 && in.get(0) == 22 && in.get(5) == 2) {
            return new Hello(in.getShort(9) & 0xFFFF, in.getShort(suiteAt) & 0xFFFF);
        }
        return new Other(count == 0 ? "nothing" : count + " bytes that are no answer of TLS");
    }
}

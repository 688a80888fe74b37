// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.time.Duration;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;

/**
 * What one connection bears.
 *
 * @param messageBytes size of a message
 * @param inFlight requests of the other side that are worked on at the same time; more are not read from the wire
 * @param idle a connection on which nothing moves is closed after it, an answer to our ping included
 */
public record LinkLimits(int messageBytes, int inFlight, Duration idle) {
    public static final LinkLimits DEFAULT = new LinkLimits(4 * 1024 * 1024, 64, Duration.ofSeconds(90));

    /** What of it Jetty sees to; a message is put together by us. */
    ConfigurationCustomizer toJetty() {
        var jetty = new ConfigurationCustomizer();
        jetty.setMaxFrameSize(messageBytes);
        jetty.setIdleTimeout(idle);
        return jetty;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.Set;

/** Things that are there because a file says so. */
final class Described implements MqttAdapter.Directory {
    Described(Things things, MqttAdapter.Crowd crowd) {
        things.all().forEach(crowd::admit);
    }

    @Override
    public Set<String> topics() {
        return Set.of();
    }

    @Override
    public void heard(Message message) {
        throw new IllegalStateException("nobody listens to " + message.topic());
    }

    @Override
    public void connected() {
        // Each thing says itself that it is there.
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.entente.interworking.opcua.Servers.Server;

/** Hears on the library's thread when a server no longer keeps to what it promised. OPC 10000-4 §5.14.1. */
abstract class Ear implements OpcUaSubscription.SubscriptionListener {
    /** How many keep-alives may be missing, of which there is one in ten seconds: a server that is busy is not silent. */
    private static final double PATIENCE = 4;

    private final Consumer<String> ended;

    Ear(Consumer<String> ended) {
        this.ended = ended;
    }

    /** One that is not created yet, which this hears. */
    OpcUaSubscription subscription(OpcUaClient client, Server server) {
        var subscription = new OpcUaSubscription(client, (double) server.every().toMillis());
        subscription.setWatchdogMultiplier(PATIENCE);
        subscription.setSubscriptionListener(this);
        return subscription;
    }

    @Override
    public void onStatusChanged(OpcUaSubscription from, StatusCode status) {
        if (status.value() != StatusCodes.Good_SubscriptionTransferred)
            ended.accept("the subscription ended: " + Words.of(status));
    }

    @Override
    public void onWatchdogTimerElapsed(OpcUaSubscription from) {
        ended.accept("the server keeps silent although it promised to report");
    }

    @Override
    public void onTransferFailed(OpcUaSubscription from, StatusCode status) {
        ended.accept("the subscription was lost: " + Words.of(status));
    }
}

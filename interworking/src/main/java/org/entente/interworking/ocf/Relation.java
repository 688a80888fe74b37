// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.ClientObserveRelation;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.observe.NotificationListener;

/** A resource that tells its changes by itself; Californium asks again when it has said nothing for too long. RFC 7641. */
final class Relation extends ClientObserveRelation implements NotificationListener, AutoCloseable {
    private final Consumer<Response> heard;

    private Relation(Request request, Endpoint endpoint, ScheduledThreadPoolExecutor timer, Consumer<Response> heard) {
        super(request, endpoint, timer);
        this.heard = heard;
    }

    /** @param heard is called on Californium's thread */
    static Relation open(
            Request request, Endpoint endpoint, ScheduledThreadPoolExecutor timer, Consumer<Response> heard) {
        var relation = new Relation(request, endpoint, timer, heard);
        request.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onResponse(Response response) {
                relation.take(response);
            }
        });
        endpoint.addNotificationListener(relation);
        endpoint.sendRequest(request);
        return relation;
    }

    @Override
    public void onNotification(Request request, Response response) {
        if (matchRequest(request)) take(response);
    }

    /** An older one that was overtaken says nothing. The first answer and what follows it come on different threads. */
    private synchronized void take(Response response) {
        if (onResponse(response)) heard.accept(response);
    }

    @Override
    public void close() {
        endpoint.removeNotificationListener(this);
        if (!isCanceled()) reactiveCancel();
    }
}

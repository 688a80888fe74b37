// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.entente.cse.Hub;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** An entity inside the process that remembers what it was sent, and answers as it is told. */
final class Sink implements Mca {
    final String aeId;
    private final List<Request> received = new CopyOnWriteArrayList<>();
    // Read by the threads of the deliverer, written by the test.
    private volatile Function<Request, Response> answer = request -> Response.of(request, ResultCode.OK);

    /** Registers an AE and takes its notifications. */
    Sink(Hub hub, String stem) {
        aeId = hub.register(stem);
        hub.entities.attach(aeId, this);
    }

    /** Takes them in another process on the same store too. */
    void attach(Hub hub) {
        hub.entities.attach(aeId, this);
    }

    @Override
    public Response send(Request request) {
        received.add(request);
        return answer.apply(request);
    }

    Sink answering(ResultCode code) {
        answer = request -> Response.of(request, code);
        return this;
    }

    Sink answering(Function<Request, Response> answer) {
        this.answer = answer;
        return this;
    }

    /** Waits until nothing is under way any more, then gives all requests so far. */
    List<Request> requests(Hub hub) {
        quiet(hub);
        return List.copyOf(received);
    }

    static void quiet(Hub hub) {
        hub.cse.deliverer().tick();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> hub.cse.deliverer().isIdle());
    }

    /** The notifications so far, without their root. */
    List<Value.Fields> notifications(Hub hub) {
        return requests(hub).stream()
                .map(request -> (Value.Fields) request.content().find("m2m:sgn").orElseThrow())
                .toList();
    }

    /** The notification events so far. */
    List<Value.Fields> events(Hub hub) {
        var events = new ArrayList<Value.Fields>();
        for (var each : notifications(hub)) each.find("nev").ifPresent(event -> events.add((Value.Fields) event));
        return events;
    }

    /** The representations so far, under their roots. */
    List<Value.Fields> representations(Hub hub) {
        return events(hub).stream()
                .map(event -> (Value.Fields) event.find("rep").orElseThrow())
                .toList();
    }

    void forget() {
        received.clear();
    }

    static Value category(Request request) {
        return request.find(Parameter.EVENT_CATEGORY).orElse(Value.of(0));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the CSE's requests from a polling channel, and brings back the answers. TS-0001 §10.2.5.17. */
final class Polling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration POLL = Duration.ofSeconds(20);

    private final String channel;
    private final String self;
    private final UnaryOperator<Request> complete;
    private final Mca cse;
    private final Mca entity;
    private final Pause pause;
    private final Thread thread;

    /**
     * @param channel the address of the polling channel's URI
     * @param complete gives a request what all of them have
     */
    Polling(String channel, String self, UnaryOperator<Request> complete, Mca cse, Mca entity, Pause pause) {
        this.channel = channel;
        this.self = self;
        this.complete = complete;
        this.cse = cse;
        this.entity = entity;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("client-polling").start(this::run);
    }

    private void run() {
        while (!pause.isOver()) {
            var poll = Request.retrieve(channel, self)
                    .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Long.toString(POLL.toMillis()));
            var response = cse.send(complete.apply(poll));
            if (response.isSuccess()) {
                pause.begin();
                answer(response);
            } else if (response.code() == ResultCode.REQUEST_TIMEOUT) pause.begin();
            else pause.take();
        }
    }

    private void answer(Response poll) {
        if (!(poll.content().find(Primitives.REQUEST).orElse(null) instanceof Value.Fields primitive)) return;
        try {
            var request = Primitives.request(primitive, Peer.UNKNOWN);
            var answer = Value.field(Primitives.RESPONSE, Primitives.fields(entity.send(request)));
            cse.send(complete.apply(Request.notification(channel, self, answer)));
        } catch (RuntimeException malformed) {
            LOG.warn("what was fetched from {} is no request: {}", channel, malformed.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A correct MQTT client with defects that can be switched on: it shows what each case can see. */
final class ReferenceClient implements UpperTester {
    private final Set<ClientDefect> defects;

    ReferenceClient(ClientDefect... defects) {
        this.defects = Set.of(defects);
    }

    @Override
    public String name() {
        return "reference client";
    }

    @Override
    public Running start(Script script) {
        var told = new LinkedBlockingQueue<String>();
        var client = new ReferenceClientConnection(defects, told);
        var thread = Thread.ofVirtual().name("reference-client").start(() -> perform(client, script, told));
        return new Work(client, thread, told);
    }

    private static void perform(ReferenceClientConnection client, Script script, BlockingQueue<String> told) {
        for (var command : script.commands()) {
            try {
                client.perform(command);
            } catch (IOException | IllegalStateException e) {
                told.add("failed " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
        told.add("done");
    }

    private record Work(ReferenceClientConnection client, Thread thread, BlockingQueue<String> told)
            implements Running {
        @Override
        public Optional<String> told(Duration patience) {
            try {
                return Optional.ofNullable(told.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void close() throws IOException {
            thread.interrupt();
            client.close();
        }
    }
}

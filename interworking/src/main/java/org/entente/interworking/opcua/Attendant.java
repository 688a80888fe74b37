// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.entente.interworking.Devices;
import org.entente.interworking.Mapping;
import org.entente.interworking.Outcome;
import org.entente.interworking.opcua.Servers.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after one server: goes in, tells the engine what is there, and goes in again when the connection is lost. */
final class Attendant implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);
    private static final int MOST_COMPLAINTS = 50;
    /** How many samplings pass between two attempts. */
    private static final int PAUSE = 5;

    private final Server server;
    private final Mapping mapping;
    private final Door door;
    private final Devices engine;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    /** Volatile: the attendant's own thread writes it, the engine's threads read it. */
    private volatile Optional<Connection> connection = Optional.empty();
    /** Only the attendant's own thread touches it. */
    private String lastFailure = "";

    Attendant(Server server, Mapping mapping, Door door, Devices engine) {
        this.server = server;
        this.mapping = mapping;
        this.door = door;
        this.engine = engine;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                attend();
                Thread.sleep(pause());
            }
        } catch (InterruptedException e) {
            // The hub stops.
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        return server.every().multipliedBy(PAUSE);
    }

    private void attend() throws InterruptedException {
        try (var entered = enter()) {
            connection = Optional.of(entered);
            lastFailure = "";
            engine.appeared(entered.plant().model());
            entered.plant().mistakes().forEach(this::complain);
            engine.lost(server.name(), stay(entered));
        } catch (UaException failed) {
            failed(Words.of(failed));
        } catch (RuntimeException nonsense) {
            LOG.debug("device={} was answered what makes no sense", server.name(), nonsense);
            failed(Words.of(nonsense));
        } finally {
            connection = Optional.empty();
        }
    }

    private Connection enter() throws UaException {
        var client = door.enter(server);
        try {
            return new Connection(
                    client,
                    server,
                    mapping,
                    new Connection.Voice(
                            values -> engine.changed(server.name(), values),
                            (notifier, event) -> engine.happened(server.name(), notifier, event),
                            this::complain));
        } catch (UaException | RuntimeException failed) {
            Door.leave(client);
            throw failed;
        }
    }

    /** However often the server says that it has changed, it is looked at again after a pause and not before. */
    private String stay(Connection entered) throws InterruptedException, UaException {
        while (true) {
            var end = entered.awaitEnd(pause().toNanos());
            if (end.isPresent()) return end.get();
            if (entered.isOutdated()) lookAgain(entered);
            entered.remind();
            engine.seen(server.name());
        }
    }

    /** What could not all be looked at may still be there. */
    private void lookAgain(Connection entered) throws UaException {
        entered.lookAgain();
        var found = entered.plant();
        if (found.mistakes().isEmpty()) engine.altered(found.model());
        else engine.appeared(found.model());
        found.mistakes().forEach(this::complain);
    }

    /** A hub that stops says nothing about its devices. */
    private void failed(String reason) {
        if (Thread.currentThread().isInterrupted() || reason.equals(lastFailure)) return;
        lastFailure = reason;
        LOG.warn("device={} url={} cannot be entered: {}", server.name(), server.url(), reason);
        engine.lost(server.name(), reason);
    }

    /** Once each: a device that cannot, cannot every time. */
    private void complain(String sentence) {
        if (complaints.size() < MOST_COMPLAINTS && complaints.add(sentence)) engine.misbehaved(server.name(), sentence);
    }

    Outcome with(Function<Connection, Outcome> work) {
        return connection.map(work).orElseGet(() -> new Outcome.Unreachable("there is no connection to the server"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.entente.interworking.Mapping;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.interworking.opcua.Servers.Server;
import org.entente.interworking.opcua.Service.Asked;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session with a server, and what the server was found to offer when it was looked at last. Safe for many threads. */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Outcome UNSAID = new Outcome.Denied("the server did not say what became of it");

    private final OpcUaClient client;
    private final Server server;
    private final Mapping mapping;
    private final Values values;
    private final Structures structures;
    private final Bulletin bulletin;
    private final Voice voice;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    /** Volatile: the attendant's thread writes it, the engine's threads read it. */
    private volatile View view;
    /** Volatile: the library's thread sets it, the attendant's takes it back. */
    private volatile boolean outdated;

    /** Who is told what the server says by itself. */
    record Voice(
            Consumer<Map<String, Value>> changed,
            BiConsumer<String, Value.Fields> happened,
            Consumer<String> complaint) {}

    /** What the server offers, and what of it is observed. */
    private record View(Plant plant, Watch watch) {}

    /** @param client is connected, and closed with this connection */
    Connection(OpcUaClient client, Server server, Mapping mapping, Voice voice) throws UaException {
        this.client = client;
        this.server = server;
        this.mapping = mapping;
        this.voice = voice;
        client.addSessionActivityListener(new Ear());
        this.values =
                new Values(client.getDynamicEncodingContext(), server.bounds().elements());
        this.structures = Structures.of(client);
        var types = new Types(new Service(client), client.getNamespaceTable());
        var news = new News();
        this.bulletin = new Bulletin(client, server, new EventFields(values, types::name, voice.complaint()), news);
        // Before the server is looked at, so that no change can be missed.
        bulletin.awaitChanges();
        this.view = look(news);
    }

    private View look(News news) throws UaException {
        var plant = new Survey(client, server, mapping).plant();
        return new View(plant, new Watch(client, server, plant, news));
    }

    /** Whether the server has said since it was looked at that it offers something else. */
    boolean isOutdated() {
        return outdated;
    }

    /** What was observed has to be asked for again; what notifiers tell goes on. */
    void lookAgain() throws UaException {
        outdated = false;
        var before = view;
        view = look(new News());
        before.watch().end();
        for (var path : before.plant().notifiers().keySet())
            if (!plant().notifiers().containsKey(path)) bulletin.unobserve(path);
    }

    Plant plant() {
        return view.plant();
    }

    /** Waits until the session is over or the time is. */
    Optional<String> awaitEnd(long nanos) throws InterruptedException {
        try {
            return Optional.of(end.get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void remind() {
        view.watch().remind();
    }

    Outcome read(String path) {
        var points = plant().readable(path);
        if (points.isEmpty()) return new Outcome.Denied("the device has nothing to read at " + path);
        return outcome(() -> {
            var asked = points.stream()
                    .map(each -> new Asked(node(each).node(), AttributeId.Value))
                    .toList();
            var answers = new Service(client).read(asked);
            if (points.size() == 1 && answers.getFirst().statusCode().isBad())
                return new Outcome.Denied(Words.of(answers.getFirst().statusCode()));
            var found = new LinkedHashMap<String, Value>();
            for (int i = 0; i < points.size(); i++) {
                var point = points.get(i);
                value(point, answers.get(i)).ifPresent(value -> found.put(point, value));
            }
            return new Outcome.Done(found);
        });
    }

    /** All in one request; the first that the server does not take is its answer. [OPC 10000-4 §5.11.4] */
    Outcome write(Map<String, Value> wanted) {
        return outcome(() -> {
            var paths = List.copyOf(wanted.keySet());
            var nodes = paths.stream().map(each -> node(each).node()).toList();
            var written = paths.stream()
                    // Many servers take neither a status nor a time from a client.
                    .map(each -> DataValue.valueOnly(written(each, wanted.getOrDefault(each, Value.of("")))))
                    .toList();
            var statuses = client.writeValues(nodes, written);
            if (statuses.size() != paths.size()) return UNSAID;
            for (int i = 0; i < paths.size(); i++)
                if (statuses.get(i).isBad()) return new Outcome.Denied(paths.get(i) + ": " + Words.of(statuses.get(i)));
            return Outcome.DONE;
        });
    }

    private Variant written(String path, Value value) {
        var variable = node(path);
        return structures.written(variable.form(), variable.type(), value, path);
    }

    /** [OPC 10000-4 §5.12.2] */
    Outcome call(String path, Map<String, Value> arguments) {
        var method = plant().methods().get(path);
        if (method == null) return new Outcome.Denied("the device has no action " + path);
        return outcome(() -> {
            var inputs = inputs(method, arguments, path);
            var request = new CallMethodRequest(method.object(), method.method(), inputs);
            var results = client.call(List.of(request)).getResults();
            if (results == null || results.length == 0) return UNSAID;
            return results[0].getStatusCode().isBad()
                    ? new Outcome.Denied(refusal(method, results[0]))
                    : new Outcome.Done(outputs(method, results[0]));
        });
    }

    /** @throws Refused unless there is one of each, and it fits */
    private Variant[] inputs(Plant.Method method, Map<String, Value> arguments, String path) {
        var names = method.takes().stream().map(Plant.Argument::name).toList();
        for (var name : arguments.keySet())
            if (!names.contains(name)) throw Refused.badRequest(path + " takes no " + name + ", but " + names);
        var inputs = new Variant[names.size()];
        for (int i = 0; i < inputs.length; i++) {
            var input = method.takes().get(i);
            var given = Optional.ofNullable(arguments.get(input.name()))
                    .orElseThrow(() -> Refused.badRequest(path + " needs " + input.name() + ", a " + input.title()));
            inputs[i] = structures.written(input.form(), input.type(), given, input.name());
        }
        return inputs;
    }

    /** Which argument it was, where the server says so. */
    private static String refusal(Plant.Method method, CallMethodResult result) {
        var whole = Words.of(result.getStatusCode());
        var each = result.getInputArgumentResults();
        if (each == null) return whole;
        for (int i = 0; i < Math.min(each.length, method.takes().size()); i++)
            if (each[i].isBad()) return method.takes().get(i).name() + ": " + Words.of(each[i]);
        return whole;
    }

    private Map<String, Value> outputs(Plant.Method method, CallMethodResult result) {
        var given = result.getOutputArguments() == null ? new Variant[0] : result.getOutputArguments();
        var outputs = new LinkedHashMap<String, Value>();
        for (int i = 0; i < Math.min(given.length, method.gives().size()); i++) {
            var name = method.gives().get(i).name();
            value(name, DataValue.valueOnly(given[i])).ifPresent(value -> outputs.put(name, value));
        }
        return outputs;
    }

    Outcome observe(String path, Pace pace) {
        var notifier = plant().notifiers().get(path);
        if (notifier != null)
            return outcome(() -> bulletin.observe(path, notifier)
                    .<Outcome>map(Outcome.Denied::new)
                    .orElse(Outcome.DONE));
        return outcome(() -> {
            var refused = view.watch().observe(path, pace);
            if (refused.size() == 1 && refused.containsKey(path))
                return new Outcome.Denied(refused.getOrDefault(path, ""));
            refused.forEach((point, error) -> voice.complaint().accept(point + " cannot be observed: " + error));
            return Outcome.DONE;
        });
    }

    Outcome unobserve(String path) {
        return outcome(() -> {
            if (!bulletin.unobserve(path)) view.watch().unobserve(path);
            return Outcome.DONE;
        });
    }

    /** Something that needs the server. */
    private interface Work {
        Outcome done() throws UaException;
    }

    private static Outcome outcome(Work work) {
        try {
            return work.done();
        } catch (UaException failed) {
            return Words.outcome(failed);
        } catch (Refused refused) {
            return new Outcome.Denied(refused.sentence());
        } catch (RuntimeException nonsense) {
            LOG.debug("an answer made no sense", nonsense);
            return new Outcome.Denied(Words.of(nonsense));
        }
    }

    private Plant.Variable node(String path) {
        return plant().variable(path).orElseThrow(() -> Refused.notFound("the device has no " + path));
    }

    /** A value without a good status, or too large, is none. */
    private Optional<Value> value(String path, DataValue data) {
        try {
            if (!data.statusCode().isBad()) return values.of(data.value(), path);
            voice.complaint().accept(path + " has no value: " + Words.of(data.statusCode()));
        } catch (Refused refused) {
            voice.complaint().accept(refused.sentence());
        }
        return Optional.empty();
    }

    /** Says goodbye, but does not wait for long: the server may be gone. */
    @Override
    public void close() {
        end.complete("the connection was closed");
        Door.leave(client);
    }

    private final class News implements Watch.Report, Bulletin.Reader {
        @Override
        public Optional<Value> value(String path, DataValue data) {
            return Connection.this.value(path, data);
        }

        @Override
        public void changed(Map<String, Value> news) {
            voice.changed().accept(news);
        }

        @Override
        public void happened(String notifier, Value.Fields event) {
            voice.happened().accept(notifier, event);
        }

        @Override
        public void altered() {
            outdated = true;
        }

        @Override
        public void ended(String reason) {
            end.complete(reason);
        }
    }

    private final class Ear implements SessionActivityListener {
        @Override
        public void onSessionInactive(UaSession session) {
            end.complete("the connection was lost");
        }
    }
}

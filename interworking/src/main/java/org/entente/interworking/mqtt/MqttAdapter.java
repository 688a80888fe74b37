// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import org.entente.interworking.Adapter;
import org.entente.interworking.Devices;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.model.Value;

/** Things behind a broker as the engine sees them. Safe for many threads. */
public final class MqttAdapter implements Adapter {
    private final String standard;
    private final Broker broker;
    private final Function<Crowd, Directory> directories;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<Crowd> crowd = Optional.empty();

    private MqttAdapter(String standard, Broker broker, Function<Crowd, Directory> directories) {
        this.standard = standard;
        this.broker = broker;
        this.directories = directories;
    }

    /** Things that a file describes. */
    public static MqttAdapter of(Things things, Broker broker) {
        return new MqttAdapter("mqtt", broker, crowd -> new Described(things, crowd));
    }

    /** Whether a text is one topic of users: without wildcards, and none of the broker's own. MQTT 5 §4.7. */
    public static boolean isTopic(String text) {
        return Topics.isPlain(text);
    }

    /** @param bases the base topic of each zigbee2mqtt, for which {@link #isTopic} */
    public static MqttAdapter zigbee2mqtt(List<String> bases, Broker broker) {
        return new MqttAdapter("zigbee2mqtt", broker, crowd -> new Bridges(bases, crowd));
    }

    /** Tells which things there are. Called on the connection's thread. */
    interface Directory {
        /** What it listens to itself. */
        Set<String> topics();

        void heard(Message message);

        /** The connection is there again. */
        void connected();
    }

    /** The things of a directory, and who listens to which topic. */
    static final class Crowd implements Connection.Ear {
        private final Devices engine;
        private final ExecutorService threads;
        private final Connection connection;
        private final Directory directory;
        private final Map<String, Correspondent> members = new ConcurrentHashMap<>();
        private final Map<String, Set<Correspondent>> listeners = new ConcurrentHashMap<>();

        private Crowd(Broker broker, Devices engine, ExecutorService threads, Function<Crowd, Directory> directories) {
            this.engine = engine;
            this.threads = threads;
            this.connection = new Connection(broker, this, threads);
            this.directory = directories.apply(this);
        }

        Optional<Correspondent> find(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** Listens to a thing that somebody named here, in the place of what was known of it before. */
        Correspondent admit(Thing thing) {
            return admit(thing, _ -> true);
        }

        /** The same of a thing that came by itself, and has to be welcome. */
        Correspondent hear(Thing thing) {
            return admit(thing, engine::welcomes);
        }

        private Correspondent admit(Thing thing, Predicate<String> welcome) {
            dismiss(thing.name());
            var member = new Correspondent(thing, connection, engine, threads, welcome);
            members.put(thing.name(), member);
            for (var topic : member.topics())
                listeners
                        .computeIfAbsent(topic, _ -> ConcurrentHashMap.newKeySet())
                        .add(member);
            if (connection.isConnected()) connection.subscribe(member.topics());
            return member;
        }

        void dismiss(String name) {
            var gone = members.remove(name);
            if (gone == null) return;
            for (var topic : gone.topics()) {
                var left = listeners.getOrDefault(topic, Set.of());
                left.remove(gone);
                if (!left.isEmpty()) continue;
                listeners.remove(topic);
                if (connection.isConnected()) connection.unsubscribe(topic);
            }
        }

        @Override
        public void connected() {
            var topics = new HashSet<>(directory.topics());
            topics.addAll(listeners.keySet());
            connection.subscribe(topics);
            directory.connected();
            members.values().forEach(Correspondent::back);
        }

        @Override
        public void disconnected(String reason) {
            members.values().forEach(each -> each.absent(reason));
        }

        @Override
        public void heard(Message message) {
            if (directory.topics().contains(message.topic())) directory.heard(message);
            for (var each : listeners.getOrDefault(message.topic(), Set.of())) each.heard(message);
        }
    }

    @Override
    public String standard() {
        return standard;
    }

    @Override
    public void start(Devices engine) {
        var here = new Crowd(broker, engine, threads, directories);
        crowd = Optional.of(here);
        here.connection.open();
    }

    @Override
    public Outcome read(String device, String path, Duration within) {
        return with(device, member -> member.read(path));
    }

    @Override
    public Outcome write(String device, Map<String, Value> values, Duration within) {
        return with(device, member -> member.write(values, within));
    }

    @Override
    public Outcome invoke(String device, String path, Duration within) {
        return new Outcome.Denied("there are no actions; " + path + " is none");
    }

    @Override
    public Outcome observe(String device, String path, Pace pace, Duration within) {
        return with(device, member -> {
            member.observe(path, pace);
            return Outcome.DONE;
        });
    }

    @Override
    public Outcome unobserve(String device, String path, Duration within) {
        return with(device, member -> {
            member.unobserve(path);
            return Outcome.DONE;
        });
    }

    private Outcome with(String device, Function<Correspondent, Outcome> work) {
        return crowd.flatMap(here -> here.find(device))
                .map(work)
                .orElseGet(() -> new Outcome.Unreachable("there is no thing " + device));
    }

    @Override
    public void close() {
        crowd.ifPresent(here -> here.connection.close());
        threads.shutdownNow();
        threads.close();
    }
}

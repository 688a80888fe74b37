// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.entente.interworking.Adapter;
import org.entente.interworking.Devices;
import org.entente.interworking.Mapping;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.model.Value;

/** OPC UA servers as the engine sees them. OPC 10000. Safe for many threads. */
public final class OpcUaAdapter implements Adapter {
    private final Servers servers;
    private final Mapping mapping;
    private final Door door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Attendant> attendants = new ConcurrentHashMap<>();

    /**
     * @param mapping says which types of nodes are known
     * @param papers none if every server is visited without protection
     * @param patience how long a server has to answer one request
     */
    public OpcUaAdapter(Servers servers, Mapping mapping, Optional<Papers> papers, Duration patience) {
        this.servers = servers;
        this.mapping = mapping;
        this.door = new Door(patience, papers);
    }

    @Override
    public String standard() {
        return "opcua";
    }

    @Override
    public void start(Devices engine) {
        for (var server : servers.all()) {
            var attendant = new Attendant(server, mapping, door, engine);
            attendants.put(server.name(), attendant);
            threads.execute(attendant);
        }
    }

    @Override
    public Outcome read(String device, String path, Duration within) {
        return with(device, connection -> connection.read(path));
    }

    @Override
    public Outcome write(String device, Map<String, Value> values, Duration within) {
        return with(device, connection -> connection.write(values));
    }

    @Override
    public Outcome invoke(String device, String path, Duration within) {
        return with(device, connection -> connection.call(path, Map.of()));
    }

    @Override
    public Outcome call(String device, String path, Map<String, Value> arguments, Duration within) {
        return with(device, connection -> connection.call(path, arguments));
    }

    @Override
    public Outcome observe(String device, String path, Pace pace, Duration within) {
        return with(device, connection -> connection.observe(path, pace));
    }

    @Override
    public Outcome unobserve(String device, String path, Duration within) {
        return with(device, connection -> connection.unobserve(path));
    }

    private Outcome with(String device, Function<Connection, Outcome> work) {
        return Optional.ofNullable(attendants.get(device))
                .map(attendant -> attendant.with(work))
                .orElseGet(() -> new Outcome.Unreachable("there is no device " + device));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

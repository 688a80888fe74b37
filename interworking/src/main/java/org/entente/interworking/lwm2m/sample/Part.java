// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m.sample;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.eclipse.leshan.client.resource.BaseInstanceEnabler;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.argument.Arguments;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.core.response.WriteResponse;

/** An object instance of the simulated device: values by resource, and what happens when somebody writes or executes. */
final class Part extends BaseInstanceEnabler {
    private final Map<Integer, Object> values;
    private final List<Integer> actions;
    private final BiFunction<Integer, Object, Optional<String>> written;
    private final IntConsumer executed;

    /**
     * @param actions the resources that can be executed
     * @param written called before a value is taken; a sentence refuses it
     */
    Part(
            Map<Integer, Object> values,
            List<Integer> actions,
            BiFunction<Integer, Object, Optional<String>> written,
            IntConsumer executed) {
        this.values = new ConcurrentSkipListMap<>(values);
        this.actions = List.copyOf(actions);
        this.written = written;
        this.executed = executed;
    }

    /** A part that is only read. */
    static Part of(Map<Integer, Object> values) {
        return new Part(values, List.of(), (id, value) -> Optional.of("it is read only"), id -> {});
    }

    Object value(int id) {
        return Optional.ofNullable(values.get(id)).orElse("");
    }

    /** Changes a value by itself; whoever observes hears of it. */
    void set(int id, Object value) {
        values.put(id, value);
        fireResourceChange(id);
    }

    @Override
    public ReadResponse read(LwM2mServer server, int id) {
        return switch (values.get(id)) {
            case null -> ReadResponse.notFound();
            case String text -> ReadResponse.success(id, text);
            case Long number -> ReadResponse.success(id, number.longValue());
            case Double number -> ReadResponse.success(id, number.doubleValue());
            case Boolean truth -> ReadResponse.success(id, truth.booleanValue());
            case Date time -> ReadResponse.success(id, time);
            default -> ReadResponse.notFound();
        };
    }

    @Override
    public WriteResponse write(LwM2mServer server, boolean replace, int id, LwM2mResource resource) {
        var value = resource.getValue();
        var refusal = written.apply(id, value);
        if (refusal.isPresent()) return WriteResponse.badRequest(refusal.get());
        // Bytes are consumed, not kept: a firmware image is not read back.
        if (!(value instanceof byte[])) set(id, value);
        return WriteResponse.success();
    }

    @Override
    public ExecuteResponse execute(LwM2mServer server, int id, Arguments arguments) {
        if (!actions.contains(id)) return ExecuteResponse.notFound();
        executed.accept(id);
        return ExecuteResponse.success();
    }

    @Override
    public List<Integer> getAvailableResourceIds(ObjectModel model) {
        return Stream.concat(values.keySet().stream(), actions.stream())
                .sorted()
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.entente.codec.Json;
import org.entente.interworking.opcua.Values;
import org.entente.model.Refused;
import org.entente.model.Value;

/** The methods of all devices, called in the name of each guest. OPC 10000-4 §5.12. Safe for many threads. */
final class Orders {
    private final Desk desk;
    private final Values values;
    private final Map<NodeId, Order> orders = new ConcurrentHashMap<>();
    /** By address; what a method gave is looked up before its next call from here. */
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    Orders(Desk desk, Values values) {
        this.desk = desk;
        this.values = values;
    }

    void putAll(Map<NodeId, Order> more) {
        orders.putAll(more);
    }

    void removeOf(String device) {
        orders.values().removeIf(order -> {
            boolean isGone = order.device().equals(device);
            if (isGone) turns.remove(order.address());
            return isGone;
        });
    }

    Optional<Order> find(NodeId method) {
        return Optional.ofNullable(orders.get(method));
    }

    static CallMethodResult not(long reason) {
        return new CallMethodResult(new StatusCode(reason), null, null, null);
    }

    CallMethodResult call(Order order, CallMethodRequest wanted, String guest) {
        var given = Objects.requireNonNullElse(wanted.getInputArguments(), new Variant[0]);
        if (given.length < order.takes().size()) return not(StatusCodes.Bad_ArgumentsMissing);
        if (given.length > order.takes().size()) return not(StatusCodes.Bad_TooManyArguments);
        var statuses = new StatusCode[given.length];
        var taken = new ArrayList<Value>();
        for (int i = 0; i < given.length; i++)
            try {
                taken.add(order.takes().get(i).taken(given[i], values));
                statuses[i] = StatusCode.GOOD;
            } catch (UaException unfit) {
                statuses[i] = unfit.getStatusCode();
            }
        if (Arrays.stream(statuses).anyMatch(StatusCode::isBad))
            return new CallMethodResult(new StatusCode(StatusCodes.Bad_InvalidArgument), statuses, null, null);
        var turn = turns.computeIfAbsent(order.address(), _ -> new ReentrantLock());
        turn.lock();
        try {
            return called(order, order.named(taken), guest);
        } finally {
            turn.unlock();
        }
    }

    private CallMethodResult called(Order order, Map<String, Value> arguments, String guest) {
        var answer = desk.call(order.address(), arguments, guest);
        if (!answer.isSuccess()) return new CallMethodResult(Answers.statusOfCall(answer), null, null, null);
        var given = order.gives().isEmpty() ? Value.Fields.EMPTY : given(order, guest);
        var results = order.gives().stream()
                .map(slot -> slot.shown(given.find(slot.name())))
                .toArray(Variant[]::new);
        return new CallMethodResult(StatusCode.GOOD, null, null, results);
    }

    /** @throws Refused if it is no JSON */
    static Value parsed(String json) {
        return Json.STRICT.read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** It was done, whether that can be told or not. */
    private Value.Fields given(Order order, String guest) {
        try {
            return desk.given(order.address(), guest).map(Orders::parsed).orElse(Value.Fields.EMPTY)
                            instanceof Value.Fields fields
                    ? fields
                    : Value.Fields.EMPTY;
        } catch (Refused unfit) {
            return Value.Fields.EMPTY;
        }
    }
}

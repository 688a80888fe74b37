// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.entente.interworking.Method;
import org.entente.interworking.Tree;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/**
 * What guests want, asked of the CSE in the name of each: it alone decides who may. OPC 10000-4 §5.11. Safe for many
 * threads.
 */
final class Desk {
    private final Tree tree;
    private final Hub hub;
    private final Predicate<String> reachable;
    /** Names of guests with a device that they may see, or may not; asked anew when devices are looked for. */
    private final Map<Sight, Boolean> sights = new ConcurrentHashMap<>();

    private record Sight(String originator, String device) {}

    /** @param reachable whether a device can be reached now */
    Desk(Tree tree, Hub hub, Predicate<String> reachable) {
        this.tree = tree;
        this.hub = hub;
        this.reachable = reachable;
    }

    boolean maySee(String originator, String device) {
        return sights.computeIfAbsent(
                new Sight(originator, device),
                sight -> tree.send(Request.retrieve("-/" + device, originator)).isSuccess());
    }

    void forgetSights() {
        sights.clear();
    }

    /** One RETRIEVE for each resource. */
    Map<Point, DataValue> read(Collection<Point> points, String originator) {
        var answers = new HashMap<String, Response>();
        var values = new HashMap<Point, DataValue>();
        for (var point : points) {
            var answer = answers.computeIfAbsent(
                    point.address(), address -> tree.send(Request.retrieve(address, originator)));
            values.put(point, value(point, answer));
        }
        return values;
    }

    private DataValue value(Point point, Response answer) {
        if (!answer.isSuccess()) return none(Answers.status(answer));
        var resource = Answers.inner(answer.content());
        var value = resource.find(point.attribute());
        if (value.isEmpty()) return none(new StatusCode(StatusCodes.Bad_NoData));
        try {
            var status = reachable.test(point.device())
                    ? StatusCode.GOOD
                    : new StatusCode(StatusCodes.Uncertain_NoCommunicationLastUsableValue);
            return new DataValue(point.shown(value.get()), status, heard(resource), now());
        } catch (Refused unfit) {
            return none(new StatusCode(StatusCodes.Bad_DataEncodingInvalid));
        }
    }

    DataValue none(StatusCode status) {
        return new DataValue(Variant.NULL_VALUE, status, null, now());
    }

    /** When the device said it; where it does not say, when the resource changed. */
    private static DateTime heard(Value.Fields resource) {
        return resource.text("dgt")
                .or(() -> resource.text("lt"))
                .map(text -> new DateTime(Timestamp.parse(text)))
                .orElse(DateTime.NULL_VALUE);
    }

    private DateTime now() {
        return new DateTime(hub.clock().instant());
    }

    /** Answered after the device did it. */
    Response call(String address, Map<String, Value> arguments, String originator) {
        return tree.order(Request.update(address, originator, Method.call(arguments)));
    }

    /** What a method gave when it was called last; empty if the guest may not know. */
    Optional<String> given(String address, String originator) {
        var answer = tree.send(Request.retrieve(address + "/" + Method.RESULTS + "/la", originator));
        return answer.isSuccess() ? Answers.inner(answer.content()).text("con") : Optional.empty();
    }

    /** One UPDATE for each resource, which is answered after the device took it. */
    Map<Point, Response> write(Map<Point, Value> wanted, String originator) {
        var byAddress = new LinkedHashMap<String, Map<Point, Value>>();
        wanted.forEach((point, value) -> byAddress
                .computeIfAbsent(point.address(), _ -> new LinkedHashMap<>())
                .put(point, value));
        var answers = new HashMap<Point, Response>();
        byAddress.forEach((address, values) -> {
            var attributes = new LinkedHashMap<String, Value>();
            values.forEach((point, value) -> attributes.put(point.attribute(), value));
            var root = values.keySet().iterator().next().root();
            var content = Value.field(root, new Value.Fields(attributes));
            var answer = tree.order(Request.update(address, originator, content));
            values.keySet().forEach(point -> answers.put(point, answer));
        });
        return answers;
    }
}

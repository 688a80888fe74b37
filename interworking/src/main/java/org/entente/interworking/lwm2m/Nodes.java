// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mObject;
import org.eclipse.leshan.core.node.LwM2mObjectInstance;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.node.LwM2mResourceInstance;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.util.datatype.ULong;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;

/** LwM2M's nodes as values by path, and values as resources. */
final class Nodes {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Nodes() {}

    /** Every resource below a node, by path such as {@code 3303/0/5700}. */
    static Map<String, Value> values(LwM2mPath path, LwM2mNode node) {
        var values = new LinkedHashMap<String, Value>();
        var text = path.toString().substring(1);
        collect(text, node, values);
        return values;
    }

    /** The same for several nodes; those that a device does not have are left out. */
    static Map<String, Value> values(Map<LwM2mPath, LwM2mNode> nodes) {
        var values = new LinkedHashMap<String, Value>();
        nodes.forEach((path, node) -> {
            if (node != null) collect(path.toString().substring(1), node, values);
        });
        return values;
    }

    private static void collect(String path, LwM2mNode node, Map<String, Value> values) {
        switch (node) {
            case LwM2mObject object ->
                object.getInstances().forEach((id, instance) -> collect(path + "/" + id, instance, values));
            case LwM2mObjectInstance instance ->
                instance.getResources().forEach((id, resource) -> collect(path + "/" + id, resource, values));
            case LwM2mResource resource
            when resource.isMultiInstances() -> {
                var all = new LinkedHashMap<String, Value>();
                resource.getInstances()
                        .forEach((id, each) -> all.put(id.toString(), value(each.getType(), each.getValue())));
                values.put(path, new Value.Fields(all));
            }
            case LwM2mSingleResource resource -> values.put(path, value(resource.getType(), resource.getValue()));
            case LwM2mResourceInstance instance -> values.put(path, value(instance.getType(), instance.getValue()));
            default -> throw Refused.badRequest("a node of an unknown kind at " + path);
        }
    }

    private static Value value(ResourceModel.Type type, Object value) {
        return switch (value) {
            case String text -> Value.of(text);
            case Long number -> Value.of(number.longValue());
            case Double number -> Value.of(number.doubleValue());
            case Boolean truth -> Value.of(truth.booleanValue());
            case Date time -> Value.of(time(time.toInstant()));
            case ULong number when number.toBigInteger().bitLength() < Long.SIZE -> Value.of(number.longValue());
            case byte[] bytes -> Value.of(type == ResourceModel.Type.OPAQUE ? readable(bytes) : base64(bytes));
            case Link[] links -> Value.of(Arrays.toString(links));
            // An object link, and a number that is too large for ours, are written as people read them.
            default -> Value.of(value.toString());
        };
    }

    /** oneM2M's years have four digits; who counts in milliseconds what should be seconds is far beyond. */
    private static String time(Instant time) {
        return time.isBefore(FIRST) || !time.isBefore(END) ? time.toString() : Timestamp.text(time);
    }

    /** Bytes of an object that nobody described are text more often than not. */
    private static String readable(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!text.isEmpty() && text.chars().noneMatch(c -> c < ' ')) return text;
        } catch (CharacterCodingException e) {
            // Not text: base64 keeps every byte.
        }
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * A resource to write.
     *
     * @param type as the object's definition has it, empty for an object that nobody described
     * @throws Refused if the value has no such form
     */
    static LwM2mSingleResource resource(int id, Optional<ResourceModel.Type> type, Value value) {
        return switch (value) {
            case Value.Text(var text) -> text(id, type.orElse(ResourceModel.Type.STRING), text);
            case Value.Whole(var number) ->
                switch (type.orElse(ResourceModel.Type.INTEGER)) {
                    case FLOAT -> LwM2mSingleResource.newFloatResource(id, (double) number);
                    case UNSIGNED_INTEGER -> LwM2mSingleResource.newUnsignedIntegerResource(id, number);
                    default -> LwM2mSingleResource.newIntegerResource(id, number);
                };
            case Value.Real(var number) -> LwM2mSingleResource.newFloatResource(id, number);
            case Value.Bool(var truth) -> LwM2mSingleResource.newBooleanResource(id, truth);
            case Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest("resource " + id + " takes a single value");
        };
    }

    private static LwM2mSingleResource text(int id, ResourceModel.Type type, String text) {
        return switch (type) {
            case OPAQUE -> LwM2mSingleResource.newBinaryResource(id, bytes(text));
            case TIME -> LwM2mSingleResource.newDateResource(id, Date.from(time(text)));
            default -> LwM2mSingleResource.newStringResource(id, text);
        };
    }

    private static Instant time(String text) {
        return Timestamp.parse(text);
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("bytes are written in base64");
        }
    }
}

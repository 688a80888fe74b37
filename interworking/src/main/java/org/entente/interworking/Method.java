// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.interworking.DeviceModel.Argument;
import org.entente.interworking.DeviceModel.Signature;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Announced;
import org.entente.model.type.Attribute;
import org.entente.model.type.CommandTypes;
import org.entente.model.type.DataType;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;

/**
 * A flexContainer for what a device can be told to do with arguments: an UPDATE of them calls it. What a device gives is
 * in the container below it, before the UPDATE is answered. TS-0001 §9.6.35.
 */
public final class Method {
    /** Named values, in the form that management commands have. TS-0004 §6.3.5.14. */
    static final Attribute ARGUMENTS =
            new Attribute("args", "arguments", new DataType.ListOf(CommandTypes.ANY_ARG, 0, Integer.MAX_VALUE));

    public static final ResourceType TYPE = FlexContainer.specialisation(
                    "ent:methd", "method", "org.entente.interworking.method")
            .attribute(ARGUMENTS, Presence.O, Presence.O, Announced.OA)
            .build();

    public static final String RESULTS = "results";
    private static final String TAKES = "Takes-";
    private static final String GIVES = "Gives-";

    private Method() {}

    /** @throws Refused if a name stands twice */
    static Map<String, Value> arguments(Value given) {
        var arguments = new LinkedHashMap<String, Value>();
        if (given instanceof Value.Items(var items))
            for (var item : items)
                if (item instanceof Value.Fields fields) {
                    var name = fields.text("nm").orElse("");
                    if (arguments.put(name, fields.find("val").orElse(Value.of(""))) != null)
                        throw Refused.badRequest("the argument " + name + " stands twice");
                }
        return arguments;
    }

    /** What an UPDATE says that calls it. */
    public static Value.Fields call(Map<String, Value> arguments) {
        var items = new ArrayList<Value>();
        arguments.forEach(
                (name, value) -> items.add(Value.field("nm", Value.of(name)).with("val", value)));
        return Value.field(TYPE.root(), Value.field(ARGUMENTS.shortName(), Value.of(items)));
    }

    /** What the labels of such a resource tell of it. */
    public static Signature signature(Value.Fields resource) {
        return new Signature(told(TAKES, resource), told(GIVES, resource));
    }

    private static List<Argument> told(String what, Value.Fields resource) {
        var arguments = new ArrayList<Argument>();
        if (resource.find("lbl").orElse(null) instanceof Value.Items(var labels))
            for (var label : labels) {
                var text = Fitting.word(label);
                int colon = text.indexOf(':');
                if (text.startsWith(what) && colon > 0)
                    arguments.add(new Argument(text.substring(what.length(), colon), text.substring(colon + 1)));
            }
        return arguments;
    }

    /** How the signature is told by labels. */
    static List<Value> labels(Signature signature) {
        var labels = new ArrayList<Value>();
        for (var each : signature.takes()) labels.add(label(TAKES, each));
        for (var each : signature.gives()) labels.add(label(GIVES, each));
        return labels;
    }

    private static Value label(String what, Argument argument) {
        return Value.of(what + argument.name() + ":" + argument.type());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.type.DataType;

/** A parameter in one line of text, as headers of HTTP and options of CoAP carry it. TS-0009 §6.4, TS-0008 §6.2.2.4. */
public final class ParameterText {
    private ParameterText() {}

    /**
     * @param where the header or option, for the message
     * @throws Refused BAD_REQUEST if the text is not of the parameter's type
     */
    public static Value read(String text, Parameter parameter, String where) {
        return switch (parameter) {
            case AUTHORIZATION_SIGNATURES -> signatures(text, parameter.type(), where);
            case ASSIGNED_TOKEN_IDENTIFIERS -> assignments(text, where);
            // No text says how; white space separates them, as in the lists of XML.
            case GROUP_REQUEST_TARGET_MEMBERS ->
                parameter.type().check(Value.texts(List.of(text.strip().split("\\s+"))), where);
            default -> Typed.read(text, parameter.type(), where);
        };
    }

    /** The form that {@link #read} takes. */
    public static String write(Value value, Parameter parameter) {
        return switch (parameter) {
            case AUTHORIZATION_SIGNATURES -> joined(value, "+");
            case ASSIGNED_TOKEN_IDENTIFIERS -> assignments((Value.Fields) value);
            case GROUP_REQUEST_TARGET_MEMBERS -> joined(value, " ");
            default -> Typed.write(value);
        };
    }

    /** Where the result of a non-blocking request goes. TS-0009 §6.4.11, TS-0008 §6.2.2.4.8. */
    public static List<String> notificationUris(String text) {
        return text.isBlank() ? List.of() : List.of(text.split("&")); // nobody is not the same as not said
    }

    /** The form that {@link #notificationUris} takes; empty if the response type says nothing of it. */
    public static Optional<String> notificationUris(Optional<Value> responseType) {
        if (!(responseType.orElse(null) instanceof Value.Fields type)) return Optional.empty();
        return type.find("nu").map(uris -> joined(uris, "&"));
    }

    /** The elements of a list that have no separator in them. */
    public static String joined(Value list, String separator) {
        return ((Value.Items) list).values().stream().map(Typed::write).collect(Collectors.joining(separator));
    }

    // [TS-0009 §6.4.24] separated by '+'; white space is insignificant
    private static Value signatures(String text, DataType type, String where) {
        var each = new ArrayList<Value>();
        for (var signature : text.split("\\+")) each.add(Value.of(signature.strip()));
        return type.check(Value.of(each), where);
    }

    // [TS-0009 §6.4.18, TS-0008 §6.2.2.4.15] lti-value1:tkid-value1 + lti-value2:tkid-value2
    private static Value assignments(String text, String where) {
        var each = new ArrayList<Value>();
        for (var pair : text.split("\\+")) {
            int colon = pair.indexOf(':');
            if (colon < 0) throw Refused.badRequest(where + " must hold pairs such as local:token");
            var members = new LinkedHashMap<String, Value>();
            members.put("lti", Value.of(pair.substring(0, colon).strip()));
            members.put("tkid", Value.of(pair.substring(colon + 1).strip()));
            each.add(new Value.Fields(members));
        }
        return Value.field("ltia", Value.of(each));
    }

    private static String assignments(Value.Fields assignments) {
        return assignments
                .find("ltia")
                .map(pairs -> ((Value.Items) pairs)
                        .values().stream()
                                .map(pair -> (Value.Fields) pair)
                                .map(pair -> pair.text("lti").orElse("") + ":"
                                        + pair.text("tkid").orElse(""))
                                .collect(Collectors.joining("+")))
                .orElse("");
    }
}

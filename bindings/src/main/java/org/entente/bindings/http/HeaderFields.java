// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.entente.bindings.wire.Typed;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.type.DataType;

/** Which header carries which parameter. TS-0009 §6.4. */
final class HeaderFields {
    static final String ORIGIN = "X-M2M-Origin";
    static final String REQUEST_ID = "X-M2M-RI";
    static final String RELEASE = "X-M2M-RVI";
    static final String STATUS = "X-M2M-RSC";
    static final String NOTIFICATION_URI = "X-M2M-RTU";
    private static final String TOKEN_IDS = "X-M2M-ATI";
    private static final String SIGNATURES = "X-M2M-AS";
    private static final String OURS = "x-m2m-";

    private static final Map<Parameter, String> NAMES = names();
    private static final Map<String, Parameter> BY_LOWER_CASE =
            NAMES.entrySet().stream().collect(Collectors.toMap(e -> lowerCase(e.getValue()), Map.Entry::getKey));

    private HeaderFields() {}

    private static Map<Parameter, String> names() {
        var names = new EnumMap<Parameter, String>(Parameter.class);
        names.put(Parameter.FROM, ORIGIN);
        names.put(Parameter.REQUEST_IDENTIFIER, REQUEST_ID);
        names.put(Parameter.GROUP_REQUEST_IDENTIFIER, "X-M2M-GID");
        names.put(Parameter.ORIGINATING_TIMESTAMP, "X-M2M-OT");
        names.put(Parameter.RESULT_EXPIRATION_TIMESTAMP, "X-M2M-RST");
        names.put(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "X-M2M-RET");
        names.put(Parameter.OPERATION_EXECUTION_TIME, "X-M2M-OET");
        names.put(Parameter.EVENT_CATEGORY, "X-M2M-EC");
        names.put(Parameter.RESPONSE_STATUS_CODE, STATUS);
        names.put(Parameter.ASSIGNED_TOKEN_IDENTIFIERS, TOKEN_IDS);
        names.put(Parameter.CONTENT_STATUS, "X-M2M-CTS");
        names.put(Parameter.CONTENT_OFFSET, "X-M2M-CTO");
        names.put(Parameter.RELEASE_VERSION_INDICATOR, RELEASE);
        names.put(Parameter.VENDOR_INFORMATION, "X-M2M-VSI");
        names.put(Parameter.M2M_SERVICE_USER, "X-M2M-USER"); // Release 4
        names.put(Parameter.AUTHORIZATION_SIGNATURES, SIGNATURES);
        names.put(Parameter.AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION, "X-M2M-ASRI");
        return names;
    }

    private static String name(Parameter parameter) {
        return NAMES.getOrDefault(parameter, parameter.shortName());
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Every parameter that the headers carry; unknown headers are no concern of ours. [TS-0009 §6.4.0]
     *
     * @throws Refused BAD_REQUEST if one stands twice or is not of its type
     */
    static Map<Parameter, Value> read(HttpFields headers) {
        var parameters = new EnumMap<Parameter, Value>(Parameter.class);
        for (var field : headers) {
            if (!field.getLowerCaseName().startsWith(OURS)) continue;
            var parameter = BY_LOWER_CASE.get(field.getLowerCaseName());
            if (parameter == null) continue;
            var value = field.getValue() == null ? "" : field.getValue();
            if (value.isEmpty() && parameter == Parameter.FROM) continue; // an AE that has no identifier yet
            if (parameters.put(parameter, value(value, parameter)) != null)
                throw Refused.badRequest(name(parameter) + " stands twice");
        }
        return parameters;
    }

    /** The notification targets of a non-blocking request. [TS-0009 §6.4.11] */
    static Optional<List<String>> notificationUris(HttpFields headers) {
        var text = headers.get(NOTIFICATION_URI);
        if (text == null) return Optional.empty();
        return Optional.of(text.isBlank() ? List.of() : List.of(text.split("&"))); // nobody is not the same as not said
    }

    /** Adds the headers of all parameters that have one. */
    static void write(Map<Parameter, Value> parameters, HttpFields.Mutable headers) {
        // Few are given of the many there are.
        for (var each : parameters.entrySet()) {
            var name = NAMES.get(each.getKey());
            if (name != null) headers.put(name, text(each.getValue(), each.getKey()));
        }
    }

    private static Value value(String text, Parameter parameter) {
        return switch (parameter) {
            case AUTHORIZATION_SIGNATURES -> signatures(text, parameter.type());
            case ASSIGNED_TOKEN_IDENTIFIERS -> assignments(text);
            default -> Typed.read(text, parameter.type(), name(parameter));
        };
    }

    private static String text(Value value, Parameter parameter) {
        return switch (parameter) {
            case AUTHORIZATION_SIGNATURES ->
                ((Value.Items) value).values().stream().map(Typed::write).collect(Collectors.joining("+"));
            case ASSIGNED_TOKEN_IDENTIFIERS -> text((Value.Fields) value);
            default -> Typed.write(value);
        };
    }

    // [TS-0009 §6.4.24] separated by '+'; white space is insignificant
    private static Value signatures(String text, DataType type) {
        var each = new ArrayList<Value>();
        for (var signature : text.split("\\+")) each.add(Value.of(signature.strip()));
        return type.check(Value.of(each), SIGNATURES);
    }

    // [TS-0009 §6.4.18] lti-value1:tkid-value1 + lti-value2:tkid-value2
    private static Value assignments(String text) {
        var each = new ArrayList<Value>();
        for (var pair : text.split("\\+")) {
            int colon = pair.indexOf(':');
            if (colon < 0) throw Refused.badRequest(TOKEN_IDS + " must hold pairs such as local:token");
            var members = new LinkedHashMap<String, Value>();
            members.put("lti", Value.of(pair.substring(0, colon).strip()));
            members.put("tkid", Value.of(pair.substring(colon + 1).strip()));
            each.add(new Value.Fields(members));
        }
        return Value.field("ltia", Value.of(each));
    }

    private static String text(Value.Fields assignments) {
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

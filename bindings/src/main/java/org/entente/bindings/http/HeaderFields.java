// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.entente.bindings.wire.ParameterText;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.jspecify.annotations.Nullable;

/** Which header carries which parameter. TS-0009 §6.4. */
final class HeaderFields {
    static final String ORIGIN = "X-M2M-Origin";
    static final String REQUEST_ID = "X-M2M-RI";
    static final String RELEASE = "X-M2M-RVI";
    static final String STATUS = "X-M2M-RSC";
    static final String NOTIFICATION_URI = "X-M2M-RTU";
    private static final String OURS = "x-m2m-";
    /** The originator of an AE that has no identifier yet. */
    private static final Value NOBODY = Value.of("");

    private static final Map<Parameter, String> NAMES = names();
    private static final Map<String, Parameter> BY_NAME =
            NAMES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
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
        names.put(Parameter.ASSIGNED_TOKEN_IDENTIFIERS, "X-M2M-ATI");
        names.put(Parameter.CONTENT_STATUS, "X-M2M-CTS");
        names.put(Parameter.CONTENT_OFFSET, "X-M2M-CTO");
        names.put(Parameter.RELEASE_VERSION_INDICATOR, RELEASE);
        names.put(Parameter.VENDOR_INFORMATION, "X-M2M-VSI");
        names.put(Parameter.M2M_SERVICE_USER, "X-M2M-USER"); // Release 4
        names.put(Parameter.AUTHORIZATION_SIGNATURES, "X-M2M-AS");
        names.put(Parameter.AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION, "X-M2M-ASRI");
        return names;
    }

    private static String name(Parameter parameter) {
        return NAMES.getOrDefault(parameter, parameter.shortName());
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * Every parameter that the headers carry; unknown headers are no concern of ours. [TS-0009 §6.4.0]
     *
     * @throws Refused BAD_REQUEST if one stands twice or is not of its type
     */
    static Map<Parameter, Value> read(HttpFields headers) {
        var parameters = new EnumMap<Parameter, Value>(Parameter.class);
        for (var field : headers) {
            var parameter = parameter(field);
            if (parameter == null) continue;
            var value = field.getValue() == null ? "" : field.getValue();
            // Nobody counts as one too: whom the sender may speak for was judged by the first that stands there.
            if (parameters.put(parameter, value(value, parameter)) != null)
                throw Refused.badRequest(name(parameter) + " stands twice");
        }
        parameters.remove(Parameter.FROM, NOBODY);
        return parameters;
    }

    private static Value value(String text, Parameter parameter) {
        return text.isEmpty() && parameter == Parameter.FROM
                ? NOBODY
                : ParameterText.read(text, parameter, name(parameter));
    }

    /** Most write the names as the specification does: others cost a copy. */
    private static @Nullable Parameter parameter(HttpField field) {
        if (field.getHeader() != null) return null; // a header of HTTP itself
        var known = BY_NAME.get(field.getName());
        if (known != null || !field.getName().regionMatches(true, 0, OURS, 0, OURS.length())) return known;
        return BY_LOWER_CASE.get(field.getLowerCaseName());
    }

    /** The notification targets of a non-blocking request. [TS-0009 §6.4.11] */
    static Optional<List<String>> notificationUris(HttpFields headers) {
        var text = headers.get(NOTIFICATION_URI);
        return Optional.ofNullable(text).map(ParameterText::notificationUris);
    }

    /** Adds the headers of all parameters that have one. */
    static void write(Map<Parameter, Value> parameters, HttpFields.Mutable headers) {
        // Few are given of the many there are.
        for (var each : parameters.entrySet()) {
            var name = NAMES.get(each.getKey());
            if (name != null) headers.put(name, ParameterText.write(each.getValue(), each.getKey()));
        }
    }
}

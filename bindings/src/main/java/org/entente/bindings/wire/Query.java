// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.model.Refused;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.type.DataType;
import org.entente.model.type.Enumerations;
import org.entente.model.type.PrimitiveTypes;

/**
 * The parameters and filter criteria of a query. TS-0009 §6.2.2.2, TS-0008 §6.2.2.3.
 *
 * @param parameters all but the filter criteria
 * @param filter the criteria, checked against their types
 */
public record Query(Map<Parameter, Value> parameters, FilterCriteria filter) {
    public static final Query NONE = new Query(Map.of(), FilterCriteria.NONE);

    private static final Map<String, DataType.Member> CRITERIA = PrimitiveTypes.FILTER_CRITERIA.members();
    private static final Map<String, Parameter> URI_PARAMETERS = Stream.of(
                    Parameter.RESULT_PERSISTENCE,
                    Parameter.RESULT_CONTENT,
                    Parameter.DELIVERY_AGGREGATION,
                    Parameter.DESIRED_IDENTIFIER_RESULT_TYPE,
                    Parameter.ROLE_IDS,
                    Parameter.TOKEN_IDS,
                    Parameter.LOCAL_TOKEN_IDS,
                    Parameter.TOKEN_REQUEST_INDICATOR,
                    Parameter.AUTHORIZATION_SIGNATURE_INDICATOR,
                    Parameter.AUTHORIZATION_RELATIONSHIP_INDICATOR,
                    Parameter.SEMANTIC_QUERY_INDICATOR,
                    Parameter.ATTRIBUTE_LIST)
            .collect(Collectors.toMap(Parameter::shortName, p -> p));
    private static final Map<String, Parameter> OPTION_PARAMETERS = optionParameters();

    // Written as pairs of name and value instead. [TS-0009 §6.2.2.2]
    private static final Map<String, String> ATTRIBUTE_PREFIXES = Map.of("atr", "", "catr", "c.", "patr", "p.");
    // A SPARQL text may hold a plus sign; several stand in several fields.
    private static final Set<String> NEVER_SPLIT = Set.of("smf");
    private static final String RESPONSE_TYPE = Parameter.RESPONSE_TYPE.shortName();

    /** How the fields of a query stand on the wire. */
    public enum Form {
        /** In one string of a URI, percent-encoded. */
        URI(URI_PARAMETERS),
        /** Each in an option of its own, plainly; in the elements of a list {@code +} and {@code %} are percent-encoded. */
        OPTIONS(OPTION_PARAMETERS);

        private final Map<String, Parameter> parameters;

        Form(Map<String, Parameter> parameters) {
            this.parameters = parameters;
        }

        private String decode(String raw) {
            return switch (this) {
                case URI -> PercentCoding.decode(raw);
                case OPTIONS -> raw;
            };
        }

        private String encode(Value value) {
            return switch (this) {
                case URI -> PercentCoding.encode(Typed.write(value), "/:@,*");
                case OPTIONS -> Typed.write(value);
            };
        }

        private String encodeElement(Value value) {
            return switch (this) {
                case URI -> encode(value);
                case OPTIONS -> Typed.write(value).replace("%", "%25").replace("+", "%2B");
            };
        }
    }

    private static Map<String, Parameter> optionParameters() {
        var all = new LinkedHashMap<>(URI_PARAMETERS);
        // A method of CoAP does not tell the operation of what is not blocking. [TS-0008 §6.2.1]
        for (var parameter : List.of(Parameter.OPERATION, Parameter.TOKENS)) all.put(parameter.shortName(), parameter);
        return Map.copyOf(all);
    }

    /**
     * Reads the query string of a URI.
     *
     * @param isAttribute whether a short name is that of an attribute of any resource type
     * @throws Refused BAD_REQUEST if a field is unknown, stands twice or is not of its type
     */
    public static Query read(String raw, Predicate<String> isAttribute) {
        return raw.isEmpty() ? NONE : read(List.of(raw.split("&")), Form.URI, isAttribute);
    }

    /** @throws Refused BAD_REQUEST if a field is unknown, stands twice or is not of its type */
    public static Query read(List<String> fields, Form form, Predicate<String> isAttribute) {
        return fields.isEmpty() ? NONE : new Reader(form, isAttribute).read(fields);
    }

    /** The query string of a request, empty if it needs none. */
    public static String write(Request request) {
        return String.join("&", write(request, Form.URI));
    }

    public static List<String> write(Request request, Form form) {
        var fields = new ArrayList<String>();
        if (request.find(Parameter.RESPONSE_TYPE).orElse(null) instanceof Value.Fields type)
            type.find("rtv").ifPresent(number -> fields.add(RESPONSE_TYPE + "=" + Typed.write(number)));
        request.others().forEach((parameter, value) -> {
            if (form.parameters.containsKey(parameter.shortName())) write(parameter.shortName(), value, form, fields);
        });
        request.filter().members().members().forEach((name, value) -> {
            var prefix = ATTRIBUTE_PREFIXES.get(name);
            if (prefix == null) write(name, value, form, fields);
            else for (var each : ((Value.Items) value).values()) fields.add(prefix + pair((Value.Fields) each, form));
        });
        return fields;
    }

    private static void write(String name, Value value, Form form, List<String> fields) {
        switch (value) {
            case Value.Items(var values)
            when NEVER_SPLIT.contains(name) -> values.forEach(each -> fields.add(name + "=" + form.encode(each)));
            case Value.Items(var values) ->
                fields.add(name + "=" + values.stream().map(form::encodeElement).collect(Collectors.joining("+")));
            case Value single -> fields.add(name + "=" + form.encode(single));
        }
    }

    private static String pair(Value.Fields attribute, Form form) {
        return attribute.text("nm").orElseThrow() + "="
                + form.encode(attribute.find("val").orElseThrow());
    }

    /** Gathers the fields of one query. Not for several threads. */
    private static final class Reader {
        private final Form form;
        private final Predicate<String> isAttribute;
        private final EnumMap<Parameter, Value> parameters = new EnumMap<>(Parameter.class);
        private final Map<String, Value> criteria = new LinkedHashMap<>();
        private final Map<String, ArrayList<Value>> lists = new LinkedHashMap<>();

        Reader(Form form, Predicate<String> isAttribute) {
            this.form = form;
            this.isAttribute = isAttribute;
        }

        Query read(List<String> fields) {
            for (var field : fields) if (!field.isEmpty()) field(field);
            lists.forEach(this::list);
            return new Query(
                    parameters,
                    criteria.isEmpty() ? FilterCriteria.NONE : new FilterCriteria(new Value.Fields(criteria)));
        }

        private void field(String raw) {
            int equals = raw.indexOf('=');
            var name = form.decode(equals < 0 ? raw : raw.substring(0, equals));
            var value = equals < 0 ? "" : raw.substring(equals + 1);
            var parameter = form.parameters.get(name);
            var criterion = CRITERIA.get(name);
            if (parameter != null) value(name, value, parameter.type());
            else if (name.equals(RESPONSE_TYPE)) responseType(value);
            else if (criterion != null && !ATTRIBUTE_PREFIXES.containsKey(name)) value(name, value, criterion.type());
            else if (name.startsWith("c.")) attribute("catr", name.substring(2), value);
            else if (name.startsWith("p.")) attribute("patr", name.substring(2), value);
            else attribute("atr", name, value);
        }

        private void value(String name, String raw, DataType type) {
            if (type instanceof DataType.ListOf list) {
                var values = lists.computeIfAbsent(name, _ -> new ArrayList<>());
                if (NEVER_SPLIT.contains(name)) values.add(Typed.read(form.decode(raw), list.element(), name));
                else Typed.readList(raw, list.element(), name, values);
            } else {
                put(name, Typed.read(form.decode(raw), type, name));
            }
        }

        private void responseType(String raw) {
            var number = Typed.read(form.decode(raw), Enumerations.RESPONSE_TYPE, RESPONSE_TYPE);
            if (parameters.put(Parameter.RESPONSE_TYPE, Value.field("rtv", number)) != null) throw twice(RESPONSE_TYPE);
        }

        private void attribute(String criterion, String name, String raw) {
            if (!isAttribute.test(name))
                throw Refused.badRequest("\"" + Shown.of(name) + "\" is neither a query field nor an attribute");
            var members = new LinkedHashMap<String, Value>();
            members.put("nm", Value.of(name));
            members.put("val", Value.of(form.decode(raw)));
            lists.computeIfAbsent(criterion, _ -> new ArrayList<>()).add(new Value.Fields(members));
        }

        private void list(String name, List<Value> values) {
            var parameter = form.parameters.get(name);
            var type = parameter != null
                    ? parameter.type()
                    : Objects.requireNonNull(CRITERIA.get(name)).type();
            put(name, type.check(Value.of(values), name));
        }

        private void put(String name, Value value) {
            var parameter = form.parameters.get(name);
            var before = parameter == null ? criteria.put(name, value) : parameters.put(parameter, value);
            if (before != null) throw twice(name);
        }

        private static Refused twice(String name) {
            return Refused.badRequest("query field " + name + " stands twice");
        }
    }
}

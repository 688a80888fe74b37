// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

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
 * The parameters and filter criteria of a query string. TS-0009 §6.2.2.2.
 *
 * @param parameters all but the filter criteria
 * @param filter the criteria, checked against their types
 */
record Query(Map<Parameter, Value> parameters, FilterCriteria filter) {
    static final Query NONE = new Query(Map.of(), FilterCriteria.NONE);

    private static final Map<String, DataType.Member> CRITERIA = PrimitiveTypes.FILTER_CRITERIA.members();
    private static final Map<String, Parameter> PARAMETERS = Stream.of(
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

    // Written as pairs of name and value instead. [TS-0009 §6.2.2.2]
    private static final Map<String, String> ATTRIBUTE_PREFIXES = Map.of("atr", "", "catr", "c.", "patr", "p.");
    // A SPARQL text may hold a plus sign; several stand in several fields.
    private static final Set<String> NEVER_SPLIT = Set.of("smf");
    private static final String RESPONSE_TYPE = Parameter.RESPONSE_TYPE.shortName();

    /**
     * Reads a query string.
     *
     * @param isAttribute whether a short name is that of an attribute of any resource type
     * @throws Refused BAD_REQUEST if a field is unknown, stands twice or is not of its type
     */
    static Query read(String raw, Predicate<String> isAttribute) {
        if (raw.isEmpty()) return NONE;
        return new Reader(isAttribute).read(raw);
    }

    /** The query string of a request, empty if it needs none. */
    static String write(Request request) {
        var fields = new ArrayList<String>();
        if (request.find(Parameter.RESPONSE_TYPE).orElse(null) instanceof Value.Fields type)
            type.find("rtv").ifPresent(number -> fields.add(RESPONSE_TYPE + "=" + Typed.write(number)));
        request.others().forEach((parameter, value) -> {
            if (PARAMETERS.containsKey(parameter.shortName())) write(parameter.shortName(), value, fields);
        });
        request.filter().members().members().forEach((name, value) -> {
            var prefix = ATTRIBUTE_PREFIXES.get(name);
            if (prefix == null) write(name, value, fields);
            else for (var each : ((Value.Items) value).values()) fields.add(prefix + pair((Value.Fields) each));
        });
        return String.join("&", fields);
    }

    private static void write(String name, Value value, List<String> fields) {
        switch (value) {
            case Value.Items(var values)
            when NEVER_SPLIT.contains(name) -> values.forEach(each -> fields.add(name + "=" + encoded(each)));
            case Value.Items(var values) ->
                fields.add(name + "=" + values.stream().map(Query::encoded).collect(Collectors.joining("+")));
            case Value single -> fields.add(name + "=" + encoded(single));
        }
    }

    private static String pair(Value.Fields attribute) {
        return attribute.text("nm").orElseThrow() + "="
                + encoded(attribute.find("val").orElseThrow());
    }

    private static String encoded(Value value) {
        return PercentCoding.encode(Typed.write(value), "/:@,*");
    }

    /** Gathers the fields of one query string. Not for several threads. */
    private static final class Reader {
        private final Predicate<String> isAttribute;
        private final EnumMap<Parameter, Value> parameters = new EnumMap<>(Parameter.class);
        private final Map<String, Value> criteria = new LinkedHashMap<>();
        private final Map<String, ArrayList<Value>> lists = new LinkedHashMap<>();

        Reader(Predicate<String> isAttribute) {
            this.isAttribute = isAttribute;
        }

        Query read(String raw) {
            int from = 0;
            while (from <= raw.length()) {
                int end = raw.indexOf('&', from);
                if (end < 0) end = raw.length();
                if (end > from) field(raw.substring(from, end));
                from = end + 1;
            }
            lists.forEach(this::list);
            return new Query(
                    parameters,
                    criteria.isEmpty() ? FilterCriteria.NONE : new FilterCriteria(new Value.Fields(criteria)));
        }

        private void field(String raw) {
            int equals = raw.indexOf('=');
            var name = PercentCoding.decode(equals < 0 ? raw : raw.substring(0, equals));
            var value = equals < 0 ? "" : raw.substring(equals + 1);
            var parameter = PARAMETERS.get(name);
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
                if (NEVER_SPLIT.contains(name)) values.add(Typed.read(PercentCoding.decode(raw), list.element(), name));
                else Typed.readList(raw, list.element(), name, values);
            } else {
                put(name, Typed.read(PercentCoding.decode(raw), type, name));
            }
        }

        private void responseType(String raw) {
            var number = Typed.read(PercentCoding.decode(raw), Enumerations.RESPONSE_TYPE, RESPONSE_TYPE);
            if (parameters.put(Parameter.RESPONSE_TYPE, Value.field("rtv", number)) != null) throw twice(RESPONSE_TYPE);
        }

        private void attribute(String criterion, String name, String raw) {
            if (!isAttribute.test(name))
                throw Refused.badRequest("\"" + Shown.of(name) + "\" is neither a query field nor an attribute");
            var members = new LinkedHashMap<String, Value>();
            members.put("nm", Value.of(name));
            members.put("val", Value.of(PercentCoding.decode(raw)));
            lists.computeIfAbsent(criterion, _ -> new ArrayList<>()).add(new Value.Fields(members));
        }

        private void list(String name, List<Value> values) {
            var parameter = PARAMETERS.get(name);
            var type = parameter != null
                    ? parameter.type()
                    : Objects.requireNonNull(CRITERIA.get(name)).type();
            put(name, type.check(Value.of(values), name));
        }

        private void put(String name, Value value) {
            var parameter = PARAMETERS.get(name);
            var before = parameter == null ? criteria.put(name, value) : parameters.put(parameter, value);
            if (before != null) throw twice(name);
        }

        private static Refused twice(String name) {
            return Refused.badRequest("query field " + name + " stands twice");
        }
    }
}

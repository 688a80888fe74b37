// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.type.DataType;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Scalar;

/** The specification's words for the pages: types, attributes, parameters and codes by their long names. */
public final class Terms {
    private final ResourceTypes types;
    private final Value.Fields overview;

    /**
     * @param base the resource name of the CSEBase, where the tree begins
     * @param httpStatus what HTTP makes of a response status code
     */
    public Terms(ResourceTypes types, String base, ToIntFunction<ResultCode> httpStatus) {
        this.types = types;
        overview = Value.field("base", Value.of(base))
                .with("types", Value.of(types.all().stream().map(Terms::line).toList()))
                .with("attributes", attributes(types))
                .with("parameters", parameters())
                .with("codes", codes(httpStatus));
    }

    Value.Fields overview() {
        return overview;
    }

    /** The table of one type, instances of flexContainers and announced variants included. */
    Optional<Value.Fields> type(String root) {
        return types.byRoot(root)
                .map(type -> line(type)
                        .with("children", Value.texts(List.copyOf(type.children())))
                        .with("rows", rows(type)));
    }

    private static Value.Fields line(ResourceType type) {
        var line = Value.field("root", Value.of(type.root()))
                .with("ty", Value.of(type.number()))
                .with("name", Value.of(type.longName()));
        var discriminator = type.discriminator();
        return discriminator.isPresent() ? line.with("definition", discriminator.get()) : line;
    }

    private static Value.Fields attributes(ResourceTypes types) {
        var names = new LinkedHashMap<String, Value>();
        for (var type : types.all()) {
            // A flexContainer's own attributes mean different things in different types: they stand in its table.
            if (type.discriminator().isPresent() && !type.root().startsWith("m2m:")) continue;
            for (var row : type.rows().values())
                names.putIfAbsent(
                        row.attribute().shortName(), Value.of(row.attribute().longName()));
        }
        return new Value.Fields(names);
    }

    private static Value.Fields parameters() {
        var names = new LinkedHashMap<String, Value>();
        for (var parameter : Parameter.values()) names.put(parameter.shortName(), Value.of(parameter.longName()));
        return new Value.Fields(names);
    }

    private static Value.Fields codes(ToIntFunction<ResultCode> httpStatus) {
        var codes = new LinkedHashMap<String, Value>();
        for (var code : ResultCode.values())
            codes.put(
                    Integer.toString(code.number()),
                    Value.field("name", Value.of(code.name())).with("http", Value.of(httpStatus.applyAsInt(code))));
        return new Value.Fields(codes);
    }

    private static Value.Items rows(ResourceType type) {
        var rows = new ArrayList<Value>();
        for (var row : type.rows().values())
            rows.add(Value.field("sn", Value.of(row.attribute().shortName()))
                    .with("name", Value.of(row.attribute().longName()))
                    .with("create", Value.of(row.create().name()))
                    .with("update", Value.of(row.update().name()))
                    .with("type", type(row.attribute().type())));
        return Value.of(rows);
    }

    private static Value.Fields type(DataType type) {
        var named = Value.field("name", Value.of(type.specified()));
        return switch (type) {
            case Scalar _ -> named.with("kind", Value.of("scalar"));
            case DataType.Enumerated(var _, var names) ->
                named.with("kind", Value.of("enumeration")).with("values", enumeration(names));
            case DataType.ListOf(var element, var _, var _) ->
                named.with("kind", Value.of("list")).with("element", type(element));
            case DataType.Complex(var _, var members, var _) ->
                named.with("kind", Value.of("structure")).with("members", members(members));
        };
    }

    private static Value.Fields enumeration(Map<Integer, String> names) {
        var values = new LinkedHashMap<String, Value>();
        names.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> values.put(Integer.toString(each.getKey()), Value.of(each.getValue())));
        return new Value.Fields(values);
    }

    private static Value.Fields members(Map<String, DataType.Member> members) {
        var names = new LinkedHashMap<String, Value>();
        members.forEach((name, member) -> names.put(name, Value.of(member.longName())));
        return new Value.Fields(names);
    }
}

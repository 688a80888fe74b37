// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.entente.model.Value;
import org.entente.model.type.DataType;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Presence;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceType.Row;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.SpecifiedType;

/** Prints resource types as tables for people and as JSON for programs. TS-0004 §7.4.1.1. */
public final class TypeTables {
    private static final Comparator<ResourceType> BY_NUMBER =
            Comparator.comparingInt(ResourceType::number).thenComparing(TypeTables::definition);

    private TypeTables() {}

    /** What becomes of every type of the specification, then a table for each type that is here. */
    public static String markdown(ResourceTypes types) {
        var page = new StringBuilder("# Resource types\n\n");
        TypeStates.append(page, SpecifiedType.among(types));
        page.append("\n# Tables\n\n");
        return markdown(page, types.all());
    }

    /** A table for each type; specialisations show what they add. The data types follow. */
    public static String markdown(String title, Collection<ResourceType> types) {
        return markdown(new StringBuilder("# ").append(title).append("\n\n"), types);
    }

    private static String markdown(StringBuilder page, Collection<ResourceType> types) {
        page.append("Printed by the program; a test compares this page with it. ");
        page.append("M must be there, O may, NP may not be. *always*: every resource has it, no UPDATE deletes it. ");
        page.append("MA is always announced, OA if `announcedAttribute` names it, NA never.\n");
        types.stream().sorted(BY_NUMBER).forEach(type -> append(page, type));
        DataTypePages.append(page, dataTypes(types));
        return page.toString();
    }

    private static void append(StringBuilder page, ResourceType type) {
        page.append("\n## ")
                .append(type.longName())
                .append("\n\n`")
                .append(type.root())
                .append("`, type ")
                .append(type.number());
        type.discriminator().ifPresent(value -> page.append(", ").append(shown(value)));
        if (type.isGeneral()) page.append(", in its specialisations only");
        if (!type.isImplemented()) page.append(", not implemented yet");
        page.append('.');
        if (!own(type).isEmpty()) appendRows(page, own(type));
        else page.append('\n');
        if (!type.children().isEmpty())
            page.append("\nChildren: ").append(joined(type.children())).append(".\n");
    }

    private static void appendRows(StringBuilder page, List<Row> rows) {
        page.append("\n\n| attribute | short | create | update | announced | data type |\n");
        page.append("|---|---|---|---|---|---|\n");
        for (var row : rows) {
            var attribute = row.attribute();
            page.append("| ")
                    .append(attribute.longName())
                    .append(" | `")
                    .append(attribute.shortName())
                    .append("` | ");
            boolean kept = row.always() && row.update() != Presence.NP;
            page.append(row.create()).append(" | ").append(row.update()).append(kept ? ", always" : "");
            page.append(" | ").append(row.announced()).append(" | ").append(DataTypePages.link(attribute.type()));
            page.append(" |\n");
        }
    }

    /** All rows, or those that a specialisation adds to what all its siblings have. */
    private static List<Row> own(ResourceType type) {
        if (type.discriminator().isEmpty()) return List.copyOf(type.rows().values());
        var general = type.number() == MgmtObj.NUMBER ? MgmtObj.TYPE : FlexContainer.TYPE;
        return type.rows().values().stream()
                .filter(row -> !general.rows().containsValue(row))
                .toList();
    }

    private static Map<String, DataType> dataTypes(Collection<ResourceType> types) {
        var found = new LinkedHashMap<String, DataType>();
        for (var type : types)
            for (var row : own(type)) DataTypePages.collect(row.attribute().type(), found);
        return found;
    }

    private static String definition(ResourceType type) {
        return type.discriminator()
                .map(value -> value instanceof Value.Whole(var number) ? Long.toString(number) : type.root())
                .orElse("");
    }

    private static String shown(Value definition) {
        return definition instanceof Value.Text(var text)
                ? "`" + text + "`"
                : "mgmtDefinition " + definition(definition);
    }

    private static String definition(Value definition) {
        return definition instanceof Value.Whole(var number) ? Long.toString(number) : definition.toString();
    }

    private static String joined(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    /** One JSON array of all types with all their rows. */
    public static byte[] json(Collection<ResourceType> types) {
        return Json.STRICT.write(
                Value.of(types.stream().sorted(BY_NUMBER).map(TypeTables::value).toList()));
    }

    private static Value value(ResourceType type) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("number", Value.of(type.number()));
        fields.put("root", Value.of(type.root()));
        fields.put("name", Value.of(type.longName()));
        type.discriminator().ifPresent(value -> fields.put("definition", value));
        fields.put("general", Value.of(type.isGeneral()));
        fields.put("implemented", Value.of(type.isImplemented()));
        fields.put(
                "attributes",
                Value.of(type.rows().values().stream().map(TypeTables::value).toList()));
        fields.put("children", Value.texts(new ArrayList<>(type.children())));
        return new Value.Fields(fields);
    }

    private static Value value(Row row) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("short", Value.of(row.attribute().shortName()));
        fields.put("long", Value.of(row.attribute().longName()));
        fields.put("create", Value.of(row.create().name()));
        fields.put("update", Value.of(row.update().name()));
        fields.put("always", Value.of(row.always()));
        fields.put("announced", Value.of(row.announced().name()));
        fields.put("type", Value.of(row.attribute().type().specified()));
        return new Value.Fields(fields);
    }
}

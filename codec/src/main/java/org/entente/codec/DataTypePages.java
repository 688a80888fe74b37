// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.entente.model.type.DataType;
import org.entente.model.type.DataType.Choice;
import org.entente.model.type.DataType.Complex;
import org.entente.model.type.DataType.Enumerated;
import org.entente.model.type.DataType.ListOf;
import org.entente.model.type.Scalar;

/** Prints the structures and enumerations that attributes use. TS-0004 §6.3.4, §6.3.5. */
final class DataTypePages {
    private DataTypePages() {}

    /** Adds a structure or enumeration, and those within it, under their names. */
    static void collect(DataType type, Map<String, DataType> found) {
        switch (type) {
            case Scalar _ -> {}
            case Enumerated enumerated -> found.put(enumerated.specified(), enumerated);
            case ListOf list -> collect(list.element(), found);
            case Complex complex -> {
                found.put(complex.specified(), complex);
                complex.members().values().forEach(member -> collect(member.type(), found));
            }
        }
    }

    /** The name of a type, linked to its description if it has one. */
    static String link(DataType type) {
        return switch (type) {
            case Scalar scalar -> scalar.specified();
            case ListOf list -> bounds(list) + link(list.element());
            case Enumerated enumerated -> link(enumerated.specified());
            case Complex complex -> link(complex.specified());
        };
    }

    private static String bounds(ListOf list) {
        if (list.most() < Integer.MAX_VALUE) return "list of " + list.most() + " ";
        return list.least() > 0 ? "list of at least " + list.least() + " " : "list of ";
    }

    private static String link(String specified) {
        var anchor = specified.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
        return "[" + specified + "](#" + anchor + ")";
    }

    static void append(StringBuilder page, Map<String, DataType> types) {
        if (types.isEmpty()) return;
        page.append("\n# Data types\n");
        for (var type : new TreeMap<>(types).values()) {
            page.append("\n### ").append(type.specified()).append("\n\n");
            switch (type) {
                case Enumerated enumerated -> appendNames(page, enumerated.names());
                case Complex complex -> appendMembers(page, complex);
                case Scalar _, ListOf _ -> throw new IllegalStateException(type + " has no page");
            }
        }
    }

    private static void appendNames(StringBuilder page, Map<Integer, String> names) {
        page.append(new TreeMap<>(names)
                        .entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(", ")))
                .append(".\n");
    }

    private static void appendMembers(StringBuilder page, Complex complex) {
        page.append("| member | short | | data type |\n|---|---|---|---|\n");
        for (var member : complex.members().values()) {
            page.append("| ")
                    .append(member.longName())
                    .append(" | `")
                    .append(member.shortName())
                    .append("` | ");
            page.append(member.mandatory() ? "M" : "O")
                    .append(" | ")
                    .append(link(member.type()))
                    .append(" |\n");
        }
        complex.choices().forEach(choice -> appendChoice(page, choice));
    }

    private static void appendChoice(StringBuilder page, Choice choice) {
        page.append(choice.most() == 1 ? "\nExactly one of " : "\nAt least one of ");
        page.append(choice.shortNames().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
        page.append(".\n");
    }
}

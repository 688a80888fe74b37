// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.type.ComplexTypes;
import org.entente.model.type.DataType;
import org.entente.model.type.Presence;
import org.entente.model.type.PrimitiveTypes;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Scalar;
import org.jspecify.annotations.Nullable;

/** Elements to values, as the types of what they stand for say. TS-0004 §8.3, §8.4.2 for the same in JSON. */
final class XmlReading {
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]+");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");

    private final XmlRoots roots;

    XmlReading(XmlRoots roots) {
        this.roots = roots;
    }

    /** What stands under a name with a prefix. */
    Value root(XmlNode node) {
        if (Primitives.isRoot(node.name())) return structure(node, XmlRoots.parameters(node.name()));
        var resource = roots.resource(node.name());
        if (resource.isPresent()) return structure(node, XmlRoots.attributes(resource.get()));
        var content = roots.content(node.name());
        if (content.isPresent()) return node.isEmpty() ? empty(content.get()) : typed(List.of(node), content.get());
        return structure(node, Map.of());
    }

    /** What an element without anything means, where it does not stand for an attribute. */
    private static Value empty(DataType type) {
        return switch (type) {
            case DataType.ListOf _ -> Value.of(List.of());
            case DataType.Complex _ -> Value.Fields.EMPTY;
            case Scalar _, DataType.Enumerated _ -> Value.of("");
        };
    }

    /** Elements of one name belong together; XML attributes are members too. */
    private Value.Fields structure(XmlNode node, Map<String, DataType> types) {
        var members = new LinkedHashMap<String, Value>();
        node.attributes().forEach((name, text) -> members.put(name, attribute(text, types.get(name))));
        var byName = new LinkedHashMap<String, List<XmlNode>>();
        for (var child : node.children())
            byName.computeIfAbsent(child.name(), _ -> new ArrayList<>()).add(child);
        var resource = roots.resource(node.name());
        byName.forEach((name, all) -> {
            var type = types.get(name);
            if (members.containsKey(name)) throw Refused.badRequest(name + " stands twice in " + node.name());
            if (type != null)
                members.put(name, member(all, type, resource.isPresent() && !isMandatory(resource.get(), name)));
            else if (XmlRoots.isRoot(name) && resource.isPresent()) // children of a resource
            members.put(name, Value.of(all.stream().map(this::root).toList()));
            else
                members.put(
                        name,
                        all.size() == 1
                                ? free(all.getFirst())
                                : Value.of(all.stream().map(this::free).toList()));
        });
        return new Value.Fields(members);
    }

    /** Such as the privileges of a policy, the members of a group or a name, which may be empty but cannot be deleted. */
    private static boolean isMandatory(ResourceType type, String attribute) {
        return type.row(attribute)
                .filter(row -> row.create() == Presence.M)
                .map(row -> row.attribute().type())
                .filter(each ->
                        each instanceof DataType.ListOf || each instanceof DataType.Complex || each == Scalar.STRING)
                .isPresent();
    }

    private Value member(List<XmlNode> all, DataType type, boolean isRemovable) {
        if (all.size() > 1 || !all.getFirst().isEmpty()) return typed(all, type);
        return isRemovable ? Value.Deleted.DELETED : empty(type); // [TS-0004 §8.3.1] the attribute is to go
    }

    private Value typed(List<XmlNode> all, DataType type) {
        return switch (type) {
            case DataType.ListOf(var element, var _, var _) -> list(all, element);
            case DataType.Complex complex -> complex(one(all), complex);
            case DataType.Enumerated enumerated -> simple(plain(one(all)), enumerated);
            case Scalar.ANY ->
                all.size() == 1
                        ? free(all.getFirst())
                        : Value.of(all.stream().map(this::free).toList());
            case Scalar scalar -> simple(plain(one(all)), scalar);
        };
    }

    private static XmlNode one(List<XmlNode> all) {
        if (all.size() == 1) return all.getFirst();
        throw Refused.badRequest(all.getFirst().name() + " stands more than once");
    }

    private static String plain(XmlNode node) {
        if (node.children().isEmpty()) return node.text();
        throw Refused.badRequest(node.name() + " must be a text, not elements");
    }

    /** A list of simple values stands in one element, separated by spaces; or each in an element of its own. */
    private Value list(List<XmlNode> all, DataType element) {
        if (all.size() == 1 && isBlank(all.getFirst())) return Value.of(List.of());
        // Numbers are told apart however they come.
        boolean isJoined = XmlRoots.isList(element) || element instanceof DataType.Enumerated;
        if (!isJoined || all.size() > 1)
            return Value.of(
                    all.stream().map(each -> typed(List.of(each), element)).toList());
        return Value.of(SPACE.splitAsStream(plain(all.getFirst()).strip())
                .map(each -> simple(each, element))
                .toList());
    }

    private static boolean isBlank(XmlNode node) {
        return node.attributes().isEmpty()
                && node.children().isEmpty()
                && node.text().isBlank();
    }

    private Value complex(XmlNode node, DataType.Complex type) {
        var types = new LinkedHashMap<String, DataType>();
        type.members().forEach((name, member) -> types.put(name, member.type()));
        var fields = structure(node, types);
        // What the schema calls simple content. [TS-0004 §8.4.2]
        return type.equals(PrimitiveTypes.CHILD_RESOURCE_REF) && node.children().isEmpty()
                ? fields.with("val", Value.of(node.text().strip()))
                : fields;
    }

    /** What has no simple type stays a text, which its type then refuses; but of a choice what was chosen is told by its form. */
    private static Value attribute(String text, @Nullable DataType type) {
        if (ComplexTypes.SPECIALIZATION_TYPE.equals(type)) // [TS-0004 §6.3.5.67] mgd is a number, cnd an identifier
        return WHOLE.matcher(text.strip()).matches()
                    ? Value.field("mgd", whole(text.strip(), text))
                    : Value.field("cnd", Value.of(text));
        return type instanceof Scalar || type instanceof DataType.Enumerated ? simple(text, type) : Value.of(text);
    }

    /** What may be anything: a resource or another root, a structure, or a text. */
    private Value free(XmlNode node) {
        if (XmlRoots.isRoot(node.name())) return root(node);
        if (node.children().isEmpty() && node.attributes().isEmpty())
            return node.text().isEmpty() ? Value.Deleted.DELETED : Value.of(node.text());
        return structure(node, Map.of());
    }

    private static Value simple(String text, DataType type) {
        if (type instanceof DataType.Enumerated) return whole(text.strip(), text);
        return switch ((Scalar) type) {
            case BOOLEAN -> truth(text.strip());
            case INTEGER,
                    NON_NEGATIVE,
                    POSITIVE,
                    UNSIGNED_BYTE,
                    UNSIGNED_INT,
                    EVENT_CAT,
                    EVENT_CAT_WITH_DEF,
                    OPERATION_SET -> whole(text.strip(), text);
            case FLOAT -> number(text.strip());
            case ABS_REL_TIMESTAMP -> whole(text.strip(), text);
            case TOKEN,
                    NC_NAME,
                    ANY_URI,
                    ID,
                    TIMESTAMP,
                    DURATION,
                    DATE,
                    TIME,
                    DATE_TIME,
                    RESOURCE_NAME,
                    SCHEDULE_ENTRY,
                    CONTENT_INFO,
                    IPV4,
                    IPV6,
                    COUNTRY_CODE,
                    RELEASE,
                    SERIALIZATION,
                    COORDINATES,
                    BASE64 -> Value.of(text.strip());
            case STRING, TYPE_OF_CONTENT, SPARQL, SESSION_DESCRIPTION, ANY -> Value.of(text);
        };
    }

    // What is no truth or number stays a text: the type's own check says what is wrong with it, and where.
    private static Value truth(String text) {
        return switch (text) {
            case "true", "1" -> Value.of(true);
            case "false", "0" -> Value.of(false);
            default -> Value.of(text);
        };
    }

    private static Value whole(String text, String otherwise) {
        if (!WHOLE.matcher(text).matches()) return Value.of(otherwise);
        try {
            return Value.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Value.of(otherwise); // beyond what any type takes
        }
    }

    private static Value number(String text) {
        if (whole(text, text) instanceof Value.Whole whole) return whole;
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) && !Character.isLetter(text.charAt(text.length() - 1))
                    ? Value.of(number)
                    : Value.of(text);
        } catch (NumberFormatException e) {
            return Value.of(text);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.type.Attributes;
import org.entente.model.type.DataType;
import org.entente.model.type.PrimitiveTypes;
import org.entente.model.type.Scalar;

/** Values to a document, attributes in the order of their table. TS-0004 §8.3. Belongs to one document. */
final class XmlWriting {
    private static final char REPLACEMENT = '\uFFFD';
    /** Which names that no table has become elements; XML keeps two prefixes for itself. */
    private static final Pattern NAME =
            Pattern.compile("(?!xml(ns)?:)(?:WORD:)?WORD".replace("WORD", "[A-Za-z_][A-Za-z0-9._-]*"));

    private final XmlRoots roots;
    private final StringBuilder out = new StringBuilder(512);

    XmlWriting(XmlRoots roots) {
        this.roots = roots;
    }

    byte[] document(Value.Fields rooted) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        var root = rooted.members().entrySet().iterator().next();
        var prefixes = new LinkedHashSet<String>();
        collect(rooted, prefixes);
        var declared = new LinkedHashMap<String, String>();
        for (var prefix : prefixes) declared.put("xmlns:" + prefix, XmlNamespaces.namespace(prefix));
        root(root.getKey(), root.getValue(), declared);
        return out.toString().getBytes(UTF_8);
    }

    private static void collect(Value value, Set<String> prefixes) {
        switch (value) {
            case Value.Fields(var members) ->
                members.forEach((name, each) -> {
                    if (isRoot(name)) prefixes.add(name.substring(0, name.indexOf(':')));
                    collect(each, prefixes);
                });
            case Value.Items(var values) -> values.forEach(each -> collect(each, prefixes));
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> {}
        }
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static boolean isRoot(String name) {
        return XmlRoots.isRoot(name) && isName(name);
    }

    /** @param attributes that the element has besides those of its own */
    private void root(String name, Value value, Map<String, String> attributes) {
        if (value instanceof Value.Items(var values) && roots.content(name).isEmpty()) {
            for (var each : values) root(name, each, attributes);
            return;
        }
        var resource = roots.resource(name);
        if (Primitives.isRoot(name)) structure(name, value, XmlRoots.parameters(name), attributes, false);
        else if (resource.isPresent()) structure(name, value, XmlRoots.attributes(resource.get()), attributes, true);
        else if (roots.content(name).isPresent())
            typed(name, value, roots.content(name).get(), attributes);
        else structure(name, value, Map.of(), attributes, false);
    }

    private void structure(
            String name, Value value, Map<String, DataType> types, Map<String, String> attributes, boolean isResource) {
        // Whoever wrote a name that makes no element must not write elements of ours by it: it stays text.
        boolean isOfElements = value instanceof Value.Fields(var each)
                && each.keySet().stream().allMatch(known -> types.containsKey(known) || isName(known));
        if (!(value instanceof Value.Fields(var members)) || !isOfElements) {
            simple(name, value, attributes);
            return;
        }
        var own = new LinkedHashMap<>(attributes);
        var left = new LinkedHashMap<>(members);
        if (isResource && left.get(Attributes.RN.shortName()) instanceof Value.Text(var rn)) {
            own.put(Attributes.RN.shortName(), rn); // [TS-0004 §7.4, m2m:resource] the one that is no element
            left.remove(Attributes.RN.shortName());
        }
        if (left.isEmpty()) {
            blank(name, own);
            return;
        }
        open(name, own, false);
        types.forEach((each, type) -> {
            var given = left.remove(each);
            if (given != null) typed(each, given, type, Map.of());
        });
        left.forEach((each, given) -> {
            if (isRoot(each)) root(each, given, Map.of());
            else free(each, given);
        });
        close(name);
    }

    private void typed(String name, Value value, DataType type, Map<String, String> attributes) {
        switch (type) {
            case DataType.ListOf(var element, var _, var _) -> list(name, value, element, attributes);
            case DataType.Complex complex -> complex(name, value, complex, attributes);
            case Scalar.ANY -> free(name, value);
            case Scalar _, DataType.Enumerated _ -> simple(name, value, attributes);
        }
    }

    private void list(String name, Value value, DataType element, Map<String, String> attributes) {
        if (!(value instanceof Value.Items(var values))) {
            simple(name, value, attributes);
            return;
        }
        if (values.isEmpty()) {
            blank(name, attributes);
            return;
        }
        boolean isJoined = XmlRoots.isList(element) && values.stream().allMatch(XmlWriting::isWord);
        if (isJoined) {
            var words = values.stream().map(XmlWriting::word).toList();
            simple(name, Value.of(String.join(" ", words)), attributes);
        } else for (var each : values) typed(name, each, element, attributes);
    }

    private static boolean isWord(Value value) {
        return switch (value) {
            case Value.Text(var text) -> !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ');
            case Value.Whole _, Value.Real _, Value.Bool _ -> true;
            case Value.Items _, Value.Fields _, Value.Deleted _ -> false;
        };
    }

    private static String word(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Real(var number) -> Double.toString(number);
            case Value.Bool(var truth) -> Boolean.toString(truth);
            // Structures where a simple value was expected have no form of their own in XML.
            case Value.Items _, Value.Fields _ -> new String(Json.STRICT.write(value), UTF_8);
            case Value.Deleted _ -> "";
        };
    }

    /** An XML attribute has no members: of a choice it shows what was chosen. */
    private static Value single(Value value) {
        return value instanceof Value.Fields(var members) && members.size() == 1
                ? members.values().iterator().next()
                : value;
    }

    private void complex(String name, Value value, DataType.Complex type, Map<String, String> attributes) {
        if (type.equals(PrimitiveTypes.CHILD_RESOURCE_REF) && value instanceof Value.Fields(var members)) {
            var own = new LinkedHashMap<>(attributes);
            members.forEach((each, given) -> {
                if (!each.equals("val")) own.put(each, word(single(given)));
            });
            simple(name, members.getOrDefault("val", Value.of("")), own);
            return;
        }
        var types = new LinkedHashMap<String, DataType>();
        type.members().forEach((each, member) -> types.put(each, member.type()));
        structure(name, value, types, attributes, false);
    }

    /** What may be anything: roots keep their elements, all else is a text. */
    private void free(String name, Value value) {
        boolean hasRoots = value instanceof Value.Fields(var members)
                && !members.isEmpty()
                && members.keySet().stream().allMatch(XmlWriting::isRoot);
        if (isRoot(name)) root(name, value, Map.of());
        else if (hasRoots) structure(name, value, Map.of(), Map.of(), false);
        else simple(name, value, Map.of());
    }

    private void simple(String name, Value value, Map<String, String> attributes) {
        var text = word(value);
        open(name, attributes, text.isEmpty());
        if (text.isEmpty()) return;
        escaped(text, false);
        close(name);
    }

    /** Of nothing, but there: an element that is empty means null. TS-0004 §8.3.1 */
    private void blank(String name, Map<String, String> attributes) {
        open(name, attributes, !attributes.isEmpty());
        if (!attributes.isEmpty()) return;
        out.append(' ');
        close(name);
    }

    private void open(String name, Map<String, String> attributes, boolean isEmpty) {
        out.append('<').append(name);
        attributes.forEach((each, text) -> {
            out.append(' ').append(each).append("=\"");
            escaped(text, true);
            out.append('"');
        });
        out.append(isEmpty ? "/>" : ">");
    }

    private void close(String name) {
        out.append("</").append(name).append('>');
    }

    /** A character that XML has no form for becomes the sign for that. XML 1.0 §2.2, §2.11 */
    private void escaped(String text, boolean inAttribute) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                case '\n' -> out.append(inAttribute ? "&#10;" : "\n");
                case '\t' -> out.append(inAttribute ? "&#9;" : "\t");
                default -> out.append(c < ' ' || c == '\uFFFE' || c == '\uFFFF' ? REPLACEMENT : c);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.entente.model.Refused;
import org.jspecify.annotations.Nullable;

/** A document to elements: no entities but the five of XML, nothing from outside, bounded depth. Belongs to one document. */
final class XmlParsing {
    private static final XMLInputFactory FACTORY = factory();

    private final Limits limits;
    private final Deque<Opened> open = new ArrayDeque<>();
    /** What the prefixes that are declared here stand for. */
    private final Map<String, String> prefixes = new HashMap<>();

    /**
     * An element whose end has not come yet.
     *
     * @param hidden what the prefixes that it declares stood for before it; empty for nothing
     */
    private record Opened(
            String name,
            Map<String, Optional<String>> hidden,
            Map<String, String> attributes,
            List<XmlNode> children,
            StringBuilder text) {}

    XmlParsing(Limits limits) {
        this.limits = limits;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty("jdk.xml.maxElementDepth", "0"); // ours counts, and says so
        // Documents of the specification use the prefix m2m without declaring it. [TS-0004 §8.3.2]
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing is read from outside the document");
        });
        return factory;
    }

    /** @throws Refused BAD_REQUEST with what is wrong and where */
    XmlNode parse(byte[] document) {
        Utf8.check(document);
        return parse(new String(document, StandardCharsets.UTF_8));
    }

    /** The elements within the root that are whole, in a document that is damaged further on. */
    List<XmlNode> salvage(byte[] document) {
        try {
            return parse(new String(document, StandardCharsets.UTF_8)).children();
        } catch (Refused damaged) {
            return open.isEmpty() ? List.of() : open.getLast().children();
        }
    }

    private XmlNode parse(String document) {
        var text = document;
        if (text.startsWith("\uFEFF")) text = text.substring(1);
        try {
            var reader = FACTORY.createXMLStreamReader(new StringReader(text));
            return read(reader);
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            var where = at == null ? "" : " at line " + at.getLineNumber() + ", column " + at.getColumnNumber();
            throw Refused.badRequest("the content is not well-formed XML" + where);
        }
    }

    private XmlNode read(XMLStreamReader reader) throws XMLStreamException {
        var declared = reader.getCharacterEncodingScheme();
        if (declared != null && !declared.equalsIgnoreCase("utf-8"))
            throw Refused.badRequest("the content must be UTF-8, not " + declared); // [TS-0004 §8.3.1]
        XmlNode root = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> open(reader);
                case XMLStreamConstants.END_ELEMENT -> {
                    var closed = close();
                    if (open.isEmpty()) root = closed;
                    else open.element().children().add(closed);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) open.element().text().append(reader.getText());
                }
                case XMLStreamConstants.DTD ->
                    throw Refused.badRequest("a document type declaration is not taken"); // entities would expand
                case XMLStreamConstants.ENTITY_REFERENCE -> throw Refused.badRequest("entities are not taken");
                default -> {}
            }
        }
        if (root == null) throw Refused.badRequest("the content has no element");
        return root;
    }

    private void open(XMLStreamReader reader) {
        if (open.size() >= limits.depth())
            throw Refused.badRequest("the content nests deeper than " + limits.depth() + " levels");
        // One map for all: a copy for each element would cost what their product is.
        var hidden = new HashMap<String, Optional<String>>();
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            var name = qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i));
            var value = reader.getAttributeValue(i);
            if (name.startsWith("xmlns:")) declare(name.substring(6), value, hidden);
            else if (name.equals("xmlns")) declare("", value, hidden);
            // Where a schema lies is no matter of ours.
            else if (name.indexOf(':') < 0) attributes.put(name, value);
        }
        open.push(new Opened(
                named(qualified(reader.getPrefix(), reader.getLocalName())),
                hidden,
                attributes,
                new ArrayList<>(),
                new StringBuilder()));
    }

    private void declare(String prefix, String namespace, Map<String, Optional<String>> hidden) {
        var before = prefixes.put(prefix, XmlNamespaces.prefix(namespace, prefix));
        hidden.putIfAbsent(prefix, Optional.ofNullable(before));
    }

    private static String qualified(@Nullable String prefix, String local) {
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private String named(String written) {
        int colon = written.indexOf(':');
        var prefix = colon < 0 ? "" : written.substring(0, colon);
        var local = written.substring(colon + 1);
        // A default namespace names the root; what is below it has short names as they are.
        var known = colon < 0 && !open.isEmpty() ? "" : prefixes.getOrDefault(prefix, prefix);
        return known.isEmpty() ? local : known + ":" + local;
    }

    private XmlNode close() {
        var ended = open.pop();
        ended.hidden()
                .forEach((prefix, before) ->
                        before.ifPresentOrElse(known -> prefixes.put(prefix, known), () -> prefixes.remove(prefix)));
        var text = ended.children().isEmpty() ? ended.text().toString() : "";
        if (!ended.children().isEmpty() && !ended.text().toString().isBlank())
            throw Refused.badRequest("element " + ended.name() + " has text between its elements");
        return new XmlNode(ended.name(), ended.attributes(), ended.children(), text);
    }
}

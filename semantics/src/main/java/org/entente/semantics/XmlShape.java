// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Looks over an XML document before it is read as RDF: no document type, so no entity can expand, and not too deep. */
final class XmlShape {
    private XmlShape() {}

    static void check(byte[] document, CheckLimits limits) {
        try {
            var reader = factory().createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                walk(reader, limits);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new Unreadable(sentence(e));
        }
    }

    private static void walk(XMLStreamReader reader, CheckLimits limits) throws XMLStreamException {
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD ->
                    throw new Unreadable("document types are not taken, since entities may expand without end");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > limits.depth())
                        throw new Unreadable("it is deeper than " + limits.depth() + " levels");
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    /** The parser puts the place before its sentence, on a line of its own. */
    private static String sentence(XMLStreamException e) {
        var message = String.valueOf(e.getMessage());
        var place = e.getLocation();
        return message.substring(message.indexOf('\n') + 1).replaceFirst("^Message: ", "")
                + (place == null
                        ? ""
                        : " (line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ")");
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false); // who reads it as RDF tells of prefixes better
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing outside of the document is read");
        });
        return factory;
    }
}

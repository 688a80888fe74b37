// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

/** The namespaces of the specification's schemas and the prefixes that names have in every serialization. TS-0004 §8.3, TS-0023 §6.5. */
final class XmlNamespaces {
    private static final String PROTOCOLS = "http://www.onem2m.org/xml/protocols";
    private static final String HOME = PROTOCOLS + "/homedomain";

    private XmlNamespaces() {}

    /** @param written the prefix that a document uses, which counts for namespaces that we do not know */
    static String prefix(String namespace, String written) {
        if (namespace.equals(PROTOCOLS)) return "m2m";
        if (namespace.equals(HOME)) return "hd";
        return written;
    }

    static String namespace(String prefix) {
        return switch (prefix) {
            case "m2m" -> PROTOCOLS;
            case "hd" -> HOME;
            // Of other domains nothing but the prefix is known.
            default -> "urn:prefix:" + prefix;
        };
    }
}

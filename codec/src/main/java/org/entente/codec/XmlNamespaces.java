// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.HashMap;
import java.util.Map;

/** The namespaces of the specification's schemas and the prefixes that names have in every serialization. TS-0004 §8.3, TS-0023 §6.5. */
final class XmlNamespaces {
    private static final String PROTOCOLS = "http://www.onem2m.org/xml/protocols";

    /** Of other prefixes, such as those of TS-0022 and of users' types, no namespace is known. */
    private static final String UNKNOWN = "urn:prefix:";

    /** What Releases 2 and 3 call the domain that is {@code hod} later. */
    private static final String EARLIER_HOME = "hd";

    private static final Map<String, String> DOMAINS = Map.ofEntries( // [TS-0023 §6.5.1]
            Map.entry("agd", "agriculturedomain"),
            Map.entry("cid", "citydomain"),
            Map.entry("cod", "commondomain"),
            Map.entry("hed", "healthdomain"),
            Map.entry("hod", "homedomain"),
            Map.entry("ind", "industrydomain"),
            Map.entry("mad", "managementdomain"),
            Map.entry("mdd", "metadatadomain"),
            Map.entry("psd", "publicsafetydomain"),
            Map.entry("rad", "railwaydomain"),
            Map.entry("ved", "vehiculardomain"));

    private static final Map<String, String> PREFIXES = prefixes();

    private XmlNamespaces() {}

    private static Map<String, String> prefixes() {
        var prefixes = new HashMap<String, String>();
        prefixes.put(PROTOCOLS, "m2m");
        DOMAINS.keySet().forEach(prefix -> prefixes.put(namespace(prefix), prefix));
        return Map.copyOf(prefixes);
    }

    /** @param written the prefix that a document uses, which counts for namespaces that we do not know */
    static String prefix(String namespace, String written) {
        if (namespace.startsWith(UNKNOWN)) return namespace.substring(UNKNOWN.length());
        if (written.equals(EARLIER_HOME) && namespace.equals(namespace(EARLIER_HOME))) return written;
        return PREFIXES.getOrDefault(namespace, written);
    }

    static String namespace(String prefix) {
        if (prefix.equals("m2m")) return PROTOCOLS;
        if (prefix.equals(EARLIER_HOME)) return namespace("hod");
        var domain = DOMAINS.get(prefix);
        return domain == null ? UNKNOWN + prefix : PROTOCOLS + "/" + domain;
    }
}

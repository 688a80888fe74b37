// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.DataType;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** Where a resource is announced: the addresses of its announced variants, one for each CSE at least. TS-0001 §9.6.1.3.2 (announceTo). */
final class Places {
    /** The announced variants of our CSEBase, which has no announceTo; never shown. */
    static final Attribute OF_BASE =
            new Attribute("_cba", "CSEBaseAnncs", new DataType.ListOf(Scalar.ANY_URI, 0, Integer.MAX_VALUE));

    private Places() {}

    static List<String> of(Resource resource) {
        return resource.texts(attribute(resource));
    }

    static Resource with(Resource resource, List<String> addresses) {
        var attribute = attribute(resource);
        return addresses.isEmpty() ? resource.without(attribute) : resource.with(attribute, Value.texts(addresses));
    }

    private static Attribute attribute(Resource resource) {
        return resource.type().has(Attributes.AT) ? Attributes.AT : OF_BASE;
    }

    /** The CSE-ID in an address of another CSE, or the CSE-ID itself. TS-0001 §7.2 */
    static String cse(String address) {
        int from = address.startsWith("//") ? address.indexOf('/', 2) + 1 : 1;
        int end = address.indexOf('/', from);
        return end < 0 ? address : address.substring(0, end);
    }

    /** Whether it names a CSE and no resource there. */
    static boolean isCse(String address) {
        return cse(address).equals(address);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.LinkedHashMap;

/** The structures of the specification. TS-0004 §6.3.5. */
public final class ComplexTypes {
    private static final DataType TEXTS = list(Scalar.STRING);
    private static final DataType TYPES = list(Scalar.NON_NEGATIVE);

    public static final DataType ATTRIBUTE =
            complex("m2m:attribute", mandatory("nm", "name", Scalar.STRING), mandatory("val", "value", Scalar.ANY));

    public static final DataType RESPONSE_TYPE_INFO = complex(
            "m2m:responseTypeInfo",
            mandatory("rtv", "responseTypeValue", Enumerations.RESPONSE_TYPE),
            optional("nu", "notificationURI", list(Scalar.ANY_URI)));

    public static final DataType FILTER_CRITERIA = complex(
            "m2m:filterCriteria",
            optional("crb", "createdBefore", Scalar.TIMESTAMP),
            optional("cra", "createdAfter", Scalar.TIMESTAMP),
            optional("ms", "modifiedSince", Scalar.TIMESTAMP),
            optional("us", "unmodifiedSince", Scalar.TIMESTAMP),
            optional("sts", "stateTagSmaller", Scalar.POSITIVE),
            optional("stb", "stateTagBigger", Scalar.NON_NEGATIVE),
            optional("exb", "expireBefore", Scalar.TIMESTAMP),
            optional("exa", "expireAfter", Scalar.TIMESTAMP),
            optional("lbl", "labels", TEXTS),
            optional("clbl", "childLabels", TEXTS),
            optional("palb", "parentLabels", TEXTS),
            optional("lbq", "labelsQuery", Scalar.STRING),
            optional("ty", "resourceType", TYPES),
            optional("chty", "childResourceType", TYPES),
            optional("pty", "parentResourceType", TYPES),
            optional("sza", "sizeAbove", Scalar.NON_NEGATIVE),
            optional("szb", "sizeBelow", Scalar.POSITIVE),
            optional("cty", "contentType", TEXTS),
            optional("atr", "attribute", list(ATTRIBUTE)),
            optional("catr", "childAttribute", list(ATTRIBUTE)),
            optional("patr", "parentAttribute", list(ATTRIBUTE)),
            optional("fu", "filterUsage", Enumerations.FILTER_USAGE),
            optional("lim", "limit", Scalar.NON_NEGATIVE),
            optional("smf", "semanticsFilter", TEXTS),
            optional("fo", "filterOperation", Enumerations.FILTER_OPERATION),
            optional("cfs", "contentFilterSyntax", Enumerations.CONTENT_FILTER_SYNTAX),
            optional("cfq", "contentFilterQuery", Scalar.STRING),
            optional("lvl", "level", Scalar.POSITIVE),
            optional("ofst", "offset", Scalar.POSITIVE),
            optional("arp", "applyRelativePath", Scalar.ANY_URI),
            optional("ops", "operations", Scalar.NON_NEGATIVE));

    private ComplexTypes() {}

    private static DataType.Complex complex(String name, DataType.Member... members) {
        var byName = new LinkedHashMap<String, DataType.Member>();
        for (var member : members) byName.put(member.shortName(), member);
        return new DataType.Complex(name, byName);
    }

    private static DataType.Member mandatory(String shortName, String longName, DataType type) {
        return new DataType.Member(shortName, longName, type, true);
    }

    private static DataType.Member optional(String shortName, String longName, DataType type) {
        return new DataType.Member(shortName, longName, type, false);
    }

    private static DataType list(DataType element) {
        return new DataType.ListOf(element, 0, Integer.MAX_VALUE);
    }
}

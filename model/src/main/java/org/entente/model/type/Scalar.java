// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.net.InetAddress;
import java.util.Base64;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;

/** The simple data types. TS-0004 §6.3.2, §6.3.3. */
public enum Scalar implements DataType {
    STRING("xs:string", "text", v -> v instanceof Value.Text),
    TOKEN("xs:token", "a token", text(t -> t.equals(t.strip()) && t.indexOf('\n') < 0 && t.indexOf('\t') < 0)),
    NC_NAME("xs:NCName", "a name without colon or space", text(Patterns.NC_NAME.asMatchPredicate())),
    ANY_URI("xs:anyURI", "a URI", text(Scalar::isUnbroken)),
    ID("m2m:ID", "an identifier", text(Scalar::isUnbroken)),
    BOOLEAN("xs:boolean", "true or false", v -> v instanceof Value.Bool),
    INTEGER("xs:integer", "a whole number", whole(Long.MIN_VALUE, Long.MAX_VALUE)),
    NON_NEGATIVE("xs:nonNegativeInteger", "a whole number of at least 0", whole(0, Long.MAX_VALUE)),
    POSITIVE("xs:positiveInteger", "a whole number of at least 1", whole(1, Long.MAX_VALUE)),
    UNSIGNED_BYTE("xs:unsignedByte", "a whole number from 0 to 255", whole(0, 255)),
    UNSIGNED_INT("xs:unsignedInt", "a whole number from 0 to 4294967295", whole(0, 0xFFFF_FFFFL)),
    FLOAT("xs:float", "a number", v -> v instanceof Value.Real || v instanceof Value.Whole),
    TIMESTAMP("m2m:timestamp", "a time such as 20261122T103000", text(Scalar::isTime)),
    ABS_REL_TIMESTAMP("m2m:absRelTimestamp", "a time or a number of milliseconds", Scalar::isTimeOrMillis),
    DURATION("xs:duration", "a duration such as PT10S", text(Patterns.DURATION.asMatchPredicate())),
    DATE("xs:date", "a date", text(Patterns.DATE.asMatchPredicate())),
    TIME("xs:time", "a time of day", text(Patterns.TIME.asMatchPredicate())),
    DATE_TIME("xs:dateTime", "a date and time of day", text(Patterns.DATE_TIME.asMatchPredicate())),
    RESOURCE_NAME("m2m:resourceName", "a resource name", text(Patterns.RESOURCE_NAME.asMatchPredicate())),
    SCHEDULE_ENTRY("m2m:scheduleEntry", "a schedule such as * 0-5 2,6,10 * * * *", text(Scalar::isSchedule)),
    CONTENT_INFO("m2m:contentInfo", "a media type and an encoding", text(Patterns.CONTENT_INFO.asMatchPredicate())),
    IPV4("m2m:ipv4", "an IPv4 address, a network suffix allowed", text(Patterns.IPV4.asMatchPredicate())),
    IPV6("m2m:ipv6", "an IPv6 address, a network suffix allowed", text(Scalar::isIpv6)),
    COUNTRY_CODE("m2m:countryCode", "a country code of two letters", text(Patterns.COUNTRY.asMatchPredicate())),
    RELEASE("m2m:releaseVersion", "a release such as 2a or 4", text(Patterns.RELEASE.asMatchPredicate())),
    SERIALIZATION("m2m:serialization", "xml, json or cbor", text(Patterns.SERIALIZATION.asMatchPredicate())),
    COORDINATES("m2m:geoJsonCoordinate", "coordinates as in GeoJSON", Scalar::isCoordinates),
    EVENT_CAT("m2m:eventCat", "2, 3, 4 or a number from 100 to 999", Scalar::isEventCategory),
    EVENT_CAT_WITH_DEF(
            "m2m:eventCatWithDef",
            "0, 2, 3, 4 or a number from 100 to 999",
            v -> v.equals(Value.of(0)) || isEventCategory(v)),
    OPERATION_SET("m2m:accessControlOperations", "a sum of operations from 1 to 63", whole(1, 63)),
    TYPE_OF_CONTENT("m2m:typeOfContent", "text", v -> v instanceof Value.Text),
    SPARQL("m2m:sparql", "text", v -> v instanceof Value.Text),
    SESSION_DESCRIPTION("m2m:sessionDescription", "text", v -> v instanceof Value.Text),
    BASE64("xs:base64Binary", "base64", text(Scalar::isBase64)),
    ANY("xs:anyType", "any value", v -> !(v instanceof Value.Deleted));

    private static final int LONGEST_IPV6 = 49; // 45 of the address, 4 of a suffix

    private final String specified;
    private final String described;
    private final Predicate<Value> accepts;

    Scalar(String specified, String described, Predicate<Value> accepts) {
        this.specified = specified;
        this.described = described;
        this.accepts = accepts;
    }

    @Override
    public Value check(Value value, String where) {
        if (!takes(value)) throw DataType.wrong(where, described, value);
        return value;
    }

    public boolean takes(Value value) {
        return accepts.test(value);
    }

    @Override
    public String specified() {
        return specified;
    }

    private static Predicate<Value> text(Predicate<String> accepts) {
        return v -> v instanceof Value.Text(var text) && accepts.test(text);
    }

    private static Predicate<Value> whole(long least, long most) {
        return v -> v instanceof Value.Whole(var number) && number >= least && number <= most;
    }

    private static boolean isUnbroken(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) <= ' ') return false;
        return !text.isEmpty();
    }

    private static boolean isTime(String text) {
        try {
            Timestamp.parse(text);
            return true;
        } catch (Refused e) {
            return false;
        }
    }

    private static boolean isTimeOrMillis(Value value) {
        return switch (value) {
            case Value.Whole _ -> true;
            case Value.Text(var text) -> Patterns.MILLIS.matcher(text).matches() || isTime(text);
            case Value.Real _, Value.Bool _, Value.Items _, Value.Fields _, Value.Deleted _ -> false;
        };
    }

    private static boolean isSchedule(String text) {
        return Patterns.SPACE
                                .splitAsStream(text)
                                .filter(Patterns.SCHEDULE_FIELD.asMatchPredicate())
                                .count()
                        == 7
                && Patterns.SPACE.split(text).length == 7;
    }

    private static boolean isEventCategory(Value value) {
        return value instanceof Value.Whole(var number)
                && ((number >= 2 && number <= 4) || (number >= 100 && number <= 999));
    }

    // As text, which is how Release 4 writes it, or as the array that the text holds.
    private static boolean isCoordinates(Value value) {
        return switch (value) {
            case Value.Text(var text) -> Patterns.COORDINATES.matcher(text).matches();
            case Value.Items(var values) -> values.stream().allMatch(v -> FLOAT.accepts.test(v) || isCoordinates(v));
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Fields _, Value.Deleted _ -> false;
        };
    }

    private static boolean isIpv6(String text) {
        if (text.length() > LONGEST_IPV6) return false; // the pattern goes back and forth in a long one
        var matcher = Patterns.IPV6.matcher(text);
        if (!matcher.matches()) return false;
        try {
            InetAddress.ofLiteral(matcher.group(1));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static final class Patterns {
        static final Pattern NC_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]*");
        static final Pattern RESOURCE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
        // [TS-0004 §6.3.3]; a whole media type, as older releases and §7.4.52.1 have it, says the same
        static final Pattern SERIALIZATION = Pattern.compile("(application/)?(xml|json|cbor)");
        static final Pattern SPACE = Pattern.compile(" ");
        static final String ELEMENT = "(\\*(/[0-9]+)?|[0-9]+(-[0-9]+(/[0-9]+)?)?)";
        // Possessive, so that a long list is walked through in a loop and not by recursion. [TS-0004 §7.4.9.1]
        static final Pattern SCHEDULE_FIELD = Pattern.compile(ELEMENT + "(," + ELEMENT + ")*+");
        static final Pattern CONTENT_INFO = Pattern.compile("[^\\s/:]+/[^\\s/:]+(:[0-2](:[0-5])?)?");
        static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
        static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}(/(3[0-2]|[12]?[0-9]))?");
        static final Pattern IPV6 =
                Pattern.compile("([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?");
        static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
        static final Pattern RELEASE = Pattern.compile("[1-9][0-9]?[a-z]?");
        static final Pattern COORDINATES = Pattern.compile("\\[[-+0-9eE.,\\s\\[\\]]*]");
        static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,15}");
        // Of each unit not more than brings every clock to its end.
        static final Pattern DURATION = Pattern.compile("-?P(?=.)([0-9]{1,4}Y)?([0-9]{1,5}M)?([0-9]{1,6}D)?"
                + "(T(?=.)([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?");
        static final Pattern DATE = Pattern.compile("[0-9]{4}-?[0-9]{2}-?[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?");
        static final Pattern TIME =
                Pattern.compile("[0-9]{2}:?[0-9]{2}:?[0-9]{2}([.,][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?");
        static final Pattern DATE_TIME = Pattern.compile(
                "[0-9]{4}-?[0-9]{2}-?[0-9]{2}T[0-9]{2}:?[0-9]{2}:?[0-9]{2}([.,][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?");
    }
}

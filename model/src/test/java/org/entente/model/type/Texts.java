// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the texts of {@link Gen}: odd ones too, where the type takes them. */
final class Texts {
    private static final String[] ODD = {
        "", " ", "ä", "日本語", "\uD83D\uDE00", "\t\r\n", "\"\\/", "<&>]]>", "\u0001", "null", "\u2028", "a".repeat(300)
    };

    private final Random random;

    Texts(Random random) {
        this.random = random;
    }

    String of(Scalar scalar) {
        return switch (scalar) {
            case TYPE_OF_CONTENT -> pick("application/json", "text/plain;charset=utf-8", "text/*");
            case SPARQL -> "SELECT ?" + letters(1) + " WHERE {\n  ?" + letters(1) + " a <urn:x> }";
            case SESSION_DESCRIPTION -> "v=0\no=" + letters(3) + " 1 1 IN IP4 10.1.1.1\ns=-";
            case STRING -> random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : letters(1 + random.nextInt(12));
            case TOKEN -> letters(3) + ":" + letters(4) + (random.nextBoolean() ? " ä" : "");
            case NC_NAME -> letters(1) + letters(random.nextInt(6)) + pick("", ".1", "-x", "_y");
            case ANY_URI -> pick("http://127.0.0.1:8080/", "/", "//sp.example/cse/", "coap://[::1]/", "") + letters(5);
            case ID -> pick("", "/", "//sp.example/") + letters(4) + "/" + letters(3);
            case TIMESTAMP -> date() + "T" + time() + pick("", ",5", ",123456");
            case ABS_REL_TIMESTAMP -> random.nextBoolean() ? of(Scalar.TIMESTAMP) : Integer.toString(random.nextInt());
            case DURATION -> pick("", "-") + "P" + random.nextInt(9) + "DT" + random.nextInt(99) + "M1.5S";
            case DATE -> date() + pick("", "Z", "+01:00");
            case TIME -> time() + pick("", ".25", "Z");
            case DATE_TIME -> date() + "T" + time() + pick("", "Z");
            case RESOURCE_NAME -> letters(1) + letters(random.nextInt(8)) + pick("", ".", "-", "_9");
            case SCHEDULE_ENTRY ->
                IntStream.range(0, 7)
                        .mapToObj(_ -> pick("*", "*/2", "1-5", "2,4", "0-23/2"))
                        .collect(Collectors.joining(" "));
            case CONTENT_INFO -> pick("application/json", "text/plain;charset=utf-8") + pick("", ":0", ":1", ":2:5");
            case IPV4 -> octet() + "." + octet() + "." + octet() + "." + octet() + pick("", "/0", "/32");
            case IPV6 -> pick("::", "::1", "abcd:ffff:abb0:aaaa::", "1:2:3:4:5:6:7:8") + pick("", "/0", "/64", "/128");
            case COUNTRY_CODE -> pick("DE", "KR", "fr");
            case SERIALIZATION -> pick("json", "cbor", "xml", "application/json");
            case RELEASE -> pick("1", "2", "2a", "3", "4", "5");
            case COORDINATES -> "[" + random.nextGaussian() + ", " + random.nextInt(90) + "]";
            case BOOLEAN,
                    INTEGER,
                    NON_NEGATIVE,
                    POSITIVE,
                    UNSIGNED_BYTE,
                    UNSIGNED_INT,
                    FLOAT,
                    BASE64,
                    ANY,
                    EVENT_CAT,
                    EVENT_CAT_WITH_DEF,
                    OPERATION_SET -> throw new IllegalArgumentException(scalar + " is not written as text");
        };
    }

    private String letters(int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String date() {
        return String.format(
                Locale.ROOT,
                "%04d%02d%02d",
                2000 + random.nextInt(100),
                1 + random.nextInt(12),
                1 + random.nextInt(28));
    }

    private String time() {
        return String.format(Locale.ROOT, "%02d%02d%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60));
    }

    private int octet() {
        return random.nextInt(256);
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.address;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** Makes identifiers and names that nobody gave. Thread-safe if its source of randomness is. */
public final class Identifiers {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 11; // 36^11 > 2^56

    private static final Pattern INSTANCE_NAME = Pattern.compile("(?:cin|tsi|[A-Za-z0-9]+Inst)_([0-9a-z]{1,12})");

    private final RandomGenerator random;

    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /** A resource identifier that no other resource has; it starts with the type's short name and has no hyphen. */
    public String resource(ResourceType type) {
        return next(shortName(type));
    }

    /** An instance's identifier: its parent's and its number there, so that a store need keep neither. */
    public static String instance(String parent, long number) {
        return parent + "-" + Long.toString(number, ALPHABET.length());
    }

    /** An instance's number in its parent. */
    public static long instanceNumber(Resource instance) {
        return Long.parseLong(instance.ri().substring(instance.pi().length() + 1), ALPHABET.length());
    }

    /** The name of an instance that came without one. */
    public static String instanceName(ResourceType type, long number) {
        return shortName(type) + "_" + Long.toString(number, ALPHABET.length());
    }

    /** The number of the instance that gets this name when it comes without one; -1 for other names. */
    public static long instanceNumber(String name) {
        var given = INSTANCE_NAME.matcher(name);
        return given.matches() ? Long.parseLong(given.group(1), ALPHABET.length()) : -1;
    }

    /** An AE-ID-Stem that this CSE assigns; its kind is C or S. TS-0001 §7.2, §10.2.2.2 */
    public String aeIdStem(String kind) {
        return next(kind);
    }

    public String requestId() {
        return next("");
    }

    private String next(String prefix) {
        var out = new StringBuilder(prefix.length() + LENGTH).append(prefix);
        for (int i = 0; i < LENGTH; i++) out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return out.toString();
    }

    private static String shortName(ResourceType type) {
        return type.root().substring(type.root().indexOf(':') + 1);
    }
}

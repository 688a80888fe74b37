// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.entente.model.Value;
import org.entente.model.type.DataType.Complex;
import org.entente.model.type.DataType.Enumerated;
import org.entente.model.type.DataType.ListOf;
import org.entente.model.type.DataType.Member;

/** Makes values that a data type takes, and values that it refuses, the same from the same seed. */
public final class Gen {
    private static final int DEPTH = 3;

    private final Random random;
    private final Texts texts;

    public Gen(long seed) {
        random = new Random(seed);
        texts = new Texts(random);
    }

    /**
     * Runs a property with many seeds; a failure names its seed.
     *
     * <p>{@code -Dentente.seed=N} runs that one alone.
     */
    public static void forAll(int runs, Consumer<Gen> property) {
        var fixed = Long.getLong("entente.seed");
        var seeds = fixed == null ? new Random().longs(runs).toArray() : new long[] {fixed};
        for (var seed : seeds) {
            try {
                property.accept(new Gen(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("failed with -Dentente.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    public Random random() {
        return random;
    }

    @SafeVarargs
    public final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    /** What a CREATE of the type may carry: all that is mandatory, some of what is optional. */
    public Value.Fields create(ResourceType type) {
        var fields = new LinkedHashMap<String, Value>();
        for (var row : type.rows().values()) {
            if (row.create() == Presence.NP || row.attribute().equals(Attributes.CR)) continue;
            if (row.create() == Presence.M || random.nextInt(3) == 0)
                fields.put(row.attribute().shortName(), valid(row.attribute().type()));
        }
        return withDiscriminator(type, fields);
    }

    /** What a CREATE of the type must carry, and nothing else. */
    public Value.Fields least(ResourceType type) {
        var fields = new LinkedHashMap<String, Value>();
        for (var row : type.rows().values())
            if (row.create() == Presence.M)
                fields.put(row.attribute().shortName(), valid(row.attribute().type()));
        return withDiscriminator(type, fields);
    }

    /** What an UPDATE of the type may carry, deletions among it. */
    public Value.Fields update(ResourceType type) {
        var fields = new LinkedHashMap<String, Value>();
        for (var row : type.rows().values()) {
            if (row.update() == Presence.NP || random.nextBoolean()) continue;
            boolean deleted = !row.always() && random.nextInt(4) == 0;
            fields.put(
                    row.attribute().shortName(),
                    deleted ? Value.Deleted.DELETED : valid(row.attribute().type()));
        }
        return new Value.Fields(fields);
    }

    private static Value.Fields withDiscriminator(ResourceType type, Map<String, Value> fields) {
        var attribute = type.number() == MgmtObj.NUMBER ? Attributes.MGD : Attributes.CND;
        type.discriminator().ifPresent(value -> fields.put(attribute.shortName(), value));
        return new Value.Fields(fields);
    }

    /** A value that the type takes, in its normal form. */
    public Value valid(DataType type) {
        return switch (type) {
            case Scalar scalar -> scalar(scalar);
            case Enumerated(var _, var names) -> Value.of(one(names.keySet().toArray(Integer[]::new)));
            case ListOf list -> list(list);
            case Complex complex -> structure(complex);
        };
    }

    private Value.Items list(ListOf list) {
        int length = Math.min(list.most(), list.least() + random.nextInt(3));
        return Value.of(
                IntStream.range(0, length).mapToObj(_ -> valid(list.element())).toList());
    }

    private Value.Fields structure(Complex complex) {
        var fields = new LinkedHashMap<String, Value>();
        for (var member : complex.members().values())
            if (member.mandatory() || random.nextInt(3) == 0) fields.put(member.shortName(), valid(member.type()));
        for (var choice : complex.choices()) {
            choice.shortNames().forEach(fields::remove);
            var name =
                    choice.shortNames().get(random.nextInt(choice.shortNames().size()));
            fields.put(name, valid(member(complex, name).type()));
        }
        return new Value.Fields(fields);
    }

    private static Member member(Complex complex, String name) {
        var member = complex.members().get(name);
        if (member == null) throw new IllegalStateException(complex.specified() + " chooses among unknown " + name);
        return member;
    }

    private Value scalar(Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN -> Value.of(random.nextBoolean());
            case INTEGER -> Value.of(one(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()));
            case NON_NEGATIVE -> Value.of(one(0L, 1L, Long.MAX_VALUE, (long) random.nextInt(1000)));
            case POSITIVE -> Value.of(one(1L, Long.MAX_VALUE, 1L + random.nextInt(1000)));
            case UNSIGNED_BYTE -> Value.of(random.nextInt(256));
            case UNSIGNED_INT -> Value.of(one(0L, 0xFFFF_FFFFL, random.nextLong(1L << 32)));
            case FLOAT -> Value.of(one(0.5, -1e-9, 1e300, random.nextGaussian()));
            case EVENT_CAT -> Value.of(one(2L, 3L, 4L, 100L, 999L));
            case EVENT_CAT_WITH_DEF -> Value.of(one(0L, 2L, 999L));
            case OPERATION_SET -> Value.of(1L + random.nextInt(63));
            case ANY -> any(DEPTH);
            case BASE64 -> Value.of(Base64.getEncoder().encodeToString(bytes(random.nextInt(40))));
            case STRING,
                    TYPE_OF_CONTENT,
                    SPARQL,
                    SESSION_DESCRIPTION,
                    TOKEN,
                    NC_NAME,
                    ANY_URI,
                    ID,
                    TIMESTAMP,
                    ABS_REL_TIMESTAMP,
                    DURATION,
                    DATE,
                    TIME,
                    DATE_TIME,
                    RESOURCE_NAME,
                    SCHEDULE_ENTRY,
                    CONTENT_INFO,
                    IPV4,
                    IPV6,
                    COUNTRY_CODE,
                    SERIALIZATION,
                    RELEASE,
                    COORDINATES -> Value.of(texts.of(scalar));
        };
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Any value at all but null, as deep as said. */
    public Value any(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Value.of(texts.of(Scalar.STRING));
            case 1 -> Value.of(random.nextLong());
            case 2 -> Value.of(random.nextGaussian());
            case 3 -> Value.of(random.nextBoolean());
            case 4 ->
                Value.of(IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> any(depth - 1))
                        .toList());
            default -> {
                var fields = new LinkedHashMap<String, Value>();
                for (int i = random.nextInt(4); i > 0; i--) fields.put(texts.of(Scalar.NC_NAME), any(depth - 1));
                yield new Value.Fields(fields);
            }
        };
    }

    /** A value that the type refuses. */
    public Value invalid(DataType type) {
        if (random.nextInt(8) == 0) return Value.Deleted.DELETED;
        return switch (type) {
            case Scalar scalar -> invalidScalar(scalar);
            case Enumerated _ -> one(Value.of(-1), Value.of(1L << 40), Value.of("1"), Value.of(1.5), Value.of(true));
            case ListOf list -> invalidList(list);
            case Complex complex -> invalidStructure(complex);
        };
    }

    private Value invalidScalar(Scalar scalar) {
        if (scalar == Scalar.ANY) return Value.Deleted.DELETED;
        var candidates = new ArrayList<>(List.of(
                Value.of(""),
                Value.of(" a b "),
                Value.of("a\nb:/\u0000"),
                Value.of(1L << 50),
                Value.of(-7),
                Value.of(0.25),
                Value.of(true),
                Value.of(List.of()),
                Value.Fields.EMPTY,
                Value.Deleted.DELETED));
        candidates.removeIf(value -> takes(scalar, value));
        return candidates.get(random.nextInt(candidates.size()));
    }

    private static boolean takes(DataType type, Value value) {
        try {
            type.check(value, "x");
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private Value invalidList(ListOf list) {
        var elements = new ArrayList<Value>(list(list).values());
        if (list.least() > 0 && random.nextBoolean()) return Value.of(elements.subList(0, list.least() - 1));
        if (random.nextInt(4) == 0) return one(Value.of("x"), Value.of(1), Value.Fields.EMPTY);
        if (list.most() < Integer.MAX_VALUE) elements.addAll(List.of(valid(list.element()), valid(list.element())));
        elements.add(random.nextInt(elements.size() + 1), invalid(list.element()));
        return Value.of(elements);
    }

    private Value invalidStructure(Complex complex) {
        var fields = structure(complex);
        var members = new ArrayList<>(complex.members().values());
        var member = members.get(random.nextInt(members.size()));
        return switch (random.nextInt(4)) {
            case 0 -> one(Value.of("x"), Value.of(1), Value.of(List.of()), Value.of(false));
            case 1 -> fields.with("noSuchMember", Value.of(1));
            case 2 ->
                members.stream().filter(Member::mandatory).findFirst().isPresent()
                        ? without(fields, members)
                        : fields.with("noSuchMember", Value.of(1));
            default -> fields.with(member.shortName(), invalid(member.type()));
        };
    }

    private static Value.Fields without(Value.Fields fields, List<Member> members) {
        var rest = new LinkedHashMap<>(fields.members());
        members.stream().filter(Member::mandatory).forEach(member -> rest.remove(member.shortName()));
        return new Value.Fields(rest);
    }

    /** The scalars, for tests that go through all of them. */
    public static List<Scalar> scalars() {
        return Arrays.asList(Scalar.values());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One thing that can be configured.
 *
 * @param name dotted, in kebab case, as YAML and {@code --set} have it
 * @param standard what holds when nothing is said, written as a user would
 * @param unit what kind of value it is, for the reader
 * @param meaning one sentence
 * @param read from the text; throws IllegalArgumentException with a sentence that says what is wrong
 */
record Key<T>(String name, String standard, String unit, String meaning, Function<String, T> read) {
    private static final Duration MOST_DAYS = Duration.ofDays(24);
    /** What is counted in nanoseconds ends after 292 years. */
    private static final Duration LONGEST = Duration.ofDays(100_000);

    static Key<String> text(String name, String standard, String meaning) {
        return new Key<>(name, standard, "text", meaning, text -> text);
    }

    static Key<String> matching(String name, String standard, String pattern, String meaning) {
        return new Key<>(name, standard, "text", meaning, text -> {
            if (text.matches(pattern)) return text;
            throw new IllegalArgumentException("must look like " + standard + ", not " + text);
        });
    }

    /** A URL without a user; empty for none. */
    static Key<String> address(String name, String example, List<String> schemes, String meaning) {
        return text(name, "", meaning)
                .demanding(text -> text.isEmpty() || isAddress(text, schemes), "must be such as " + example);
    }

    static Key<Boolean> truth(String name, boolean standard, String meaning) {
        return new Key<>(name, Boolean.toString(standard), "true or false", meaning, Key::truth);
    }

    static Key<Integer> whole(String name, int standard, int least, int most, String meaning) {
        var unit = "number, " + least + " to " + most;
        return new Key<>(name, Integer.toString(standard), unit, meaning, text -> whole(text, least, most));
    }

    static Key<Duration> duration(String name, Duration standard, String meaning) {
        return new Key<>(name, written(standard), "duration such as 250ms, 10s, 5m, 2h, 30d", meaning, Key::duration);
    }

    /** A time whose milliseconds a library counts in an int. */
    static Key<Duration> days(String name, Duration standard, String meaning) {
        return duration(name, standard, meaning)
                .demanding(time -> time.compareTo(MOST_DAYS) <= 0, "must be 24d or less");
    }

    /** A time that cannot be nothing. */
    static Key<Duration> positive(String name, Duration standard, String meaning) {
        return duration(name, standard, meaning).demanding(time -> time.toMillis() > 0, "must be 1ms or more");
    }

    static Key<Long> bytes(String name, long standard, String meaning) {
        return new Key<>(name, writtenBytes(standard), "size such as 512KiB, 4MiB", meaning, Key::bytes);
    }

    /** A size that one array can have. */
    static Key<Long> arrayBytes(String name, long standard, String meaning) {
        return bytes(name, standard, meaning).demanding(size -> size <= Integer.MAX_VALUE, "must be less than 2GiB");
    }

    static Key<List<String>> texts(String name, String standard, String meaning) {
        return new Key<>(name, standard, "list of texts", meaning, Key::list);
    }

    /** @param example one that fits the pattern, as each of them must */
    static Key<List<String>> matchingTexts(String name, String pattern, String example, String meaning) {
        return new Key<>(name, "", "list of texts", meaning, text -> {
            for (var each : list(text))
                if (!each.matches(pattern))
                    throw new IllegalArgumentException("must have entries such as " + example + ", not " + each);
            return list(text);
        });
    }

    static <E extends Enum<E>> Key<E> oneOf(String name, E standard, String meaning) {
        var all = standard.getDeclaringClass().getEnumConstants();
        var names = Arrays.stream(all).map(Key::kebab).collect(Collectors.joining(", "));
        return new Key<>(
                name,
                kebab(standard),
                "one of " + names,
                meaning,
                text -> Arrays.stream(all)
                        .filter(each -> kebab(each).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be one of " + names + ", not " + text)));
    }

    private Key<T> demanding(Predicate<T> demand, String otherwise) {
        return new Key<>(name, standard, unit, meaning, text -> {
            var value = read.apply(text);
            if (demand.test(value)) return value;
            throw new IllegalArgumentException(otherwise + ", not " + text);
        });
    }

    /** As an environment variable: {@code ENTENTE_HTTP_PORT} for {@code http.port}. */
    String variable() {
        return "ENTENTE_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isAddress(String text, List<String> schemes) {
        try {
            var url = new URI(text);
            return url.getScheme() != null
                    && schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))
                    && url.getHost() != null
                    && url.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not " + text);
        };
    }

    private static int whole(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number, not " + text, e);
        }
        throw new IllegalArgumentException("must be from " + least + " to " + most + ", not " + text);
    }

    static Duration duration(String text) {
        try {
            var duration = text.endsWith("d")
                    ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                    : text.endsWith("ms")
                            ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                            : Duration.parse("PT" + text);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) return duration;
            if (!duration.isNegative())
                throw new IllegalArgumentException("must be " + written(LONGEST) + " or less, not " + text);
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("must be a duration such as 250ms, 10s, 5m, 2h or 30d, not " + text, e);
        }
        throw new IllegalArgumentException("must not be negative: " + text);
    }

    private static String written(Duration duration) {
        if (duration.toMillis() % 1000 != 0) return duration.toMillis() + "ms";
        if (duration.toSeconds() % 86_400 == 0 && !duration.isZero()) return duration.toDays() + "d";
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static long bytes(String text) {
        var number = text.replaceAll("[KMG]iB$|B$", "");
        try {
            long factor =
                    switch (text.substring(number.length())) {
                        case "KiB" -> 1L << 10;
                        case "MiB" -> 1L << 20;
                        case "GiB" -> 1L << 30;
                        default -> 1;
                    };
            long bytes = Math.multiplyExact(Long.parseLong(number), factor);
            if (bytes > 0) return bytes;
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("must be a size such as 512KiB or 4MiB, not " + text, e);
        }
        throw new IllegalArgumentException("must be more than nothing: " + text);
    }

    private static String writtenBytes(long bytes) {
        if (bytes % (1L << 30) == 0) return (bytes >> 30) + "GiB";
        if (bytes % (1L << 20) == 0) return (bytes >> 20) + "MiB";
        return bytes % (1L << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}

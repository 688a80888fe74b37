// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file that somebody wrote by hand; every mistake in it is collected, so that all are told at once. */
public final class Sheet {
    private final String file;
    private final Map<String, Object> root;
    private final List<String> mistakes = new ArrayList<>();

    private Sheet(String file, @Nullable Object loaded) {
        this.file = file;
        this.root = map(loaded, "the file");
    }

    public static Sheet of(InputStream in, String file) {
        return of(new InputStreamReader(in, StandardCharsets.UTF_8), file);
    }

    public static Sheet of(String text, String file) {
        return of(new StringReader(text), file);
    }

    /** @throws IllegalArgumentException if it is no YAML */
    private static Sheet of(Reader in, String file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Sheet(file, new Yaml(new SafeConstructor(options)).<@Nullable Object>load(in));
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + e.getMessage(), e);
        }
    }

    public Map<String, Object> root() {
        return root;
    }

    public void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** @throws IllegalArgumentException with all mistakes, a line each */
    public void refuseMistakes() {
        if (!mistakes.isEmpty()) throw new IllegalArgumentException(file + ":\n  " + String.join("\n  ", mistakes));
    }

    public void known(Map<String, Object> map, Set<String> keys, String where) {
        for (var key : map.keySet()) if (!keys.contains(key)) mistake(where + " has an unknown key " + key);
    }

    /** The empty text if it is missing, which is a mistake. */
    public String text(Map<String, Object> map, String key, String where) {
        var found = map.get(key);
        if (found == null) mistake(where + " lacks " + key);
        return found == null ? "" : found.toString();
    }

    public Optional<String> optional(Map<String, Object> map, String key) {
        return Optional.ofNullable(map.get(key)).map(Object::toString);
    }

    public Map<String, Object> map(@Nullable Object given, String where) {
        if (given instanceof Map<?, ?> map) {
            var named = new LinkedHashMap<String, Object>();
            map.forEach((key, each) -> {
                if (each != null) named.put(String.valueOf(key), each);
            });
            return named;
        }
        mistake(where + " must have named members");
        return Map.of();
    }

    public List<Object> list(@Nullable Object given, String where) {
        if (given == null) return List.of();
        if (given instanceof List<?> list) return List.copyOf(list);
        mistake(where + " must be a list");
        return List.of();
    }

    /** What stands in a list, each with named members. */
    public List<Map<String, Object>> maps(@Nullable Object given, String where, String one) {
        return list(given, where).stream().map(each -> map(each, one)).toList();
    }

    public OptionalDouble number(Map<String, Object> map, String key, String where) {
        var found = map.get(key);
        if (found instanceof Number number) return OptionalDouble.of(number.doubleValue());
        if (found != null) mistake(where + ": " + key + " must be a number, not " + found);
        return OptionalDouble.empty();
    }

    /** A whole number from {@code least} to {@code greatest}, or {@code otherwise} if it is not there. */
    public int whole(Map<String, Object> map, String key, int least, int greatest, int otherwise, String where) {
        var found = map.get(key);
        if (found == null) return otherwise;
        if (found instanceof Integer number && number >= least && number <= greatest) return number;
        mistake(where + ": " + key + " must be a whole number from " + least + " to " + greatest + ", not " + found);
        return otherwise;
    }

    public boolean truth(Map<String, Object> map, String key, boolean otherwise, String where) {
        var found = map.get(key);
        if (found instanceof Boolean truth) return truth;
        if (found != null) mistake(where + ": " + key + " must be true or false, not " + found);
        return otherwise;
    }

    /** One of {@code words}, or the first of them if it is not there. */
    public String oneOf(Map<String, Object> map, String key, List<String> words, String where) {
        var found = optional(map, key).orElse(words.getFirst());
        if (words.contains(found)) return found;
        mistake(where + ": " + key + " must be one of " + String.join(", ", words) + ", not " + found);
        return words.getFirst();
    }

    /** Such as 500ms, 10s, 5m. */
    public Optional<Duration> duration(Map<String, Object> map, String key, String where) {
        var found = optional(map, key);
        if (found.isEmpty()) return Optional.empty();
        var text = found.get().toLowerCase(Locale.ROOT);
        try {
            var duration = text.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse("PT" + text);
            if (duration.isPositive()) return Optional.of(duration);
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            // Falls through: the sentence below is the same for all.
        }
        mistake(where + ": " + key + " must be a time such as 500ms, 10s or 5m, not " + found.get());
        return Optional.empty();
    }
}

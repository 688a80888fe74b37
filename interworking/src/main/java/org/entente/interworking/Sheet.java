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
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file that somebody wrote by hand; every mistake in it is collected, so that all are told at once. */
public final class Sheet {
    private static final Where WHOLE = new Where(0, "the file");

    private final String file;
    private final Lines lines;
    private final Map<String, Object> root;
    private final List<String> mistakes = new ArrayList<>();

    private Sheet(String file, Lines lines, @Nullable Object loaded) {
        this.file = file;
        this.lines = lines;
        this.root = map(loaded, WHOLE);
    }

    /**
     * A place in the file, as its writer is told it: {@code line 4: part 3315}.
     *
     * @param line 0 if it is not known
     */
    public record Where(int line, String name) {
        /** Something at the same place that is called by more words. */
        public Where and(String further) {
            return new Where(line, name + further);
        }

        @Override
        public String toString() {
            return line == 0 ? name : "line " + line + ": " + name;
        }
    }

    /** Remembers on which lines the members of what it makes stood. */
    private static final class Lines extends SafeConstructor {
        private final IdentityHashMap<Map<?, ?>, Map<String, Integer>> known = new IdentityHashMap<>();
        private final IdentityHashMap<Map<?, ?>, Map<String, String>> words = new IdentityHashMap<>();

        Lines(LoaderOptions options) {
            super(options);
        }

        @Override
        protected void constructMapping2ndStep(MappingNode node, Map<Object, Object> mapping) {
            for (var member : node.getValue())
                if (isWord(member.getKeyNode())) member.getKeyNode().setTag(Tag.STR);
            super.constructMapping2ndStep(node, mapping);
            var texts = new HashMap<String, String>();
            for (var member : node.getValue())
                if (isWord(member.getValueNode())
                        && member.getKeyNode() instanceof ScalarNode key
                        && member.getValueNode() instanceof ScalarNode value)
                    texts.put(key.getValue(), value.getValue());
            if (!texts.isEmpty()) words.put(mapping, texts);
            var keys = new HashMap<String, Integer>();
            for (var member : node.getValue())
                if (member.getKeyNode() instanceof ScalarNode key)
                    keys.put(key.getValue(), key.getStartMark().getLine() + 1);
            known.put(mapping, keys);
        }

        /** Such as {@code ON}: devices say it, and only YAML takes it for a truth. */
        private static boolean isWord(Node node) {
            return node instanceof ScalarNode scalar
                    && scalar.getTag().equals(Tag.BOOL)
                    && !scalar.getValue().equalsIgnoreCase("true")
                    && !scalar.getValue().equalsIgnoreCase("false");
        }

        void copied(Map<?, ?> from, Map<?, ?> to) {
            known.put(to, known.getOrDefault(from, Map.of()));
            words.put(to, words.getOrDefault(from, Map.of()));
        }

        /** How a truth was written that may be a word. */
        Optional<String> word(Map<?, ?> map, String key) {
            return Optional.ofNullable(words.getOrDefault(map, Map.of()).get(key));
        }

        /** The line of a member, or {@code otherwise}. */
        int of(Map<?, ?> map, String key, int otherwise) {
            return known.getOrDefault(map, Map.of()).getOrDefault(key, otherwise);
        }

        int first(Map<?, ?> map) {
            return known.getOrDefault(map, Map.of()).values().stream()
                    .mapToInt(Integer::intValue)
                    .min()
                    .orElse(0);
        }
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
        var lines = new Lines(options);
        try {
            return new Sheet(file, lines, new Yaml(lines).<@Nullable Object>load(in));
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + e.getMessage(), e);
        }
    }

    public Map<String, Object> root() {
        return root;
    }

    /** The file as a whole. */
    public Where whole() {
        return WHOLE;
    }

    /** Where something stands that is called so. */
    public Where where(Map<String, Object> thing, String name) {
        return new Where(lines.first(thing), name);
    }

    /** Where a member of something stands; it is called so itself. */
    public Where where(Map<String, Object> thing, String key, String name) {
        return new Where(lines.of(thing, key, lines.first(thing)), name);
    }

    private Where member(Map<String, Object> thing, String key, Where where) {
        return new Where(lines.of(thing, key, where.line()), where.name());
    }

    public void mistake(String sentence) {
        // Several read from one file, and see the same.
        if (!mistakes.contains(sentence)) mistakes.add(sentence);
    }

    /** @throws IllegalArgumentException with all mistakes, a line each */
    public void refuseMistakes() {
        if (!mistakes.isEmpty()) throw new IllegalArgumentException(file + ":\n  " + String.join("\n  ", mistakes));
    }

    public void known(Map<String, Object> map, Set<String> keys, Where where) {
        for (var key : map.keySet())
            if (!keys.contains(key)) mistake(member(map, key, where) + " has an unknown key " + key);
    }

    /** The empty text if it is missing, which is a mistake. */
    public String text(Map<String, Object> map, String key, Where where) {
        var found = optional(map, key);
        if (found.isEmpty()) mistake(where + " lacks " + key);
        return found.orElse("");
    }

    public Optional<String> optional(Map<String, Object> map, String key) {
        return lines.word(map, key).or(() -> Optional.ofNullable(map.get(key)).map(Object::toString));
    }

    public Map<String, Object> map(@Nullable Object given, Where where) {
        if (given instanceof Map<?, ?> map) {
            var named = new LinkedHashMap<String, Object>();
            lines.copied(map, named);
            map.forEach((key, each) -> {
                var name = String.valueOf(key);
                if (each != null) named.put(name, each);
                else mistake(member(named, name, where) + " says nothing after " + name);
            });
            return named;
        }
        mistake(where + " must have named members");
        return Map.of();
    }

    public List<Object> list(@Nullable Object given, Where where) {
        if (given == null) return List.of();
        if (given instanceof List<?> list) {
            if (list.contains(null)) mistake(where + " has an item that says nothing");
            return list.stream()
                    .<Object>map(each -> each)
                    .filter(Objects::nonNull)
                    .toList();
        }
        mistake(where + " must be a list");
        return List.of();
    }

    /** What stands in the list of a member, each with named members, and is called so. */
    public List<Map<String, Object>> maps(Map<String, Object> map, String key, Where where, String one) {
        var here = member(map, key, where);
        return list(map.get(key), here.and(" " + key)).stream()
                .map(each -> map(each, new Where(here.line(), one)))
                .toList();
    }

    public OptionalDouble number(Map<String, Object> map, String key, Where where) {
        var found = map.get(key);
        if (found instanceof Number number) return OptionalDouble.of(number.doubleValue());
        if (found != null) mistake(member(map, key, where) + ": " + key + " must be a number, not " + found);
        return OptionalDouble.empty();
    }

    /** A whole number from {@code least} to {@code greatest}, or {@code otherwise} if it is not there. */
    public int whole(Map<String, Object> map, String key, int least, int greatest, int otherwise, Where where) {
        var found = map.get(key);
        if (found == null) return otherwise;
        if (found instanceof Integer number && number >= least && number <= greatest) return number;
        mistake(member(map, key, where) + ": " + key + " must be a whole number from " + least + " to " + greatest
                + ", not " + found);
        return otherwise;
    }

    public boolean truth(Map<String, Object> map, String key, boolean otherwise, Where where) {
        var found = map.get(key);
        if (found instanceof Boolean truth) return truth;
        if (found != null) mistake(member(map, key, where) + ": " + key + " must be true or false, not " + found);
        return otherwise;
    }

    /** One of {@code words}, or the first of them if it is not there. */
    public String oneOf(Map<String, Object> map, String key, List<String> words, Where where) {
        var found = optional(map, key).orElse(words.getFirst());
        if (words.contains(found)) return found;
        mistake(member(map, key, where) + ": " + key + " must be one of " + String.join(", ", words) + ", not "
                + found);
        return words.getFirst();
    }

    /** Such as 500ms, 10s, 5m. */
    public Optional<Duration> duration(Map<String, Object> map, String key, Where where) {
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
        mistake(member(map, key, where) + ": " + key + " must be a time such as 500ms, 10s or 5m, not " + found.get());
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What was configured, from a file, the environment and the command line; the later of them wins. Immutable. */
final class Configuration {
    // Variables of the launcher that starts us with the same prefix.
    private static final List<String> LAUNCHER = List.of("ENTENTE_JAVA", "ENTENTE_JAVA_OPTS");

    private final Map<String, String> given;

    private Configuration(Map<String, String> given) {
        this.given = given;
    }

    /** All mistakes that were found, a sentence each. */
    static final class Mistakes extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mistakes(List<String> sentences) {
            super(String.join(System.lineSeparator(), sentences), null, false, false);
        }
    }

    /**
     * @param set {@code key=value} from the command line
     * @throws Mistakes if a key is unknown or a value is wrong, all of them at once
     */
    static Configuration read(Optional<Path> file, Map<String, String> environment, List<String> set) {
        return read(file, environment, set, Keys.RULES);
    }

    /** The same for the hub itself: it also reads the files that the keys name. */
    static Configuration readForHub(Optional<Path> file, Map<String, String> environment, List<String> set) {
        var rules = Stream.concat(Keys.RULES.stream(), Keys.FILES.stream()).toList();
        return read(file, environment, set, rules);
    }

    private static Configuration read(
            Optional<Path> file, Map<String, String> environment, List<String> set, List<Rule> rules) {
        var mistakes = new ArrayList<String>();
        var given = new HashMap<String, String>();
        file.ifPresent(path -> ConfigurationFile.read(path, mistakes).forEach((name, value) -> {
            if (known(name, path.toString(), mistakes)) given.put(name, value);
        }));
        readEnvironment(environment, given, mistakes);
        readSet(set, given, mistakes);
        var config = new Configuration(Map.copyOf(given));
        var misread = new HashSet<Key<?>>();
        for (var key : Keys.ALL) if (!config.canRead(key, mistakes)) misread.add(key);
        for (var rule : rules)
            if (rule.keys().stream().noneMatch(misread::contains))
                rule.mistakes().apply(config).forEach(mistakes::add);
        if (!mistakes.isEmpty()) throw new Mistakes(mistakes);
        return config;
    }

    <T> T value(Key<T> key) {
        return key.read().apply(written(key));
    }

    /** The value as it was written, or as the default is. */
    String written(Key<?> key) {
        return given.getOrDefault(key.name(), key.standard());
    }

    /** Whether anything stands where the empty text means nothing. */
    boolean names(Key<?> key) {
        return !written(key).isEmpty();
    }

    private static void readEnvironment(
            Map<String, String> environment, Map<String, String> given, List<String> mistakes) {
        var byVariable = Keys.ALL.stream().collect(Collectors.toMap(Key::variable, Key::name));
        environment.forEach((variable, value) -> {
            if (!variable.startsWith("ENTENTE_") || LAUNCHER.contains(variable)) return;
            var name = byVariable.get(variable);
            if (name != null) given.put(name, value);
            else
                mistakes.add("the environment has " + variable + ", which is no key; did you mean "
                        + nearest(variable, byVariable.keySet()) + "?");
        });
    }

    private static void readSet(List<String> set, Map<String, String> given, List<String> mistakes) {
        for (var each : set) {
            int equals = each.indexOf('=');
            if (equals < 1) mistakes.add("--set needs key=value, not " + each);
            else if (known(each.substring(0, equals), "--set", mistakes))
                given.put(each.substring(0, equals), each.substring(equals + 1));
        }
    }

    private static boolean known(String name, String where, List<String> mistakes) {
        var names = Keys.ALL.stream().map(Key::name).toList();
        if (names.contains(name)) return true;
        mistakes.add(where + " has the key " + name + ", which is unknown; did you mean " + nearest(name, names) + "?");
        return false;
    }

    private boolean canRead(Key<?> key, List<String> mistakes) {
        try {
            var _ = value(key);
            return true;
        } catch (IllegalArgumentException e) {
            mistakes.add(key.name() + " " + e.getMessage());
            return false;
        }
    }

    private static String nearest(String name, Collection<String> names) {
        return names.stream()
                .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
                .orElseThrow();
    }

    /** How many letters one has to change, add or drop (Levenshtein). */
    private static int distance(String a, String b) {
        var row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

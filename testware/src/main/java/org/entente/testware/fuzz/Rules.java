// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How sessions are made, read from a file of weights and values that people can change. */
public final class Rules {
    /** A choice and how often it is made among those of its kind. */
    private record Choice(String name, int weight) {}

    private final Map<String, List<Choice>> choices = new LinkedHashMap<>();

    private Rules() {}

    /**
     * Reads lines of {@code kind name weight}; what follows the weight is for readers. In values a name may hold
     * {@code %20} and the like.
     */
    public static Rules parse(String source, String text) {
        var rules = new Rules();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                rules.add(source + ":" + number, line.strip().split("\\s+", 4));
            }
        }
        return rules;
    }

    private void add(String place, String... words) {
        if (words.length < 3 || !words[2].matches("\\d{1,6}")) {
            throw new IllegalArgumentException(place + ": a rule is kind, name and weight");
        }
        choices.computeIfAbsent(words[0], kind -> new ArrayList<>())
                .add(new Choice(words[1], Integer.parseInt(words[2])));
    }

    /** One of the choices of a kind, as often as its weight says. */
    public String draw(String kind, RandomGenerator random) {
        var among = choices.getOrDefault(kind, List.of());
        var all = among.stream().mapToInt(Choice::weight).sum();
        if (all == 0) {
            throw new IllegalArgumentException("no rule of the kind " + kind);
        }
        var at = random.nextInt(all);
        for (var choice : among) {
            at -= choice.weight();
            if (at < 0) {
                return choice.name();
            }
        }
        throw new IllegalStateException("weights of " + kind + " do not add up");
    }

    /** The weight of one choice, taken as a number. */
    public int number(String kind, String name) {
        return choices.getOrDefault(kind, List.of()).stream()
                .filter(choice -> choice.name().equals(name))
                .mapToInt(Choice::weight)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule " + kind + " " + name));
    }
}

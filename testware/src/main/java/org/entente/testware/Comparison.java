// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.PrintWriter;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Where two runs differ: of one product before and after a change, or of two products. */
public final class Comparison {
    /** A run as its JSON report tells it: whose it is, and its verdicts by purpose. */
    record Told(String endpoint, Map<String, String> objectives, Map<String, String> verdicts) {}

    /** A purpose that came out otherwise; a verdict is {@code -} where the purpose was not judged. */
    record Difference(String id, String objective, String one, String other) {}

    private static final String NOT_JUDGED = "-";

    private final Told one;
    private final Told other;
    private final List<Difference> differences;

    private Comparison(Told one, Told other) {
        this.one = one;
        this.other = other;
        this.differences = differences(one, other);
    }

    /** Compares two reports as {@link JsonReport} writes them. */
    public static Comparison of(Reader one, Reader other) {
        return new Comparison(read(one), read(other));
    }

    /** 0 where both came out the same, 3 where something fails in the second that does not in the first, else 4. */
    public int exitCode() {
        if (differences.isEmpty()) {
            return 0;
        }
        var fail = Verdict.FAIL.word();
        return differences.stream().anyMatch(difference -> difference.other().equals(fail)) ? 3 : 4;
    }

    public void print(PrintWriter out) {
        out.println("1: " + one.endpoint() + ", " + one.verdicts().size() + " purposes");
        out.println("2: " + other.endpoint() + ", " + other.verdicts().size() + " purposes");
        out.println();
        differences.forEach(difference -> out.println(String.format(
                "%-15s %-15s %s  %s", difference.one(), difference.other(), difference.id(), difference.objective())));
        out.println(conclusion());
        out.flush();
    }

    private String conclusion() {
        return switch (differences.size()) {
            case 0 -> "The same verdicts.";
            case 1 -> "One verdict differs.";
            default -> differences.size() + " verdicts differ.";
        };
    }

    private static List<Difference> differences(Told one, Told other) {
        var objectives = new LinkedHashMap<>(one.objectives());
        other.objectives().forEach(objectives::putIfAbsent);
        var found = new ArrayList<Difference>();
        objectives.forEach((id, objective) -> {
            var before = one.verdicts().getOrDefault(id, NOT_JUDGED);
            var after = other.verdicts().getOrDefault(id, NOT_JUDGED);
            if (!before.equals(after)) {
                found.add(new Difference(id, objective, before, after));
            }
        });
        return List.copyOf(found);
    }

    private static Told read(Reader from) {
        var top = new LinkedHashMap<String, String>();
        var objectives = new LinkedHashMap<String, String>();
        var verdicts = new LinkedHashMap<String, String>();
        try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), from)) {
            var depth = 0;
            var result = new LinkedHashMap<String, String>();
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                depth += step(token);
                if (token == JsonToken.VALUE_STRING && json.currentName() != null) {
                    keep(json, depth, top, result);
                } else if (token == JsonToken.END_OBJECT && depth == 2 && result.containsKey("id")) {
                    objectives.put(value(result, "id"), value(result, "objective"));
                    verdicts.put(value(result, "id"), value(result, "verdict"));
                    result.clear();
                }
            }
        }
        if (verdicts.isEmpty()) {
            throw new IllegalArgumentException("no report of a test run, or an empty one");
        }
        return new Told(value(top, "endpoint"), objectives, verdicts);
    }

    /** Depth 1 is the report, 2 its list of results, 3 a result. */
    private static void keep(JsonParser json, int depth, Map<String, String> top, Map<String, String> result) {
        if (depth == 1) {
            top.put(json.currentName(), json.getString());
        } else if (depth == 3) {
            result.put(json.currentName(), json.getString());
        }
    }

    private static int step(JsonToken token) {
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    private static String value(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), () -> "the report lacks " + name);
    }
}

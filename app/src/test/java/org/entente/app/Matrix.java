// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/** Resource types by operations: which clauses a test proves of each. */
final class Matrix {
    static final String EVERY_TYPE = "*";
    static final String MANAGEMENT = "mgmtObj";
    private static final String ANNOUNCED = "annc";

    /** Virtual resources and announced variants have no table of their own: clause, and what can be asked of them. */
    private record Virtual(int clause, String operations, String with) {}

    private static final Map<String, Virtual> VIRTUAL = Map.of(
            "fopt", new Virtual(14, "CRUDN", "grp"),
            "la", new Virtual(27, "CRUD", "cnt"),
            "ol", new Virtual(28, "CRUD", "cnt"),
            "pcu", new Virtual(22, "CRUDN", "pch"),
            "ntsr", new Virtual(33, "CRUD", "ntp"));

    /** Made by the CSE alone, so that no test of all tables can begin with a CREATE of them. */
    private static final Set<String> UNLIKE_OTHERS =
            Set.of(ANNOUNCED, "cb", "exin", "fci", "req", "alst", "alpc", "trac", "tram");

    private static final int ANNOUNCED_CLAUSE = 26;
    private static final String ALL = "CRUD";

    private static final Pattern CLAUSE = Pattern.compile("TS-0004 §7\\.4\\.(\\d+)\\.");
    private static final Pattern SHORT_NAME = Pattern.compile("\\.?resourceType\\((?:\\d+|NUMBER), \"(\\w+)\"");

    private final Map<String, String> required = new LinkedHashMap<>();
    private final List<Proof> proofs;

    Matrix(ResourceTypes types, List<Proof> proofs) {
        this.proofs = proofs;
        types.all().stream()
                .filter(type -> type.isImplemented() && (!type.isGeneral() || type.number() != MgmtObj.NUMBER))
                .sorted(Comparator.comparingInt(ResourceType::number).thenComparing(ResourceType::root))
                .forEach(type -> required.put(shortName(type), ALL));
        VIRTUAL.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            if (required.containsKey(each.getValue().with()))
                required.put(each.getKey(), each.getValue().operations());
        });
        var variant = types.byNumber(3 + ResourceType.ANNOUNCED);
        if (variant.filter(ResourceType::isImplemented).isPresent()) required.put(ANNOUNCED, ALL);
    }

    /** The short names of types by the number of their clause in TS-0004 §7.4, as their files name it. */
    static Map<Integer, String> clauses() {
        var found = new LinkedHashMap<Integer, String>();
        for (var file : Sources.endingWith(".java")) {
            if (!file.startsWith("model/src/main/java/org/entente/model/type")) continue;
            var text = String.join("\n", Sources.lines(file));
            var name = SHORT_NAME.matcher(text);
            var clause = CLAUSE.matcher(text);
            if (name.find() && clause.find()) found.put(Integer.parseInt(clause.group(1)), name.group(1));
        }
        found.put(ANNOUNCED_CLAUSE, ANNOUNCED);
        VIRTUAL.forEach((name, virtual) -> found.put(virtual.clause(), name));
        return found;
    }

    private static String shortName(ResourceType type) {
        return type.root().substring(type.root().indexOf(':') + 1);
    }

    /** What a proof names that is no resource type, or one that is not there. */
    List<String> mistakes(ResourceTypes types) {
        var known = types.all().stream().map(Matrix::shortName).collect(Collectors.toSet());
        known.addAll(VIRTUAL.keySet());
        known.addAll(List.of(EVERY_TYPE, MANAGEMENT, ANNOUNCED));
        return proofs.stream()
                .filter(proof -> !known.contains(proof.type()))
                .map(proof -> proof.test() + " proves something of " + proof.type() + ", which is no type")
                .toList();
    }

    /** Each operation that nothing proves, as {@code cnt U}. */
    Collection<String> open() {
        var open = new TreeSet<String>();
        required.forEach((type, operations) -> {
            for (var operation : operations.toCharArray())
                if (clauses(type, operation).isEmpty()) open.add(type + " " + operation);
        });
        return open;
    }

    private Collection<String> clauses(String type, char operation) {
        var clauses = new TreeSet<String>();
        for (var proof : proofs)
            if (proof.effective() && proof.operation() == operation && of(proof, type)) clauses.addAll(proof.clauses());
        return clauses;
    }

    private static boolean of(Proof proof, String type) {
        return switch (proof.type()) {
            case EVERY_TYPE -> !VIRTUAL.containsKey(type) && !UNLIKE_OTHERS.contains(type);
            case MANAGEMENT -> MANAGED.contains(type);
            default -> proof.type().equals(type);
        };
    }

    private static final Collection<String> MANAGED = ResourceTypes.standard().all().stream()
            .filter(type -> type.number() == MgmtObj.NUMBER)
            .map(Matrix::shortName)
            .collect(Collectors.toSet());

    String markdown() {
        var page = new StringBuilder("# What is tested of each resource type\n\n");
        page.append(
                "Printed from the `@Spec` of all tests; a test compares this page with them. A cell has the clauses");
        page.append(
                " of the tests that show what the operation does with the type, or how it is refused; a test counts");
        page.append(" if it asserts an effect, not only one response code. No cell may be empty: those that still are");
        page.append(" stand in [matrix-open.txt](../../app/src/test/resources/org/entente/app/matrix-open.txt).\n\n");
        page.append("| type | CREATE | RETRIEVE | UPDATE | DELETE | NOTIFY |\n|---|---|---|---|---|---|\n");
        required.forEach((type, operations) -> page.append(row(type, operations)));
        return page.toString();
    }

    private String row(String type, String operations) {
        var cells = new ArrayList<String>();
        for (var operation : Proof.OPERATIONS.toCharArray()) {
            var clauses = String.join(", ", clauses(type, operation));
            cells.add(clauses.isEmpty() && operations.indexOf(operation) >= 0 ? "**open**" : clauses);
        }
        return "| " + type + " | " + String.join(" | ", cells) + " |\n";
    }
}

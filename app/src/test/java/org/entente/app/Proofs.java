// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Reads from the sources of all tests what their {@code @Spec} says they prove; parses only. */
final class Proofs extends TreeScanner<@Nullable Void, @Nullable AnnotationTree> {
    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

    /** The clauses on what CREATE, RETRIEVE, UPDATE, DELETE and NOTIFY do with one type. */
    private static final Pattern PROCEDURE = Pattern.compile("TS-0004 §7\\.4\\.(\\d+)\\.2\\.([0-5])");

    private final Map<Integer, String> types;
    private final List<Proof> found = new ArrayList<>();
    private Map<String, List<MethodTree>> ofFile = Map.of();
    private String className = "";

    private Proofs(Map<Integer, String> types) {
        this.types = types;
    }

    /** @param types short names by the number N of their clause, TS-0004 §7.4.N */
    static List<Proof> read(Map<Integer, String> types) {
        var files = Sources.endingWith(".java").stream()
                .filter(file -> file.toString().contains("src/test/java"))
                .map(Sources.root()::resolve)
                .toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            var proofs = new Proofs(types);
            for (var unit : task.parse()) {
                proofs.ofFile = Methods.of(unit);
                proofs.scan(unit, null);
            }
            return proofs.found;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable AnnotationTree outer) {
        var before = className;
        className = before.isEmpty() ? type.getSimpleName().toString() : before + "." + type.getSimpleName();
        super.visitClass(type, spec(type.getModifiers().getAnnotations()).orElse(outer));
        className = before;
        return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable AnnotationTree outer) {
        var annotations = method.getModifiers().getAnnotations();
        if (annotations.stream().noneMatch(each -> TESTS.contains(name(each)))) return null;
        var spec = spec(annotations).orElse(outer);
        if (spec != null) add(method, spec);
        return null;
    }

    private void add(MethodTree method, AnnotationTree spec) {
        var clauses = texts(spec, "value");
        var test = className + "." + method.getName();
        boolean effective = Effects.in(method, ofFile);
        for (var proven : texts(spec, "proves")) {
            var words = proven.split(" ");
            if (words.length != 2)
                throw new IllegalArgumentException(test + " proves \"" + proven + "\"; say \"cnt CU\"");
            for (var operation : words[1].toCharArray())
                found.add(new Proof(words[0], operation, clauses, test, effective));
        }
        for (var clause : clauses) {
            var procedure = PROCEDURE.matcher(clause);
            if (!procedure.find()) continue;
            int chapter = Integer.parseInt(procedure.group(1));
            var type = types.get(chapter);
            char operation = steps(chapter).charAt(procedure.group(2).charAt(0) - '0');
            if (type != null && operation != '-')
                found.add(new Proof(type, operation, List.of(clause), test, effective));
        }
    }

    /** What 7.4.N.2.0 to 7.4.N.2.5 are about: mostly the operations in their order. */
    private static String steps(int chapter) {
        return switch (chapter) {
            case 14 -> "------"; // fanOutPoint: the steps of fanning out
            case 15, 26 -> "--CRUD"; // mgmtObj and announced resources begin with an introduction
            case 17 -> "CURD--"; // execInstance
            default -> "-CRUDN";
        };
    }

    private static Optional<AnnotationTree> spec(List<? extends AnnotationTree> annotations) {
        return annotations.stream()
                .filter(each -> name(each).equals("Spec"))
                .map(AnnotationTree.class::cast)
                .findFirst();
    }

    private static String name(AnnotationTree annotation) {
        return annotation.getAnnotationType().toString();
    }

    private static List<String> texts(AnnotationTree annotation, String member) {
        for (var argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree named) {
                if (named.getVariable().toString().equals(member)) return texts(named.getExpression());
            } else if (member.equals("value")) return texts(argument);
        }
        return List.of();
    }

    private static List<String> texts(ExpressionTree expression) {
        if (expression instanceof LiteralTree literal) return List.of(String.valueOf(literal.getValue()));
        if (!(expression instanceof NewArrayTree array) || array.getInitializers() == null) return List.of();
        return array.getInitializers().stream()
                .flatMap(each -> texts(each).stream())
                .toList();
    }

    /** All methods of a file by name, those of nested classes included. */
    private static final class Methods extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Map<String, List<MethodTree>> found = new HashMap<>();

        static Map<String, List<MethodTree>> of(CompilationUnitTree unit) {
            var methods = new Methods();
            methods.scan(unit, null);
            return methods.found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            found.computeIfAbsent(method.getName().toString(), _ -> new ArrayList<>())
                    .add(method);
            return super.visitMethod(method, null);
        }
    }
}

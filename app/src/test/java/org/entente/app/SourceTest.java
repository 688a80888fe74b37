// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds every source file to the sizes and the licence line of CONTRIBUTING.md. */
class SourceTest {

    private static final int LINES_OF_A_FILE = 500;
    private static final int LINES_OF_A_METHOD = 50;

    /** The dictionaries are one table each: cutting one would hide that a name occurs once. */
    private static final Set<String> LONGER_FILES = Set.of("Attributes.java");

    private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";

    @Test
    void sources_are_found() {
        assertThat(Sources.endingWith(".java")).hasSizeGreaterThan(10);
    }

    @Test
    void every_source_names_its_licence() {
        var silent =
                Sources.endingWith(".java", ".sh", ".sql", ".css", ".js", "pom.xml", "/entente", "/verify").stream()
                        .filter(file -> Sources.lines(file).stream().limit(3).noneMatch(line -> line.contains(LICENCE)))
                        .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void no_file_is_longer_than_its_limit() {
        var long_ones = Sources.endingWith(".java").stream()
                .filter(file -> !LONGER_FILES.contains(file.getFileName().toString()))
                .filter(file -> Sources.lines(file).size() > LINES_OF_A_FILE)
                .toList();

        assertThat(long_ones).isEmpty();
    }

    @Test
    void no_method_is_longer_than_its_limit() throws IOException {
        assertThat(longMethods(Sources.endingWith(".java"))).isEmpty();
    }

    @Test
    void test_jars_are_asked_for_in_a_profile_only() {
        var outside = Sources.endingWith("pom.xml").stream()
                .filter(file -> !file.equals(Path.of("pom.xml")))
                .filter(file -> Sources.lines(file).stream()
                        .takeWhile(line -> !line.contains("<profiles>"))
                        .anyMatch(line -> line.contains("<type>test-jar</type>")))
                .toList();

        assertThat(outside)
                .as("the launcher builds without tests, so nothing outside of the profile test-jars may need them")
                .isEmpty();
    }

    private static List<String> longMethods(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(
                    files.stream().map(Sources.root()::resolve).toList());
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
            var positions = Trees.instance(task).getSourcePositions();
            var found = new ArrayList<String>();
            for (var unit : task.parse()) new LongMethods(unit, positions, found).scan(unit, null);
            return found;
        }
    }

    /** Parses only: no class path, no types, a second for thousands of files. */
    private static final class LongMethods extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        LongMethods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            var body = method.getBody();
            if (body == null || isTable(body)) return null;
            // Without its annotations: a table of cases above a test is data.
            var lines = line(positions.getEndPosition(unit, body)) - line(positions.getStartPosition(unit, body)) + 1;
            if (lines > LINES_OF_A_METHOD) {
                found.add(unit.getSourceFile().getName() + ": " + method.getName() + " has " + lines + " lines");
            }
            return super.visitMethod(method, null);
        }

        /** One exhaustive switch is a table: cutting it would lose that the compiler finds what is missing. */
        private static boolean isTable(BlockTree body) {
            return body.getStatements().size() == 1
                    && body.getStatements().getFirst() instanceof ReturnTree only
                    && only.getExpression() instanceof SwitchExpressionTree;
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}

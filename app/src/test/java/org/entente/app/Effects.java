// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a test asserts an effect: something else than one response code, or two different ones, since the
 * second request then shows what the first has done.
 */
final class Effects extends TreeScanner<@Nullable Void, @Nullable Void> {
    private static final Pattern ONLY_A_CODE = Pattern.compile(
            "assertThat\\(.*\\.(code|isSuccess)\\(\\)\\)(\\.as\\(.*\\))?\\.(\\w+)\\((.*)\\);?", Pattern.DOTALL);

    private static final Pattern ASSERTION = Pattern.compile("\\b(assertThat\\w*|await)\\(");

    /** Within a lambda of a longer statement. */
    private static final Pattern CODE = Pattern.compile("\\.(code|isSuccess)\\(\\)\\)\\.");

    private final Map<String, List<MethodTree>> ofFile;
    private final Set<String> entered = new HashSet<>();
    private final Set<String> codes = new HashSet<>();
    private boolean found;

    private Effects(Map<String, List<MethodTree>> ofFile) {
        this.ofFile = ofFile;
    }

    /** @param ofFile the methods of the test's file by name: those that it calls count as well */
    static boolean in(MethodTree test, Map<String, List<MethodTree>> ofFile) {
        var effects = new Effects(ofFile);
        effects.scan(test.getBody(), null);
        return effects.found || effects.codes.size() > 1;
    }

    @Override
    public @Nullable Void visitExpressionStatement(ExpressionStatementTree statement, @Nullable Void nothing) {
        var text = statement.toString();
        var code = ONLY_A_CODE.matcher(text);
        if (code.matches()) codes.add(code.group(3) + " " + code.group(4));
        else if (ASSERTION.matcher(text).results().count()
                > CODE.matcher(text).results().count()) found = true;
        return super.visitExpressionStatement(statement, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        if (call.getMethodSelect() instanceof IdentifierTree name) {
            var own = name.getName().toString();
            if (entered.add(own)) ofFile.getOrDefault(own, List.of()).forEach(method -> scan(method.getBody(), null));
        }
        return super.visitMethodInvocation(call, null);
    }
}

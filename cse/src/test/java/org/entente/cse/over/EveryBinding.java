// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.over;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;

/** Runs a class once for each way in, and prints at the end how many of its tests passed over each. */
final class EveryBinding implements ClassTemplateInvocationContextProvider {
    /** Hubs are made by the fields of a test, which no parameter reaches. */
    private static final ThreadLocal<WayIn> CURRENT = ThreadLocal.withInitial(() -> WayIn.IN_PROCESS);

    static WayIn current() {
        return CURRENT.get();
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        var run = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(EveryBinding.class))
                .computeIfAbsent(Run.class, _ -> Run.begin(), Run.class);
        return run.ways().stream().map(way -> new Invocation(way, run));
    }

    /** All that a test process runs over all ways in. */
    private record Run(List<WaysIn> tables, List<WayIn> ways, Map<String, AtomicInteger> passed)
            implements AutoCloseable {

        static Run begin() {
            var tables = ServiceLoader.load(WaysIn.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            var ways = tables.stream().flatMap(table -> table.all().stream()).toList();
            return new Run(tables, ways.isEmpty() ? List.of(WayIn.IN_PROCESS) : ways, new ConcurrentHashMap<>());
        }

        @Override
        public void close() {
            tables.forEach(WaysIn::close);
            new TreeMap<>(passed).forEach((way, count) -> System.out.println("core tests over " + way + ": " + count));
        }
    }

    private record Invocation(WayIn way, Run run) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return way.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Chosen(way), new Counted(way, run));
        }
    }

    private record Chosen(WayIn way) implements TestInstancePreConstructCallback, TestInstancePreDestroyCallback {
        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            CURRENT.set(way);
        }

        @Override
        public void preDestroyTestInstance(ExtensionContext context) {
            CURRENT.remove();
        }
    }

    private record Counted(WayIn way, Run run) implements AfterTestExecutionCallback {
        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (context.getExecutionException().isEmpty())
                run.passed()
                        .computeIfAbsent(way.name(), _ -> new AtomicInteger())
                        .incrementAndGet();
        }
    }
}

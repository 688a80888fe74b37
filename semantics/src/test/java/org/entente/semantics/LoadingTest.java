// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.entente.cse.semantics.SemanticFormat;
import org.junit.jupiter.api.Test;

/** A hub without descriptors starts without the library that reads them. */
class LoadingTest {

    @Test
    void library_is_loaded_by_the_first_check_and_not_before() throws Exception {
        var loader = new Recording();
        var type = loader.loadClass(RdfIndex.class.getName());
        var limits = loader.loadClass(CheckLimits.class.getName());
        var index = type.getConstructor(limits)
                .newInstance(limits.getField("DEFAULTS").get(null));
        assertThat(loader.asked).noneMatch(Recording::isOfLibrary);

        type.getMethod("check", SemanticFormat.class, byte[].class).invoke(index, SemanticFormat.TURTLE, new byte[0]);

        assertThat(loader.asked).anyMatch(Recording::isOfLibrary);
    }

    /** Defines the classes of this module once more, and notes what they ask for. */
    private static final class Recording extends ClassLoader {
        private final Set<String> asked = new ConcurrentSkipListSet<>();

        Recording() {
            super(LoadingTest.class.getClassLoader());
        }

        static boolean isOfLibrary(String name) {
            return name.startsWith("org.apache.jena") || name.startsWith("com.apicatalog");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            if (!name.startsWith("org.entente.semantics.")) return super.loadClass(name, resolve);
            var loaded = findLoadedClass(name);
            if (loaded != null) return loaded;
            try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) throw new ClassNotFoundException(name);
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version that the build wrote into the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"entente " + number()};
    }

    static String number() {
        // Classes that were started from a folder have no manifest.
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}

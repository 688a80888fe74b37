// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one entry point: reads the command line and runs the command it names. */
@Command(
        name = "entente",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ConfigCommand.class})
public final class Main implements Runnable {

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one entry point: reads the command line and runs the command it names. */
@Command(
        name = "entente",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            RequestCommand.class,
            DevicesCommand.class,
            CredentialsCommand.class,
            CertificatesCommand.class,
            BackupCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            TraceCommand.class,
            TopCommand.class,
            BenchCommand.class,
            TypesCommand.class,
            ConfigCommand.class,
            TestCommand.class
        })
public final class Main implements Runnable {

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((fault, line, _) -> {
            // What an operator can mend comes as a sentence; only what we did wrong deserves a stack trace.
            boolean ours = fault instanceof NullPointerException || fault instanceof ClassCastException;
            if (ours) fault.printStackTrace(line.getErr());
            else line.getErr().println("entente: " + Objects.requireNonNullElse(fault.getMessage(), fault.toString()));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The one entry point: reads the command line and runs the command it names. */
@Command(
        name = "entente",
        mixinStandardHelpOptions = true,
        // Whoever asks for help gets it behind each word, also where something is missing.
        scope = ScopeType.INHERIT,
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
        return new CommandLine(new Main())
                // A file after @ is a value of ours, and not a list of further words.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((fault, where, _) -> {
                    // What an operator can mend comes as a sentence; only what we did wrong deserves a stack trace.
                    boolean ours = fault instanceof NullPointerException || fault instanceof ClassCastException;
                    if (ours) fault.printStackTrace(where.getErr());
                    else where.getErr().println("entente: " + sentence(fault));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String sentence(Exception fault) {
        return switch (fault) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case AccessDeniedException closed -> "the file " + closed.getFile() + " may not be read or written";
            default -> Objects.requireNonNullElse(fault.getMessage(), fault.toString());
        };
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}

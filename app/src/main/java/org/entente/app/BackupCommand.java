// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.entente.store.SqliteStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the store of a data folder, while a hub serves it or not. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copy everything that lasts into one new file, while the hub goes on. To restore it, put it as"
                + " entente.db into an empty data folder.")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private Settings settings = new Settings();

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist yet.")
    private Path target = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        SqliteStore.backup(Path.of(settings.read(List.of()).value(StoreKeys.DATA)), target.toAbsolutePath());
        spec.commandLine().getOut().println("everything that lasts is in " + target);
        spec.commandLine().getOut().flush();
        return 0;
    }
}

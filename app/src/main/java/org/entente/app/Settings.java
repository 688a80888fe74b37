// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command that needs the configuration gets it. */
final class Settings {
    @Option(names = "--config", paramLabel = "FILE", description = "A YAML file with configuration keys.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets one configuration key; may be repeated.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--data", paramLabel = "DIR", description = "The folder that holds everything that lasts.")
    private @Nullable Path data;

    /** These, and where they say nothing what was said before. */
    Settings after(Settings before) {
        var both = new Settings();
        both.file = file == null ? before.file : file;
        both.data = data == null ? before.data : data;
        both.set = new ArrayList<>(before.set);
        both.set.addAll(set);
        return both;
    }

    /** @param further {@code key=value}, which win over what was set */
    Configuration read(List<String> further) {
        return Configuration.read(Optional.ofNullable(file), System.getenv(), all(further));
    }

    /** The same for the hub itself. */
    Configuration readForHub(List<String> further) {
        return Configuration.readForHub(Optional.ofNullable(file), System.getenv(), all(further));
    }

    private List<String> all(List<String> further) {
        var all = new ArrayList<>(set);
        if (data != null) all.add(StoreKeys.DATA.name() + "=" + data);
        all.addAll(further);
        return all;
    }
}

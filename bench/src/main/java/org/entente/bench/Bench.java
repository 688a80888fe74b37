// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./entente bench}: starts a hub, measures it beside its limits, prints a table. */
@Command(
        name = "entente bench",
        mixinStandardHelpOptions = true,
        description = "Measures a hub on this machine beside the limits of what it stands on.",
        sortOptions = false)
public final class Bench implements Callable<Integer> {
    static final String DEVICES = "devices";

    /** What there is to measure, in this order; the last is what the others have left. */
    private static final SequencedMap<String, RowGroup> GROUPS = groups();

    @Mixin
    private final Options options = new Options();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** For the help of the options. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(GROUPS.keySet());
        }
    }

    private static SequencedMap<String, RowGroup> groups() {
        var groups = new LinkedHashMap<String, RowGroup>();
        groups.put("disk", new DiskRows());
        groups.put("start", new StartRows());
        groups.put("retrieve", new RetrieveRows());
        groups.put("create", new CreateRows());
        groups.put("sync", new SyncRows());
        groups.put("subscribe", new SubscriptionRows());
        groups.put("group", new GroupRows());
        groups.put("mixed", new MixedRows());
        groups.put("bindings", new BindingRows());
        groups.put("memory", new MemoryRows());
        groups.put("discover", new DiscoveryRows());
        groups.put(DEVICES, new DeviceRows());
        return groups;
    }

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // figures are compared between machines
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var mistakes = options.mistakes(GROUPS.keySet());
        if (!mistakes.isEmpty()) throw new ParameterException(spec.commandLine(), String.join("; ", mistakes));
        var folder = Files.createTempDirectory(options.folder(), "entente-bench");
        var card = new Scorecard();
        try (var bed = new Bed(folder, options, card)) {
            for (var group : GROUPS.entrySet())
                if (options.wants(group.getKey())) group.getValue().measure(bed);
        } finally {
            Folders.delete(folder);
        }
        if (options.isJson()) card.printJson(about(), System.out);
        else card.print(about(), System.out);
        if (options.picture().isPresent()) draw(card, options.picture().get());
        if (options.curves().isPresent()) Files.writeString(options.curves().get(), Curves.of(card.curves()));
        return 0;
    }

    private static void draw(Scorecard card, Path file) throws IOException {
        Files.writeString(file, Picture.of(card.bars()));
    }

    private Map<String, String> about() {
        var about = new LinkedHashMap<String, String>();
        about.put("time", Instant.now().toString());
        about.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        about.put("java", Runtime.version().toString());
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("rounds", options.rounds() + " of " + options.round().toMillis() + " ms");
        about.put("size", Integer.toString(options.size()));
        return about;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A run takes long: what cannot be measured or kept is said before it begins. */
class OptionsTest {
    private static final Set<String> KNOWN = Set.of("disk", "retrieve", Bench.DEVICES);

    @TempDir
    Path folder = Path.of(".");

    @Test
    void fleet_is_measured_only_if_it_is_named() {
        assertThat(options().wants("retrieve")).isTrue();
        assertThat(options().wants(Bench.DEVICES)).isFalse();
        assertThat(options("--rows", "disk,devices").wants(Bench.DEVICES)).isTrue();
        assertThat(options("--rows", "disk,devices").wants("retrieve")).isFalse();
    }

    @Test
    void quick_run_leaves_out_the_largest_tree() {
        assertThat(options().sizes()).containsExactly(1000, 10_000, 100_000, 1_000_000);
        assertThat(options("--quick").sizes()).containsExactly(1000, 10_000, 100_000);
        assertThat(options("--quick", "--sizes", "5000").sizes()).containsExactly(5000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rows disk,discs,create | there are no rows called discs, create",
                "--quick --long | --quick and --long contradict each other",
                "--size 0 | --size is 0; a tree has from 1000 to 1000000 containers here",
                "--size -7 | --size is -7; a tree has from 1000 to 1000000 containers here",
                "--quick --size 100001 | --size is 100001; a tree has from 1000 to 100000 containers here",
                "--sizes 1000,10 | --sizes has 10; a tree has at least 1000 containers",
                "--devices 0 | --devices is 0; a fleet has at least one",
                "--folder nowhere | --folder: nowhere is no folder that can be written to",
                "--picture nowhere/a.svg | --picture: nowhere/a.svg cannot be written",
                "--curves . | --curves: . cannot be written",
            })
    void mistake_is_told_with_its_option(String words, String told) {
        assertThat(options(words.split(" ")).mistakes(KNOWN)).containsExactly(told);
    }

    @Test
    void what_is_right_is_no_mistake() throws Exception {
        var there = Files.createFile(folder.resolve("there.svg"));

        var options = options("--rows", "disk", "--picture", there.toString(), "--curves", folder + "/new.svg");

        assertThat(options.mistakes(KNOWN)).isEmpty();
    }

    @Test
    void command_tells_every_mistake_and_measures_nothing() {
        var told = new StringWriter();
        var command = new CommandLine(new Bench()).setErr(new PrintWriter(told, true));

        int status = command.execute("--rows", "discs", "--size", "3", "--folder", folder.toString());

        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(told.toString())
                .startsWith("there are no rows called discs; --size is 3; a tree has from")
                .contains("Usage: entente bench");
        assertThat(folder).isEmptyDirectory();
    }

    private static Options options(String... words) {
        var options = new Options();
        new CommandLine(options).parseArgs(words);
        return options;
    }
}

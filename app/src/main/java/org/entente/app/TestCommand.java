// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import picocli.CommandLine.Command;

/** Judges any endpoint by the test purposes of its standard. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "STANDARD",
        description = "Judge any endpoint by the test purposes of its standard; no account, no root, no oneM2M needed.",
        subcommands = {TestMqttCommand.class, TestMqttClientCommand.class, TestCompareCommand.class})
final class TestCommand {}

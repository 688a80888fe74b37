// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process of this machine holds, where the system tells. */
final class Memory {
    private Memory() {}

    static double kilobytes(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}

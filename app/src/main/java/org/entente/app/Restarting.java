// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;

/** Runs the command by which a tester brings an endpoint down and up again. */
final class Restarting {
    private Restarting() {}

    /** Whether the command succeeded. */
    static boolean perform(String command) {
        try {
            return new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

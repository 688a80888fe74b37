// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.IOException;

/** Code that judges one purpose: returning is a pass, {@link Judged} anything else. */
@FunctionalInterface
public interface TestCase {
    void run(Stage stage) throws IOException;
}

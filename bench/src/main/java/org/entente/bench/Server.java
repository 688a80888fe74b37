// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;

/** Something that answers HTTP on this machine, and tells what that costs. */
interface Server {
    int port();

    /** The processor time that it has used so far. */
    double cpuSeconds();

    /** How much it has allocated so far; not a number if it does not tell. */
    double allocatedBytes() throws IOException;
}

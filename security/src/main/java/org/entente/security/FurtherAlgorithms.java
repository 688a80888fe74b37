// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Algorithms that Java has under other names or not at all, for libraries that ask for them by these names. */
public final class FurtherAlgorithms {
    private FurtherAlgorithms() {}

    /** Offers them to the whole program, after all others: what Java does itself it goes on doing. */
    public static void offer() {
        Security.addProvider(new BouncyCastleProvider());
    }
}

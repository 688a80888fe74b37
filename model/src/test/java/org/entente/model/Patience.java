// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that wait for something give up late: only a busy machine lets them wait. JUnit finds it by itself. */
public final class Patience implements BeforeAllCallback {
    private static final Duration LATE = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LATE);
    }
}

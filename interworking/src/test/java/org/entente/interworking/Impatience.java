// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests look often whether they may go on. JUnit finds it by itself. */
public final class Impatience implements BeforeAllCallback {
    private static final Duration OFTEN = Duration.ofMillis(10);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(OFTEN);
    }
}

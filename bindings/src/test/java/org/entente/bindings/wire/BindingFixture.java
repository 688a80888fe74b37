// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.entente.model.primitive.Request;
import org.entente.security.Credentials;
import org.entente.security.Home;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of each binding have behind it: an {@code Mca} that writes down what comes, and credentials. */
public abstract class BindingFixture {
    public static final Home HOME = new Home("/id-in", "entente.example");

    protected final RecordingMca cse = new RecordingMca();
    protected final List<AutoCloseable> open = new ArrayList<>();
    protected Credentials credentials;

    @BeforeEach
    protected void openCredentials(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    @AfterEach
    protected void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    /** Closes it after the test, the last first. */
    protected <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    protected static Request retrieve(String id) {
        return Request.retrieve("cse-in", "CAe").withId(id);
    }

    protected static void until(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

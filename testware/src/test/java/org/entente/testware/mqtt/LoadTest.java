// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.entente.model.peer.KeptPort;
import org.entente.testware.mqtt.load.LoadRun;
import org.entente.testware.mqtt.load.LoadSettings;
import org.entente.testware.mqtt.load.Measured;
import org.entente.testware.mqtt.wire.Endpoint;
import org.junit.jupiter.api.Test;

/** Every step of measuring, with sizes so small that only the books are of interest. */
class LoadTest {
    private static List<Measured> run(Endpoint endpoint, boolean restarts, BooleanSupplier restart) throws IOException {
        return run(endpoint, restarts, restart, Duration.ofMinutes(5));
    }

    private static List<Measured> run(Endpoint endpoint, boolean restarts, BooleanSupplier restart, Duration bound)
            throws IOException {
        var settings = new LoadSettings(
                10,
                Duration.ofMillis(60),
                200,
                20,
                Duration.ofMillis(50),
                OptionalLong.of(ProcessHandle.current().pid()),
                restart,
                restarts,
                bound);
        var found = new ArrayList<Measured>();
        LoadRun.perform(endpoint, ReferenceBroker.profile(), settings, new Random(4), found::add);
        return found;
    }

    private static double of(List<Measured> found, String about, String what) {
        return found.stream()
                .filter(m -> m.about().startsWith(about) && m.what().equals(what))
                .mapToDouble(Measured::value)
                .sum();
    }

    @Test
    void correct_broker_delivers_everything_in_every_step() throws IOException {
        try (var broker = ReferenceBroker.start()) {
            // The reference broker keeps its sessions: a restart that restarts nothing loses nothing.
            var found = run(broker.endpoint(), true, () -> true);

            assertThat(of(found, "throughput", "delivered")).isPositive();
            assertThat(of(found, "", "not delivered")).isZero();
            assertThat(of(found, "20 retained messages", "missing")).isZero();
            assertThat(of(found, "storm", "not back")).isZero();
            assertThat(of(found, "restart", "acknowledged")).isEqualTo(800);
            assertThat(of(found, "restart", "lost")).isZero();
            assertThat(of(found, "restart", "duplicated")).isZero();
            assertThat(found).extracting(Measured::what).contains("p50", "p99", "p99.9");
        }
    }

    @Test
    void broker_that_forgets_its_sessions_is_seen_to_lose_what_waited() throws IOException {
        try (var port = new KeptPort()) {
            var first = new ReferenceBroker[] {ReferenceBroker.start(listening(port))};
            BooleanSupplier restart = () -> {
                first[0].close();
                // The port is free once the thread that listens has noticed.
                await().ignoreException(BindException.class).until(() -> {
                    first[0] = ReferenceBroker.start(listening(port));
                    return true;
                });
                return true;
            };

            var found = run(first[0].endpoint(), true, restart);
            first[0].close();

            assertThat(of(found, "restart", "lost")).isEqualTo(400);
            assertThat(of(found, "restart", "acknowledged")).isEqualTo(800);
        }
    }

    private static ServerSocket listening(KeptPort port) throws IOException {
        return new ServerSocket(port.number(), 50, InetAddress.getLoopbackAddress());
    }

    /** It greets, and reads nothing more: what waits for it has to be cut off. */
    @Test
    void broker_that_hangs_ends_the_run_at_its_bound() throws IOException {
        try (var server = HostileServer.that(client -> client.getOutputStream().write(new byte[] {0x20, 2, 0, 0}))) {
            assertThatThrownBy(() -> run(server.endpoint(), false, () -> false, Duration.ofMillis(500)))
                    .hasMessage("the run was ended after its bound of 0 s");
        }
    }

    @Test
    void restart_that_fails_ends_the_run_with_its_reason() throws IOException {
        try (var broker = ReferenceBroker.start()) {
            assertThatThrownBy(() -> run(broker.endpoint(), true, () -> false))
                    .hasMessageContaining("restarts the broker");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.cse.store.StoreUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a hub: peers that stop, a store that cannot write, a file that is broken. */
class HubTroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String INSTANCE = "{\"m2m:cin\":{\"con\":\"value\"}}";
    private static final int PEERS = 40;

    @TempDir
    private Path data = Path.of(".");

    @Test
    void peers_that_stop_in_the_middle_keep_nobody_waiting_and_store_nothing() throws Exception {
        var limits = List.of("http.limits.body-time=3s", "http.limits.idle=10s", "http.limits.in-flight=4");
        try (var hub = new HubUnderTest(data, limits);
                var digest = new StoreDigest(data)) {
            hub.fill();
            var before = digest.now();
            var whole = hub.request(HubUnderTest.APP, "POST", "/cse-in/app/box", 4, INSTANCE);
            var half = whole.substring(0, whole.length() - 5);
            var peers = new ArrayList<Socket>();
            for (int i = 0; i < PEERS; i++) peers.add(sent(hub, half));

            assertThat(hub.send(HubUnderTest.APP, "GET", "/cse-in/app/box/la", 0, "")
                            .status())
                    .isEqualTo(200);

            for (var peer : peers) {
                assertThat(RawHttp.read(peer).status()).isEqualTo(408);
                peer.close();
            }
            assertThat(digest.now()).isEqualTo(before);
            hub.create(HubUnderTest.APP, "/cse-in/app/box", 4, INSTANCE);
        }
    }

    @Test
    void peers_that_never_read_keep_nobody_waiting_and_are_left() throws Exception {
        // Longer than a busy machine keeps an honest sender waiting, who is cut off by the same limit.
        try (var hub = new HubUnderTest(data, List.of("http.limits.idle=5s", "http.limits.in-flight=4"))) {
            hub.fill();
            var large = "{\"m2m:cin\":{\"con\":\"" + "x".repeat(2_000_000) + "\"}}";
            hub.create(HubUnderTest.APP, "/cse-in/app/empty", 4, large);
            var ask = hub.request(HubUnderTest.APP, "GET", "/cse-in/app/empty/la", 0, "");
            var peers = new ArrayList<Socket>();
            for (int i = 0; i < 8; i++) peers.add(sent(hub, ask.repeat(20)));

            assertThat(hub.send(HubUnderTest.APP, "GET", "/cse-in/app/box/la", 0, "")
                            .status())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> (int) hub.counted("entente_http_connections") < peers.size());

            for (var peer : peers) peer.close();
            hub.create(HubUnderTest.APP, "/cse-in/app/box", 4, INSTANCE);
        }
    }

    @Test
    void store_that_somebody_has_locked_refuses_writes_and_answers_reads() throws Exception {
        try (var hub = new HubUnderTest(data, List.of("store.lock-wait=50ms"));
                var other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("entente.db"));
                var statement = other.createStatement()) {
            hub.fill();
            var tree = hub.tree();
            statement.execute("BEGIN EXCLUSIVE");

            for (var request : List.of("POST /cse-in/app/box 4 " + INSTANCE, "DELETE /cse-in/app/box 0 ")) {
                var cells = request.split(" ", 4);
                var answer = hub.send(HubUnderTest.APP, cells[0], cells[1], Integer.parseInt(cells[2]), cells[3]);
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.header("X-M2M-RSC")).contains("5000");
                assertThat(answer.body()).contains("the store cannot take it now", "locked");
            }
            assertThat(hub.tree()).isEqualTo(tree);

            statement.execute("ROLLBACK");
            hub.create(HubUnderTest.APP, "/cse-in/app/box", 4, INSTANCE);
        }
    }

    @Test
    void full_disk_refuses_writes_and_answers_reads_until_there_is_room() throws Exception {
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=4m", "entente-test", data.toString()),
                "only root may mount a small file system");
        try {
            var filler = data.resolve("filler");
            Files.write(filler, new byte[1 << 20]);
            try (var hub = new HubUnderTest(data, List.of())) {
                hub.fill();
                var large = "{\"m2m:cin\":{\"con\":\"" + "x".repeat(100_000) + "\"}}";
                int stored = 0;
                var answer = hub.send(HubUnderTest.APP, "POST", "/cse-in/app/empty", 4, large);
                for (; answer.status() == 201 && stored < 1000; stored++)
                    answer = hub.send(HubUnderTest.APP, "POST", "/cse-in/app/empty", 4, large);

                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.header("X-M2M-RSC")).contains("5000");
                assertThat(answer.body()).contains("the store cannot take it now", "room");
                var read = hub.send(HubUnderTest.APP, "GET", "/cse-in/app/empty", 0, "");
                assertThat(read.body()).contains("\"cni\":" + stored + ",");

                Files.delete(filler);
                hub.create(HubUnderTest.APP, "/cse-in/app/empty", 4, INSTANCE);
            }
        } finally {
            runs("umount", "-l", data.toString());
        }
    }

    @Test
    void broken_file_stops_the_start_with_one_sentence_and_is_left_alone() throws Exception {
        var file = data.resolve("entente.db");
        Files.writeString(file, "no database at all ".repeat(1000));
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> new HubUnderTest(data, List.of()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("damaged");

        var ran = Ran.command("serve", "--port", "0", "--data", data.toString());
        assertThat(ran.status()).isNotZero();
        assertThat(ran.err().strip().lines()).hasSize(1).first().asString().contains("damaged");
        assertThat(file).hasBinaryContent(before);
    }

    private static Socket sent(HubUnderTest hub, String request) throws IOException {
        var socket = new Socket(hub.address().getHost(), hub.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException | InterruptedException missing) {
            return false;
        }
    }
}

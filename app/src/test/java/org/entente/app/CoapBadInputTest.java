// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.entente.model.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody should send over CoAP: it is answered as it should be, nothing is stored, and the hub goes on. */
class CoapBadInputTest {
    private static final String ALIVE = "GET cse-in/app 279=Capp 283=alive";
    // A size of blocks that streams alone have. [RFC 8323 §6]
    private static final String BERT = " 27:0f ";
    private static final int EACH = 50;
    private static final long MOST_HEAP_GROWTH = 64L << 20;
    private static final int MOST_MORE_DESCRIPTORS = 32;

    private static final List<String> VALID = List.of(
            "GET cse-in/app/box 279=Capp 283=r1 271=4",
            "GET cse-in/app/box/la 279=Capp 283=r1 17:32",
            "GET ~/id-in/cse-in/app 279=Capp 283=r1 15=fu=1 15=ty=3+4 15=lbl=a+b 15=cra=20200101T000000",
            "GET cse-in/app 279=Capp 283=r1 15=rcn=4 15=lim=5 15=lvl=2 291=20991122T120000 259=20261122T120000",
            "POST cse-in/app 279=Capp 283=r1 267:03 12:32 \"{'m2m:cnt':{'mni':10,'lbl':['a:b','c']}}\"",
            "POST cse-in/app/box 279=Capp 283=r1 267:04 12:32 \"{'m2m:cin':{'con':{'a':[1,2.5e3,true,null]}}}\"",
            "POST cse-in/app/box 279=Capp 283=r1 267:17 12:32 \"{'m2m:sub':{'nu':['Capp'],'enc':{'net':[1,3]}}}\"",
            "POST cse-in/app 279=Capp 283=r1 12:32 \"{'m2m:sgn':{'nev':{'rep':{},'net':1},'sur':'x'}}\"",
            "POST cse-in/app 279=Capp 283=r1 15=op=2 15=rt=1 263=coap://127.0.0.1:1/x",
            "PUT cse-in/app/box 279=Capp 283=r1 12:32 \"{'m2m:cnt':{'mni':5,'lbl':['x'],'or':null}}\"",
            "PUT cse-in/app/box 279=Capp 283=r1 12:32 27:0e 60:1000 \"{'m2m:cnt':{'mni':5}}\"",
            "DELETE cse-in/app/box/la 279=Capp 283=r1");

    @Test
    @Spec({"TS-0008 §6.2", "TS-0004 §6.6"})
    void each_row_gets_its_answer_and_changes_nothing(@TempDir Path data) throws Exception {
        var wrong = new ArrayList<String>();
        try (var hub = new CoapHub(data);
                var digest = new StoreDigest(data)) {
            hub.hub().fill();
            var before = digest.now();
            for (var row : BadCoap.read()) {
                var answer = answer(row, hub);
                if (!answer.equals(row.expected())) wrong.add(row.where() + " " + answer + ": " + row.message());
                if (!digest.now().equals(before)) wrong.add(row.where() + " changed what is stored");
            }
            assertThat(wrong).isEmpty();
            demandAlive(hub, 0);
        }
    }

    private static String answer(BadCoap row, CoapHub hub) throws IOException {
        try (var socket = new Datagrams(hub.address())) {
            // Where silence is right, a ping after it tells when to stop waiting.
            var header = row.expected().equals("silence")
                    ? socket.answer(row.datagram())
                    : Optional.of(socket.ask(row.datagram()));
            return header.map(each -> each.type() == 3 ? "reset" : each.dotted())
                    .orElse("silence");
        }
    }

    @Test
    @Spec({"TS-0008 §6.2", "RFC 8323 §3.2"})
    void each_row_gets_the_same_answer_over_tcp(@TempDir Path data) throws Exception {
        var wrong = new ArrayList<String>();
        try (var hub = new CoapHub(data, "coap.tcp.port=0")) {
            hub.hub().fill();
            for (var row : BadCoap.read()) {
                if (!row.isInWords() || row.message().contains(BERT)) continue;
                try (var stream = new Streamed(hub.address("coap+tcp"))) {
                    var answer = stream.ask(BadCoap.streamed(row.message(), 1)).orElse("an end");
                    if (!answer.equals(row.expected())) wrong.add(row.where() + " " + answer + ": " + row.message());
                }
            }
            assertThat(wrong).isEmpty();
            demandAlive(hub, 0);
        }
    }

    @Test
    @Spec({"TS-0004 §6.6", "RFC 8323 §3.2"})
    void mutations_over_tcp_leave_nothing_behind(@TempDir Path data) throws Exception {
        long seed = Long.getLong("entente.seed", 20_261_122L);
        var random = new Random(seed);
        try (var hub = new CoapHub(data, "coap.tcp.port=0")) {
            hub.hub().fill();
            long descriptors = descriptors();
            long heap = heap();
            for (int i = 0; i < 2_000; i++) {
                try (var stream = new Streamed(hub.address("coap+tcp"))) {
                    var valid = BadCoap.streamed(VALID.get(random.nextInt(VALID.size())), i & 0xFFFF);
                    stream.send(mutated(valid, random));
                    if (i % EACH == 0) demandAliveOverTcp(hub, seed);
                }
            }
            demandAliveOverTcp(hub, seed);
            // Connections end on threads of their own.
            await().atMost(CoapHub.PATIENCE).until(() -> descriptors() < descriptors + MOST_MORE_DESCRIPTORS);
            assertThat(heap()).as("heap, seed %d", seed).isLessThan(heap + MOST_HEAP_GROWTH);
        }
    }

    private static void demandAliveOverTcp(CoapHub hub, long seed) throws IOException {
        try (var stream = new Streamed(hub.address("coap+tcp"))) {
            assertThat(stream.ask(BadCoap.streamed(ALIVE, 1)))
                    .as("seed %d", seed)
                    .contains("2.05");
        }
    }

    @Test
    @Spec("TS-0004 §6.6")
    void mutations_meet_no_fault_and_leave_nothing_behind(@TempDir Path data) throws Exception {
        run(data, Long.getLong("entente.seed", 20_261_122L), 2_000);
    }

    @Test
    @Tag("full")
    @Spec("TS-0004 §6.6")
    void mutations_meet_no_fault_and_leave_nothing_behind_in_the_long_run(@TempDir Path data) throws Exception {
        run(data, new Random().nextLong(), 100_000);
    }

    private static void run(Path data, long seed, int times) throws Exception {
        var random = new Random(seed);
        try (var hub = new CoapHub(data);
                var socket = new Datagrams(hub.address())) {
            hub.hub().fill();
            demandAlive(hub, seed);
            long descriptors = descriptors();
            long heap = heap();
            for (int i = 0; i < times; i++) {
                var valid = BadCoap.datagram(VALID.get(random.nextInt(VALID.size())), i & 0xFFFF);
                socket.send(mutated(valid, random));
                if (i % EACH == 0) demandAlive(hub, seed);
                demandNoFault(socket, seed);
            }
            demandAlive(hub, seed);
            assertThat(descriptors()).as("descriptors, seed %d", seed).isLessThan(descriptors + MOST_MORE_DESCRIPTORS);
            assertThat(heap()).as("heap, seed %d", seed).isLessThan(heap + MOST_HEAP_GROWTH);
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        var bytes = valid.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(4, at));
                default -> {
                    // Doubled from somewhere on, so that lengths lie.
                    var longer = Arrays.copyOf(bytes, bytes.length + 4);
                    System.arraycopy(bytes, at, longer, Math.min(at + 4, longer.length - 1), bytes.length - at - 1);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    private static void demandNoFault(Datagrams socket, long seed) throws IOException {
        for (var header = socket.hear(1); header.isPresent(); header = socket.hear(1))
            assertThat(header.get().isFault()).as("seed %d", seed).isFalse();
    }

    private static void demandAlive(CoapHub hub, long seed) throws IOException {
        try (var socket = new Datagrams(hub.address())) {
            assertThat(socket.ask(BadCoap.datagram(ALIVE, 1)).dotted())
                    .as("seed %d", seed)
                    .isEqualTo("2.05");
        }
    }

    private static long descriptors() throws IOException {
        var open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) return 0;
        try (var each = Files.list(open)) {
            return each.count();
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

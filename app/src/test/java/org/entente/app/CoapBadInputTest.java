// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody should send over CoAP: it is answered as it should be, nothing is stored, and the hub goes on. */
class CoapBadInputTest {
    private static final String ALIVE = "GET cse-in/app 279=Capp 283=alive";
    // A size of blocks that streams alone have. [RFC 8323 §6]
    private static final String BERT = " 27:0f ";

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
            demandAlive(hub);
        }
    }

    private static String answer(BadCoap row, CoapHub hub) throws IOException {
        var stranger = hub.stranger();
        // Where silence is right, a ping after it tells when to stop waiting.
        var header = row.expected().equals("silence")
                ? stranger.answer(row.datagram())
                : Optional.of(stranger.ask(row.datagram()));
        return header.map(each -> each.type() == 3 ? "reset" : each.dotted()).orElse("silence");
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
            demandAlive(hub);
        }
    }

    private static void demandAlive(CoapHub hub) throws IOException {
        assertThat(hub.stranger().ask(BadCoap.datagram(ALIVE, 1)).dotted()).isEqualTo("2.05");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.entente.testware.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a WebSocket at which clients are judged. */
class FramedSocketTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** [MQTT-6.0.0-3] */
    @ParameterizedTest
    @CsvSource({
        "mqtt, HTTP/1.1 101, 1",
        "'mqttv3.1, mqtt', HTTP/1.1 101, 1",
        "mqttv3.1, HTTP/1.1 400, -1",
        "'', HTTP/1.1 400, -1",
    })
    void client_has_to_offer_the_sub_protocol(String offered, String answer, int heard) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(server.getInetAddress(), server.getLocalPort());
                var framed = new FramedSocket(server.accept(), "mqtt")) {
            var request = Handshake.request("localhost", "/mqtt", KEY, offered);
            client.getOutputStream().write(request.toArray());
            client.getOutputStream()
                    .write(Frame.of(Frame.BINARY, Octets.of(new byte[1]))
                            .octets(7)
                            .toArray());

            int count = framed.getInputStream().read(new byte[8]);

            assertThat(count).isEqualTo(heard);
            var said = new byte[answer.length()];
            assertThat(client.getInputStream().readNBytes(said, 0, said.length)).isEqualTo(said.length);
            assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo(answer);
        }
    }
}

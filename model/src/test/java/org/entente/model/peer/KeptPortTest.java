// SPDX-License-Identifier: Apache-2.0
package org.entente.model.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class KeptPortTest {
    @Test
    void is_free_for_its_server_again_and_again() throws IOException {
        try (var port = new KeptPort()) {
            for (int i = 0; i < 3; i++)
                try (var server = new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress());
                        var client = connect(port.number());
                        var accepted = server.accept()) {
                    assertThat(client.getLocalPort()).isEqualTo(accepted.getPort());
                }
        }
    }

    @Test
    void refuses_connections_while_its_server_is_away() throws IOException {
        try (var port = new KeptPort()) {
            assertThatThrownBy(() -> connect(port.number())).isInstanceOf(ConnectException.class);
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}

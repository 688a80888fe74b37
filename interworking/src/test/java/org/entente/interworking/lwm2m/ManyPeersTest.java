// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** More devices than there may be long bodies at the same time: all of them are asked. RFC 7252 §4.4. */
class ManyPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = Stations.MOST_BODIES + 100;
    private static final int RESET = 0x70;

    private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

    @Test
    void are_all_asked_what_they_are() throws IOException {
        try (var field = new Field(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));
                var selector = Selector.open()) {
            var port = URI.create(field.address("coap")).getPort();
            for (int device = 0; device < MANY; device++) {
                var channel = DatagramChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.register(selector, SelectionKey.OP_READ, device);
                channel.write(ByteBuffer.wrap(registration(device)));
                answer(selector);
            }

            await().atMost(PATIENCE).until(() -> {
                answer(selector);
                repeat(selector);
                return asked.size() == MANY;
            });
            for (var key : selector.keys()) key.channel().close();
        }
        assertThat(asked).hasSize(MANY);
    }

    /** Datagrams get lost where many come at once; who was asked nothing yet sends its own again. RFC 7252 §4.2. */
    private void repeat(Selector selector) throws IOException {
        for (var key : selector.keys()) {
            var device = (Integer) key.attachment();
            if (!asked.contains(device)) ((DatagramChannel) key.channel()).write(ByteBuffer.wrap(registration(device)));
        }
    }

    /** A confirmable POST of /rd with links. RFC 7252 §3. */
    private static byte[] registration(int device) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0x40, 2, (byte) (device >> 8), (byte) device});
        option(bytes, 11, "rd".getBytes(US_ASCII));
        option(bytes, 1, new byte[] {40});
        option(bytes, 3, ("ep=d" + device).getBytes(US_ASCII));
        option(bytes, 0, "lwm2m=1.0".getBytes(US_ASCII));
        bytes.write(0xff);
        bytes.writeBytes("</3/0>".getBytes(US_ASCII));
        return bytes.toByteArray();
    }

    private static void option(ByteArrayOutputStream bytes, int delta, byte[] value) {
        bytes.write((delta << 4) | value.length);
        bytes.writeBytes(value);
    }

    /** Whatever a device is asked it rejects, at once. */
    private void answer(Selector selector) throws IOException {
        selector.selectNow(key -> {
            try {
                var channel = (DatagramChannel) key.channel();
                var message = ByteBuffer.allocate(2048);
                while (channel.read(message.clear()) > 0) {
                    boolean isRequest = message.get(1) > 0 && message.get(1) < 32;
                    if (!isRequest) continue;
                    asked.add((Integer) key.attachment());
                    channel.write(ByteBuffer.wrap(new byte[] {RESET, 0, message.get(2), message.get(3)}));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.interworking.opcua.ServedHub.PATIENCE;
import static org.entente.interworking.opcua.ServedHub.TARGET;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.entente.interworking.opcua.server.HubServerSettings.Bounds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who sends rubbish to the hub's OPC UA server or wants too much of it; the next guest is served all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubServerStrangersTest {
    private static final int SESSIONS = 4;
    private static final int ITEMS = 5;
    private static final int OPERATIONS = 100;
    private static final long SEED = 11;

    private ServedHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var bounds = new Bounds(SESSIONS, ITEMS, OPERATIONS, 512 * 1024);
        hub = new ServedHub(folder, ServedHub.usual().with(Duration.ofMillis(100), bounds));
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @AfterEach
    void next_guest_is_served() throws Exception {
        var client = hub.client("");
        assertThat(client.readValue(0, TimestampsToReturn.Both, ServedHub.node(client, TARGET))
                        .statusCode()
                        .isGood())
                .isTrue();
        client.disconnect();
    }

    @Test
    void rubbish_ends_its_own_connection() throws IOException {
        var noise = new byte[100_000];
        new Random(SEED).nextBytes(noise);
        var hello = "HELF \u0000\u0000\u0000";
        var all = Stream.of(
                        "GET / HTTP/1.1\r\n\r\n",
                        "HELF\u00ff\u00ff\u00ff\u007f",
                        "HELF\u0000\u0000\u0000\u0000",
                        hello + "\u0000".repeat(24),
                        "OPNF\u0010\u0000\u0000\u0000" + "\u00ff".repeat(8),
                        "MSGF\u0010\u0000\u0000\u0000" + "\u00ff".repeat(8))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        for (var rubbish : Stream.concat(all.stream(), Stream.of(noise)).toList()) throwIn(rubbish);
    }

    /** What becomes of the connection is the server's business; it may be closed while we still write. */
    private void throwIn(byte[] rubbish) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            socket.getOutputStream().write(rubbish);
            socket.shutdownOutput();
        } catch (SocketException e) {
            // It hung up on us.
        }
    }

    @Test
    void every_way_in_is_protected() throws Exception {
        var endpoints = DiscoveryClient.getEndpoints(hub.url()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(endpoints)
                .isNotEmpty()
                .allMatch(each -> each.getSecurityMode() == MessageSecurityMode.SignAndEncrypt);
    }

    @Test
    void session_beyond_the_limit_is_refused() throws Exception {
        var guests = new ArrayList<OpcUaClient>();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i <= SESSIONS; i++) guests.add(hub.client(""));
                    })
                    .isInstanceOfSatisfying(
                            UaException.class,
                            refused -> assertThat(refused.getStatusCode().value())
                                    .isEqualTo(StatusCodes.Bad_TooManySessions));
            assertThat(guests).hasSize(SESSIONS);
        } finally {
            for (var guest : guests) guest.disconnect();
        }
    }

    @Test
    void item_beyond_the_limit_is_refused() throws Exception {
        var client = hub.client("");
        var subscription = new OpcUaSubscription(client, 50.0);
        subscription.create();
        var items = IntStream.range(0, ITEMS + 3)
                .mapToObj(_ -> OpcUaMonitoredItem.newDataItem(ServedHub.node(client, TARGET)))
                .toList();
        subscription.addMonitoredItems(items);

        var results = subscription.createMonitoredItems(_ -> true);

        assertThat(results.stream().filter(each -> each.isGood())).hasSize(ITEMS);
        client.disconnect();
    }

    @Test
    void request_beyond_the_limits_is_refused() throws Exception {
        var client = hub.client("");
        var node = ServedHub.node(client, TARGET);
        var value = DataValue.valueOnly(new Variant(50.0));
        var huge = DataValue.valueOnly(new Variant("x".repeat(1 << 20)));
        var wide = DataValue.valueOnly(new Variant(new Double[2000]));

        assertThatThrownBy(() -> client.writeValues(
                        Collections.nCopies(OPERATIONS + 1, node), Collections.nCopies(OPERATIONS + 1, value)))
                .isInstanceOf(UaException.class)
                .hasMessageContaining("Bad_TooManyOperations");
        assertThat(client.writeValues(List.of(node), List.of(wide)).getFirst().value())
                .isEqualTo(StatusCodes.Bad_TypeMismatch);
        assertThatThrownBy(() -> client.writeValues(List.of(node), List.of(huge)))
                .isInstanceOf(UaException.class);
        assertThat(hub.pump().value("TargetTemperature")).isEqualTo(60.0);
        client.disconnect();
    }
}

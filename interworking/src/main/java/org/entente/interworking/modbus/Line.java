// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import com.digitalpetri.modbus.client.ModbusClient;
import com.digitalpetri.modbus.client.ModbusRtuClient;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.tcp.client.NettyClientTransportConfig;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.entente.interworking.modbus.Installation.Framing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one address, which several devices may share; a request at a time, as a serial line behind it needs.
 * It is opened when it is needed. Safe for many threads.
 */
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final Address address;
    private final Duration patience;
    private final Way way;
    /** Volatile: whoever holds the lock writes it, the library's thread reads it. */
    private volatile CompletableFuture<?> waiting = CompletableFuture.completedFuture("");

    private final ReentrantLock lock = new ReentrantLock();

    /** How requests go out in a framing, and where the code of an exception is found. */
    private record Way(ModbusClient client, ToIntFunction<ModbusResponseException> exceptionCode) {}

    record Address(String host, int port, Framing framing) {}

    /** The device answered that it will not; the message is its own word for it. MODBUS Application Protocol §7. */
    static final class Declined extends Exception {
        private static final long serialVersionUID = 1;

        Declined(String word) {
            super(word, null, false, false);
        }
    }

    /** Nobody answered. */
    static final class Away extends Exception {
        private static final long serialVersionUID = 1;

        Away(String reason) {
            super(reason, null, false, false);
        }
    }

    Line(Address address, Duration patience) {
        this.address = address;
        this.patience = patience;
        var config = new NettyClientTransportConfig.Builder()
                .setHostname(address.host())
                .setPort(address.port())
                .setConnectTimeout(patience)
                .setConnectPersistent(false)
                .setReconnectLazy(true)
                .build();
        this.way = switch (address.framing()) {
            case TCP -> {
                var netty = new NettyTcpClientTransport(config);
                netty.addConnectionListener(new Ear());
                yield new Way(
                        ModbusTcpClient.create(
                                new TcpTransport(netty), settings -> settings.setRequestTimeout(patience)),
                        ModbusResponseException::getExceptionCode);
            }
            case RTU_OVER_TCP -> {
                var netty = new NettyRtuClientTransport(config);
                netty.addConnectionListener(new Ear());
                var transport = new RtuTransport(netty);
                yield new Way(
                        ModbusRtuClient.create(transport, settings -> settings.setRequestTimeout(patience)),
                        _ -> transport.exceptionCode());
            }
        };
    }

    /** What belongs together. */
    interface Exchange {
        void run() throws Declined, Away;
    }

    /** Nobody else sends anything meanwhile. */
    void alone(Exchange exchange) throws Declined, Away {
        lock.lock();
        try {
            exchange.run();
        } finally {
            lock.unlock();
        }
    }

    <T extends ModbusResponsePdu> T send(int unit, ModbusRequestPdu request, Class<T> answer) throws Declined, Away {
        lock.lock();
        try {
            if (!way.client.isConnected()) way.client.connect();
            var future = way.client.sendAsync(unit, request).toCompletableFuture();
            waiting = future;
            // It may have gone before there was anything to tell so.
            if (!way.client.isConnected()) future.completeExceptionally(new IOException("the connection was lost"));
            var response = future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (answer.isInstance(response)) return answer.cast(response);
            throw new Declined("answered something else: " + response.getClass().getSimpleName());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ModbusResponseException declined)
                throw new Declined(Exceptions.word(way.exceptionCode.applyAsInt(declined)));
            hangUp();
            throw new Away(reason(failed));
        } catch (TimeoutException | ModbusExecutionException e) {
            hangUp();
            throw new Away(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Away("the hub stops");
        } finally {
            lock.unlock();
        }
    }

    private String reason(Exception failed) {
        var cause = failed instanceof ExecutionException && failed.getCause() != null ? failed.getCause() : failed;
        var place = address.host() + ":" + address.port();
        return switch (cause) {
            case TimeoutException _ -> "no answer in time";
            case IOException _ -> "the connection to " + place + " was lost";
            case ModbusExecutionException _ -> place + " cannot be reached";
            default -> place + " answered what nobody asked for";
        };
    }

    /** Who waits for an answer need not wait for the time-out when the connection has gone. */
    private final class Ear implements NettyTcpClientTransport.ConnectionListener {
        @Override
        public void onConnection() {}

        @Override
        public void onConnectionLost() {
            waiting.completeExceptionally(new IOException("the connection was lost"));
        }
    }

    /** An answer that comes late must not be taken for the next one. */
    private void hangUp() {
        try {
            way.client.disconnect();
        } catch (ModbusExecutionException e) {
            LOG.debug("modbus connection to={} was closed already", address);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            hangUp();
        } finally {
            lock.unlock();
        }
    }
}

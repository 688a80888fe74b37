// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.client.ModbusTcpClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Passes over what another unit or protocol answers: the library compares the transaction alone (version 2.1.4). */
final class TcpTransport extends Relay<ModbusTcpFrame> implements ModbusTcpClientTransport {
    private final NettyTcpClientTransport inner;
    /** Volatile: whoever sends the request writes it, the library's thread reads it. */
    private volatile int asked;

    TcpTransport(NettyTcpClientTransport inner) {
        super(inner);
        this.inner = inner;
    }

    /** A server repeats both. [MODBUS Messaging on TCP/IP Implementation Guide §3.1.3] */
    @Override
    public void receive(Consumer<ModbusTcpFrame> receiver) {
        inner.receive(frame -> {
            if (frame.header().unitId() == asked && frame.header().protocolId() == 0) receiver.accept(frame);
        });
    }

    @Override
    public CompletionStage<Void> send(ModbusTcpFrame frame) {
        asked = frame.header().unitId();
        return super.send(frame);
    }
}

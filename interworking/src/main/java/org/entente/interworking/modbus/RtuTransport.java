// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import com.digitalpetri.modbus.ModbusRtuFrame;
import com.digitalpetri.modbus.client.ModbusRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import java.util.function.Consumer;

/** Remembers the exception code of an RTU frame: the library takes the function code for it (version 2.1.4). */
final class RtuTransport extends Relay<ModbusRtuFrame> implements ModbusRtuClientTransport {
    private static final int EXCEPTION = 0x80;

    private final NettyRtuClientTransport inner;
    /** Volatile: the library's thread writes it, whoever sent the request reads it. */
    private volatile int exceptionCode;

    RtuTransport(NettyRtuClientTransport inner) {
        super(inner);
        this.inner = inner;
    }

    /** Of the newest exception; there is one request under way at a time. */
    int exceptionCode() {
        return exceptionCode;
    }

    @Override
    public void receive(Consumer<ModbusRtuFrame> receiver) {
        inner.receive(frame -> {
            var pdu = frame.pdu();
            if (pdu.remaining() > 1 && (pdu.get(pdu.position()) & EXCEPTION) != 0)
                exceptionCode = pdu.get(pdu.position() + 1);
            receiver.accept(frame);
        });
    }

    @Override
    public void resetFrameParser() {
        inner.resetFrameParser();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import com.digitalpetri.modbus.client.ModbusClientTransport;
import java.util.concurrent.CompletionStage;

/** A transport of the library, with another look at what it receives. */
abstract class Relay<F> implements ModbusClientTransport<F> {
    private final ModbusClientTransport<F> inner;

    Relay(ModbusClientTransport<F> inner) {
        this.inner = inner;
    }

    @Override
    public CompletionStage<Void> send(F frame) {
        return inner.send(frame);
    }

    @Override
    public CompletionStage<Void> connect() {
        return inner.connect();
    }

    @Override
    public CompletionStage<Void> disconnect() {
        return inner.disconnect();
    }

    @Override
    public boolean isConnected() {
        return inner.isConnected();
    }
}

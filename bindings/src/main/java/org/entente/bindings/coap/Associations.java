// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.DtlsHandshakeTimeoutException;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.InMemoryReadWriteLockConnectionStore;
import org.eclipse.californium.scandium.dtls.SessionAdapter;
import org.entente.bindings.wire.Closings;

/** Takes associations of DTLS, and tells which of them a limit has kept out. */
final class Associations extends DTLSConnector {
    Associations(DtlsConnectorConfig config, Consumer<Closings.Limit> closings) {
        super(config, new Kept(config, closings));
    }

    /** As many as there may be; one that was silent for long has made room before one is kept out. */
    private static final class Kept extends InMemoryReadWriteLockConnectionStore {
        private final Consumer<Closings.Limit> closings;

        Kept(DtlsConnectorConfig config, Consumer<Closings.Limit> closings) {
            super(
                    config.get(DtlsConfig.DTLS_MAX_CONNECTIONS),
                    config.get(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, TimeUnit.SECONDS),
                    config.getSessionStore(),
                    config.get(DtlsConfig.DTLS_REMOVE_STALE_DOUBLE_PRINCIPALS));
            this.closings = closings;
        }

        @Override
        public boolean put(Connection connection) {
            if (super.put(connection)) return true;
            closings.accept(Closings.Limit.TOO_MANY);
            return false;
        }
    }

    /** Tells of handshakes whose other side has stopped to answer. */
    static final class Handshakes extends SessionAdapter {
        private final Consumer<Closings.Limit> closings;

        Handshakes(Consumer<Closings.Limit> closings) {
            this.closings = closings;
        }

        @Override
        public void handshakeFailed(Handshaker handshaker, Throwable error) {
            if (error instanceof DtlsHandshakeTimeoutException) closings.accept(Closings.Limit.TOO_SLOW);
        }
    }
}

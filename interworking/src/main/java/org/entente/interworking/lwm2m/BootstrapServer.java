// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.net.URI;
import java.util.function.Supplier;
import org.eclipse.leshan.core.peer.LwM2mPeer;
import org.eclipse.leshan.core.request.BootstrapRequest;
import org.eclipse.leshan.server.bootstrap.BootstrapFailureCause;
import org.eclipse.leshan.server.bootstrap.BootstrapSession;
import org.eclipse.leshan.server.bootstrap.BootstrapSessionAdapter;
import org.eclipse.leshan.server.bootstrap.LeshanBootstrapServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells devices that have proved who they are where to register; denies all others. OMA LwM2M 1.1 §5.2. */
final class BootstrapServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BootstrapServer.class);

    private final LeshanBootstrapServer server;

    /** @param own where the hub itself awaits devices with DTLS */
    BootstrapServer(Lwm2mSettings settings, Lwm2mSettings.Bootstrap bootstrap, Supplier<String> own) {
        Supplier<String> told = bootstrap.address().isEmpty() ? own : bootstrap::address;
        this.server = Stations.bootstrapping(
                settings, bootstrap.port(), new Accounts(settings.trust().devices(), told));
        server.addListener(new Log());
    }

    void start() {
        server.start();
        LOG.info("lwm2m bootstrap listening at={}", address());
    }

    URI address() {
        return server.getEndpoints().getFirst().getURI();
    }

    @Override
    public void close() {
        server.destroy();
    }

    private static final class Log extends BootstrapSessionAdapter {
        @Override
        public void unAuthorized(BootstrapRequest request, LwM2mPeer device) {
            LOG.warn("device={} is denied bootstrap: it is unknown or is not who it says", request.getEndpointName());
        }

        @Override
        public void end(BootstrapSession session) {
            LOG.info("device={} was told where to register", session.getEndpoint());
        }

        @Override
        public void failed(BootstrapSession session, BootstrapFailureCause cause) {
            LOG.warn("device={} was not told where to register: {}", session.getEndpoint(), cause);
        }
    }
}

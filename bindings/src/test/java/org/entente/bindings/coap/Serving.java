// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.BindingFixture;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.NobodyHere;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Preferences;
import org.entente.codec.Serialization;
import org.entente.model.type.ResourceTypes;

/** A server on a free port in front of an {@code Mca}, and clients for it. */
abstract class Serving extends BindingFixture {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final CoapLimits SMALL = new CoapLimits(
            40_000,
            32,
            10,
            Duration.ofSeconds(60),
            1_000,
            100,
            new CoapLimits.Connections(20, 10, Duration.ofSeconds(60), Duration.ofMinutes(5)),
            4,
            // However slow the machine is, an answer is in the acknowledgement itself.
            PATIENCE.multipliedBy(2));

    CoapLimits limits = SMALL;
    Overload overload = Overload.atAnyRate();

    /** Each is counted once it is closed, on whichever thread. */
    void demandClosed(Closings.Way way, Closings.Limit limit) {
        await().atMost(PATIENCE).until(() -> overload.closings().closed(way, limit) > 0);
    }

    URI serve(Admission admission) {
        return serve(admission, Optional.empty());
    }

    URI serve(Admission admission, Optional<Dtls> dtls) {
        return serve(admission, new CoapConfiguration.Datagrams(dtls));
    }

    URI serve(Admission admission, CoapConfiguration.Carrier carrier) {
        return serve(admission, carrier, Preferences.UNKNOWN);
    }

    private URI serve(Admission admission, CoapConfiguration.Carrier carrier, Preferences preferences) {
        var listener = new CoapConfiguration.Listener("127.0.0.1", 0, admission, carrier);
        var config = new CoapConfiguration(List.of(listener), limits, Duration.ofSeconds(5));
        var server =
                keep(CoapServer.start(config, new Admittance(credentials, HOME, overload), ResourceTypes.standard()));
        server.serve(cse, preferences);
        return server.addresses().getFirst();
    }

    URI serve() {
        return serve(Admission.ANYBODY);
    }

    URI serve(Preferences preferences) {
        return serve(Admission.ANYBODY, new CoapConfiguration.Datagrams(Optional.empty()), preferences);
    }

    CoapMca mca(URI server, Serialization serialization) {
        var config = CoapClientConfig.DEFAULT.withSerialization(serialization);
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return keep(new CoapMca(server, PATIENCE, config, local, new NobodyHere()));
    }

    CoapMca mca(URI server) {
        return mca(server, Serialization.JSON);
    }

    RawCoap raw(URI server) throws IOException {
        return keep(new RawCoap(server));
    }
}

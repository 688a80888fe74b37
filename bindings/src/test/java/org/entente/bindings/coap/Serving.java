// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.NobodyHere;
import org.entente.bindings.wire.Preferences;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on a free port in front of an {@code Mca}, and clients for it. */
abstract class Serving {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final CoapLimits SMALL = new CoapLimits(
            40_000,
            32,
            10,
            Duration.ofSeconds(60),
            1_000,
            100,
            new CoapLimits.Connections(20, 10, Duration.ofSeconds(60)),
            4,
            // However slow the machine is, an answer is in the acknowledgement itself.
            PATIENCE.multipliedBy(2));

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<AutoCloseable> open = new ArrayList<>();
    CoapLimits limits = SMALL;
    volatile Function<Request, Response> answer = Serving::ordinary;
    Credentials credentials;

    @BeforeEach
    void openCredentials(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    static Response ordinary(Request request) {
        var box = Value.field("m2m:cnt", Value.field("ri", Value.of("cnt1")).with("rn", Value.of("box")));
        return switch (request.operation()) {
            case CREATE -> Response.of(request, ResultCode.CREATED, box);
            case RETRIEVE -> Response.of(request, ResultCode.OK, box);
            case UPDATE -> Response.of(request, ResultCode.UPDATED, box);
            case DELETE -> Response.of(request, ResultCode.DELETED);
            case NOTIFY -> Response.of(request, ResultCode.OK);
        };
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
        var server = keep(CoapServer.start(config, new Admittance(credentials), ResourceTypes.standard()));
        server.serve(
                request -> {
                    requests.add(request);
                    return answer.apply(request);
                },
                preferences);
        return server.addresses().getFirst();
    }

    URI serve() {
        return serve(Admission.ANYBODY);
    }

    URI serve(Preferences preferences) {
        return serve(Admission.ANYBODY, new CoapConfiguration.Datagrams(Optional.empty()), preferences);
    }

    <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
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

    static Request retrieve(String id) {
        return Request.retrieve("cse-in", "CAe").withId(id);
    }
}

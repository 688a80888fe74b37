// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.bindings.coap.CoapClientConfig;
import org.entente.bindings.coap.CoapMca;
import org.entente.bindings.wire.NobodyHere;
import org.entente.codec.Json;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;

/** A whole hub that answers over CoAP too. */
final class CoapHub implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("\"(coaps?(?:\\+tcp)?://[^\"]+)\"");

    private final HubUnderTest hub;
    private final List<URI> addresses;
    private final List<Datagrams> strangers = new ArrayList<>();

    CoapHub(Path data, String... settings) throws IOException {
        var all = new ArrayList<>(List.of("coap.enabled=true", "coap.port=0"));
        all.addAll(List.of(settings));
        hub = new HubUnderTest(data, all);
        // As the CSEBase says them.
        var base = hub.send(HubUnderTest.ADMIN, "GET", "/cse-in", 0, "").body();
        addresses = ADDRESS.matcher(base)
                .results()
                .map(each -> URI.create(each.group(1)))
                .toList();
    }

    HubUnderTest hub() {
        return hub;
    }

    /** Where it listens without DTLS. */
    URI address() {
        return address("coap");
    }

    URI address(String scheme) {
        return addresses.stream()
                .filter(each -> each.getScheme().equals(scheme))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + scheme + " in " + addresses));
    }

    /** Where its other bindings listen too, for clients. */
    String place(String scheme) {
        return switch (scheme) {
            case "mqtt" -> hub.hub().brokerAddresses().getFirst().toString();
            case "http", "ws" -> hub.address().toString().replace("http", scheme);
            default -> address(scheme).toString();
        };
    }

    /**
     * A sender whom the hub has not seen. It is kept to the end, so that nobody else gets its port: a message identifier
     * that came from there before would be answered as it was then. RFC 7252 §4.5
     */
    Datagrams stranger() throws IOException {
        var stranger = new Datagrams(address());
        strangers.add(stranger);
        return stranger;
    }

    CoapMca connect() {
        return connect(new NobodyHere());
    }

    CoapMca connect(String scheme) {
        return new CoapMca(address(scheme), PATIENCE, CoapClientConfig.DEFAULT);
    }

    CoapMca connect(Mca entity) {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new CoapMca(address(), PATIENCE, CoapClientConfig.DEFAULT, local, entity);
    }

    static Value.Fields json(String text) {
        return Json.STRICT.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        strangers.forEach(Datagrams::close);
        hub.close();
    }
}

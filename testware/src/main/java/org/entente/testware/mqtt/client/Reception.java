// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.entente.testware.websocket.FramedSocket;

/**
 * Over what a client is to come, and how the tester's end of that is made.
 *
 * @param scheme how the upper tester's protocol calls it: {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss}
 */
public record Reception(String scheme, Optional<OwnCertificate> certificate) {
    static final String PATH = "/mqtt";

    /** TCP as it is. */
    public static final Reception PLAIN = new Reception("mqtt", Optional.empty());

    private static final String WEBSOCKET = "ws";

    /** By its scheme; what goes over TLS gets a certificate made for it. */
    public static Reception over(String scheme) throws IOException {
        return switch (scheme) {
            case "mqtt", WEBSOCKET -> new Reception(scheme, Optional.empty());
            case "mqtts", "wss" -> new Reception(scheme, Optional.of(OwnCertificate.make()));
            default -> throw new IllegalArgumentException("clients come by mqtt, mqtts, ws or wss, not by " + scheme);
        };
    }

    /** What a client must be told to come this way, beside host and port. */
    Map<String, String> arguments() {
        return certificate
                .map(own -> Map.of("scheme", scheme, "ca", own.authority().toString(), "path", PATH))
                .orElse(scheme.equals(WEBSOCKET) ? Map.of("scheme", scheme, "path", PATH) : Map.of());
    }

    /** Takes a client in that has come by TCP. Handshakes happen with the first read. */
    Socket accept(ServerSocket server) throws IOException {
        var tcp = server.accept();
        var carrier = certificate.isPresent() ? certificate.get().over(tcp) : tcp;
        return scheme.startsWith(WEBSOCKET) ? new FramedSocket(carrier, "mqtt") : carrier;
    }
}

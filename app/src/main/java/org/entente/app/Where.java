// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a CSE is: a URL, or the name of a binding, for the hub on this machine at the port that it has by default. */
final class Where implements ITypeConverter<URI> {

    @Override
    public URI convert(String given) {
        try {
            return new URI(
                    switch (given) {
                        case "http", "ws" -> given + "://127.0.0.1:8080";
                        case "coap", "coap+tcp" -> given + "://127.0.0.1:5683";
                        case "coaps", "coap+dtls", "coaps+tcp" -> given + "://127.0.0.1:5684";
                        case "mqtt" -> "mqtt://127.0.0.1:1883";
                        default -> given;
                    });
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'" + given + "' is no URL: " + e.getReason());
        }
    }
}

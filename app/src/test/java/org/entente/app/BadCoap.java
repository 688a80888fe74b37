// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.OpaqueOptionDefinition;
import org.eclipse.californium.core.network.serialization.TcpDataSerializer;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * One row of {@code bad-input/coap.txt}, which says how they are written.
 *
 * @param where file and line, for the message
 * @param message in hexadecimal or in words
 * @param expected a code, {@code reset} or {@code silence}
 */
record BadCoap(String where, String message, String expected) {
    private static final Pattern OPTION = Pattern.compile("(\\d+)(=|:)(\\S*)");
    private static final Pattern PAYLOAD = Pattern.compile("\"(.*)\"");

    static List<BadCoap> read() throws IOException {
        var rows = new ArrayList<BadCoap>();
        try (var in = Objects.requireNonNull(BadCoap.class.getResourceAsStream("bad-input/coap.txt"))) {
            int number = 0;
            for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) continue;
                var cells = line.split("\\|");
                rows.add(new BadCoap("coap.txt:" + number, cells[0].strip(), cells[1].strip()));
            }
        }
        return rows;
    }

    byte[] datagram() {
        return message.startsWith("hex ")
                ? HexFormat.of().parseHex(message.substring("hex ".length()))
                : datagram(message, 1);
    }

    /** Whether it is written in words, and so says nothing of datagrams. */
    boolean isInWords() {
        return !message.startsWith("hex ");
    }

    static byte[] datagram(String words, int id) {
        return new UdpDataSerializer().getByteArray(request(words, id));
    }

    static byte[] streamed(String words, int id) {
        return new TcpDataSerializer().getByteArray(request(words, id));
    }

    /** @param words a method, a path and options, then perhaps a payload */
    private static Request request(String words, int id) {
        var cells = words.split(" ", 3);
        var request = new Request(CoAP.Code.valueOf(cells[0]));
        request.setMID(id);
        request.setToken(new byte[] {(byte) (id >> 8), (byte) id});
        for (var segment : cells[1].split("/")) request.getOptions().addUriPath(segment);
        var payload = PAYLOAD.matcher(cells[2]);
        boolean hasPayload = payload.find();
        var options = OPTION.matcher(hasPayload ? cells[2].substring(0, payload.start()) : cells[2]);
        while (options.find()) {
            var value = options.group(2).equals("=")
                    ? options.group(3).getBytes(UTF_8)
                    : HexFormat.of().parseHex(options.group(3));
            var definition = new OpaqueOptionDefinition(Integer.parseInt(options.group(1)), "any", false);
            request.getOptions().addOtherOption(new Option(definition, value));
        }
        if (hasPayload) {
            if (!request.isIntendedPayload()) request.setUnintendedPayload();
            request.setPayload(payload.group(1).replace('\'', '"'));
        }
        return request;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.entente.codec.Serialization;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;

/** What serializations are understood, and which one an answer takes. TS-0004 §6.7, TS-0009 §6.4.2, §6.4.3. */
final class MediaTypes {
    static final String JSON = "application/json";
    static final String CBOR = "application/cbor";
    static final String XML = "application/xml";
    static final String RESOURCE = "application/vnd.onem2m-res+json";
    static final String CBOR_RESOURCE = "application/vnd.onem2m-res+cbor";
    static final String XML_RESOURCE = "application/vnd.onem2m-res+xml";

    private static final String TAKEN_ARE = JSON + ", " + CBOR + " and " + XML + " are";
    private static final Map<String, Serialization> TAKEN = taken();

    private MediaTypes() {}

    private static Map<String, Serialization> taken() {
        var names = new HashMap<String, Serialization>();
        for (var form : Serialization.values()) {
            var suffix = form.name().toLowerCase(Locale.ROOT);
            names.put("application/" + suffix, form);
            for (var content : List.of("res", "ntfy", "preq", "prsp")) // [TS-0004 table 6.7-1]
            names.put("application/vnd.onem2m-" + content + "+" + suffix, form);
        }
        return Map.copyOf(names);
    }

    /**
     * A Content-Type header.
     *
     * @param serialization of the body
     * @param type the resource type to create, if it names one
     */
    record Content(Serialization serialization, OptionalInt type) {}

    /**
     * Reads the Content-Type of a message that has a body.
     *
     * @throws Refused UNSUPPORTED_MEDIA_TYPE if it is missing or not understood, BAD_REQUEST if its ty is no number
     */
    static Content content(HttpFields headers) {
        var text = headers.get(HttpHeader.CONTENT_TYPE);
        if (text == null) throw unsupported("the request has a body and no Content-Type");
        var parts = text.split(";", -1);
        var serialization = serialization(parts[0]);
        if (serialization.isEmpty())
            throw unsupported("Content-Type \"" + Shown.of(name(parts[0])) + "\" is not supported; " + TAKEN_ARE);
        var type = OptionalInt.empty();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0) continue;
            var parameter = parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
            var value = parts[i].substring(equals + 1).strip();
            if (parameter.equals("ty")) type = OptionalInt.of(type(value, type));
            if (parameter.equals("charset") && !value.replace("\"", "").equalsIgnoreCase("utf-8"))
                throw unsupported("charset \"" + Shown.of(value) + "\" is not supported; utf-8 is");
        }
        return new Content(serialization.get(), type);
    }

    /** How a body of this Content-Type is written; empty if it is none of ours. */
    static Optional<Serialization> serialization(String contentType) {
        return Optional.ofNullable(TAKEN.get(name(contentType)));
    }

    private static String name(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    static String of(Serialization serialization) {
        return switch (serialization) {
            case JSON -> JSON;
            case CBOR -> CBOR;
            case XML -> XML;
        };
    }

    private static int type(String text, OptionalInt before) {
        if (before.isPresent()) throw Refused.badRequest("ty stands twice in Content-Type");
        try {
            int number = Integer.parseInt(text);
            if (number > 0 && Character.isDigit(text.charAt(0))) return number;
        } catch (NumberFormatException e) {
            // told below, with the other texts that are no type
        }
        throw Refused.badRequest(
                "ty in Content-Type must be the number of a resource type, not \"" + Shown.of(text) + "\"");
    }

    /**
     * Chooses the Content-Type of the answer.
     *
     * @param otherwise what to take when the sender leaves the choice
     * @throws Refused NOT_ACCEPTABLE if the sender takes nothing that we can write
     */
    static String answer(HttpFields headers, String otherwise) {
        if (!headers.contains(HttpHeader.ACCEPT)) return otherwise;
        var best = "";
        double bestQuality = 0;
        for (var range : headers.getCSV(HttpHeader.ACCEPT, false)) {
            var parts = range.split(";", -1);
            var offered = offered(parts[0].strip().toLowerCase(Locale.ROOT), otherwise);
            double quality = quality(parts);
            if (!offered.isEmpty() && quality > bestQuality) {
                best = offered;
                bestQuality = quality;
            }
        }
        if (best.isEmpty())
            throw new Refused(
                    ResultCode.NOT_ACCEPTABLE,
                    "nothing in Accept can be written; " + JSON + ", " + CBOR + " and " + XML + " can");
        return best;
    }

    /** What an answer takes if the sender does not say: as the request has it. [TS-0004 §7.3.3.12] */
    static String likeRequest(HttpFields headers) {
        var text = headers.get(HttpHeader.CONTENT_TYPE);
        if (text == null) return JSON;
        var name = name(text);
        if (name.equals(RESOURCE) || name.equals(CBOR_RESOURCE) || name.equals(XML_RESOURCE)) return name;
        return of(serialization(name).orElse(Serialization.JSON));
    }

    /** A refusal is never refused: who takes no form of ours gets JSON. */
    static String refusal(HttpFields headers) {
        try {
            return of(serialization(answer(headers, likeRequest(headers))).orElse(Serialization.JSON));
        } catch (Refused e) {
            return JSON;
        }
    }

    private static String offered(String range, String otherwise) {
        return switch (range) {
            case "*/*", "application/*" -> otherwise;
            case JSON, RESOURCE, CBOR, CBOR_RESOURCE, XML, XML_RESOURCE -> range;
            default -> "";
        };
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var part = parts[i].strip();
            if (!part.startsWith("q=")) continue;
            try {
                return Double.parseDouble(part.substring(2));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
        return 1;
    }

    private static Refused unsupported(String sentence) {
        return new Refused(ResultCode.UNSUPPORTED_MEDIA_TYPE, sentence);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.entente.codec.Serialization;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.jspecify.annotations.Nullable;

/** What serializations are understood, and which one an answer takes. TS-0004 §6.7, TS-0009 §6.4.2, §6.4.3. */
final class MediaTypes {
    static final String JSON = "application/json";
    static final String CBOR = "application/cbor";
    static final String XML = "application/xml";
    static final String RESOURCE = "application/vnd.onem2m-res+json";
    static final String CBOR_RESOURCE = "application/vnd.onem2m-res+cbor";
    static final String XML_RESOURCE = "application/vnd.onem2m-res+xml";

    private static final List<String> PLAIN = List.of(JSON, CBOR, XML);
    private static final Set<String> WRITTEN = Set.of(JSON, RESOURCE, CBOR, CBOR_RESOURCE, XML, XML_RESOURCE);
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
        demandPlain(headers.get(HttpHeader.CONTENT_ENCODING));
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
            var value = unquoted(parts[i].substring(equals + 1).strip());
            if (parameter.equals("ty")) type = OptionalInt.of(type(value, type));
            if (parameter.equals("charset") && !value.equalsIgnoreCase("utf-8"))
                throw unsupported("charset \"" + Shown.of(value) + "\" is not supported; utf-8 is");
        }
        return new Content(serialization.get(), type);
    }

    /** What is compressed has no size that one can know. RFC 7231 §3.1.2.2 */
    private static void demandPlain(@Nullable String coding) {
        if (coding != null && !coding.strip().equalsIgnoreCase("identity"))
            throw unsupported("Content-Encoding \"" + Shown.of(coding) + "\" is not supported; send the body as it is");
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

    /** A parameter means the same in quotation marks and without. RFC 9110 §5.6.6 */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
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
     * Chooses the Content-Type of the answer: what the sender likes best, of equals what it names first. RFC 7231 §5.3.2
     *
     * @param otherwise what to take when the sender leaves the choice
     * @throws Refused NOT_ACCEPTABLE if the sender takes nothing that we can write
     */
    static String answer(HttpFields headers, Supplier<String> otherwise) {
        var ranges = headers.getCSV(HttpHeader.ACCEPT, false);
        if (ranges.isEmpty()) return otherwise.get();
        var accepted = ranges.stream().map(AcceptRange::of).toList();
        // Each once, however many ranges cover it: what an answer costs is not for its receiver to choose.
        var open = accepted.stream().anyMatch(AcceptRange::isWildcard) ? open(otherwise.get()) : List.<String>of();
        var best = accepted.stream()
                .flatMap(range -> range.isWildcard() ? open.stream() : Stream.of(range.name()))
                .filter(WRITTEN::contains)
                .distinct()
                .map(type -> new Offer(type, AcceptRange.quality(type, accepted)))
                .filter(offer -> offer.quality() > 0)
                .reduce((first, second) -> second.quality() > first.quality() ? second : first);
        return best.orElseThrow(() -> new Refused(
                        ResultCode.NOT_ACCEPTABLE,
                        "nothing in Accept can be written; " + JSON + ", " + CBOR + " and " + XML + " can"))
                .type();
    }

    /** What an open range may stand for. */
    private static List<String> open(String usual) {
        return Stream.concat(Stream.of(usual), PLAIN.stream()).toList();
    }

    /** Whether the sender names no form, or any. */
    static boolean leavesChoice(HttpFields headers) {
        if (!headers.contains(HttpHeader.ACCEPT)) return true;
        return headers.getCSV(HttpHeader.ACCEPT, false).stream().anyMatch(range -> range.contains("*"));
    }

    private record Offer(String type, double quality) {}

    /** The Content-Type of an answer that is written as the request was; empty if that shows nothing. [TS-0004 §7.3.3.12] */
    static Optional<String> likeRequest(HttpFields headers) {
        var text = headers.get(HttpHeader.CONTENT_TYPE);
        if (text == null) return Optional.empty();
        var name = name(text);
        return WRITTEN.contains(name) ? Optional.of(name) : serialization(name).map(MediaTypes::of);
    }

    /** A refusal is never refused: who takes no form of ours gets what it would have got without asking. */
    static String refusal(HttpFields headers, Supplier<String> otherwise) {
        try {
            return of(serialization(answer(headers, otherwise)).orElse(Serialization.JSON));
        } catch (Refused e) {
            return of(serialization(otherwise.get()).orElse(Serialization.JSON));
        }
    }

    private static Refused unsupported(String sentence) {
        return new Refused(ResultCode.UNSUPPORTED_MEDIA_TYPE, sentence);
    }
}

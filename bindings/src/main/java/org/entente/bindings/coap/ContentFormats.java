// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.californium.core.coap.OptionSet;
import org.entente.codec.Serialization;
import org.entente.model.Refused;
import org.entente.model.ResultCode;

/** What the numbers of Content-Format and Accept stand for. TS-0008 §6.2.2.2. */
final class ContentFormats {
    private static final int XML = 41;
    private static final int JSON = 50;
    private static final int CBOR = 60;
    private static final Set<Integer> RESOURCES = Set.of(10001, 10010, 10014);
    private static final Map<Integer, Serialization> TAKEN = Map.ofEntries(
            Map.entry(XML, Serialization.XML),
            Map.entry(JSON, Serialization.JSON),
            Map.entry(CBOR, Serialization.CBOR),
            Map.entry(10014, Serialization.XML), // vnd.onem2m-res, then -ntfy, -preq and -prsp
            Map.entry(10001, Serialization.JSON),
            Map.entry(10010, Serialization.CBOR),
            Map.entry(10002, Serialization.XML),
            Map.entry(10003, Serialization.JSON),
            Map.entry(10011, Serialization.CBOR),
            Map.entry(10006, Serialization.XML),
            Map.entry(10007, Serialization.JSON),
            Map.entry(10012, Serialization.CBOR),
            Map.entry(10008, Serialization.XML),
            Map.entry(10009, Serialization.JSON),
            Map.entry(10013, Serialization.CBOR));

    private ContentFormats() {}

    static int of(Serialization serialization) {
        return switch (serialization) {
            case JSON -> JSON;
            case CBOR -> CBOR;
            case XML -> XML;
        };
    }

    /**
     * How the payload of a message is written.
     *
     * @throws Refused UNSUPPORTED_MEDIA_TYPE if it does not say so, or says what is not understood
     */
    static Serialization payload(OptionSet options) {
        if (!options.hasContentFormat()) throw unsupported("the request has a payload and no Content-Format");
        var form = TAKEN.get(options.getContentFormat());
        if (form == null) throw unsupported("Content-Format " + options.getContentFormat() + " is not supported");
        return form;
    }

    /** Of a format that {@link #answer} has chosen. */
    static Serialization serialization(int format) {
        var form = TAKEN.get(format);
        if (form == null) throw new IllegalArgumentException("no format of ours is " + format);
        return form;
    }

    /**
     * The format that an answer takes: what the sender accepts, or as the request has it.
     *
     * @param usual what to take if the request shows nothing
     * @throws Refused NOT_ACCEPTABLE if the sender accepts nothing that we can write
     */
    static int answer(OptionSet options, Supplier<Serialization> usual) {
        if (!options.hasAccept()) return likeRequest(options, usual);
        if (TAKEN.containsKey(options.getAccept())) return options.getAccept();
        throw new Refused(
                ResultCode.NOT_ACCEPTABLE,
                "format " + options.getAccept() + " cannot be written; " + JSON + ", " + CBOR + " and " + XML + " can");
    }

    /** A refusal is never refused. */
    static int refusal(OptionSet options, Supplier<Serialization> usual) {
        return options.hasAccept() && TAKEN.containsKey(options.getAccept())
                ? options.getAccept()
                : likeRequest(options, usual);
    }

    // [TS-0004 §7.3.3.12]
    private static int likeRequest(OptionSet options, Supplier<Serialization> usual) {
        int format = options.getContentFormat();
        if (RESOURCES.contains(format)) return format;
        var form = TAKEN.get(format);
        return of(form == null ? usual.get() : form);
    }

    private static Refused unsupported(String sentence) {
        return new Refused(
                ResultCode.UNSUPPORTED_MEDIA_TYPE, sentence + "; " + JSON + ", " + CBOR + " and " + XML + " are");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.californium.core.coap.OptionSet;
import org.entente.bindings.wire.Parts;
import org.entente.bindings.wire.Target;
import org.entente.codec.Codecs;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Response;

/** Makes a CoAP response of a response primitive. TS-0008 §6.2. */
final class ResponseWriter {
    private static final int LONGEST_SEGMENT = 255;

    private final Codecs codecs;
    private final int mostBytes;

    /** @param mostBytes of a payload, all its blocks together */
    ResponseWriter(Codecs codecs, int mostBytes) {
        this.codecs = codecs;
        this.mostBytes = mostBytes;
    }

    /**
     * @param operation that is answered
     * @param format of the payload, one that {@link ContentFormats} has chosen
     */
    org.eclipse.californium.core.coap.Response write(Response response, Operation operation, int format) {
        // [TS-0008 §6.2.4] the answer to a notification that was taken has no payload
        boolean isTaken = response.code() == ResultCode.OK && operation == Operation.NOTIFY;
        var content = isTaken ? Value.Fields.EMPTY : Parts.content(response);
        var payload = content.members().isEmpty()
                ? new byte[0]
                : codecs.of(ContentFormats.serialization(format)).write(content);
        if (payload.length > mostBytes && response.isSuccess())
            return write(tooLarge(response, payload.length), operation, format);
        var message = new org.eclipse.californium.core.coap.Response(ResponseCodes.of(response.code(), operation));
        var options = message.getOptions();
        options.setMaxAge(0); // [TS-0008 §6.4] nobody keeps it for others
        OneM2mOption.RSC.add(response.code().number(), options);
        if (!response.id().isEmpty()) OneM2mOption.RQI.add(response.id(), options);
        OneM2mOption.write(response.others(), options);
        if (names(response.code())) Parts.created(content).ifPresent(uri -> locate(uri, options));
        if (payload.length > 0) {
            options.setContentFormat(format);
            message.setPayload(payload);
        }
        return message;
    }

    private Response tooLarge(Response response, int bytes) {
        var refused = new Refused(
                ResultCode.NOT_ACCEPTABLE,
                "the answer has " + bytes + " bytes, and CoAP carries " + mostBytes + " here; ask for less at a time");
        return Response.of(response.id(), refused);
    }

    private static boolean names(ResultCode code) {
        return code == ResultCode.CREATED
                || code == ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_SYNCH
                || code == ResultCode.ACCEPTED_FOR_NON_BLOCKING_REQUEST_ASYNCH;
    }

    // [TS-0008 §6.2.3, §6.3.2] a path that no option can carry stands in the payload alone
    private static void locate(String uri, OptionSet options) {
        var segments = Target.segments(uri);
        if (segments.stream().allMatch(each -> each.getBytes(UTF_8).length <= LONGEST_SEGMENT))
            segments.forEach(options::addLocationPath);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.entente.bindings.wire.ParameterText;
import org.entente.bindings.wire.Query;
import org.entente.bindings.wire.Target;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;

/** Makes a CoAP request of a request primitive. TS-0008 §6.2. */
final class RequestWriter {
    private static final int LONGEST = 255;
    private static final long BLOCKING = 3;

    private final Codecs codecs;

    RequestWriter(Codecs codecs) {
        this.codecs = codecs;
    }

    /**
     * A confirmable message without its destination.
     *
     * @param to where it goes on the other side
     * @param serialization of it, and of the answer that is asked for
     * @throws Refused BAD_REQUEST if something is too long for its option
     */
    org.eclipse.californium.core.coap.Request write(Request request, Where to, Serialization serialization) {
        boolean isBlocking = isBlocking(request);
        var message = new org.eclipse.californium.core.coap.Request(isBlocking ? method(request) : Code.POST);
        var options = message.getOptions();
        to.path.forEach(segment -> options.addUriPath(fitting(segment)));
        to.query.forEach(field -> options.addUriQuery(fitting(field)));
        if (!isBlocking) options.addUriQuery("op=" + request.operation().number()); // [TS-0008 §6.2.1]
        OneM2mOption.RQI.add(request.id(), options);
        if (!request.from().isEmpty()) OneM2mOption.FR.add(request.from(), options);
        if (request.type() != 0) OneM2mOption.TY.add(request.type(), options);
        OneM2mOption.write(request.others(), options);
        ParameterText.notificationUris(request.find(Parameter.RESPONSE_TYPE))
                .ifPresent(uris -> OneM2mOption.RTURI.add(uris, options));
        int format = ContentFormats.of(serialization);
        options.setAccept(format);
        if (!request.content().members().isEmpty()) {
            options.setContentFormat(format);
            // CoAP gives it no meaning where something is only read, and oneM2M does. [TS-0004 §7.5.2]
            if (!message.isIntendedPayload()) message.setUnintendedPayload();
            message.setPayload(codecs.of(serialization).write(request.content()));
        }
        return message;
    }

    /**
     * @param path in segments
     * @param query in fields, all in plain characters
     */
    record Where(List<String> path, List<String> query) {

        /** The target of the primitive. */
        static Where target(Request request) {
            return new Where(Target.segments(request.to()), Query.write(request, Query.Form.OPTIONS));
        }
    }

    private static boolean isBlocking(Request request) {
        return !(request.find(Parameter.RESPONSE_TYPE).orElse(null) instanceof Value.Fields type)
                || type.find("rtv")
                        .filter(each -> !each.equals(Value.of(BLOCKING)))
                        .isEmpty();
    }

    private static Code method(Request request) {
        return switch (request.operation()) {
            case CREATE, NOTIFY -> Code.POST;
            case RETRIEVE -> Code.GET;
            case UPDATE -> Code.PUT;
            case DELETE -> Code.DELETE;
        };
    }

    private static String fitting(String text) {
        if (text.getBytes(UTF_8).length <= LONGEST) return text;
        throw Refused.badRequest(
                "CoAP cannot carry more than " + LONGEST + " bytes in a part of the path or the query");
    }
}

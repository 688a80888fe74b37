// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAPMessageFormatException;
import org.eclipse.californium.core.coap.CoAPOptionException;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionDefinition;
import org.eclipse.californium.core.coap.option.OptionRegistry;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.coap.option.StringOptionDefinition;
import org.eclipse.californium.core.network.serialization.TcpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.elements.util.DatagramReader;
import org.jspecify.annotations.Nullable;

/** The options that this binding understands; what else is critical is answered 4.02, not passed over. RFC 7252 §5.4. */
final class Understood {
    private static final OptionRegistry OPTIONS = new MapBasedOptionRegistry(
            // Conditional requests are not among them: to act without looking at the condition would be wrong.
            new MapBasedOptionRegistry(
                    StandardOptionRegistry.URI_HOST,
                    StandardOptionRegistry.ETAG,
                    StandardOptionRegistry.OBSERVE,
                    StandardOptionRegistry.URI_PORT,
                    StandardOptionRegistry.LOCATION_PATH,
                    StandardOptionRegistry.URI_PATH,
                    StandardOptionRegistry.CONTENT_FORMAT,
                    StandardOptionRegistry.MAX_AGE,
                    StandardOptionRegistry.URI_QUERY,
                    StandardOptionRegistry.ACCEPT,
                    StandardOptionRegistry.LOCATION_QUERY,
                    StandardOptionRegistry.BLOCK2,
                    StandardOptionRegistry.BLOCK1,
                    StandardOptionRegistry.SIZE2,
                    StandardOptionRegistry.PROXY_URI,
                    StandardOptionRegistry.PROXY_SCHEME,
                    StandardOptionRegistry.SIZE1),
            OneM2mOption.definitions());

    private Understood() {}

    static UdpDataParser overDatagrams() {
        return new UdpDataParser(true, OPTIONS) {
            @Override
            public @Nullable Option createOption(int code, int number, byte[] value) {
                return Understood.option(code, number, value);
            }

            @Override
            public void parseOptionsAndPayload(DatagramReader reader, Message message) {
                try {
                    super.parseOptionsAndPayload(reader, message);
                } catch (IllegalStateException e) {
                    throw noFit(message, message.getMID(), message.isConfirmable());
                }
            }
        };
    }

    static TcpDataParser overStreams() {
        return new TcpDataParser(OPTIONS) {
            @Override
            public @Nullable Option createOption(int code, int number, byte[] value) {
                return Understood.option(code, number, value);
            }

            @Override
            public void parseOptionsAndPayload(DatagramReader reader, Message message) {
                try {
                    super.parseOptionsAndPayload(reader, message);
                } catch (CoAPMessageFormatException e) {
                    throw CoAP.isRequest(message.getRawCode()) ? answerable(message, e) : e;
                } catch (IllegalStateException e) {
                    throw noFit(message, 0, true);
                }
            }
        };
    }

    /** Californium answers only what it could acknowledge, and over a stream nothing is. */
    private static CoAPMessageFormatException answerable(Message message, CoAPMessageFormatException mistake) {
        return new CoAPMessageFormatException(
                mistake.getMessage(), message.getToken(), 0, message.getRawCode(), true, mistake.getErrorCode());
    }

    /** A payload that is larger than its block says; Californium would log it and answer nothing. */
    private static CoAPMessageFormatException noFit(Message message, int id, boolean isConfirmable) {
        return new CoAPMessageFormatException(
                "the payload does not fit its block",
                message.getToken(),
                id,
                message.getRawCode(),
                isConfirmable,
                ResponseCode.BAD_REQUEST);
    }

    /** @throws CoAPOptionException if it is critical, and unknown or malformed [RFC 7252 §5.4.1, §5.4.3] */
    private static @Nullable Option option(int code, int number, byte[] value) {
        boolean isCritical = (number & 1) != 0;
        var definition = OPTIONS.getDefinitionByNumber(code, number);
        var option = definition == null ? null : option(definition, value);
        if (option == null && isCritical)
            throw new CoAPOptionException(
                    "option " + number + (definition == null ? " is not understood here" : " is malformed"),
                    ResponseCode.BAD_OPTION);
        return option;
    }

    private static @Nullable Option option(OptionDefinition definition, byte[] value) {
        try {
            if (definition instanceof StringOptionDefinition) UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            var option = definition.create(value);
            // No body has no size at all, and Californium trips over such an estimate.
            boolean isNoSize = definition.equals(StandardOptionRegistry.SIZE1) && option.getLongValue() == 0;
            return isNoSize ? null : option;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }
}

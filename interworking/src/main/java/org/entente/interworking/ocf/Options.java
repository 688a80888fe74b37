// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.option.IntegerOptionDefinition;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionRegistry;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;

/** OCF's content formats and its two options, both critical: unknown, they lose the message. OCF Core §12.2.5. */
public final class Options {
    public static final int OCF_CBOR = 10000;
    public static final int CBOR = 60;

    public static final IntegerOptionDefinition ACCEPT_VERSION =
            new IntegerOptionDefinition(2049, "OCF-Accept-Content-Format-Version", true, 0, 2);
    public static final IntegerOptionDefinition CONTENT_VERSION =
            new IntegerOptionDefinition(2053, "OCF-Content-Format-Version", true, 0, 2);
    /** 1.0.0: five bits for the first number, five for the second, six for the last. */
    private static final int VERSION = 1 << 11;

    private Options() {}

    /** What a parser has to know to take OCF's messages. */
    public static OptionRegistry registry() {
        return new MapBasedOptionRegistry(StandardOptionRegistry.STANDARD_OPTIONS, ACCEPT_VERSION, CONTENT_VERSION);
    }

    /** @param format one of the two; only OCF's own has versions */
    static void accept(OptionSet options, int format) {
        options.setAccept(format);
        if (format == OCF_CBOR) options.addOption(new Option(ACCEPT_VERSION, VERSION));
    }

    /** Says what the payload of a message is. */
    public static void carry(Message message, int format, byte[] payload) {
        message.setPayload(payload);
        message.getOptions().setContentFormat(format);
        if (format == OCF_CBOR) message.getOptions().addOption(new Option(CONTENT_VERSION, VERSION));
    }
}

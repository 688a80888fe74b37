// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;

/** A device that says byte for byte what a test wants it to say: one resource, registered by hand. */
final class RawDevice implements AutoCloseable {
    private final CoapServer server = new CoapServer(Configuration.createStandardWithoutFile());
    private final CoapEndpoint endpoint = CoapEndpoint.builder()
            .setConfiguration(Configuration.createStandardWithoutFile())
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    private final Answers answers;

    /** What it answers to every request. */
    record Answer(ResponseCode code, int format, byte[] payload) {}

    RawDevice(String object, Answer first) {
        answers = new Answers("0", first);
        server.addEndpoint(endpoint);
        server.add(new CoapResource(object).add(answers));
        server.start();
    }

    /** Registers and gives the response code. */
    ResponseCode register(URI hub, String name, int lifetimeSeconds, String links) throws Exception {
        var client = new CoapClient(hub + "/rd?ep=" + name + "&lt=" + lifetimeSeconds + "&lwm2m=1.0&b=U");
        client.setEndpoint(endpoint);
        return client.post(links, MediaTypeRegistry.APPLICATION_LINK_FORMAT).getCode();
    }

    /** From now on it says something else, and tells so to whoever observes. */
    void say(Answer next) {
        answers.answer = next;
        answers.changed();
    }

    @Override
    public void close() {
        server.destroy();
    }

    private static final class Answers extends CoapResource {
        /** Volatile: the test writes it, Californium's threads read it. */
        private volatile Answer answer;

        Answers(String name, Answer answer) {
            super(name);
            this.answer = answer;
            setObservable(true);
            setObserveType(CoAP.Type.CON);
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            if (answer.format() < 0) exchange.respond(answer.code());
            else exchange.respond(answer.code(), answer.payload(), answer.format());
        }

        /** A resource below answers as the part does. */
        @Override
        public Resource getChild(String name) {
            return this;
        }
    }
}

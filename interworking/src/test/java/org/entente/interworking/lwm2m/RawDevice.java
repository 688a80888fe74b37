// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;

/** A device that says byte for byte what a test wants it to say: one resource, registered by hand. */
final class RawDevice implements AutoCloseable {
    private final Root root = new Root();
    private final CoapServer server = new CoapServer(Configuration.createStandardWithoutFile()) {
        @Override
        protected Resource createRoot() {
            return root;
        }
    };
    private final CoapEndpoint endpoint = CoapEndpoint.builder()
            .setConfiguration(Configuration.createStandardWithoutFile())
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    private static final Answer REFUSAL = new Answer(ResponseCode.METHOD_NOT_ALLOWED, Answer.NOTHING, new byte[0]);

    private final Answers answers;
    /** Volatile: the test writes it, Californium's threads read it. */
    private volatile boolean deaf;

    private String registration = "";

    /**
     * What it answers to every request.
     *
     * @param format {@link #NOTHING} for no payload, {@link #UNSAID} for one without a word on its format
     */
    record Answer(ResponseCode code, int format, byte[] payload) {
        static final int NOTHING = -1;
        static final int UNSAID = -2;
    }

    /** @param path of the object, if need be below another root */
    RawDevice(String path, Answer first) {
        var parts = path.split("/");
        answers = new Answers(parts.length > 1 ? parts[1] : "0", first);
        endpoint.addInterceptor(new MessageInterceptorAdapter() {
            @Override
            public void receiveRequest(Request request) {
                if (deaf) request.setCanceled(true);
            }
        });
        server.addEndpoint(endpoint);
        server.add(new CoapResource(parts[0]).add(answers));
        server.start();
    }

    /** Registers and gives the response code. */
    ResponseCode register(URI hub, String name, int lifetimeSeconds, String links) throws Exception {
        var answer = post(hub + "/rd?ep=" + name + "&lt=" + lifetimeSeconds + "&lwm2m=1.0&b=U", links);
        registration = hub + answer.getOptions().getLocationString();
        return answer.getCode();
    }

    /** Says that it is still there. */
    ResponseCode update() throws Exception {
        return post(registration, "").getCode();
    }

    /** As if nobody had ever observed it. */
    void forgetObservers() {
        answers.clearObserveRelations();
    }

    /** Hears nothing that is asked of it, or hears again, as a device behind a bad network. */
    void deaf(boolean now) {
        deaf = now;
    }

    /** Sends what a device sends to its server. */
    CoapResponse post(String address, String links) throws Exception {
        var client = new CoapClient(address);
        client.setEndpoint(endpoint);
        return client.post(links, MediaTypeRegistry.APPLICATION_LINK_FORMAT);
    }

    /** From now on it answers what is asked of several resources at once; before, it knows no such methods. */
    void answerTogether(Answer answer) {
        root.answer = Optional.of(answer);
    }

    /** What was asked of several resources at once, such as {@code FETCH [{"n":"/3/0"}]}. */
    List<String> askedTogether() {
        return root.asked;
    }

    /** What was written, as digits. */
    List<String> written() {
        return answers.written;
    }

    /** At which pace it was told to report, such as {@code pmin=10&st=0.5}. */
    List<String> paces() {
        return answers.paces;
    }

    /** From now on it says something else, and tells so to whoever observes. */
    void say(Answer next) {
        answers.answer = next;
        answers.changed();
    }

    /** Takes writes from now on and never answers them. */
    void vanishesInMidWrite() {
        answers.vanishing = true;
    }

    @Override
    public void close() {
        server.destroy();
    }

    private static void respond(CoapExchange exchange, Answer answer) {
        switch (answer.format()) {
            case Answer.NOTHING -> exchange.respond(answer.code());
            case Answer.UNSAID -> exchange.respond(answer.code(), answer.payload());
            default -> exchange.respond(answer.code(), answer.payload(), answer.format());
        }
    }

    /** Where composite operations go. */
    private static final class Root extends CoapResource {
        final List<String> asked = new CopyOnWriteArrayList<>();
        /** Volatile: the test writes it, Californium's threads read it. */
        volatile Optional<Answer> answer = Optional.empty();

        Root() {
            super("");
        }

        @Override
        public void handleFETCH(CoapExchange exchange) {
            handle(exchange);
        }

        @Override
        public void handleIPATCH(CoapExchange exchange) {
            handle(exchange);
        }

        private void handle(CoapExchange exchange) {
            asked.add(exchange.getRequestCode() + " " + exchange.getRequestText());
            respond(exchange, answer.orElse(REFUSAL));
        }
    }

    private static final class Answers extends CoapResource {
        /** Volatile: the test writes it, Californium's threads read it. */
        private volatile Answer answer;

        /** Volatile likewise. */
        private volatile boolean vanishing;

        private final List<String> paces = new CopyOnWriteArrayList<>();
        private final List<String> written = new CopyOnWriteArrayList<>();

        Answers(String name, Answer answer) {
            super(name);
            this.answer = answer;
            setObservable(true);
            setObserveType(CoAP.Type.CON);
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            respond(exchange, answer);
        }

        @Override
        public void handlePUT(CoapExchange exchange) {
            if (exchange.getRequestOptions().getURIQueryCount() > 0)
                paces.add(exchange.getRequestOptions().getUriQueryString());
            else written.add(HexFormat.of().formatHex(exchange.getRequestPayload()));
            if (vanishing) exchange.accept();
            else exchange.respond(ResponseCode.CHANGED);
        }

        @Override
        public void handlePOST(CoapExchange exchange) {
            exchange.respond(ResponseCode.CHANGED);
        }

        /** A resource below answers as the part does. */
        @Override
        public Resource getChild(String name) {
            return this;
        }
    }
}

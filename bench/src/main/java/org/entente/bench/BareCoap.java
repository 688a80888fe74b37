// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.IntegerOptionDefinition;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.coap.option.StringOptionDefinition;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/** The limit of a GET over CoAP: Californium, with one answer for everything. Argument: a file with the body. */
public final class BareCoap {
    // [TS-0008 §6.2.2.4]
    private static final StringOptionDefinition RVI = new StringOptionDefinition(271, "rvi", true, 0, 8);
    private static final StringOptionDefinition FR = new StringOptionDefinition(279, "fr", true, 0, 255);
    private static final StringOptionDefinition RQI = new StringOptionDefinition(283, "rqi", true, 0, 255);
    private static final IntegerOptionDefinition RSC = new IntegerOptionDefinition(307, "rsc", true, 0, 2);
    private static final int OK = 2000;

    private BareCoap() {}

    public static void main(String[] arguments) throws Exception {
        var body = Files.readAllBytes(Path.of(arguments[0]));
        var config = new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        // The other kinds keep every message for four minutes, which no heap holds at such rates.
        config.set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP);
        var endpoint = new CoapEndpoint.Builder()
                .setConfiguration(config)
                .setOptionRegistry(new MapBasedOptionRegistry(
                        StandardOptionRegistry.getDefaultOptionRegistry(), RVI, FR, RQI, RSC))
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
        var server = new CoapServer(config);
        server.addEndpoint(endpoint);
        server.setMessageDeliverer(new Answering(body));
        server.start();
        System.out.println("port " + endpoint.getAddress().getPort());
        Thread.currentThread().join();
    }

    private record Answering(byte[] body) implements MessageDeliverer {
        @Override
        public void deliverRequest(Exchange exchange) {
            var answer = new Response(ResponseCode.CONTENT);
            var asked = exchange.getRequest().getOptions();
            var options = answer.getOptions();
            options.setContentFormat(MediaTypeRegistry.APPLICATION_JSON);
            options.setMaxAge(0);
            options.addOption(asked.getOtherOption(RQI));
            options.addOption(asked.getOtherOption(RVI));
            options.addOption(new Option(RSC, OK));
            answer.setPayload(body);
            exchange.sendResponse(answer);
        }

        @Override
        public void deliverResponse(Exchange exchange, Response response) {
            throw new IllegalStateException("nobody was asked");
        }
    }
}

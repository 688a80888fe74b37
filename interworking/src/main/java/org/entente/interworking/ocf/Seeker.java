// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for devices by multicast on some network interfaces, again and again. OCF Core §12.2.9. */
final class Seeker implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Seeker.class);
    private static final int PORT = 5683;
    private static final List<String> GROUPS = List.of(Endpoints.ALL_DEVICES, "ff02::158", "ff03::158", "ff05::158");
    /** Whoever floods displaces others, but fills no memory; they are heard the next time. */
    private static final int MOST_WAITING = 500;

    private final Duration every;
    private final BiConsumer<String, InetSocketAddress> found;
    private final Map<NetworkInterface, Endpoint> endpoints = new LinkedHashMap<>();
    private final BlockingQueue<Response> answers = new ArrayBlockingQueue<>(MOST_WAITING);

    /**
     * @param found is told the identifier of a device and where it answered from
     * @throws IllegalArgumentException if there is no interface of such a name
     */
    Seeker(List<String> interfaces, Duration every, BiConsumer<String, InetSocketAddress> found) {
        this.every = every;
        this.found = found;
        for (var name : interfaces) {
            var network = network(name);
            endpoints.put(network, Endpoints.multicast(network));
        }
    }

    private static NetworkInterface network(String name) {
        try {
            var network = NetworkInterface.getByName(name);
            if (network != null) return network;
        } catch (IOException e) {
            // Falls through: the sentence below is the same for both.
        }
        throw new IllegalArgumentException("there is no network interface " + name);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                endpoints.forEach(this::ask);
                hear(System.nanoTime() + every.toNanos());
            }
        } catch (InterruptedException e) {
            // The hub stops.
            Thread.currentThread().interrupt();
        }
    }

    private void ask(NetworkInterface network, Endpoint endpoint) {
        for (var group : GROUPS) {
            var request = new Request(CoAP.Code.GET, CoAP.Type.NON);
            request.getOptions().setUriPath(Survey.RES);
            Options.accept(request.getOptions(), Options.OCF_CBOR);
            request.setDestinationContext(new AddressEndpointContext(new InetSocketAddress(on(network, group), PORT)));
            request.addMessageObserver(new MessageObserverAdapter() {
                @Override
                public void onResponse(Response response) {
                    if (!answers.offer(response)) LOG.debug("too many answer at once on {}", network.getName());
                }
            });
            endpoint.sendRequest(request);
        }
    }

    private static InetAddress on(NetworkInterface network, String group) {
        try {
            var address = InetAddress.ofLiteral(group);
            return address instanceof Inet6Address
                    ? Inet6Address.getByAddress(null, address.getAddress(), network)
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hear(long until) throws InterruptedException {
        while (true) {
            var answer = answers.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) return;
            if (Wire.answer(answer) instanceof Answer.Content(var listing))
                Link.all(listing, Survey.MOST_RESOURCES, new ArrayList<>()).stream()
                        .map(Link::device)
                        .filter(Survey::isIdentifier)
                        .findFirst()
                        .ifPresent(
                                di -> found.accept(di, answer.getSourceContext().getPeerAddress()));
        }
    }

    @Override
    public void close() {
        endpoints.values().forEach(Endpoint::destroy);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.UdpMulticastConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.entente.interworking.ocf.sample.SampleLight;

/** The sample light as a program of its own, which also hears what is sent to all OCF devices. */
final class LightInNamespace {
    static final String READY = "ready";

    private LightInNamespace() {}

    /** @param arguments the address that it has, and its network interface */
    public static void main(String[] arguments) throws IOException {
        var group = InetAddress.ofLiteral("224.0.1.187");
        var network = NetworkInterface.getByName(arguments[1]);
        var config = Configuration.createStandardWithoutFile();
        // There is nobody else whose answers could collide with this one's. [RFC 7252 §8.2]
        config.set(CoapConfig.LEISURE, 10, TimeUnit.MILLISECONDS);
        var connector = new UDPConnector(new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), 5683), config);
        connector.addMulticastReceiver(new UdpMulticastConnector.Builder()
                .setLocalAddress(group, 5683)
                .addMulticastGroup(group, network)
                .setMulticastReceiver(true)
                .setConfiguration(config)
                .build());
        var light = SampleLight.start(System.err, List.of(SampleLight.endpoint(connector, config)));
        System.out.println(READY);
        // Until whoever started it ends.
        System.in.transferTo(OutputStream.nullOutputStream());
        light.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.leshan.core.LwM2m.Version;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.peer.IpPeer;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.junit.jupiter.api.Test;

/** What thousands of like devices cost is what tells them apart. */
class ClienteleTest {
    private final Clientele clientele = new Clientele();

    @Test
    void registration_says_what_it_said() {
        var said = client("lamp-1", 1);

        clientele.addRegistration(said);

        assertThat(kept("lamp-1"))
                .usingRecursiveComparison()
                .ignoringFields("objectLinks")
                .isEqualTo(said);
    }

    @Test
    void like_devices_share_what_they_say_of_themselves_also_after_an_update() {
        clientele.addRegistration(client("lamp-1", 1));
        clientele.addRegistration(client("lamp-2", 2));
        clientele.updateRegistration(update("lamp-2", 2));

        assertThat(kept("lamp-2").getLifeTimeInSec()).isEqualTo(60L);
        assertThat(kept("lamp-1").getAvailableInstances())
                .isNotEmpty()
                .isSameAs(kept("lamp-2").getAvailableInstances());
        assertThat(kept("lamp-1").getSupportedObject())
                .isNotEmpty()
                .isSameAs(kept("lamp-2").getSupportedObject());
        assertThat(kept("lamp-1").getSupportedContentFormats())
                .isNotEmpty()
                .isSameAs(kept("lamp-2").getSupportedContentFormats());
        assertThat(kept("lamp-1").getLastEndpointUsed()).isSameAs(kept("lamp-2").getLastEndpointUsed());
    }

    private Registration kept(String name) {
        return Optional.ofNullable(clientele.getRegistrationByEndpoint(name)).orElseThrow();
    }

    private static Registration client(String name, int port) {
        return new Registration.Builder(name + "-id", name, peer(port), URI.create("coap://127.0.0.1:5683"))
                .lifeTimeInSec(3600L)
                .objectLinks(new Link[] {new Link("/3/0")})
                .supportedContentFormats(ContentFormat.TLV, ContentFormat.TEXT)
                .supportedObjects(Map.of(3, Version.V1_0))
                .availableInstances(Set.of(new LwM2mPath(3, 0)))
                .additionalRegistrationAttributes(Map.of("x", name))
                .build();
    }

    private static RegistrationUpdate update(String name, int port) {
        return new RegistrationUpdate(
                name + "-id", peer(port), 60L, null, null, null, null, null, null, null, null, null);
    }

    private static IpPeer peer(int port) {
        return new IpPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}

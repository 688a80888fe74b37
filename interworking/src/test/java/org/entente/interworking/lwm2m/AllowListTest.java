// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.entente.interworking.Roll;
import org.entente.interworking.lwm2m.RawDevice.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that lets only listed devices in. */
class AllowListTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LINKS = "</>;rt=\"oma.lwm2m\";ct=11542,</6/0>";
    private static final int TLV = 11542;
    /** Latitude 48.0 and longitude 11.5. */
    private static final byte[] HERE = HexFormat.of().parseHex("C40042400000" + "C40141380000");

    @Test
    void device_is_denied_until_somebody_allows_it_and_again_when_somebody_forbids_it(@TempDir Path folder)
            throws Exception {
        var somebody = new Roll(folder);
        var settings = Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty());
        try (var field = new Field(settings, Optional.of(new Roll(folder)));
                var device = new RawDevice("6", new Answer(ResponseCode.CONTENT, TLV, HERE))) {
            var hub = field.adapter.addresses().getFirst();
            assertThat(device.register(hub, "tracker", 60, LINKS)).isEqualTo(ResponseCode.FORBIDDEN);
            assertThat(somebody.waiting()).containsExactly("lwm2m:tracker");
            assertThat(field.cse.find("tracker")).isEmpty();

            somebody.allow("lwm2m:tracker");

            assertThat(device.register(hub, "tracker", 60, LINKS)).isEqualTo(ResponseCode.CREATED);
            await().atMost(PATIENCE)
                    .until(() -> field.cse.text("tracker/location", "latie").equals("48.0"));
            assertThat(field.cse.text("tracker/location", "lbl")).contains("Personal-Data:location");

            assertThat(somebody.forbid("lwm2m:tracker")).isTrue();
            assertThat(device.register(hub, "tracker", 60, LINKS)).isEqualTo(ResponseCode.FORBIDDEN);
        }
    }
}

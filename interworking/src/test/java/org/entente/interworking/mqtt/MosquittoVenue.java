// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.model.peer.Mosquitto;
import org.entente.security.Authority;

/** The mosquitto of this machine, which tells in its log all that it does. */
final class MosquittoVenue extends Mosquitto implements Venue {
    private MosquittoVenue(Path folder, List<String> settings) throws IOException {
        var all = new ArrayList<>(settings);
        all.add("log_type all");
        super(folder, all);
    }

    static MosquittoVenue start(Path folder) throws IOException {
        return new MosquittoVenue(folder, guarded(folder, USER, PASSWORD));
    }

    /** One that speaks TLS and asks for a certificate of the same authority. */
    static MosquittoVenue certified(Path folder, Authority authority, Authority.Issued own) throws IOException {
        return new MosquittoVenue(
                folder,
                List.of(
                        "allow_anonymous false",
                        "cafile " + authority.certificate(),
                        "certfile " + own.certificate(),
                        "keyfile " + own.key(),
                        "require_certificate true",
                        "use_identity_as_username true"));
    }
}

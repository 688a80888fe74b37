// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The devices that somebody described. */
public record Stations(List<Station> all) {
    public static final Stations NONE = new Stations(List.of());

    /** How often a device is asked where nothing is said. */
    public static final Duration EVERY = Duration.ofSeconds(30);

    public Stations {
        all = List.copyOf(all);
    }

    /**
     * A device.
     *
     * @param name it keeps for life
     * @param place where it listens; found by its {@code di} if it is empty
     * @param di its own identifier, in lower case
     * @param credential what the hub shows it; without one it is asked without DTLS
     * @param every how often it is looked at, and what cannot be observed is read
     */
    record Station(
            String name, Optional<Place> place, Optional<String> di, Optional<Credential> credential, Duration every) {}

    /** @param secure whether that is by DTLS; if not, a device with a credential tells there where it listens by DTLS */
    record Place(boolean secure, String host, int port) {}

    public Stations with(Stations other) {
        var both = new ArrayList<>(all);
        both.addAll(other.all);
        return new Stations(both);
    }

    /** The device of that identifier. */
    Optional<Station> of(String di) {
        return all.stream().filter(each -> each.di().equals(Optional.of(di))).findFirst();
    }

    /** What its devices are called. */
    public List<String> names() {
        return all.stream().map(Station::name).toList();
    }
}

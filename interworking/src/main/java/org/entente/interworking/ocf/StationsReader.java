// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.interworking.Sheet;
import org.entente.interworking.Sheet.Where;
import org.entente.interworking.ocf.Stations.Place;
import org.entente.interworking.ocf.Stations.Station;

/** Reads which devices there are from a user's file; mistakes stay in the sheet. */
public final class StationsReader {
    private static final int COAP = 5683;
    private static final int COAPS = 5684;
    private static final Set<String> KEYS = Set.of("name", "url", "di", "identity", "key-file", "every");

    private final Sheet sheet;

    private StationsReader(Sheet sheet) {
        this.sheet = sheet;
    }

    public static Stations read(Sheet sheet) {
        return new StationsReader(sheet).whole();
    }

    private Stations whole() {
        var stations = new ArrayList<Station>();
        var names = new HashSet<String>();
        for (var device : sheet.maps(sheet.root(), "devices", sheet.whole(), "a device")) {
            var station = station(device);
            if (!names.add(station.name()))
                sheet.mistake(sheet.where(device, "device " + station.name()) + " stands there twice");
            stations.add(station);
        }
        return new Stations(stations);
    }

    private Station station(Map<String, Object> device) {
        var name = sheet.text(device, "name", sheet.where(device, "a device"));
        var where = sheet.where(device, "device " + name);
        sheet.known(device, KEYS, where);
        var place = sheet.optional(device, "url").flatMap(url -> place(url, where));
        var di = sheet.optional(device, "di").map(text -> text.toLowerCase(Locale.ROOT));
        if (!device.containsKey("url") && di.isEmpty()) sheet.mistake(where + " needs url or di");
        var credential = credential(device, where);
        if (place.filter(Place::secure).isPresent() && credential.isEmpty())
            sheet.mistake(where + ": coaps needs identity and key-file");
        return new Station(
                name,
                place,
                di,
                credential,
                sheet.duration(device, "every", where).orElse(Stations.EVERY));
    }

    private Optional<Place> place(String text, Where where) {
        try {
            var url = URI.create(text);
            boolean isSecure = "coaps".equals(url.getScheme());
            if ((isSecure || "coap".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() <= Link.HIGHEST_PORT) {
                var host = url.getHost().replaceAll("[\\[\\]]", "");
                int port = url.getPort() >= 0 ? url.getPort() : isSecure ? COAPS : COAP;
                return Optional.of(new Place(isSecure, host, port));
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the sentence below is the same for both.
        }
        sheet.mistake(where + ": url must look like coap://host:5683 or coaps://host:5684, not " + text);
        return Optional.empty();
    }

    private Optional<Credential> credential(Map<String, Object> device, Where where) {
        var identity = sheet.optional(device, "identity");
        var file = sheet.optional(device, "key-file");
        if (identity.isPresent() != file.isPresent()) sheet.mistake(where + ": identity and key-file belong together");
        return identity.flatMap(name -> file.map(path -> new Credential(name, Path.of(path))));
    }
}

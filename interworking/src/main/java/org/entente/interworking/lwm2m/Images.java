// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.entente.model.Refused;

/**
 * Finds the bytes of a firmware that is to be pushed: in a data: URL, or at an address that is allowed. RFC 2397.
 *
 * @param addresses beginnings of allowed URLs; without one nothing is fetched, so that nobody can make the hub ask around
 * @param longestBytes the largest image
 */
record Images(List<String> addresses, int longestBytes) {
    private static final String DATA = "data:";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static boolean areIn(String url) {
        return url.startsWith(DATA);
    }

    /** @throws Refused if the image cannot be had */
    byte[] find(String url) {
        var image = areIn(url) ? decoded(url) : fetched(url);
        if (image.length > longestBytes) throw tooLarge();
        return image;
    }

    private static byte[] decoded(String url) {
        var comma = url.indexOf(',');
        if (comma < 0 || !url.substring(0, comma).endsWith(";base64"))
            throw Refused.notAllowed("an image in a data: URL is written in base64");
        try {
            return Base64.getDecoder().decode(url.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw Refused.notAllowed("the image is no base64");
        }
    }

    private byte[] fetched(String url) {
        var wanted = uri(url);
        if (addresses.stream().noneMatch(each -> covers(uri(each), wanted)))
            throw Refused.notAllowed("images may not be fetched from " + shown(url));
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build()) {
            var answer =
                    client.send(HttpRequest.newBuilder(wanted).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != 200)
                    throw Refused.notAllowed("the image's address answered " + answer.statusCode());
                // One byte more than allowed tells that there is more, whatever the length was said to be.
                return body.readNBytes(longestBytes + 1);
            }
        } catch (IOException e) {
            throw Refused.notAllowed("the image cannot be fetched: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.notAllowed("the hub stops");
        }
    }

    /** Compared part by part: as texts, {@code http://host} would cover {@code http://host.elsewhere}. */
    private static boolean covers(URI allowed, URI wanted) {
        return (wanted.getScheme().equals("http") || wanted.getScheme().equals("https"))
                && wanted.getScheme().equals(allowed.getScheme())
                && wanted.getRawAuthority().equals(allowed.getRawAuthority())
                && wanted.normalize().getRawPath().startsWith(allowed.getRawPath());
    }

    private static URI uri(String text) {
        try {
            var uri = URI.create(text);
            if (uri.getScheme() != null && uri.getRawAuthority() != null) return uri;
        } catch (IllegalArgumentException e) {
            // The sentence below says it.
        }
        throw Refused.notAllowed(shown(text) + " is not the address of an image");
    }

    private Refused tooLarge() {
        return Refused.notAllowed("an image has at most " + longestBytes + " bytes");
    }

    private static String shown(String url) {
        return url.length() > 60 ? url.substring(0, 60) + "…" : url;
    }
}

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.entente.model.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bytes of a firmware that is to be pushed: in a data: URL, or at an address that is allowed. RFC 2397.
 *
 * @param addresses beginnings of allowed URLs; without one nothing is fetched, so that nobody can make the hub ask around
 * @param longestBytes the largest image
 * @param patience how long the whole of it may take to come
 */
record Images(List<String> addresses, int longestBytes, Duration patience) {
    private static final String DATA = "data:";
    private static final int OK = 200;
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(30);
    /** For all of it. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Servers may take what is encoded in a path for its dots and slashes, which a path that is compared must not have. */
    private static final Pattern DISGUISED = Pattern.compile("%(2e|2f|5c)", Pattern.CASE_INSENSITIVE);

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
                        .connectTimeout(FIRST_ANSWER)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var coming = threads.submit(() -> read(client, wanted));
            try {
                return coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                coming.cancel(true); // else closing would wait for what does not come
                client.shutdownNow();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) throw refused;
            // With what it was, since many of these have no message of their own.
            throw unfetched(e.getMessage());
        } catch (TimeoutException e) {
            throw unfetched("it did not come within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.notAllowed("the hub stops");
        }
    }

    private byte[] read(HttpClient client, URI wanted) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(wanted).timeout(FIRST_ANSWER).build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() != OK)
                throw Refused.notAllowed("the image's address answered " + answer.statusCode());
            // One byte more than allowed tells that there is more, whatever the length was said to be.
            return body.readNBytes(longestBytes + 1);
        }
    }

    private static Refused unfetched(@Nullable String why) {
        return Refused.notAllowed("the image cannot be fetched: " + why);
    }

    /** Compared part by part: as texts, {@code http://host} would cover {@code http://host.elsewhere}. */
    private static boolean covers(URI allowed, URI wanted) {
        return (wanted.getScheme().equals("http") || wanted.getScheme().equals("https"))
                && wanted.getScheme().equals(allowed.getScheme())
                && wanted.getRawAuthority().equals(allowed.getRawAuthority())
                && !DISGUISED.matcher(wanted.getRawPath()).find()
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

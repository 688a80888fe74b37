// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;

/** The files of the pages, as they lie in the program. */
final class Assets {
    private static final String PAGE = "index.html";
    private static final List<String> NAMES = List.of(
            PAGE,
            "app.css",
            "icon.svg",
            "app.js",
            "api.js",
            "dom.js",
            "live.js",
            "terms.js",
            "explanations.js",
            "tree.js",
            "search.js",
            "resource.js",
            "devices.js",
            "device.js",
            "points.js",
            "workbench.js",
            "trace.js",
            "http-form.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final int TAG_CHARACTERS = 16;

    private final Map<String, Asset> assets = new HashMap<>();

    private record Asset(byte[] bytes, String type, String tag) {}

    Assets() {
        for (var name : NAMES) assets.put(name, read(name));
    }

    private static Asset read(String name) {
        try (var in = Assets.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the program lacks its file " + name);
            var bytes = in.readAllBytes();
            return new Asset(bytes, TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), ""), tag(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest).substring(0, TAG_CHARACTERS) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @param name of the file below {@link Console#PATH}; nothing for the page itself */
    WebResponse answer(String name, WebRequest request) {
        var asset = assets.get(name.isEmpty() ? PAGE : name);
        if (asset == null) throw new Declined(404, "There is no page here.");
        if (!request.method().equals("GET") && !request.method().equals("HEAD"))
            throw new Declined(405, "Pages can only be read.");
        // The browser asks each time, and mostly hears that nothing has changed.
        var headers = Map.of("Content-Type", asset.type(), "Cache-Control", "no-cache", "ETag", asset.tag());
        var known = request.header("if-none-match").filter(asset.tag()::equals);
        if (known.isPresent()) return new WebResponse(304, headers, _ -> {});
        return new WebResponse(200, headers, out -> out.write(asset.bytes()));
    }
}

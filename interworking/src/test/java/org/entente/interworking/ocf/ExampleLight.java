// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** The representations of a light, byte by byte in CBOR as the examples of OCF Core and of the resource types have them. */
final class ExampleLight {
    static final String DI = "54919ca5-4101-4ae4-595b-353c51aa983c";
    static final String ON = "a1" + text("value") + "f5";
    static final String OFF = "a1" + text("value") + "f4";
    /** As IoTivity writes maps: of an open length, ended by a break. */
    static final String DIM = "bf" + text("dimmingSetting") + "18 1e" + text("range") + "82 00 18 64" + "ff";

    static final String WARM = "a2" + text("temperature") + "f9 5640" + text("units") + text("F");
    static final String RED = "a1" + text("rgbValue") + "83 18ff 0a 00";
    static final String VENDOR = "a2" + text("x.org.example.scene") + text("Evening") + text("steps") + "82 01 f5";

    private ExampleLight() {}

    /** Its answers without those to writes, all readable at {@code device}. */
    static RawDevice at(RawDevice device) {
        int port = device.port();
        return device.has(
                        "/oic/res",
                        "86" + link("/oic/d", "oic.wk.d", "oic.if.r", 3, port)
                                + link("/switch", "oic.r.switch.binary", "oic.if.a", 3, port)
                                + link("/dim", "oic.r.light.dimming", "oic.if.a", 3, port)
                                + link("/heat", "oic.r.temperature", "oic.if.s", 1, port)
                                + link("/colour", "oic.r.colour.rgb", "oic.if.rw", 3, port)
                                + link("/vendor/scene", "x.org.example.scene", "oic.if.baseline", 3, port))
                .has(
                        "/oic/d",
                        "a5" + text("n") + text("Hall") + text("rt") + "82" + text("oic.wk.d") + text("oic.d.light")
                                + text("di") + text(DI) + text("icv") + text("ocf.2.2.0") + text("piid")
                                + text("6f0aac04-2bb0-468d-b57c-16570a26ae48"))
                .has(
                        "/oic/p",
                        "a3" + text("pi") + text("6f0aac04-2bb0-468d-b57c-16570a26ae48") + text("mnmn")
                                + text("Acme, Inc") + text("mnmo") + text("L-1"))
                .has("/switch", ON)
                .has("/dim", DIM)
                .has("/heat", WARM)
                .has("/colour", RED)
                .has("/vendor/scene", VENDOR);
    }

    /** A link with anchor, rt, if, p.bm and eps. OCF Core §7.8.2 */
    static String link(String href, String type, String view, int bitmap, int port) {
        return "a6" + text("anchor") + text("ocf://" + DI) + text("href") + text(href) + text("rt") + "81" + text(type)
                + text("if") + "82" + text(view) + text("oic.if.baseline") + text("p") + "a1" + text("bm") + "0"
                + bitmap + text("eps") + "81" + "a1" + text("ep") + text("coap://127.0.0.1:" + port);
    }

    /** A text string: its length in the initial byte, or in one behind it. */
    static String text(String text) {
        var bytes = text.getBytes(UTF_8);
        var head = bytes.length < 24
                ? Integer.toHexString(0x60 + bytes.length)
                : "78" + HexFormat.of().toHexDigits((byte) bytes.length);
        return head + HexFormat.of().formatHex(bytes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a notification is for, as a subscription names it. TS-0001 §9.6.8 (notificationURI).
 *
 * @param address a URL of a protocol binding, or the identifier of an AE, a CSE or a resource
 * @param serialization what {@code ct=} asks for, such as {@code json}
 */
public record Target(String address, Optional<String> serialization) {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.+");
    private static final Pattern SERIALIZATION = Pattern.compile("[?&]ct=([a-z]+)$");

    /** Takes the serialization off, which is not part of the address that the notification carries. TS-0004 §7.5.1.2.2 */
    public static Target of(String written) {
        var found = SERIALIZATION.matcher(written);
        return found.find()
                ? new Target(written.substring(0, found.start()), Optional.of(found.group(1)))
                : new Target(written, Optional.empty());
    }

    public boolean isUrl() {
        return scheme().isPresent();
    }

    /** In lower case; empty if this is no URL. */
    public Optional<String> scheme() {
        var url = URL.matcher(address);
        return url.matches() ? Optional.of(url.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
